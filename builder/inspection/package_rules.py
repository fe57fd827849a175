"""What platforms refuse or mistake in a package as a file: its form, its names, its size."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.inspection.archive import Archive
from builder.inspection.kinds import MANIFEST, OLX, Form
from builder.inspection.names import about, shown

_E, _W = Severity.ERROR, Severity.WARNING
WRONG_ARCHIVE = Kind("wrong-archive", _E, msg("Platforms choose how to unpack a package by its form and its name."))
MANIFEST_MISPLACED = Kind(
    "manifest-in-a-folder",
    _E,
    msg("Moodle, 360Learning and others look for the manifest beside nothing else, at the root."),
)
MANIFEST_MISNAMED = Kind("manifest-misnamed", _E, msg("Moodle and others look for exactly `imsmanifest.xml`."))
MANIFEST_MISSING = Kind("manifest-missing", _E, msg("Without a manifest, no platform takes it for a course."))
REFUSED_ENDING = Kind("refused-ending", _W, msg("CrossKnowledge refuses packages with such files."))
ACCENTS_IN_PATH = Kind("accents-in-path", _W, msg("Rise Up refuses them, and old servers garble them."))
LARGE_PACKAGE = Kind("large-package", _W, msg("CrossKnowledge takes 200 MB, Cornerstone 250 MB, Rise Up 1 GB."))
MANY_FILES = Kind("many-files", _W, msg("360Learning takes packages of up to 50,000 files."))
TIGHT_COMPRESSION = Kind(
    "tight-compression", _W, msg("360Learning takes a file for an attack when it shrinks to less than 1/200.")
)
_ENDINGS = frozenset(".cgi .exe .htaccess .phtml .pl .py .sh".split())
_LARGE, _MANY, _RATIO, _WORTH = 200_000_000, 50_000, 200, 100_000
_NAMED = 3
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")


def check_package(archive: Archive, form: Form, manifest: str) -> Iterator[Diagnostic]:
    """Go through the problems of a course package as a file; `manifest` is where its manifest is, empty for none."""
    name = archive.path.name
    yield from _archive_form(archive, form)
    if manifest and manifest.rsplit("/", 1)[-1] != MANIFEST:
        yield about(
            MANIFEST_MISNAMED,
            manifest,
            msg("the manifest is named “{path}”"),
            msg("rename it to imsmanifest.xml, in these very letters, then pack again"),
        )
    if "/" in manifest:
        yield about(
            MANIFEST_MISPLACED,
            manifest,
            msg("the manifest is in a folder: “{path}”"),
            msg("unpack the archive, open the folder, and pack what is in it, not the folder itself"),
        )
    if archive.size_on_disk > _LARGE:
        size = round(archive.size_on_disk / 1_000_000)
        yield about(
            LARGE_PACKAGE, name, msg("the package has {size} MB", size=size), msg("shrink its videos and pictures")
        )
    if len(archive.names) > _MANY:
        count = len(archive.names)
        yield about(MANY_FILES, name, msg("the package has {count} files", count=count), msg("split the course"))
    if form is not OLX:
        yield from _names(archive)


def manifest_missing(archive: Archive) -> Diagnostic:
    """Return what to say of pages that speak SCORM 1.2, in an archive without a manifest."""
    return about(
        MANIFEST_MISSING,
        archive.path.name,
        msg("its scripts speak SCORM 1.2, and “{path}” has no imsmanifest.xml"),
        msg("export the package again; if it was unpacked and packed by hand, pack every file of the folder"),
    )


def _archive_form(archive: Archive, form: Form) -> Iterator[Diagnostic]:
    name = archive.path.name
    if form is OLX:
        if archive.form == "tar":
            yield about(
                WRONG_ARCHIVE,
                name,
                msg("the archive is not compressed: a browser may have unpacked it half"),
                msg("compress it again: `gzip`, then give it the ending .tar.gz"),
            )
        elif not name.lower().endswith(f".{archive.form}"):
            yield about(
                WRONG_ARCHIVE,
                name,
                msg("“{path}” is a {form} archive, and its name does not say so", form=archive.form),
                msg("give it the ending .{form}", form=archive.form),
            )
    elif archive.form != "zip":
        yield about(
            WRONG_ARCHIVE,
            name,
            msg("“{path}” is a {form} archive; SCORM packages are .zip", form=archive.form),
            msg("unpack it, and pack what is in it as .zip"),
        )


def _names(archive: Archive) -> Iterator[Diagnostic]:
    banned = [name for name in archive.names if _is_banned(name)]
    if banned:
        yield about(
            REFUSED_ENDING,
            banned[0],
            msg("files that can be programs of a server ({count}): {names}", **_some(banned)),
            msg("pack them as .zip, if learners are to download them"),
        )
    accented = [name for name in archive.names if not name.isascii()]
    if accented:
        yield about(
            ACCENTS_IN_PATH,
            accented[0],
            msg("file names with accents or other signs ({count}): {names}", **_some(accented)),
            msg("rename them in the authoring tool, then export again"),
        )
    if not _PLAIN.fullmatch(archive.path.name):
        yield about(
            ACCENTS_IN_PATH,
            archive.path.name,
            msg("the name of the package, “{path}”, has spaces or accents"),
            msg("rename it with letters, digits and hyphens"),
        )
    tight = [name for name in archive.names if archive.size(name) > max(_WORTH, _RATIO * archive.packed(name)) > 0]
    if tight and archive.form == "zip":
        yield about(
            TIGHT_COMPRESSION,
            tight[0],
            msg("files that shrink to less than 1/200 ({count}): {names}", **_some(tight)),
            msg("nothing, unless your platform is 360Learning"),
        )


def _is_banned(name: str) -> bool:
    path = PurePosixPath(name.lower())
    return path.suffix in _ENDINGS or path.suffix.startswith(".php") or path.name == ".htaccess"


def _some(names: list[str]) -> dict[str, object]:
    named = ", ".join(shown(name, 60) for name in names[:_NAMED])
    return {"count": len(names), "names": named + (", …" if len(names) > _NAMED else "")}
