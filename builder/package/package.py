"""A package in memory: paths inside an archive, and what they hold."""

from collections.abc import Iterator, Mapping
from pathlib import Path

Content = bytes | Path
"""Bytes, or a file on disk whose bytes are copied when the archive is written (a video stays out of memory)."""


class Package(Mapping[str, Content]):
    """Maps each archive path to its content.

    Paths are relative, ASCII, with `/`; a double (also by letter case alone: Windows folds it), an absolute
    path or a `..` raises `ValueError`, because each would be a bug of a target.
    """

    def __init__(self) -> None:
        self._files: dict[str, Content] = {}
        self._folded: set[str] = set()

    def add(self, path: str, content: Content) -> None:
        """Put a file into the package."""
        _refuse_unsafe(path)
        if path.lower() in self._folded:
            raise ValueError(f"the package already holds {path!r}")
        self._folded.add(path.lower())
        self._files[path] = content

    def __getitem__(self, path: str) -> Content:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _refuse_unsafe(path: str) -> None:
    parts = path.split("/")
    unsafe = not path.isascii() or "\\" in path or ":" in path or not path.isprintable()
    if unsafe or any(part in {"", ".", ".."} for part in parts):
        raise ValueError(f"{path!r} is not a safe archive path")
