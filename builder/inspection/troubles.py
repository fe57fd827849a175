"""What can be wrong with an archive as an archive."""

from collections import Counter
from collections.abc import Iterable, Iterator

from builder.diagnostics import Diagnostic, Kind, Message, Severity, msg
from builder.inspection.names import UNSAFE_PATH, about

NOT_AN_ARCHIVE = Kind(
    "not-an-archive", Severity.ERROR, msg("Platforms take courses as .zip (SCORM) or .tar.gz (Open edX) files.")
)
DAMAGED_ARCHIVE = Kind(
    "damaged-archive", Severity.ERROR, msg("A platform stops where it cannot read on, or shows what is left.")
)
ARCHIVE_BOMB = Kind(
    "archive-bomb", Severity.ERROR, msg("An archive that unpacks to far more than it seems fills the server's disk.")
)
LINK_IN_ARCHIVE = Kind(
    "link-in-archive", Severity.ERROR, msg("A link could show or overwrite other files of the server.")
)
ENCRYPTED_FILE = Kind("encrypted-file", Severity.ERROR, msg("No platform asks for a password."))
UNUSUAL_COMPRESSION = Kind(
    "unusual-compression", Severity.ERROR, msg("Platforms unpack only files that are stored, or deflated.")
)
OVERLAPPING_FILES = Kind(
    "overlapping-files", Severity.ERROR, msg("Only archives made to fill a disk hold files inside one another.")
)
UNREAD_FILE = Kind("unread-file", Severity.WARNING, msg("A file this long is not looked into."))

HARMFUL = frozenset({UNSAFE_PATH, ARCHIVE_BOMB, LINK_IN_ARCHIVE, OVERLAPPING_FILES})
"""Findings after which nothing of an archive is to be used."""

MOST_ENTRIES = 100_000
MOST_BYTES = 8 << 30
_HARMLESS = 256 << 20  # bytes: less than this fills no disk
_TOLD = 20  # findings of one kind
_RATIO = 200  # what 360Learning takes at the most; a course is far below, because of its media
CHUNK = 1 << 16  # bytes that are read at once

_SIGNATURES = (
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office 97-2003"),
    (b"MZ", "Windows"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_PACKED_OTHERWISE = {"RAR", "7-Zip", "bzip2", "xz", "Zstandard"}


class Refused(Exception):  # noqa: N818 - said of an archive or of a file in it
    """An archive, or a file in it, that is not read; the finding says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.kind.name)
        self.diagnostic = diagnostic


class Troubles:
    """Collects findings about files: the first of each kind, and how many there are. Archives can have a million."""

    def __init__(self) -> None:
        self._found: dict[Kind, list[Diagnostic]] = {}
        self._count: Counter[Kind] = Counter()

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep several findings."""
        for diagnostic in diagnostics:
            self._count[diagnostic.kind] += 1
            if self._count[diagnostic.kind] <= _TOLD:
                self._found.setdefault(diagnostic.kind, []).append(diagnostic)

    def told(self, archive: str) -> Iterator[Diagnostic]:
        """Go through the findings, kind by kind; the last of a kind says how many more there are."""
        for kind, found in self._found.items():
            yield from found
            if more := self._count[kind] - len(found):
                yield about(
                    kind,
                    archive,
                    msg("more files of “{path}” with the same problem: {count}", count=more),
                    None,
                )


def no_archive(name: str, start: bytes) -> Diagnostic:
    """Return what to say of a file that is no archive, from its first bytes."""
    known = next((known for signature, known in _SIGNATURES if start.startswith(signature)), "")
    if not start:
        message, remedy = msg("“{path}” is empty"), msg("ask its sender for it again")
    elif known in _PACKED_OTHERWISE:
        message = msg("“{path}” is an archive of another form ({form})", form=known)
        remedy = msg("unpack it, and look for a .zip or .tar.gz inside, or pack its files as .zip")
    elif known:
        message = msg("“{path}” is not an archive, but a file of {form}", form=known)
        remedy = msg("ask its sender for the package that the authoring tool exports")
    else:
        message = msg("“{path}” is neither a .zip nor a .tar.gz, whatever its name says")
        remedy = msg("ask its sender for the package that the authoring tool exports")
    return about(NOT_AN_ARCHIVE, name, message, remedy)


def damaged(name: str, reason: Message) -> Diagnostic:
    """Return what to say of an archive or a file that cannot be read."""
    return about(
        DAMAGED_ARCHIVE,
        name,
        msg("“{path}” is damaged or cut off ({reason})", reason=reason),
        msg("send or download the archive again; if that does not help, make it again"),
    )


def too_many(name: str) -> Diagnostic:
    """Return what to say of an archive with more entries than any course."""
    return about(
        ARCHIVE_BOMB,
        name,
        msg("“{path}” lists more than {count} files", count=MOST_ENTRIES),
        msg("do not unpack it, and ask its sender what it is"),
    )


def bomb(name: str, unpacked: int, packed: int) -> Diagnostic | None:
    """Return what to say of an archive that unpacks to so much, None when that is harmless."""
    if unpacked <= _HARMLESS or (unpacked <= MOST_BYTES and unpacked <= _RATIO * packed):
        return None
    return about(
        ARCHIVE_BOMB,
        name,
        msg("“{path}” has {packed} MB, and unpacks to more than {size} MB", packed=_mega(packed), size=_mega(unpacked)),
        msg("do not unpack it, and ask its sender what it is"),
    )


def link(name: str) -> Diagnostic:
    """Return what to say of a link or a device."""
    return about(
        LINK_IN_ARCHIVE,
        name,
        msg("“{path}” is not a file, but a link or a device"),
        msg("do not unpack this archive, and ask its sender for one with files only"),
    )


def too_large(name: str, size: int, limit: int) -> Diagnostic:
    """Return what to say of a file that is longer than what is read of one."""
    return about(
        UNREAD_FILE,
        name,
        msg(
            "“{path}” has {size} MB, and only files of up to {limit} MB are read", size=_mega(size), limit=_mega(limit)
        ),
        msg("look at it yourself if it matters"),
    )


def _mega(size: int) -> str:
    return f"{max(1, round(size / 1_000_000))}"
