"""A course whose parts are renamed between two sittings: the learner goes on as if nothing were."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from builder.model.course import Course
from builder.project import build_course
from tests.browser.learner import Learner
from tests.browser.lms import serve
from tests.browser.test_journey import launch, leave

_HEAD = "id: garden\ntitle: Jardiner\nlanguage: fr\n"
_QUIZ = """title: Le bon moment
questions:
  - {id: un, statement: La tomate est mûre quand elle est rouge., answer: true}
  - {id: deux, statement: La carotte se cueille., answer: false}
"""
_FIRST = {
    "course.yml": _HEAD + "modules: [{id: semer}, {id: gouter}]\n",
    "course/semer/1-printemps.md": "# Au printemps\n\nLa terre est à dix degrés.\n",
    "course/semer/2-automne.md": "# En automne\n\nLa terre garde la chaleur.\n",
    "course/semer/3-quiz.yml": _QUIZ,
    "course/gouter/1-table.md": "# À table\n\nBon appétit.\n",
}
_SECOND = {
    "course.yml": _HEAD + "modules: [{id: planter, was: semer}, {id: gouter}]\n",
    "course/planter/1-mars.md": "---\nwas: printemps\n---\n# Au printemps\n\nLa terre est à dix degrés.\n",
    "course/planter/3-bilan.yml": f"was: quiz\n{_QUIZ}",
    "course/gouter/1-table.md": "# À table\n\nBon appétit.\n",
    "course/gouter/2-automne.md": "---\nwas: planter/automne\n---\n# En automne\n\nLa terre garde la chaleur.\n",
}
_THIRD = {
    **_SECOND,
    "course.yml": _HEAD + "modules: [{id: cultiver, folder: planter, was: [semer, planter]}, {id: gouter}]\n",
    "course/planter/1-mars.md": _SECOND["course/planter/1-mars.md"]
    .replace("was: p", "id: avril\nwas: [p")
    .replace("temps\n---", "temps, mars]\n---"),
    "course/planter/3-bilan.yml": f"id: examen\nwas: [quiz, bilan]\n{_QUIZ}",
    "course/gouter/2-automne.md": _SECOND["course/gouter/2-automne.md"].replace(
        "was: planter/automne", "was: [semer/automne, planter/automne]"
    ),
}


def built(folder: Path, files: Mapping[str, str]) -> tuple[Path, Course]:
    """Build a version of the course; return where it stands unpacked."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    made = build_course(folder, folder / "out", ("scorm12",))
    with zipfile.ZipFile(made.files[0]) as archive:
        archive.extractall(folder / "unpacked")
    assert made.checked.course
    return folder / "unpacked", made.checked.course


@pytest.mark.usefixtures("faults")
@pytest.mark.parametrize("version", [_SECOND, _THIRD], ids=["once", "twice"])
def test_a_learner_goes_on_in_a_course_whose_parts_have_other_names(
    context: BrowserContext, tmp_path: Path, version: Mapping[str, str]
) -> None:
    package, course = built(tmp_path / "first", _FIRST)
    with serve(package) as lms:
        page, frame = launch(context, lms)
        learner = Learner(frame, course)
        learner.start()
        learner.read_pages(course.modules[0])
        quiz = course.modules[0].quizzes[0]
        learner.answer(quiz.questions[0], right=True)
        learner.give(quiz.questions[1], right=True)
        leave(page, lms)
        score = lms.core["score"]["raw"]

        lms.package, course = built(tmp_path / "later", version)
        page, frame = launch(context, lms)
        learner = Learner(frame, course)
        learner.start()
        learner.expect_title("Le bon moment")
        quiz = course.modules[0].quizzes[0]
        expect(learner.form(quiz.questions[0]).locator(".result")).to_contain_text("Réponse juste")
        assert learner.form(quiz.questions[1]).locator("input:checked").count() == 1
        learner.answer(quiz.questions[1], right=True)
        learner.go_on()
        learner.expect_title("À table")
        learner.finish_page()
        leave(page, lms)
        # Pages that were finished under other names count, one of them in another module.
        assert lms.core["lesson_status"] == "passed"
        assert float(lms.core["score"]["raw"]) == 100 > float(score)
