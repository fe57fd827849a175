"""Deterministic archives: the same package and zlib give the same bytes, whenever and wherever it is written."""

import shutil
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from builder.package.package import Content, Package

# Deflating these again costs time and gains nothing.
_COMPRESSED = frozenset(
    """
    .7z .aac .avif .docx .epub .gif .gz .jpeg .jpg .m4a .m4v .mp3 .mp4 .odp .ods .odt .ogg .ogv .opus .pdf .png .pptx
    .webm .webp .woff .woff2 .xlsx .zip
    """.split()
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip entry can hold
_FILE_MODE = 0o100644 << 16  # a regular file, readable by all
_UNIX = 3  # "version made by": so that the mode counts, on every system


def write_zip(package: Package, stream: BinaryIO, *, first: str | None = None) -> None:
    """Write a package as a zip: `first` in front, the rest sorted, fixed times and modes."""
    with zipfile.ZipFile(stream, "w") as archive:
        for path in sorted(package, key=lambda path: (path != first, path)):
            _write_entry(archive, path, package[path])


def _write_entry(archive: zipfile.ZipFile, path: str, content: Content) -> None:
    entry = zipfile.ZipInfo(path, _EARLIEST)
    entry.create_system = _UNIX
    entry.external_attr = _FILE_MODE
    stored = PurePosixPath(path).suffix.lower() in _COMPRESSED
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    if isinstance(content, Path):
        entry.file_size = content.stat().st_size  # lets zipfile choose 64-bit fields before it writes
        with content.open("rb") as file, archive.open(entry, "w") as target:
            shutil.copyfileobj(file, target, 1 << 20)
    else:
        archive.writestr(entry, content)
