"""Zip archives, read with care.

`zipfile` believes what an archive says about itself: it is given no more than a bounded directory, and nothing is
read whose place, form or length is suspect.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from builder.diagnostics import Diagnostic, msg
from builder.inspection import names, troubles
from builder.inspection.names import BACKSLASH_IN_PATH, about
from builder.inspection.troubles import CHUNK, Refused, Troubles

_LONGEST_READ = 12 << 20  # bytes: a directory of a hundred thousand files
_LOCAL_HEADER = 30  # bytes before the name and the content of a file (APPNOTE.TXT 4.3.7)
_MARK = b"PK\x03\x04"
_UTF_8 = 0x800  # flag bit: the name is UTF-8 (4.4.4)
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # flag bits: encrypted, strongly, with its directory (4.4.4)
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    struct.error,
)


class _Bounded(io.BufferedReader):
    """A file that never gives much at once, whatever it is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return super().read(_LONGEST_READ)
        if size > _LONGEST_READ:
            raise _TooMuch
        return super().read(size)


class _TooMuch(Exception):  # noqa: N818 - never seen outside
    """The directory is longer than that of any course."""


@dataclass(slots=True)
class Zip:
    """The files of a zip archive."""

    path: Path
    troubles: Troubles = field(default_factory=Troubles)
    paths: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    @property
    def form(self) -> str:
        return "zip"

    def packed(self, name: str) -> int:
        return self.entries[name].compress_size

    def chunks(self, name: str) -> Iterator[bytes]:
        entry = self.entries[name]
        size = checksum = 0
        for chunk in _content(self.path, name, entry):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if size > entry.file_size:
                break
            yield chunk
        if size != entry.file_size:
            raise Refused(troubles.damaged(name, msg("it is not as long as the archive says")))
        if checksum != entry.CRC:
            raise Refused(troubles.damaged(name, msg("its checksum is wrong")))

    def damage(self) -> Iterator[Diagnostic]:
        for name in self.entries:
            try:
                for _ in self.chunks(name):
                    pass
            except Refused as refused:
                yield refused.diagnostic


def is_zip(path: Path) -> bool:
    """Return whether a file has the directory of a zip archive at its end, or the mark of one at its start."""
    with path.open("rb") as file:
        return file.read(4) == _MARK or zipfile.is_zipfile(file)


def open_zip(path: Path) -> Zip:
    """Return the files of a zip archive; raises `Refused` when it has no directory that can be read."""
    bounded = _Bounded(io.FileIO(path))
    opened = Zip(path)
    try:
        with zipfile.ZipFile(bounded) as file:
            infos, end = file.infolist(), file.start_dir
    except _TooMuch as error:
        raise Refused(troubles.too_many(path.name)) from error
    except _UNREADABLE as error:
        raise Refused(troubles.damaged(path.name, msg("its list of files cannot be read"))) from error
    finally:
        bounded.close()
    if len(infos) > troubles.MOST_ENTRIES:
        raise Refused(troubles.too_many(path.name))
    opened.troubles.extend(_overlaps(path.name, infos, end))
    if found := troubles.bomb(path.name, sum(info.file_size for info in infos), path.stat().st_size):
        opened.troubles.extend([found])
    for info in infos:
        _take(opened, info)
    return opened


def _take(opened: Zip, info: zipfile.ZipInfo) -> None:
    """Make a file readable, unless something is wrong with it."""
    found = [*names.faults(info.orig_filename), *_faults(info)]
    opened.troubles.extend(found)
    if any(fault.kind is not BACKSLASH_IN_PATH for fault in found):
        return
    path = names.normal(info.orig_filename)
    if path and not path.endswith("/"):
        opened.paths.append(path)
        opened.entries.setdefault(path, info)
        opened.sizes.setdefault(path, info.file_size)


def _faults(info: zipfile.ZipInfo) -> Iterator[Diagnostic]:
    name = info.orig_filename
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield troubles.link(name)
    elif info.flag_bits & _ENCRYPTED:
        yield about(
            troubles.ENCRYPTED_FILE,
            name,
            msg("“{path}” can only be read with a password"),
            msg("make the archive again, without a password"),
        )
    elif info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        yield about(
            troubles.UNUSUAL_COMPRESSION,
            name,
            msg("“{path}” is compressed in a way that platforms do not know"),
            msg("pack the files again with the method Deflate, the usual one of every program"),
        )


def _overlaps(name: str, infos: list[zipfile.ZipInfo], directory: int) -> Iterator[Diagnostic]:
    """Tell of files that lie in one another, once: thousands of names for the same bytes make the worst bombs."""
    placed = sorted(infos, key=lambda info: info.header_offset)
    ends = [info.header_offset + _LOCAL_HEADER + info.compress_size for info in placed]
    starts = [*(info.header_offset for info in placed[1:]), directory]
    if any(end > start for end, start in zip(ends, starts, strict=False)):
        yield about(
            troubles.OVERLAPPING_FILES,
            name,
            msg("files of “{path}” lie inside one another"),
            msg("do not unpack it; make the package again with another program"),
        )


def _content(path: Path, name: str, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Go through what a file holds, never more than a chunk at once (APPNOTE.TXT 4.3.7)."""
    with path.open("rb") as file:
        file.seek(max(0, entry.header_offset))  # an archive that was cut in the middle counts from before its start
        header = file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(_MARK):
            raise Refused(troubles.damaged(name, msg("it is not where the archive says")))
        name_length, extra_length = struct.unpack("<HH", header[26:])
        encoding = "utf-8" if entry.flag_bits & _UTF_8 else "cp437"
        if file.read(name_length) != entry.orig_filename.encode(encoding):
            raise Refused(troubles.damaged(name, msg("it has another name in front of its content")))
        file.seek(extra_length, io.SEEK_CUR)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from _stored(file, entry.compress_size)
        else:
            try:
                yield from _inflated(file, entry.compress_size)
            except zlib.error as error:
                raise Refused(troubles.damaged(name, msg("it cannot be unpacked"))) from error


def _stored(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size and (chunk := file.read(min(CHUNK, size))):
        size -= len(chunk)
        yield chunk


def _inflated(file: BinaryIO, size: int) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for packed in _stored(file, size):
        chunk = inflate.decompress(packed, CHUNK)
        while chunk:
            yield chunk
            chunk = inflate.decompress(inflate.unconsumed_tail, CHUNK)
    while chunk := inflate.flush(CHUNK):
        yield chunk
