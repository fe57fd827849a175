"""Where a link or an image points, seen from the file that holds it."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:")
_ACTIVITY_SUFFIXES = (".md", ".markdown", ".yml", ".yaml")


LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes that a link of a course may have."""


@dataclass(frozen=True, slots=True)
class External:
    """An address elsewhere: a web page, a mail address."""

    url: str

    @property
    def scheme(self) -> str:
        """The scheme in lower case; that of a `//host/path` is https."""
        return "https" if self.url.startswith("//") else self.url.split(":", 1)[0].lower()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the same page."""

    fragment: str


@dataclass(frozen=True, slots=True)
class ActivityReference:
    """A page or a quiz of the course, by the path of its file from the root; perhaps a place in it."""

    path: str
    fragment: str


@dataclass(frozen=True, slots=True)
class FileReference:
    """Any other file of the course folder, by its path from the root."""

    path: str


Target = External | Anchor | ActivityReference | FileReference


def resolve(path: str, target: str) -> Target:
    """Return what `target`, written in the file at `path`, points to. `..` may lead out of the root: see the path.

    An address elsewhere stays as written; percent-encoding is undone in paths of the course and in fragments.
    """
    if _SCHEME.match(target) or target.startswith("//"):
        return External(target)
    before, _, fragment = target.partition("#")
    place = unquote(before.split("?", 1)[0]).replace("\\", "/")
    fragment = unquote(fragment)
    if not place:
        return Anchor(fragment)
    joined = posixpath.normpath(
        posixpath.join(posixpath.dirname(path), place.lstrip("/") if place[0] == "/" else place)
    )
    if joined.lower().endswith(_ACTIVITY_SUFFIXES):
        return ActivityReference(joined, fragment)
    return FileReference(joined)
