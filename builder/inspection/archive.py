"""Reading archives that nobody vouches for: nothing is written to disk, memory and time are bounded.

What is wrong with an archive is told in `troubles`, never raised: an archive that may do harm has no names at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from builder.diagnostics import Diagnostic
from builder.inspection import names, tars, troubles, zips
from builder.inspection.troubles import Refused, Troubles

_KNOWN = 512  # bytes from the start of a file that tell what it is


class Contents(Protocol):
    """The files of an archive of one form."""

    @property
    def form(self) -> str:
        """`zip`, `tar.gz` or `tar`."""
        ...

    @property
    def sizes(self) -> dict[str, int]:
        """The safe files by their paths, in the order of the archive, with the size that the archive claims."""
        ...

    @property
    def paths(self) -> list[str]:
        """Every safe path that is listed, also when it is there twice."""
        ...

    @property
    def troubles(self) -> Troubles: ...

    def packed(self, name: str) -> int:
        """Return how many bytes a file takes in the archive, 0 when that is not known."""
        ...

    def chunks(self, name: str) -> Iterator[bytes]:
        """Go through what a file holds; raises `Refused` where it is damaged."""
        ...

    def damage(self) -> Iterator[Diagnostic]:
        """Read every file to its end, and go through those that are damaged."""
        ...


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive as it may safely be read. `names` are in its order, with `/`, relative and without `..`."""

    path: Path
    form: str
    names: tuple[str, ...]
    troubles: tuple[Diagnostic, ...]
    _contents: Contents | None

    @property
    def refused(self) -> bool:
        """True when something in the archive may do harm, or it is no archive at all: nothing of it is to be used."""
        return self._contents is None

    def size(self, name: str) -> int:
        """Return how many bytes the archive says that a file holds; `read` holds it to that."""
        return self._contents.sizes[name] if self._contents else 0

    def packed(self, name: str) -> int:
        """Return how many bytes a file takes in a zip; 0 where files are not compressed one by one."""
        return self._contents.packed(name) if self._contents else 0

    @property
    def size_on_disk(self) -> int:
        """How many bytes the archive itself has."""
        return self.path.stat().st_size

    def read(self, name: str, limit: int) -> bytes:
        """Return what a file holds; raises `Refused` when that is more than `limit` bytes, or damaged."""
        if self._contents is None or name not in self._contents.sizes:
            raise KeyError(name)
        if self._contents.sizes[name] > limit:
            raise Refused(troubles.too_large(name, self._contents.sizes[name], limit))
        return b"".join(self._contents.chunks(name))

    def damage(self) -> Iterator[Diagnostic]:
        """Read every file to its end, and go through those that are damaged."""
        if self._contents is not None:
            yield from self._contents.damage()


def open_archive(path: Path) -> Archive:
    """Return what an archive holds. Only a file that the disk does not give raises, an `OSError`."""
    with path.open("rb") as file:
        start = file.read(_KNOWN)
    try:
        contents = _contents(path, start)
    except Refused as refused:
        return Archive(path, "", (), (refused.diagnostic,), None)
    contents.troubles.extend(names.clashes(contents.paths))
    found = tuple(contents.troubles.told(path.name))
    if any(trouble.kind in troubles.HARMFUL for trouble in found):
        return Archive(path, contents.form, (), found, None)
    return Archive(path, contents.form, tuple(contents.sizes), found, contents)


def _contents(path: Path, start: bytes) -> Contents:
    if start.startswith(b"\x1f\x8b") or start[257:262] == b"ustar":
        return tars.open_tar(path)
    if zips.is_zip(path):
        return zips.open_zip(path)
    raise Refused(troubles.no_archive(path.name, start))
