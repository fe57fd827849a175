"""Recordings that pages show, and the files that belong to them."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from builder.diagnostics import Source
from builder.syntax.markdown import Document

MediaKind = Literal["video", "audio"]

CAPTIONS_SUFFIX = ".vtt"
TRANSCRIPT_SUFFIX = ".transcript.md"
_SUFFIXES: dict[MediaKind, frozenset[str]] = {
    "video": frozenset({".mp4", ".webm", ".m4v", ".ogv"}),
    "audio": frozenset({".mp3", ".m4a", ".ogg", ".opus", ".wav"}),
}


@dataclass(frozen=True, slots=True)
class Captions:
    """A WebVTT file: the language tag in its name, else that of the course; its text, None when it cannot be read."""

    language: str
    path: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Media:
    """A video or a sound file. Captions in the language of the course come first.

    `transcript_path` is where the transcript is, or should be; `transcript` is None when it is not there.
    """

    path: str
    kind: MediaKind
    captions: tuple[Captions, ...]
    transcript_path: str
    transcript: Document | None


def media_kind(path: str) -> MediaKind | None:
    """Return what a file is by its name, or None when it is no recording."""
    suffix = PurePosixPath(path).suffix.lower()
    return next((kind for kind, suffixes in _SUFFIXES.items() if suffix in suffixes), None)


def transcript_path(path: str) -> str:
    """Return where the transcript of a recording belongs."""
    return str(PurePosixPath(path).with_suffix(TRANSCRIPT_SUFFIX))
