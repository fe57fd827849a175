"""WebVTT: reading captions as browsers do (W3C WebVTT, 6.1), and writing them as SubRip."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from builder.diagnostics import Message, msg

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t]|\Z)")
_ARROW = "-->"
_TIME = r"(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*{_TIME}(?:\s|\Z)", re.ASCII)
_OTHER_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|\Z)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t\n]+([^>]*)>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: when it is shown, in milliseconds, and its text with its tags."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a WebVTT file that browsers drop: its line, what it is, what to do."""

    line: int
    message: Message
    remedy: Message


def read_captions(vtt: str) -> Iterator[Cue | Fault]:
    """Go through the captions of a WebVTT text, and through what is wrong with it."""
    lines = _LINE_END.split(vtt.removeprefix("\ufeff"))
    if not _SIGNATURE.match(lines[0]):
        yield _no_signature()
        return
    empty = True
    for number, block in _blocks(lines):
        if _ARROW in "".join(block[:2]):
            empty = False
            yield _cue(number, block)
        elif number > 1 and not _OTHER_BLOCK.match(block[0]):
            empty = False
            yield _no_times(number)
    if empty:
        yield _no_captions()


def to_srt(vtt: str) -> str:
    """Return WebVTT as SubRip: names of speakers in front of their words, other marks and notes left out."""
    cues = ((cue, _plain(cue.text)) for cue in read_captions(vtt) if isinstance(cue, Cue))
    said = [f"{_srt_time(cue.start)} {_ARROW} {_srt_time(cue.end)}\n{text}\n" for cue, text in cues if text]
    return "\n".join(f"{number}\n{caption}" for number, caption in enumerate(said, 1))


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Split at empty lines, and before times that cannot belong to the lines above; each with its line number."""
    block: list[str] = []
    first = 1
    for number, line in enumerate([*lines, ""], 1):
        in_header = first == 1
        if block and (not line or (_ARROW in line and (in_header or len(block) > 1 or _ARROW in block[0]))):
            yield first, block
            block = []
        if line:
            first = first if block else number
            block.append(line)


def _cue(number: int, block: list[str]) -> Cue | Fault:
    at = 0 if _ARROW in block[0] else 1
    found = _TIMES.match(block[at])
    if found is None:
        return _odd_times(number + at)
    start, end = _milliseconds(*found.groups()[:4]), _milliseconds(*found.groups()[4:])
    return Cue(start, end, "\n".join(block[at + 1 :])) if start < end else _ends_early(number + at)


def _milliseconds(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)


def _srt_time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"


def _plain(text: str) -> str:
    named = _VOICE.sub(lambda voice: " ".join(voice[1].split()) + ": " if voice[1].strip() else "", text)
    lines = unescape(_TAG.sub("", named)).split("\n")
    # An empty line would end the caption.
    return "\n".join(line.strip() for line in lines if line.strip())


def _no_signature() -> Fault:
    return Fault(
        1,
        msg("this file does not begin with `WEBVTT`, so browsers show none of its captions"),
        msg("write `WEBVTT` alone on the first line, then an empty line"),
    )


def _no_captions() -> Fault:
    return Fault(1, msg("this file holds no caption"), msg("write the captions, each below a line with its times"))


def _odd_times(line: int) -> Fault:
    return Fault(line, msg("these times cannot be read"), msg("write them as `00:01:02.500 --> 00:01:05.000`"))


def _ends_early(line: int) -> Fault:
    return Fault(line, msg("this caption ends before it begins"), msg("write the earlier time first"))


def _no_times(line: int) -> Fault:
    return Fault(
        line,
        msg("this text has no times, so browsers do not show it"),
        msg("write its times on the line above, as `00:01:02.500 --> 00:01:05.000`, or remove the empty line above it"),
    )
