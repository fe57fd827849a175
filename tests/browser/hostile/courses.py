"""A tiny course, and the versions of it that are published while learners follow it."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from builder.project import build_course

_COURSE = """\
id: trail
title: A small trail
language: en
version: 2.0.0
modules: [{folder: one}, {folder: two}, {folder: three}]
pass: 50 %
badges:
  - id: walker
    name: Walker
    description: Has begun.
    criteria: {modules: [one]}
targets: [scorm12]
"""
_FIRST = """\
  - id: first
    question: Which way does the moss grow?
    choices: [{correct: North}, {wrong: South, feedback: Look again.}]
    explanation: There is less sun.
"""
_SECOND = _FIRST.replace("first", "second").replace("moss", "ivy")
_THIRD = _FIRST.replace("first", "third").replace("moss", "fern")


def _quiz(*questions: str) -> str:
    return "title: A quiz\nquestions:\n" + "".join(questions)


def _page(title: str) -> str:
    return f"# {title}\n\nA few words.\n"


_ONE: Mapping[str, str] = {
    "course.yml": _COURSE.replace("2.0.0", "1.0.0"),
    "course/one/01-a.md": _page("Apple"),
    "course/one/02-b.md": _page("Birch"),
    "course/two/01-c.md": _page("Cedar"),
    "course/two/02-quiz.yml": _quiz(_FIRST, _SECOND),
    "course/three/01-d.md": _page("Dogwood"),
}
_NEXT = {**_ONE, "course.yml": _COURSE}


def _without(*names: str) -> dict[str, str]:
    return {name: text for name, text in _NEXT.items() if name not in names}


VERSIONS: Mapping[str, Mapping[str, str]] = {
    "one": _ONE,
    "pages-added": {**_NEXT, "course/one/00-new.md": _page("Elder"), "course/three/02-newer.md": _page("Fir")},
    "pages-removed": _without("course/one/01-a.md"),
    "pages-reordered": {
        **_without("course/one/01-a.md", "course/two/02-quiz.yml"),
        "course.yml": _COURSE.replace(
            "[{folder: one}, {folder: two}, {folder: three}]", "[{folder: three}, {folder: two}, {folder: one}]"
        ),
        "course/one/09-a.md": _page("Apple"),
        "course/two/00-quiz.yml": _NEXT["course/two/02-quiz.yml"],
    },
    "pages-renamed": {
        "course.yml": _COURSE.replace("folder: one", "folder: start, was: one")
        .replace("id: walker", "id: hiker\n    was: walker")
        .replace("[one]", "[start]"),
        "course/start/01-apple.md": f"---\nwas: a\n---\n{_page('Apple')}",
        "course/start/02-b.md": _page("Birch"),
        "course/two/02-test.yml": "was: quiz\n" + _ONE["course/two/02-quiz.yml"],
        "course/three/01-c.md": f"---\nwas: two/c\n---\n{_page('Cedar')}",
        "course/three/02-d.md": _page("Dogwood"),
    },
    "question-added": {**_NEXT, "course/two/02-quiz.yml": _quiz(_THIRD, _FIRST, _SECOND)},
    "question-removed": {**_NEXT, "course/two/02-quiz.yml": _quiz(_SECOND)},
    "question-reworded": {
        **_NEXT,
        "course/two/02-quiz.yml": _quiz(_FIRST.replace("Which way does", "Where does"), _SECOND),
    },
    "mark-raised": {**_NEXT, "course.yml": _COURSE.replace("50 %", "100 %")},
}


def build(version: str, folder: Path) -> Path:
    """Build a version of the course, and return where it stands unpacked."""
    for name, text in VERSIONS[version].items():
        file = folder / "source" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    built = build_course(folder / "source", folder / "dist", ("scorm12",))
    assert built.files, [str(found) for found in built.checked.findings]
    with zipfile.ZipFile(built.files[0]) as archive:
        archive.extractall(folder / "package")
    return folder / "package"
