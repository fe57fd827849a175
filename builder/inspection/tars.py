"""Tar archives, read with care: from front to back, once, a block at a time.

`tarfile` would follow chains of headers as deep as an archive makes them, and hold each in memory; the few headers that
courses have are read here.
"""

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from builder.diagnostics import Diagnostic, msg
from builder.inspection import names, troubles
from builder.inspection.names import BACKSLASH_IN_PATH
from builder.inspection.troubles import CHUNK, Refused, Troubles

_BLOCK = tarfile.BLOCKSIZE
_LONGEST_HEADER = 1 << 20  # bytes of a long name, or of extended attributes
READABLE = frozenset("css htm html js json mjs svg txt xhtml xml".split())
"""Endings of files that are ever read."""
_KEPT = 4 << 20  # bytes of a readable file that is kept in memory: its archive has no directory to find it by
_KEPT_TOGETHER = 96 << 20
_SOUGHT_TOGETHER = 512 << 20  # bytes that are unpacked once more for files that are not kept: three seconds
_OF_THE_NEXT = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME)
_IN_FRONT = (*_OF_THE_NEXT, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK)
_UNREADABLE = (EOFError, OSError, ValueError, OverflowError, zlib.error, tarfile.TarError)


@dataclass(slots=True)
class Tar:
    """The files of a tar archive, compressed or not."""

    path: Path
    form: str
    troubles: Troubles = field(default_factory=Troubles)
    paths: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    room: int = _KEPT_TOGETHER
    reach: int = _SOUGHT_TOGETHER

    def packed(self, name: str) -> int:  # noqa: ARG002 - a tar archive is compressed as a whole
        return 0

    def chunks(self, name: str) -> Iterator[bytes]:
        if name in self.kept:
            yield self.kept[name]
            return
        self.reach -= self.offsets[name] + self.sizes[name] if self.form == "tar.gz" else 0
        if self.reach < 0:
            raise Refused(troubles.too_far(name))
        try:
            with _opened(self.path, self.form) as file:
                file.seek(self.offsets[name])
                yield from _pieces(file, self.sizes[name])
        except _UNREADABLE as error:
            raise Refused(troubles.damaged(name, msg("it cannot be unpacked"))) from error

    def damage(self) -> Iterator[Diagnostic]:
        """Return nothing: the archive was read to its end when it was opened."""
        return iter(())


@dataclass(slots=True)
class _Extended:
    """What headers in front of a file say of it."""

    name: str | None = None
    size: int | None = None


def open_tar(path: Path) -> Tar:
    """Return the files of a tar archive; raises `Refused` where it cannot be read to its end."""
    with path.open("rb") as file:
        form = "tar.gz" if file.read(2) == b"\x1f\x8b" else "tar"
    found = Tar(path, form)
    try:
        with _opened(path, form) as opened:
            _walk(found, opened, path.stat().st_size)
    except _UNREADABLE as error:
        raise Refused(troubles.damaged(path.name, msg("it cannot be read to its end"))) from error
    return found


def _opened(path: Path, form: str) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if form == "tar.gz" else path.open("rb")


def _walk(found: Tar, file: BinaryIO, packed: int) -> None:
    extended = _Extended()
    count = 0
    while any(block := file.read(_BLOCK)):
        if len(block) < _BLOCK:
            raise EOFError("it ends in the middle of a file")
        member = _header(found.path.name, block, first=not count)
        count += 1
        if count > troubles.MOST_ENTRIES:
            raise Refused(troubles.too_many(found.path.name))
        if member.size < 0:
            raise ValueError("a size below zero")
        if extended.size is not None and member.type not in _IN_FRONT:
            member.size = extended.size
        if bomb := troubles.bomb(found.path.name, file.tell() + member.size, packed):
            raise Refused(bomb)
        if member.type in _OF_THE_NEXT:
            _extend(extended, member, file)
        elif member.type in _IN_FRONT:
            _skip(file, member.size)
        else:
            _take(found, member, member.name if extended.name is None else extended.name, file)
            extended = _Extended()


def _header(archive: str, block: bytes, *, first: bool) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        if first:
            raise Refused(troubles.no_archive(archive, block)) from error
        raise


def _take(found: Tar, member: tarfile.TarInfo, raw: str, file: BinaryIO) -> None:
    """Make a file readable, unless something is wrong with it, and go to its end."""
    size = member.size
    faults = list(names.faults(raw))
    if not (member.isdir() or member.type in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)):
        faults.append(troubles.link(raw))
    found.troubles.extend(faults)
    path = names.normal(raw)
    good = all(fault.kind is BACKSLASH_IN_PATH for fault in faults)
    if not good or member.isdir() or not path or path.endswith("/"):
        _skip(file, 0 if member.isdir() or member.islnk() or member.issym() else size)
        return
    found.paths.append(path)
    if path in found.sizes:
        _skip(file, size)
        return
    found.sizes[path] = size
    found.offsets[path] = file.tell()
    if size <= min(_KEPT, found.room) and path.rsplit(".", 1)[-1].lower() in READABLE:
        found.room -= size
        found.kept[path] = b"".join(_pieces(file, size))
        _skip(file, -size % _BLOCK, exactly=True)
    else:
        _skip(file, size)


def _extend(extended: _Extended, member: tarfile.TarInfo, file: BinaryIO) -> None:
    if member.size > _LONGEST_HEADER:
        raise ValueError("a header longer than that of any course")
    content = b"".join(_pieces(file, member.size))
    _skip(file, -member.size % _BLOCK, exactly=True)
    if member.type == tarfile.GNUTYPE_LONGNAME:
        extended.name = content.split(b"\0")[0].decode("utf-8", "surrogateescape")
        return
    for key, value in _records(content):
        if key == b"path":
            extended.name = value.decode("utf-8", "surrogateescape")
        elif key == b"size":
            extended.size = int(value)
            if extended.size < 0:
                raise ValueError("a size below zero")


def _records(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Go through `length key=value` lines (POSIX.1-2001, pax Extended Header)."""
    at = 0
    while at < len(content):
        space = content.index(b" ", at)
        end = at + int(content[at:space])
        if end <= space:
            raise ValueError("a header of no length")
        key, _, value = content[space + 1 : end - 1].partition(b"=")
        yield key, value
        at = end


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        piece = file.read(min(CHUNK, size))
        if not piece:
            raise EOFError("it ends in the middle of a file")
        size -= len(piece)
        yield piece


def _skip(file: BinaryIO, size: int, *, exactly: bool = False) -> None:
    """Go over the content of a file and what fills its last block."""
    for _ in _pieces(file, size if exactly else size + -size % _BLOCK):
        pass
