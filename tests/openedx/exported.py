"""What the exporter made: the files of an archive."""

import tarfile
from pathlib import Path

from builder.project import build_course


def built(root: Path, out: Path) -> Path:
    """Build a course for Open edX, and return the archive."""
    return next(file for file in build_course(root, out, ("olx",)).files if file.name.endswith("-olx.tar.gz"))


def files_of(archive: Path) -> dict[str, bytes]:
    """Return the files of an archive by their path."""
    with tarfile.open(archive) as tar:
        return {member.name: file.read() for member in tar if (file := tar.extractfile(member))}


def problems_of(archive: Path) -> dict[str, str]:
    """Return the XML of every problem by its `url_name`."""
    return {
        Path(path).stem: content.decode()
        for path, content in files_of(archive).items()
        if path.startswith("course/problem/")
    }
