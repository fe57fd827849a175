"""What `olxcleaner` says of an archive: the check that sites may run before an import."""

import tarfile
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory


def olxcleaner_errors(archive: Path) -> list[str]:
    """Return the errors, without those about item banks, which are younger than the tool."""
    return [error for error in _found(archive, "ERROR") if not _is_about_itembank(error)]


def olxcleaner_warnings(archive: Path) -> list[str]:
    """Return what the tool only warns of."""
    return _found(archive, "WARNING")


def _found(archive: Path, level: str) -> list[str]:
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # The tool's own libraries warn of each other; here, every warning is an error.
        warnings.simplefilter("ignore")
        from olxcleaner import validate  # noqa: PLC0415

        _unpack(archive, Path(folder))
        _, store, _ = validate(str(Path(folder) / "course"))
    return [f"{one.name}: {one.filename}: {one.description}" for one in store.errors if one.level == level]


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is not None:
                file = folder / member.name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.read())


def _is_about_itembank(error: str) -> bool:
    return error.startswith("UnexpectedTag: ") and "<itembank>" in error
