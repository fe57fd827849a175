"""Where on the disk keys and badges may lie: what is inside a course or a repository is copied, sent and published."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def found_around(folder: Path, names: Iterable[str]) -> Path | None:
    """Return the first of these files or folders that lies in a folder or in one around it."""
    wanted = tuple(names)
    return next((place / name for place in around(folder) for name in wanted if (place / name).exists()), None)


def around(folder: Path) -> Iterator[Path]:
    """Go through a folder and those around it, as it is written and where links lead."""
    for start in (Path(os.path.abspath(folder)), folder.resolve()):  # noqa: PTH100 - it keeps links, without `..`
        yield start
        yield from start.parents
