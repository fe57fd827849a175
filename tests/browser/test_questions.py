"""Every kind of question, answered by pointer and by keyboard alone, right and wrong, wide and narrow."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.model.course import Course
from builder.model.interaction import Essay, is_scored
from builder.model.quiz import Question, Quiz
from builder.project import build_course, check_course
from builder.questions import QUESTION_TYPES
from tests.browser.conftest import Faults, screen
from tests.browser.hands import Hand, Keyboard, Pointer
from tests.browser.learner import Learner
from tests.browser.test_accessibility import examine

ROOT = Path(__file__).parent.parent / "courses" / "questions"
HANDS: dict[str, Hand] = {"pointer": Pointer(), "keyboard": Keyboard()}


@pytest.fixture(scope="module")
def course() -> Course:
    course = check_course(ROOT).course
    assert course is not None
    return course


@pytest.fixture(scope="module")
def quiz(course: Course) -> Quiz:
    return course.modules[0].quizzes[0]


@pytest.fixture(params=["pointer-light-1280", "pointer-light-320", "keyboard-dark-1280", "keyboard-dark-320"])
def way(request: pytest.FixtureRequest) -> tuple[Hand, str, int]:
    """A hand, a colour scheme and a width."""
    hand, scheme, width = str(request.param).split("-")
    return HANDS[hand], scheme, int(width)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("questions")
    (file,) = build_course(ROOT, out, ("web",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(out / "web")
    return (out / "web" / "index.html").as_uri()


def open_quiz(page: Page, address: str, course: Course, quiz: Quiz) -> None:
    page.goto(f"{address}#/{course.modules[0].id}/{quiz.id}")
    expect(page.locator("form.question")).to_have_count(len(quiz.questions))


def test_the_course_asks_a_question_of_every_type() -> None:
    text = (ROOT / "course" / "01-tout" / "questions.yml").read_text(encoding="utf-8")
    asked = {known.answer_key for known in QUESTION_TYPES}
    assert asked == {key for key in asked if re.search(rf"^    {key}:", text, re.MULTILINE)}


def test_every_question_can_be_answered(
    browser: Browser, address: str, course: Course, quiz: Quiz, way: tuple[Hand, str, int]
) -> None:
    hand, scheme, width = way
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    learner = Learner(page, course, hand)
    open_quiz(page, address, course, quiz)
    mark = f"{scheme}-{width}"
    examine(page, f"questions-{mark}")
    for question in quiz.questions:
        learner.answer(question, right=False)
        expect(learner.form(question).locator(".result h3")).to_have_text(outcome(question, right=False))
    examine(page, f"questions-wrong-{mark}")
    for question in quiz.questions:
        learner.hand.press(learner.form(question).locator('[data-slot="retry"]'))
        learner.answer(question, right=True)
        expect(learner.form(question).locator(".result h3")).to_have_text(outcome(question, right=True))
    expect(page.locator('[data-slot="score"]').last).to_contain_text("100")
    examine(page, f"questions-right-{mark}")
    context.close()
    faults.assert_none()


def outcome(question: Question, *, right: bool) -> re.Pattern[str]:
    if not is_scored(question.interaction):
        return re.compile("^Réponse enregistrée")
    return re.compile("^Réponse juste" if right else "^Réponse (fausse|en partie juste)")


@pytest.mark.usefixtures("faults")
def test_an_answer_left_out_is_asked_for_and_costs_no_attempt(
    page: Page, address: str, course: Course, quiz: Quiz
) -> None:
    learner = Learner(page, course)
    open_quiz(page, address, course, quiz)
    for question in quiz.questions:
        form = learner.form(question)
        if question.id in {"etapes", "projet"}:
            continue  # any order is an answer, and nothing has to be written
        form.locator('[data-slot="check"]').click()
        expect(form.locator('[data-slot="error"]')).to_contain_text("Erreur")
        expect(form.locator("input:focus, select:focus, textarea:focus")).to_have_count(1)
        expect(form.locator('[aria-invalid="true"]').first).to_be_attached()
    pairs = learner.form(question_of(quiz, "acteurs"))
    pairs.locator("select").first.select_option(index=1)
    pairs.locator('[data-slot="check"]').click()
    expect(pairs.locator("select").nth(1)).to_be_focused()
    gaps = learner.form(question_of(quiz, "trous"))
    gaps.locator("input").first.fill("LOM")
    gaps.locator("select").select_option(index=2)
    gaps.locator("input").last.fill("cinq")
    gaps.locator('[data-slot="check"]').click()
    expect(gaps.locator('[data-slot="error"]')).to_contain_text("nombre")
    expect(gaps.locator("input").last).to_be_focused()
    examine(page, "questions-errors")
    for question in quiz.questions:
        learner.answer(question, right=True)
    expect(page.locator('[data-slot="score"]').last).to_contain_text("100")


def question_of(quiz: Quiz, identifier: str) -> Question:
    return next(question for question in quiz.questions if question.id == identifier)


@pytest.mark.usefixtures("faults")
def test_answers_come_back_as_they_were(page: Page, address: str, course: Course, quiz: Quiz) -> None:
    learner = Learner(page, course)
    open_quiz(page, address, course, quiz)
    for number, question in enumerate(quiz.questions):
        # By turns: checked and right, checked and wrong, not checked yet.
        if number % 3 == 2 or isinstance(question.interaction, Essay):
            learner.give(question, right=True)
        else:
            learner.answer(question, right=number % 3 == 0)
    left = state_of(page)
    for _ in range(2):
        page.wait_for_timeout(1000)
        page.reload()
        expect(page.locator("form.question")).to_have_count(len(quiz.questions))
        assert state_of(page) == left


def test_another_learner_gets_the_steps_in_another_order(
    browser: Browser, address: str, course: Course, quiz: Quiz
) -> None:
    """Of twelve learners, not all see the four steps in the same order, and none sees the right one."""
    seen = set()
    for _ in range(12):
        page = browser.new_page()
        open_quiz(page, address, course, quiz)
        order = tuple(
            Learner(page, course)
            .form(question_of(quiz, "etapes"))
            .locator("[data-item]")
            .evaluate_all("items => items.map(item => item.dataset.item)")
        )
        seen.add(order)
        page.close()
    assert len(seen) > 1
    assert ("0", "1", "2", "3") not in seen


def state_of(page: Page) -> list[dict[str, Any]]:
    """Return all that a learner sees of the answers: fields, order, results."""
    return [_seen(form) for form in page.locator("form.question").all()]


def _seen(form: Locator) -> dict[str, Any]:
    seen: dict[str, Any] = form.evaluate(
        """form => ({
            fields: [...form.querySelectorAll("input, select, textarea")].map(
                field => [field.value, field.checked, field.disabled]),
            order: [...form.querySelectorAll("[data-item]")].map(item => item.dataset.item),
            verdicts: [...form.querySelectorAll(".verdict")].map(verdict => verdict.textContent),
            result: form.querySelector("[data-slot=result]").innerText,
        })"""
    )
    return seen


@pytest.mark.usefixtures("faults")
def test_a_reflection_can_be_taken_along(page: Page, address: str, course: Course, quiz: Quiz) -> None:
    open_quiz(page, address, course, quiz)
    form = Learner(page, course).form(question_of(quiz, "projet"))
    form.locator("textarea").fill("Une rue scolaire\nle mardi.")
    with page.expect_download() as download:
        form.locator('[data-slot="download"]').click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines() == [
        "Quelle action pourriez-vous lancer dans les six mois\u202f?",
        "",
        "Une rue scolaire",
        "le mardi.",
    ]
    page.emulate_media(media="print")
    expect(form.locator(".essay-print")).to_be_visible()
    expect(form.locator(".essay-print")).to_have_text("Une rue scolaire\nle mardi.")
