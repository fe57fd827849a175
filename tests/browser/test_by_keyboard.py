"""The whole sample course without a pointer: every page, every question, every badge, and what the platform is told."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from builder.model.course import Course
from builder.model.interaction import is_scored
from builder.model.quiz import Quiz
from tests.browser.hands import Keyboard
from tests.browser.learner import Learner
from tests.browser.lms import serve
from tests.browser.test_journey import launch, leave

_COUNT_POINTERS = """
window.pointers = [];
for (const kind of ["pointerdown", "mousedown", "touchstart"]) {
  addEventListener(kind, (event) => pointers.push(event.type), true);
}
"""


def answer_all(learner: Learner, quiz: Quiz) -> None:
    """Answer right, at once, every question that the quiz asks this learner."""
    expect(learner.screen.locator("form.question")).to_have_count(quiz.count)
    for question in quiz.all_questions:
        if learner.form(question).count():
            learner.answer(question, right=True)
            told = "Réponse juste" if is_scored(question.interaction) else "Réponse enregistrée"
            expect(learner.form(question).locator('.result [data-slot="heading"]')).to_contain_text(told)


def follow(screen: Frame, name: str) -> None:
    """Go to a link of the navigation with the tab key, and follow it."""
    Keyboard().press(screen.get_by_role("navigation").get_by_role("link", name=name, exact=True))


def take_whole_course(learner: Learner) -> None:
    learner.start()
    for module in learner.course.modules:
        learner.read_pages(module)
        for quiz in module.quizzes:
            learner.expect_title(quiz.title)
            answer_all(learner, quiz)
            learner.go_on()
    learner.expect_title("Mon bilan")


def open_navigation(page: Page, frame: Frame) -> None:
    """Where the window is narrow, the navigation is behind a button."""
    toggle = frame.get_by_role("button", name="Plan de la formation")
    if toggle.is_visible():
        Keyboard().press(toggle)
        expect(toggle).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (640, 500)])
@pytest.mark.usefixtures("faults")
def test_the_whole_course_is_passed_by_keyboard_alone(
    context: BrowserContext, packages: dict[str, Path], sample_course: Course, width: int, height: int
) -> None:
    """In the small window, one sitting by keyboard is also one where nothing is ever out of reach."""
    context.add_init_script(_COUNT_POINTERS)
    with serve(packages["scorm12"]) as lms:
        page, frame = launch(context, lms)
        page.set_viewport_size({"width": width, "height": height})
        learner = Learner(frame, sample_course, Keyboard())
        take_whole_course(learner)
        expect(frame.get_by_role("main")).to_contain_text("Vous avez terminé cette formation.")
        expect(frame.get_by_role("main")).to_contain_text("100\u00a0%")
        open_navigation(page, frame)
        follow(frame, "Mes badges")
        learner.expect_title("Mes badges")
        cards = frame.locator('[data-view="badges"] h2 ~ [data-slot="state"]')
        expect(cards).to_have_text(["Obtenu"] * len(sample_course.badges))
        assert page.evaluate("pointers") == frame.evaluate("pointers") == []
        assert [call for call in page.evaluate("window.calls") if call[-1] != "0"] == []
        leave(page, lms)
    assert lms.core["lesson_status"] == "passed"
    assert float(lms.core["score"]["raw"]) == 100
    assert lms.core["exit"] == ""
    assert lms.failed_requests == []
