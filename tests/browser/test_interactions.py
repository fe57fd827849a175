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

ROOT = Path(__file__).parent.parent / "courses" / "questions"
# By question: the right response; then type, response and result of what is answered wrong, and right.
_EXPECTED = {
    "sigle": ("a", "choice c wrong", "choice a correct"),
    "leviers": ("{a,b}", "choice d 0.25", "choice a,b correct"),
    "diesel": ("f", "true-false t wrong", "true-false f correct"),
    "trajet": ("3.5", "fill-in 7923 wrong", "numeric 3.5 correct"),
    "hauteur": ("1.25", "fill-in 7920.5 wrong", "numeric 1 correct"),
    "autorite": ("AOM", "fill-in tout autre chose wrong", "fill-in aom correct"),
    "code_postal": ("44000", "fill-in tout autre chose wrong", "fill-in 44000 correct"),
    "acteurs": ("{a.4,b.2,c.3}", "matching a.1,b.3,c.4 wrong", "matching a.4,b.2,c.3 correct"),
    "echeances": ("{a.2,b.1,c.2,d.1}", "matching a.1,b.2,c.1,d.2 wrong", "matching a.2,b.1,c.2,d.1 correct"),
    "etapes": ("a,b,c,d", "sequencing b,c,d,a wrong", "sequencing a,b,c,d correct"),
    "trous": (
        "1=LOM;2=2019;3=5",
        "fill-in 1=tout autre chose;2=2021;3=7924 wrong",
        "fill-in 1=lom;2=2019;3=5 correct",
    ),
    "panneau": ("a", "choice c wrong", "choice a correct"),
    "aire": ("a", "choice c wrong", "choice a correct"),
    "avis__1": (None, "likert 2 neutral", "likert 1 neutral"),
    "avis__2": (None, "likert 2 neutral", "likert 1 neutral"),
    "venue": (None, "likert d neutral", "likert a neutral"),
}


@pytest.fixture(scope="module")
def course() -> Course:
    course = check_course(ROOT).course
    assert course is not None
    return course


@pytest.fixture
def lms(tmp_path: Path) -> Iterator[Lms]:
    (file, *_) = build_course(ROOT, tmp_path, ("scorm12",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "package")
    with serve(tmp_path / "package", StrictLms) as running:
        yield running


def launch(context: BrowserContext, lms: Lms, course: Course) -> tuple[Page, Learner]:
    page = context.new_page()
    page.goto(f"{lms.url}/lms")
    expect(page.frame_locator("iframe").locator("main h1:visible")).to_be_visible()
    learner = Learner(page.frames[1], course)
    learner.start()
    learner.expect_title(course.modules[0].quizzes[0].title)
    return page, learner


def leave(page: Page) -> None:
    """Leave the course, once what was answered last is committed."""
    page.wait_for_function("lms.calls.findLast(([name]) => name !== 'LMSGetValue')[0] === 'LMSCommit'")
    page.locator("iframe").evaluate("frame => frame.src = 'about:blank'")
    page.wait_for_function("lms.phase === 'after'")


@pytest.mark.usefixtures("faults")
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

    journal: dict[str, list[dict[str, str]]] = {}
    for record in page.evaluate("lms.interactions"):
        journal.setdefault(record["id"].removeprefix("tout__questions__"), []).append(record)
    assert {name: _gist(records) for name, records in journal.items()} == _EXPECTED
    records = [record for kept in journal.values() for record in kept]
    assert all(re.fullmatch(r"00:0\d:\d\d\.\d\d", record["latency"]) for record in records)
    assert {name for name, (record, _) in journal.items() if record.get("weighting") == "2"} == {"leviers"}
    assert {name for name, (record, _) in journal.items() if "weighting" not in record} == {
        "avis__1",
        "avis__2",
        "venue",
    }


def _gist(records: list[dict[str, str]]) -> tuple[str | None, ...]:
    (right,) = {record.get("correct_responses.0.pattern") for record in records}
    return right, *(" ".join((one["type"], one["student_response"], one["result"])) for one in records)
