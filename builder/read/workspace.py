"""The course folder: the only room that reads the disk."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from builder.diagnostics import Diagnostic, Findings, Kind, Message, Severity, Source, msg
from builder.model.asset import Asset
from builder.model.identifier import natural_order

UNREADABLE_FILE = Kind("unreadable-file", Severity.ERROR, msg("What cannot be read cannot be built."))
NOT_UTF8 = Kind(
    "not-utf8",
    Severity.ERROR,
    msg("A file in another encoding would show wrong letters in place of accents."),
)

INVISIBLE_CHARACTER = Kind(
    "invisible-character", Severity.ERROR, msg("No package can hold a control character: it comes from a damaged file.")
)

# Control characters, ends of lines and halves of characters: no page can show them, and no Unicode text has the last.
_UNUSABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 cannot hold, clause 2.2
_YAML_SUFFIXES = (".yml", ".yaml")  # its reader knows of control characters itself
_BOM = "\ufeff"


class Workspace:
    """Reads files below a folder, by paths with `/` relative to it; never anything outside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real_root = root.resolve()

    def read(self, path: str, findings: Findings) -> Source | None:
        """Return a text file, or None with a finding when it is missing, unreadable or not UTF-8."""
        file = self._inside(path)
        if file is None:
            findings.add(_unreadable(path, msg("it leads out of the course folder, or nowhere")))
            return None
        if not _is(file.is_file):  # a pipe would be waited for
            findings.add(_unreadable(path, msg("it is not a file")))
            return None
        try:
            data = file.read_bytes()
        except OSError as error:
            findings.add(_unreadable(path, error.strerror or str(error)))
            return None
        try:
            text = data.decode("utf-8").removeprefix(_BOM)
        except UnicodeDecodeError as error:
            findings.add(_not_utf8(path, data, error))
            return None
        source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
        control = _CONTROL.search(source.text)
        if control and not path.endswith(_YAML_SUFFIXES):
            findings.add(_invisible(source, control.start()))
        return source

    def is_file(self, path: str) -> bool:
        """Tell whether a file is there, inside the folder."""
        file = self._inside(path)
        return file is not None and _is(file.is_file)

    def is_folder(self, path: str) -> bool:
        """Tell whether a folder is there, inside the folder."""
        folder = self._inside(path)
        return folder is not None and _is(folder.is_dir)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder in natural order, hidden ones left out; empty when there is no folder."""
        return tuple(name for name in self._all_names(folder) if not _UNUSABLE.search(name))

    def unusable_names(self, folder: str) -> tuple[str, ...]:
        """Return the names that can be neither shown nor packed, such as those from an old archive."""
        return tuple(name for name in self._all_names(folder) if _UNUSABLE.search(name))

    def _all_names(self, folder: str) -> list[str]:
        place = self._inside(folder)
        try:
            found = [path.name for path in place.iterdir()] if place else []
        except OSError:
            return []
        # Names that are alike but for zeros or letter case have an order too, which is not that of the disk.
        return sorted((name for name in found if name[0] not in "._"), key=lambda name: (natural_order(name), name))

    def asset(self, path: str) -> Asset | None:
        """Return the facts about a file that travels with the course, or None when it is not there."""
        file = self._inside(path)
        if file is None or not _is(file.is_file):
            return None
        return Asset(path, file, file.stat().st_size)

    def nearest(self, path: str) -> Iterator[str]:
        """Go through the files beside a missing one: what its author may have meant."""
        folder = PurePosixPath(path).parent
        return (str(folder / name) for name in self.names(str(folder)) if self.is_file(str(folder / name)))

    def elsewhere(self, path: str) -> tuple[str, ...]:
        """Return a file with the name of a missing one, at the top or in the folder of the pages, if there is any."""
        name = PurePosixPath(path).name
        found = [name] if self.is_file(name) else []
        below = sorted((self._real_root / "course").rglob("*")) if not found else []
        found += [file.relative_to(self._real_root).as_posix() for file in below if file.name == name]
        return tuple(one for one in found if self.is_file(one))[:1]

    def _inside(self, path: str) -> Path | None:
        # macOS stores accents apart from their letters; people type them together.
        for form in dict.fromkeys((path, normalize("NFC", path), normalize("NFD", path))):
            try:
                real = (self.root / form).resolve()
            except (OSError, RuntimeError, ValueError):  # a loop of symbolic links, a NUL byte
                return None
            if real.is_relative_to(self._real_root) and _is(real.exists):
                return real
        return None


def printable(path: str) -> str:
    """Return a path with what can be neither shown nor packed written as an escape."""
    return _UNUSABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), path)


def _is(ask: Callable[[], bool]) -> bool:
    """Ask the disk something; a name too long, or a folder that may not be looked into, is a no."""
    try:
        return ask()
    except OSError:
        return False


def _invisible(source: Source, place: int) -> Diagnostic:
    return INVISIBLE_CHARACTER.at(
        source.span(place, place + 1),
        msg("this text holds a control character, which no page can show"),
        remedy=msg("remove control characters, which a copy and paste may have brought"),
    )


def _unreadable(path: str, reason: str | Message) -> Diagnostic:
    return UNREADABLE_FILE.at(
        Source(path, "").span(0, 0),
        msg("{path} cannot be read: {reason}", path=path, reason=reason),
        remedy=msg("check that the file is there and that you may read it"),
    )


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    # Latin-1 gives every byte a letter, so that the place can be shown.
    before = data[: error.start].decode("utf-8")
    source = Source(path, before + data[error.start :].decode("latin-1"))
    return NOT_UTF8.at(
        source.span(len(before), len(before) + 1),
        msg("this file is not saved as UTF-8"),
        remedy=msg("open it in your editor and save it again with the encoding UTF-8"),
    )
