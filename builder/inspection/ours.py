"""What Parcours wrote into a package of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.inspection.archive import Archive
from builder.inspection.scorm12 import Manifest
from builder.inspection.scorm12_rules import LISTED_FILE_MISSING, MASTERY_SCORE, ODD_MASTERYSCORE
from builder.inspection.texts import local, text_of
from builder.inspection.troubles import Refused

INCOMPLETE_PACKAGE = Kind(
    "incomplete-package",
    Severity.ERROR,
    msg("Parcours lists the files that its page needs, and no others: without one of them, the course does not work."),
)

ALTERED_PACKAGE = Kind(
    "altered-package",
    Severity.ERROR,
    msg(
        "Packages of Parcours bring no mastery score: the manifest was changed. With one, Moodle writes `failed` for"
        " whoever passes the course with less."
    ),
)
_OUTLINE = "course.js"
_SIGNS = {_OUTLINE, "parcours.js"}
_HEAD, _TAIL = 'parcours.receive("course",', ")"
_LONGEST = 8 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Ours:
    """The outline of a course of Parcours, in numbers."""

    id: str
    version: str
    language: str
    modules: int
    pages: int
    quizzes: int
    badges: tuple[str, ...]


def read_ours(archive: Archive) -> Ours | None:
    """Return what Parcours wrote, None when the package is another tool's."""
    if _OUTLINE not in archive.names:
        return None
    try:
        text = text_of(archive, _OUTLINE, _LONGEST).strip().removesuffix(";")
        if not (text.startswith(_HEAD) and text.endswith(_TAIL)):
            return None
        outline = json.loads(text[len(_HEAD) : -len(_TAIL)])
    except (Refused, ValueError, RecursionError):
        return None
    if not isinstance(outline, dict):
        return None
    activities = [activity for module in _list(outline, "modules") for activity in _list(module, "activities")]
    return Ours(
        _text(outline, "id"),
        _text(outline, "version"),
        _text(outline, "language"),
        len(_list(outline, "modules")),
        sum(_text(activity, "kind") == "page" for activity in activities),
        sum(_text(activity, "kind") == "quiz" for activity in activities),
        tuple(_text(badge, "name") for badge in _list(outline, "badges")),
    )


def is_ours(manifest: Manifest) -> bool:
    """Return whether Parcours wrote a manifest, even if files of the package are gone."""
    listed = {file.get("href") for each in manifest.resources for file in each.element if local(file) == "file"}
    return manifest.identifier.startswith("parcours-") and listed >= _SIGNS


def weighed(problem: Diagnostic) -> Diagnostic:
    """Return a finding with the weight that it has in a package of Parcours."""
    kind = _HEAVIER.get(problem.kind)
    return kind.at(problem.span, problem.message, remedy=_MAKE_AGAIN) if kind else problem


_HEAVIER = {
    LISTED_FILE_MISSING: INCOMPLETE_PACKAGE,
    MASTERY_SCORE: ALTERED_PACKAGE,
    ODD_MASTERYSCORE: ALTERED_PACKAGE,
}
_MAKE_AGAIN = msg("ask for the package that Parcours wrote, or build it again; change nothing in it")


def _list(values: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = values.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(values: Mapping[str, object], key: str) -> str:
    found = values.get(key)
    return found if isinstance(found, str) else ""
