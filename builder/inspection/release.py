"""One published package as learners' progress knows it: its outline, its questions, and what its manifest tells."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.diagnostics import Message, msg
from builder.inspection.archive import Archive, open_archive
from builder.inspection.scorm12 import read_manifest
from builder.inspection.texts import xml_of
from builder.inspection.troubles import Refused

MANIFEST = "imsmanifest.xml"
_OUTLINES = {"course.js": 'parcours.receive("course",', "outline.js": "parcours.start("}
"""What hands the outline to the run-time, and how it begins: the first packages had another file."""
_LIMIT = 32 << 20  # bytes of one script or manifest; that of a course of 1,000 pages has one or two
Json = Mapping[str, object]


class NotComparable(Exception):  # noqa: N818 - said of a file
    """A file that cannot be compared, and why, for people."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.template)
        self.message = message


@dataclass(frozen=True, slots=True)
class Activity:
    """A page or a quiz: `name` is `module/activity`, `questions` are the keys of its questions by their ids.

    `rules` are what else a quiz may ask, by the names of the outline.
    """

    name: str
    title: str
    is_page: bool
    questions: Mapping[str, int]
    rules: Json

    @property
    def has_answers(self) -> bool:
        """Whether a state may hold answers and a score for it."""
        return not self.is_page or bool(self.questions)


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a published course."""

    id: str
    title: str
    rule: str
    optional: bool
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a badge asks for: `enough` of some modules, quizzes with at least a score each, and other badges."""

    modules: tuple[str, ...]
    enough: int
    scores: tuple[tuple[str, float], ...]
    badges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge of a published course."""

    id: str
    name: str
    criteria: Criteria


@dataclass(frozen=True, slots=True)
class Outline:
    """What the run-time of a package of ours knows of the course: see `Outline` in `types.js`.

    `was` are former names, each with the present one; older packages have none. `version` is empty in older ones.
    """

    id: str
    title: str
    version: str
    modules: tuple[Module, ...]
    badges: tuple[Badge, ...]
    was: tuple[tuple[str, str], ...]

    @property
    def activities(self) -> Mapping[str, Activity]:
        """Every activity by its name, in the order of the course."""
        return {activity.name: activity for module in self.modules for activity in module.activities}


@dataclass(frozen=True, slots=True)
class Item:
    """What a platform keeps results for: an item of the manifest that can be opened."""

    identifier: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest tells of what an update keeps: `first` is the address in its first resource that has one."""

    identifier: str
    items: tuple[Item, ...]
    first: str


@dataclass(frozen=True, slots=True)
class Release:
    """A package. `outline` is None for one made by another tool, `manifest` for web pages, which no platform runs."""

    path: Path
    outline: Outline | None
    manifest: Manifest | None


def read_release(path: Path) -> Release:
    """Return what a package tells; raises `NotComparable` for a file that is no package of a course."""
    archive = open_archive(path)
    if archive.refused:
        raise NotComparable(archive.troubles[0].message)
    try:
        return _release(path, archive)
    except Refused as refused:
        raise NotComparable(refused.diagnostic.message) from refused


def _release(path: Path, archive: Archive) -> Release:
    names = set(archive.names)
    if any(name == "course.xml" or name.endswith("/course.xml") for name in names):
        raise NotComparable(
            msg("{file} is a course for Open edX; only packages for SCORM 1.2 and for the web are compared", file=path)
        )
    manifest = _manifest(path, archive) if MANIFEST in names else None
    script = next((name for name in _OUTLINES if name in names and "parcours.js" in names), None)
    outline = _outline(path, archive, script) if script else None
    if manifest is None and outline is None:
        raise NotComparable(msg("{file} is no package of a course: it has no {manifest}", file=path, manifest=MANIFEST))
    return Release(path, outline, manifest)


def _outline(path: Path, archive: Archive, script: str) -> Outline:
    try:
        return _read_outline(_received(archive, script, _OUTLINES[script]), archive)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotComparable(msg("{file} is a package of Parcours, but damaged", file=path)) from error


def _read_outline(data: Json, archive: Archive) -> Outline:
    return Outline(
        id=_text(data, "id"),
        title=_text(data, "title"),
        version=_text(data, "version") if "version" in data else "",
        modules=tuple(_module(module, archive) for module in _blocks(data, "modules")),
        badges=tuple(
            Badge(_text(badge, "id"), _text(badge, "name"), _criteria(badge)) for badge in _blocks(data, "badges")
        ),
        was=tuple(_pairs(data)),
    )


def _module(data: Json, archive: Archive) -> Module:
    return Module(
        id=_text(data, "id"),
        title=_text(data, "title"),
        rule=_text(data, "completeWhen"),
        optional=data["optional"] is True,
        activities=tuple(_activity(activity, archive) for activity in _blocks(data, "activities")),
    )


def _activity(data: Json, archive: Archive) -> Activity:
    name = _text(data, "name")
    fragment = _received(archive, f"content/{name}.js", f"parcours.receive({json.dumps(name)},")
    questions = {_text(question, "id"): _number(question, "key") for question in _blocks(fragment, "questions")}
    rules = {key: value for key, value in data.items() if key not in {"name", "title", "kind"}}
    return Activity(name, _text(data, "title"), data["kind"] == "page", questions, rules)


def _criteria(data: Json) -> Criteria:
    return Criteria(
        tuple(map(str, _list(data, "modules"))),
        _number(data, "enough"),
        tuple((_text(score, "quiz"), _part(score, "minimum")) for score in _blocks(data, "scores")),
        tuple(map(str, _list(data, "badges"))),
    )


def _pairs(data: Json) -> Iterator[tuple[str, str]]:
    for pair in _list(data, "was") if "was" in data else ():
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)):  # noqa: PLR2004
            raise TypeError(pair)
        yield str(pair[0]), str(pair[1])


def _received(archive: Archive, path: str, before: str) -> Json:
    """Return what a script hands to the run-time: `parcours.receive("name",{…});` and nothing else."""
    text, after = archive.read(path, _LIMIT).decode(), ");"
    if not (text.startswith(before) and text.rstrip().endswith(after)):
        raise ValueError(path)
    value = json.loads(text.rstrip()[len(before) : -len(after)])
    if not isinstance(value, dict):
        raise TypeError(path)
    return value


def _text(data: Json, key: str) -> str:
    value = data[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _number(data: Json, key: str) -> int:
    value = data[key]
    if not isinstance(value, int):
        raise TypeError(key)
    return value


def _part(data: Json, key: str) -> float:
    value = data[key]
    if not isinstance(value, int | float):
        raise TypeError(key)
    return value


def _list(data: Json, key: str) -> Sequence[object]:
    value = data[key]
    if not isinstance(value, list):
        raise TypeError(key)
    return value


def _blocks(data: Json, key: str) -> Sequence[Json]:
    values = [value for value in _list(data, key) if isinstance(value, dict)]
    if len(values) != len(_list(data, key)):
        raise TypeError(key)
    return values


def _manifest(path: Path, archive: Archive) -> Manifest:
    document = xml_of(archive, MANIFEST)
    if document.root is None:
        reason = document.problems[0].message
        raise NotComparable(msg("the manifest of {file} cannot be read: {reason}", file=path, reason=reason))
    read = read_manifest(document, document.root, "")
    return Manifest(
        identifier=read.identifier,
        items=tuple(
            Item(item.identifier, item.title, item.resource.href if item.resource else "") for item in read.launched
        ),
        first=next((resource.href for resource in read.resources if resource.href), ""),
    )
