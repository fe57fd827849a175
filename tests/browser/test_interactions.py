"""Every kind of question, answered in a platform that lets nothing through: what it is told is what was answered."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from builder.model.course import Course
from builder.project import build_course, check_course
from tests.browser.learner import Learner
from tests.browser.lms import Lms, StrictLms, serve
from tests.conftest import WriteCourse

_COURSE = {
    "course.yml": "title: Tout répondre\nlanguage: fr\ntargets:\n  scorm12:\nmodules:\n  - {id: un, folder: un}\n",
    "un/1-page.md": "# Une page\n\nUn mot.\n",
    "un/2-tout-dire.yml": """\
id: tout-dire
title: Tout dire
pass: 50 %
questions:
  - {id: un-seul, question: Lequel ?, choices: [{wrong: A}, {correct: B}, {wrong: C}]}
  - {id: plusieurs, question: Lesquels ?, partial: oui, choices: [{correct: A}, {wrong: B}, {correct: C}], points: 3}
  - {id: vrai, statement: La Terre est ronde., answer: vrai}
  - {id: nombre, question: Combien ?, number: "3,5", tolerance: "0,5", unit: km}
  - {id: grand-nombre, question: Combien ?, number: 35 000}
  - {id: mot, question: Quoi ?, accept: ["L’été à Œuilly"]}
  - {id: expression, question: Quoi ?, accept: ["col(o|ou)r"], compare: regexp, example: color}
  - {id: paires, question: Qui va où ?, pairs: [{match: Un, with: C}, {match: Deux, with: A}], extra: [B]}
  - {id: tri, question: Où ?, categories: [{name: Fruits, items: [Pomme]}, {name: Légumes, items: [Navet]}]}
  - {id: etapes, question: Dans quel ordre ?, order: [Semer, Arroser, Récolter, Manger]}
  - {id: trous, question: Complétez., text: "La [[LOM]] date de [[2017|(2019)|2021]], à [[12 ± 1]] près."}
  - {id: avis, question: Un avis ?, poll: [Oui, Non]}
  - {id: avis-multiples, question: Des avis ?, poll: [Oui, Non, Peut-être], multiple: oui}
  - {id: echelle, question: Et ceci ?, scale: [Non, Bof, Oui], items: [Clair, Utile]}
  - {id: pensee, question: Qu’en dites-vous ?, reflection: oui}
""",
}
# By question: type, the right response, then what was answered and its result, first wrong or partly right, then right.
_EXPECTED: dict[str, tuple[str, str | None, list[tuple[str | None, str]]]] = {
    "un_seul": ("choice", "b", [("a", "wrong"), ("b", "correct")]),
    "plusieurs": ("choice", "{a,c}", [("b", "wrong"), ("a,c", "correct")]),
    "vrai": ("true-false", "t", [("f", "wrong"), ("t", "correct")]),
    "nombre": ("numeric", "3.5", [("103.5", "wrong"), ("3.5", "correct")]),
    "grand_nombre": ("fill-in", "35000", [("35099.5", "wrong"), ("35000", "correct")]),
    "mot": ("fill-in", "L'ete a OEuilly", [("tout autre chose", "wrong"), ("l'ete a oeuilly", "correct")]),
    "expression": ("fill-in", "color", [("tout autre chose", "wrong"), ("color", "correct")]),
    "paires": ("matching", "{a.3,b.1}", [("a.1,b.2", "wrong"), ("a.3,b.1", "correct")]),
    "tri": ("matching", None, [(None, "wrong"), (None, "correct")]),
    "etapes": ("sequencing", "a,b,c,d", [("b,a,c,d", "0.5"), ("a,b,c,d", "correct")]),
    "trous": (
        "fill-in",
        "1=LOM;2=2019;3=12",
        [("1=tout autre chose;2=2017;3=112.5", "wrong"), ("1=lom;2=2019;3=12", "correct")],
    ),
    "avis": ("likert", None, [("b", "neutral"), ("a", "neutral")]),
    "avis_multiples": ("choice", None, [("b", "neutral"), ("a", "neutral")]),
    "echelle__1": ("likert", None, [("2", "neutral"), ("1", "neutral")]),
    "echelle__2": ("likert", None, [("2", "neutral"), ("1", "neutral")]),
}


@pytest.fixture
def course(write_course: WriteCourse) -> Course:
    found = check_course(write_course(_COURSE))
    assert found.course is not None, list(found.findings)
    return found.course


@pytest.fixture
def lms(course: Course, tmp_path: Path) -> Iterator[Lms]:
    assert course
    (file, *_) = build_course(tmp_path / "made", tmp_path, ("scorm12",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "package")
    with serve(tmp_path / "package", StrictLms) as running:
        yield running


def launch(context: BrowserContext, lms: Lms, course: Course) -> tuple[Page, Learner]:
    page = context.new_page()
    page.goto(f"{lms.url}/lms")
    expect(page.frame_locator("iframe").locator("main h1:visible")).to_be_visible()
    learner = Learner(page.frames[1], course)
    learner.open("#/un/tout-dire")
    learner.expect_title("Tout dire")
    return page, learner


def leave(page: Page) -> None:
    """Leave the course, once what was answered last is committed."""
    page.wait_for_function("lms.calls.at(-1)[0] === 'LMSCommit'")
    page.locator("iframe").evaluate("frame => frame.src = 'about:blank'")
    page.wait_for_function("lms.phase === 'after'")


def test_the_platform_is_told_what_was_answered(context: BrowserContext, lms: Lms, course: Course) -> None:
    (quiz,) = course.modules[0].quizzes
    page, learner = launch(context, lms, course)
    assert not any("interactions" in element for _, element, *_ in page.evaluate("lms.calls"))
    for question in quiz.questions:
        learner.answer(question, right=False)
    leave(page)
    assert page.evaluate("lms.errors") == []
    page.close()

    page, learner = launch(context, lms, course)
    for question in quiz.questions:
        learner.answer(question, right=True)
    leave(page)
    assert page.evaluate("lms.errors") == []
    told = page.evaluate("lms.interactions")

    journal: dict[str, list[dict[str, str]]] = {}
    for record in told:
        journal.setdefault(record["id"].removeprefix("un__tout_dire__"), []).append(record)
    assert journal.keys() == _EXPECTED.keys()
    for name, (kind, right, answers) in _EXPECTED.items():
        records = journal[name]
        assert [record["type"] for record in records] == [kind] * 2
        if right:
            assert [record["correct_responses.0.pattern"] for record in records] == [right] * 2
        for record, (response, result) in zip(records, answers, strict=True):
            assert response in {None, record["student_response"]}, name
            assert record["result"] == result
            assert re.fullmatch(r"00:0\d:\d\d\.\d\d", record["latency"])
            assert record.get("weighting") == (None if result == "neutral" else "3" if name == "plusieurs" else "1")
