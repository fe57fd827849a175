"""Files that travel with the course: pictures, documents."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the course folder: its path as authors write it (from the root), where it is, its size in bytes.

    `credit` is what the credits of the course say of it.
    """

    path: str
    file: Path
    size: int
    credit: str = ""
