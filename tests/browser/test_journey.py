"""A learner takes the whole sample course: in an LMS, and without one."""

import re
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from builder.model.course import Course
from builder.model.interaction import NumericEntry
from tests.browser.conftest import Faults
from tests.browser.learner import Learner
from tests.browser.lms import Lms, serve

# One single-choice question of the last quiz is never answered right, so that the score is not simply full.
_TIMESPAN = re.compile(r"\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?")


@pytest.fixture
def lms(packages: dict[str, Path]) -> Iterator[Lms]:
    with serve(packages["scorm12"]) as running:
        yield running


def launch(context: BrowserContext, lms: Lms) -> tuple[Page, Frame]:
    page = context.new_page()
    page.goto(f"{lms.url}/lms")
    frame = page.frames[1]
    expect(frame.locator("main h1:visible")).to_be_visible()
    return page, frame


def missed_question(course: Course) -> str:
    """The first question of the last quiz that stays wrong when answered wrong: not one with partial credit."""
    quiz = course.required[-1].quizzes[0]
    return next(question.id for question in quiz.questions if isinstance(question.interaction, NumericEntry))


def expected_score(course: Course) -> float:
    total = sum((quiz.counts_for for _, quiz in course.quizzes()), Decimal(0))
    missed = next(q.points for q in course.required[-1].quizzes[0].questions if q.id == missed_question(course))
    return float(round((total - missed) / total * 100, 2))


def take_course(learner: Learner, course: Course, *, first: int = 0) -> None:
    """Take the modules from `first` on, whose first page is open."""
    for module in course.modules[first:]:
        learner.read_pages(module)
        for quiz in module.quizzes:
            learner.expect_title(quiz.title)
            learner.take(quiz, never_right=frozenset({missed_question(course)}))
            learner.go_on()


def expect_everything_earned(learner: Learner, course: Course) -> None:
    learner.expect_title("Mon bilan")
    expect(learner.screen.locator("#results")).to_contain_text("Vous avez terminé")
    learner.open("#/badges")
    states = learner.screen.locator(".badge-card > div > .state")
    expect(states).to_have_text(["Obtenu"] * len(course.badges))


def leave(page: Page, lms: Lms) -> None:
    """Close the tab, and wait for what its last moment sends."""
    before = len(lms.commits)
    page.close()
    deadline = time.monotonic() + 10
    while len(lms.commits) == before and time.monotonic() < deadline:
        time.sleep(0.05)


def calls(page: Page) -> list[list[Any]]:
    return list(page.evaluate("window.calls"))


@pytest.mark.usefixtures("faults")
def test_a_learner_takes_the_course_in_two_sittings_and_passes(
    context: BrowserContext, lms: Lms, sample_course: Course
) -> None:
    first_module, quiz = sample_course.modules[0], sample_course.modules[0].quizzes[0]
    page, frame = launch(context, lms)
    assert [call for call in calls(page) if call[0] in {"LMSSetValue", "LMSCommit"}][:1] == [
        ["LMSSetValue", "cmi.core.lesson_status", "incomplete", "true", "0"]
    ]
    learner = Learner(frame, sample_course)
    learner.start()
    learner.read_pages(first_module)
    learner.answer(quiz.questions[0], right=False)
    learner.answer(quiz.questions[1], right=True)
    learner.give(quiz.questions[2], right=True)  # chosen, not checked
    leave(page, lms)  # in the middle of the quiz

    assert lms.core["lesson_status"] == "incomplete"
    assert lms.core["exit"] == "suspend"
    assert lms.core["lesson_location"] == f"{first_module.id}/{quiz.id}"
    assert len(lms.kept["suspend_data"]) <= 4096
    assert lms.kept["suspend_data"].isascii()

    page, frame = launch(context, lms)
    learner = Learner(frame, sample_course)
    expect(frame.locator('[data-slot="start"]')).to_contain_text("Reprendre")
    learner.start()
    learner.expect_title(quiz.title.split("–")[0].strip())
    expect(learner.form(quiz.questions[0]).locator(".result")).to_contain_text("Réponse fausse")
    expect(learner.form(quiz.questions[1]).locator(".result")).to_contain_text("Réponse juste")
    assert learner.form(quiz.questions[2]).locator("input:checked").count() == 1
    expect(learner.form(quiz.questions[2]).locator(".result")).to_have_count(0)

    for question in quiz.questions:
        if question.id != quiz.questions[1].id:
            learner.answer(question, right=True)
    learner.go_on()
    take_course(learner, sample_course, first=1)
    expect_everything_earned(learner, sample_course)
    finished = calls(page)
    leave(page, lms)

    assert [call for call in finished if call[-1] != "0"] == []
    assert lms.core["lesson_status"] == "passed"
    assert float(lms.core["score"]["raw"]) == expected_score(sample_course)
    assert _TIMESPAN.fullmatch(lms.core["session_time"])
    assert lms.core["exit"] == ""
    assert lms.failed_requests == []


def test_nothing_is_lowered_when_a_finished_learner_comes_back(
    context: BrowserContext, lms: Lms, faults: Faults, sample_course: Course
) -> None:
    lms.kept = {
        "core": {"lesson_status": "passed", "score": {"raw": "90", "min": "0", "max": "100"}},
        "suspend_data": "",
    }
    page, frame = launch(context, lms)
    learner = Learner(frame, sample_course)
    learner.start()
    learner.read_pages(sample_course.modules[0])
    learner.answer(sample_course.modules[0].quizzes[0].questions[0], right=False)
    leave(page, lms)
    assert lms.core["lesson_status"] == "passed"
    assert lms.core["score"]["raw"] == "90"
    faults.assert_none()


def test_a_damaged_state_starts_afresh_and_says_so(
    context: BrowserContext, lms: Lms, faults: Faults, sample_course: Course
) -> None:
    lms.kept = {"core": {"lesson_status": "incomplete", "exit": "suspend"}, "suspend_data": "1????garbage"}
    page, frame = launch(context, lms)
    expect(frame.locator('[data-slot="problem"]')).to_contain_text("n’a pas pu être lue")
    Learner(frame, sample_course).start()
    page.close()
    faults.assert_none()


def test_progress_that_the_lms_refuses_is_never_called_saved(
    context: BrowserContext, lms: Lms, sample_course: Course
) -> None:
    page, frame = launch(context, lms)
    page.evaluate(
        """() => { const real = API.LMSSetValue;
        API.LMSSetValue = (...given) => given[0] === "cmi.suspend_data" ? "false" : real(...given); }"""
    )
    learner = Learner(frame, sample_course)
    learner.start()
    learner.read_pages(sample_course.modules[0])
    expect(frame.locator('[data-slot="unsaved"]')).to_contain_text("est gardé sur cet appareil")
    expect(frame.locator('[data-slot="saved"]')).to_be_hidden()


@pytest.mark.usefixtures("faults")
def test_the_same_course_without_an_lms_from_the_disk(
    context: BrowserContext, packages: dict[str, Path], sample_course: Course
) -> None:
    address = (packages["web"] / "index.html").as_uri()
    quiz = sample_course.modules[0].quizzes[0]
    page = context.new_page()
    page.goto(address)
    learner = Learner(page, sample_course)
    learner.start()
    learner.read_pages(sample_course.modules[0])
    learner.answer(quiz.questions[0], right=False)
    page.close()

    page = context.new_page()
    page.goto(address)
    learner = Learner(page, sample_course)
    learner.start()
    learner.expect_title(quiz.title.split("–")[0].strip())
    expect(learner.form(quiz.questions[0]).locator(".result")).to_contain_text("Réponse fausse")
    for question in quiz.questions:
        learner.answer(question, right=True)
    learner.go_on()
    take_course(learner, sample_course, first=1)
    expect_everything_earned(learner, sample_course)


@pytest.mark.usefixtures("faults")
def test_a_scorm_package_opened_without_an_lms_works_and_says_so(
    context: BrowserContext, packages: dict[str, Path], sample_course: Course
) -> None:
    page = context.new_page()
    page.goto((packages["scorm12"] / "index.html").as_uri())
    expect(page.locator('[data-notice="missing"]')).to_contain_text("Aucune plateforme")
    learner = Learner(page, sample_course)
    learner.start()
    learner.read_pages(sample_course.modules[0])
    expect(page.locator('[data-slot="saved"]')).to_contain_text("Enregistré")
