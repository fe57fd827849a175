"""Writing to the output folder: each file whole, or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Mapping
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO

Writer = Callable[[BinaryIO], None]


def publish(outputs: Mapping[str, Writer], folder: Path, *, mode: int = 0o666) -> tuple[Path, ...]:
    """Write every output beside its place, then rename them all; return their paths.

    `mode` says who may read and write the files, as far as the mask of the process lets them.
    Nothing in `folder` changes before the last byte of the last output is on disk. A killed process leaves
    at most files named `.parcours-*`, which a call of another day removes. Raises `OSError` when the disk refuses; its
    last file name, if it has any, is the place that refused.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in outputs:
        # No file takes the place of a folder. The rename would say so too late: others would have been renamed.
        if (folder / name).is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(folder / name))
    written: list[tuple[Path, Path]] = []
    try:
        for name, write in outputs.items():
            written.append((_write_beside(folder, write, mode), folder / name))
        _remove_leftovers(folder, [temporary for temporary, _ in written])
        for temporary, final in written:
            temporary.replace(final)
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)
    _sync_folder(folder)
    return tuple(final for _, final in written)


def put(file: Path, data: bytes) -> None:
    """Put a file in its place whole, without waiting for the disk: for thousands that can be made again.

    A killed process leaves the old file or the new one; a power cut may leave an empty one.
    """
    descriptor, name = tempfile.mkstemp(prefix=_LEFTOVER, dir=file.parent)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
    Path(name).replace(file)


def remove_leftovers(folder: Path) -> None:
    """Remove what killed processes left in a folder and those inside it, where no other process writes now."""
    for path in folder.rglob(f"{_LEFTOVER}*"):
        path.unlink(missing_ok=True)


_LEFTOVER = ".parcours-"
_A_DAY = 86_400  # seconds


def _write_beside(folder: Path, write: Writer, mode: int) -> Path:
    try:
        descriptor, name = tempfile.mkstemp(prefix=_LEFTOVER, dir=folder)
    except OSError as error:
        error.filename = str(folder)
        raise
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        path.chmod(mode & ~_umask())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _remove_leftovers(folder: Path, written: list[Path]) -> None:
    """Remove what killed processes left; younger files may belong to a build that runs now."""
    now = max((path.stat().st_mtime for path in written), default=0.0)
    for path in folder.glob(f"{_LEFTOVER}*"):
        with contextlib.suppress(OSError):
            if now - path.stat().st_mtime > _A_DAY:
                path.unlink()


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder, and a rename there needs no such call.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _umask() -> int:
    # The only portable way to read the mask is to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
