"""Names inside archives: which are safe, and how they are shown.

Whoever made the archive chose them: they are never written to a terminal or used as paths as they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from builder.diagnostics import Diagnostic, Kind, Message, Severity, Source, msg

UNSAFE_PATH = Kind(
    "unsafe-path",
    Severity.ERROR,
    msg("A file that leaves the folder of the package could overwrite others on the server."),
)
CONTROL_CHARACTER = Kind(
    "control-character-in-path",
    Severity.ERROR,
    msg("Control characters hide what a file is called, and stop most systems from writing it."),
)
NAME_TOO_LONG = Kind("name-too-long", Severity.ERROR, msg("No server can write a file with such a name."))
SAME_PATH_TWICE = Kind(
    "same-path-twice",
    Severity.ERROR,
    msg("Each platform keeps another one of two files with the same name."),
)
FILE_AND_FOLDER = Kind(
    "file-and-folder",
    Severity.ERROR,
    msg("A disk cannot hold a file and a folder of the same name: one of them is lost."),
)
PATHS_ALIKE = Kind(
    "paths-alike",
    Severity.WARNING,
    msg("On servers that do not tell capital letters from small ones, one file overwrites the other."),
)
BACKSLASH_IN_PATH = Kind(
    "backslash-in-path",
    Severity.ERROR,
    msg("The zip format separates folders with “/”; some platforms put such files into no folder at all."),
)
_BYTES_OF_A_NAME = 255  # of one part of a path, on the disks of servers
_LONGEST_PATH = 1000  # characters
_SHOWN = 120  # characters
_DRIVE = re.compile(r"[A-Za-z]:")


def shown(text: str, longest: int = _SHOWN) -> str:
    """Return a text of an archive as a terminal may show it: one line, nothing that acts, not too long."""
    kept = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(
        character if character.isprintable() or character == "\u00a0" else _escaped(character) for character in kept
    )


def place(name: str) -> Source:
    """Return a file of the archive as a place of findings, when its text is not known or not needed."""
    return Source(shown(name), "")


def about(kind: Kind, name: str, message: Message, remedy: Message | None) -> Diagnostic:
    """Return a finding about a whole file; `{path}` in its words is the name."""
    source = place(name)
    path = ("path", source.path)
    return kind.at(
        source.span(0, 0),
        Message(message.template, (*message.values, path)),
        remedy=Message(remedy.template, (*remedy.values, path)) if remedy else None,
    )


def normal(raw: str) -> str:
    """Return a path as it is meant: `/` between folders, without `./` in front."""
    path = raw.replace("\\", "/")
    while path.startswith("./"):
        path = path[2:]
    return path


def faults(raw: str) -> Iterator[Diagnostic]:
    """Go through what is wrong with one name; one with such a finding, other than a backslash, is not to be read."""
    path = normal(raw)
    parts = path.split("/")
    if path.startswith("/") or _DRIVE.match(path) or ".." in parts:
        yield about(
            UNSAFE_PATH,
            raw,
            msg("“{path}” would be written outside the folder of the package"),
            msg("do not unpack this archive, and ask its sender for another"),
        )
    elif any(unicodedata.category(character) in {"Cc", "Cs"} for character in raw):
        yield about(
            CONTROL_CHARACTER,
            raw,
            msg("the name “{path}” has characters that cannot be shown"),
            msg("make the package again, with plain file names"),
        )
    elif len(path) > _LONGEST_PATH or any(len(part.encode("utf-8", "replace")) > _BYTES_OF_A_NAME for part in parts):
        yield about(
            NAME_TOO_LONG,
            raw,
            msg("the name “{path}” is too long for the disk of a server"),
            msg("shorten the name, then make the package again"),
        )
    elif "\\" in raw:
        yield about(
            BACKSLASH_IN_PATH,
            raw,
            msg("the folders of “{path}” are separated by backslashes"),
            msg("unpack the archive, and pack it again with another program"),
        )


def clashes(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Go through files that would overwrite each other."""
    # Sorted in this way, the files of a folder come right after a file of the same name.
    placed = sorted((_folded(path).replace("/", "\0"), path) for path in paths)
    for (first, path), (second, other) in pairwise(placed):
        if path == other:
            yield about(
                SAME_PATH_TWICE,
                path,
                msg("the archive holds “{path}” twice"),
                msg("make the package again, with one file of this name"),
            )
        elif first == second:
            yield about(
                PATHS_ALIKE,
                other,
                msg("“{path}” and “{other}” differ only by their capital letters or accents", other=shown(path)),
                msg("rename one of them, where it is used too"),
            )
        elif second.startswith(first + "\0"):
            yield about(
                FILE_AND_FOLDER,
                path,
                msg("“{path}” is a file, and also the folder of “{other}”", other=shown(other)),
                msg("make the package again, with different names"),
            )


def _folded(path: str) -> str:
    """Return what two names have in common that a disk may take for one."""
    return unicodedata.normalize("NFC", path).casefold()


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
