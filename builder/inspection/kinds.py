"""What a package is, told by the files in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from builder.diagnostics import Message, msg
from builder.inspection.archive import Archive

MANIFEST = "imsmanifest.xml"


@dataclass(frozen=True, slots=True)
class Form:
    """A sort of package: `key` for programs, its name, and what to do with it when it is none that is looked into."""

    key: str
    title: Message
    advice: Message | None = None


SCORM12 = Form("scorm12", msg("SCORM 1.2 package"))
OLX = Form("olx", msg("Open edX course (OLX)"))
SCORM2004 = Form(
    "scorm2004",
    msg("SCORM 2004 package"),
    msg("Moodle supports it in part only, other platforms differ: if the tool can, export it again as SCORM 1.2."),
)
CARTRIDGE = Form(
    "imscc",
    msg("IMS Common Cartridge"),
    msg("Import it as a course: Moodle and Canvas restore it. As a SCORM activity it does nothing."),
)
CONTENT_PACKAGE = Form(
    "imscp",
    msg("IMS content package, without SCORM"),
    msg(
        "Moodle has an activity for it, which shows the pages and keeps no result; for results, export it as SCORM 1.2."
    ),
)
QTI = Form(
    "qti",
    msg("IMS QTI package of questions"),
    msg("It has questions, no course: import it into the question bank of a platform that reads QTI."),
)
_CMI5 = Form(
    "cmi5",
    msg("cmi5 course"),
    msg("It needs a platform with cmi5 and a learning record store; for others, export it as SCORM 1.2."),
)
_XAPI = Form(
    "xapi",
    msg("xAPI (Tin Can) course"),
    msg("It needs a learning record store; for a platform without one, export it as SCORM 1.2."),
)
_AICC = Form("aicc", msg("AICC course"), msg("Few platforms still take it: export it as SCORM 1.2."))
_H5P = Form(
    "h5p",
    msg("H5P activity"),
    msg("Give it the ending .h5p, and upload it as an H5P activity; with Lumi it can be exported as SCORM 1.2."),
)
_MOODLE = Form(
    "moodle-backup",
    msg("Moodle backup"),
    msg("Give it the ending .mbz, and restore it in Moodle (Course reuse, Restore)."),
)
_EXELEARNING = Form(
    "exelearning",
    msg("eXeLearning source"),
    msg("Open it with eXeLearning, and export it as SCORM 1.2."),
)
_LIBRARY = Form(
    "olx-library",
    msg("Open edX library"),
    msg("Import it in Studio, under Libraries; it has no course."),
)
_EPUB = Form("epub", msg("EPUB book"), msg("Add it to a course as a file to download."))
_OFFICE = Form(
    "office",
    msg("office document"),
    msg("Add it to a course as a file to download; an authoring tool can make a course of it."),
)
NESTED = Form(
    "nested",
    msg("archive of archives"),
    msg("Unpack it, and look at the archives inside: each may be a package."),
)
_BADGES = Form(
    "parcours-badges",
    msg("public pages about badges, written by Parcours"),
    msg("Put them on the web server of the issuer, as their README.md says; no learning platform takes them."),
)
WEB = Form(
    "web",
    msg("web site"),
    msg("No platform can keep progress of it: put it on a web server, or export it as SCORM 1.2."),
)
UNKNOWN = Form(
    "unknown",
    msg("archive without a course"),
    msg("Ask its sender for the package that the authoring tool exports: SCORM 1.2, or Open edX."),
)

# What downloading twice, copying or hiding the endings makes of the name.
_MISNAMED = re.compile(r"(?:[^.]{0,20}\W)?ims[\W_]?manifest[^./]{0,20}(?:\.xml)?(?:\.xml|\.txt)", re.IGNORECASE)
_OFFICE_FOLDERS = ("word/", "ppt/", "xl/")
_AICC_ENDINGS = {".au", ".crs", ".des", ".cst"}


def other_form(archive: Archive) -> Form:
    """Return what an archive is that has neither a SCORM manifest nor a course.xml."""
    names = {name.lower() for name in archive.names}
    return next((form for form, is_it in _TELLS if is_it(names)), UNKNOWN)


def manifests(archive: Archive) -> tuple[str, ...]:
    """Return the manifests of an archive, in any spelling and folder, those nearest to the root first."""
    found = [name for name in archive.names if name.rsplit("/", 1)[-1].lower() == MANIFEST] or [
        name for name in archive.names if _MISNAMED.fullmatch(name.rsplit("/", 1)[-1])
    ]
    return tuple(sorted(found, key=lambda name: (name.count("/"), name != MANIFEST, name)))


def _has(*wanted: str) -> Callable[[set[str]], bool]:
    return lambda names: any(name in names for name in wanted)


def _ends(names: set[str]) -> set[str]:
    return {"." + name.rsplit(".", 1)[-1] for name in names if "." in name.rsplit("/", 1)[-1]}


_Tell = Callable[[set[str]], bool]
_TELLS: tuple[tuple[Form, _Tell], ...] = (
    (_H5P, _has("h5p.json")),
    (_MOODLE, _has("moodle_backup.xml")),
    (_CMI5, _has("cmi5.xml")),
    (_XAPI, _has("tincan.xml")),
    (_AICC, lambda names: len(_AICC_ENDINGS & _ends(names)) > 1),
    (_LIBRARY, _has("library.xml", "library/library.xml")),
    (_EPUB, _has("meta-inf/container.xml")),
    (
        _OFFICE,
        lambda names: (
            ("[content_types].xml" in names and any(name.startswith(_OFFICE_FOLDERS) for name in names))
            or {"content.xml", "meta.xml", "styles.xml"} <= names
        ),
    ),
    (_EXELEARNING, _has("content.xml", "contentv3.xml", "contentv2.xml")),
    (_BADGES, lambda names: {"badges.css", "readme.md", "_headers"} <= names),
    (WEB, lambda names: bool({".html", ".htm"} & _ends(names))),
    (NESTED, lambda names: bool({".zip", ".gz", ".mbz", ".h5p", ".imscc"} & _ends(names))),
)
