"""Deterministic archives: the same package and zlib give the same bytes, whenever and wherever it is written."""

import gzip
import io
import shutil
import tarfile
import zipfile
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import BinaryIO, assert_never

from builder.package.package import Content, Package

# Deflating these again costs time and gains nothing.
_COMPRESSED = frozenset(
    """
    .7z .aac .avif .docx .epub .gif .gz .jpeg .jpg .m4a .m4v .mp3 .mp4 .odp .ods .odt .ogg .ogv .opus .pdf .png .pptx
    .webm .webp .woff .woff2 .xlsx .zip
    """.split()
)
_COPY_BUFFER = 1 << 20  # bytes
_GZIP_LEVEL = 6  # the highest costs twice the time for less than 1 % of the size
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip entry can hold
_FILE_MODE = 0o100644 << 16  # a regular file, readable by all
_UNIX = 3  # "version made by": so that the mode counts, on every system


class ArchiveKind(Enum):
    """A form of archive; the value is the end of its file name."""

    ZIP = "zip"
    TAR_GZ = "tar.gz"


def write_archive(package: Package, stream: BinaryIO, kind: ArchiveKind, *, first: str | None = None) -> None:
    """Write a package: `first` in front, the rest sorted, fixed times, modes and owners."""
    paths = sorted(package, key=lambda path: (path != first, path))
    match kind:
        case ArchiveKind.ZIP:
            _write_zip(package, paths, stream)
        case ArchiveKind.TAR_GZ:
            _write_tar_gz(package, paths, stream)
        case _:
            assert_never(kind)


def is_stored(path: str) -> bool:
    """Tell whether a zip holds a file of this name as it is: it is compressed already."""
    return PurePosixPath(path).suffix.lower() in _COMPRESSED


def _write_zip(package: Package, paths: list[str], stream: BinaryIO) -> None:
    with zipfile.ZipFile(stream, "w") as archive:
        for path in paths:
            _write_zip_entry(archive, path, package[path])


def _write_zip_entry(archive: zipfile.ZipFile, path: str, content: Content) -> None:
    entry = zipfile.ZipInfo(path, _EARLIEST)
    entry.create_system = _UNIX
    entry.external_attr = _FILE_MODE
    entry.compress_type = zipfile.ZIP_STORED if is_stored(path) else zipfile.ZIP_DEFLATED
    if isinstance(content, Path):
        entry.file_size = content.stat().st_size  # lets zipfile choose 64-bit fields before it writes
        with content.open("rb") as file, archive.open(entry, "w") as target:
            shutil.copyfileobj(file, target, _COPY_BUFFER)
    else:
        archive.writestr(entry, content)


def _write_tar_gz(package: Package, paths: list[str], stream: BinaryIO) -> None:
    # Without a name and with this time, the header of gzip is always the same.
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=_GZIP_LEVEL, fileobj=stream, mtime=0) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in paths:
            _write_tar_entry(archive, path, package[path])


def _write_tar_entry(archive: tarfile.TarFile, path: str, content: Content) -> None:
    # A new entry has no time, no owner, and the mode 644.
    entry = tarfile.TarInfo(path)
    if isinstance(content, Path):
        entry.size = content.stat().st_size
        with content.open("rb") as file:
            archive.addfile(entry, file)
    else:
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
