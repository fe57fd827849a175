"""Quizzes as a whole: what each learner draws, sending all at once, attempts, which one counts, surveys."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from builder.model.course import Course
from builder.model.quiz import Question, Quiz
from builder.project import build_course, check_course
from tests.browser.conftest import Faults, screen
from tests.browser.hands import Keyboard
from tests.browser.learner import Learner, Screen
from tests.browser.lms import Lms, serve
from tests.browser.test_accessibility import examine
from tests.browser.test_journey import launch, leave
from tests.browser.test_questions import state_of

ROOT = Path(__file__).parent.parent / "courses" / "quizzes"
SAVED = 1000  # milliseconds after which what was typed is saved


@pytest.fixture(scope="module")
def course() -> Course:
    course = check_course(ROOT).course
    assert course is not None
    return course


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("quizzes")
    for file in build_course(ROOT, out, ("web", "scorm12")).files:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(out / file.stem.rsplit("-", 1)[1])
    return out


@pytest.fixture
def learner(page: Page, packaged: Path, course: Course, faults: Faults) -> Learner:
    faults.watch(page)
    page.goto((packaged / "web" / "index.html").as_uri())
    return Learner(page, course)


@pytest.fixture
def lms(packaged: Path) -> Iterator[Lms]:
    with serve(packaged / "scorm12") as running:
        yield running


def quiz_of(course: Course, module: str) -> Quiz:
    return next(quiz for found, quiz in course.quizzes() if found.id == module)


def question_of(course: Course, identifier: str) -> Question:
    return next(
        question for _, quiz in course.quizzes() for question in quiz.all_questions if question.id == identifier
    )


def open_quiz(learner: Learner, module: str) -> Screen:
    learner.open(f"#/{module}/quiz")
    learner.expect_title(quiz_of(learner.course, module).title.split("'")[0])
    return learner.screen


def reload(page: Page) -> None:
    page.wait_for_timeout(SAVED)
    page.reload()
    expect(page.locator("form.question").first).to_be_visible()


def named(screen: Screen, name: str) -> Locator:
    """Return what stands in a slot of the quiz itself."""
    return screen.locator(f'#activity [data-slot="{name}"]').last


def drawn(screen: Screen) -> list[str]:
    return list(screen.locator("form.question").evaluate_all("forms => forms.map(form => form.dataset.question)"))


def choices(screen: Screen) -> list[str]:
    return list(screen.locator("[data-choice] input").evaluate_all("boxes => boxes.map(box => box.id)"))


def send(learner: Learner) -> None:
    learner.hand.press(named(learner.screen, "review"))
    expect(named(learner.screen, "recap-title")).to_be_focused()
    learner.hand.press(named(learner.screen, "send"))
    expect(named(learner.screen, "summary-title")).to_be_focused()


def test_each_learner_keeps_the_questions_drawn_and_the_order_of_all(learner: Learner, page: Page) -> None:
    open_quiz(learner, "tirage")
    questions, order = drawn(page), choices(page)
    assert len(questions) == len(set(questions)) == 6
    assert {"fixe", "vrai"} < set(questions)
    assert sum(name.startswith("banque-") for name in questions) == 2
    assert page.locator("form.question h2").all_text_contents() == [f"Question {n} sur 6" for n in range(1, 7)]
    reload(page)
    assert (drawn(page), choices(page)) == (questions, order)
    for name in questions:
        _choose_right(learner, name)
    reload(page)
    assert (drawn(page), choices(page)) == (questions, order)
    expect(page.locator(".result[data-outcome='right']")).to_have_count(6)
    expect(named(page, "score")).to_contain_text("100")


def _choose_right(learner: Learner, name: str) -> None:
    """Choose by the place that the author gave to the choice, wherever it stands."""
    question = question_of(learner.course, name)
    form = learner.form(question)
    correct = [choice.is_correct for choice in getattr(question.interaction, "choices", ())].index(True)
    form.locator(f'input[value="{correct}"]').check()
    form.locator('[data-slot="check"]').click()
    expect(form.locator(".result h3")).to_contain_text("juste")


def test_learners_differ_in_what_they_draw(browser: Browser, packaged: Path) -> None:
    draws, orders, truths = set(), set(), set()
    for _ in range(8):
        page = browser.new_page()
        page.goto((packaged / "web" / "index.html").as_uri() + "#/tirage/quiz")
        expect(page.locator("form.question")).to_have_count(6)
        draws.add(tuple(sorted(drawn(page))))
        orders.add(tuple(name for name in choices(page) if name.startswith("q1-")))
        truths.add(tuple(name for name in choices(page) if name.startswith("q2-")))
        page.close()
    assert len(draws) > 1
    assert len(orders) > 1
    assert truths == {("q2-0", "q2-1")}  # true stands before false for everybody


def test_a_hint_comes_after_the_one_before(learner: Learner, page: Page) -> None:
    open_quiz(learner, "tirage")
    first, second = (learner.form(question_of(learner.course, "fixe")).locator("details").nth(n) for n in (0, 1))
    expect(second).to_be_hidden()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(second).to_be_visible()
    page.keyboard.press("Enter")
    expect(second).to_be_visible()


@pytest.mark.parametrize("way", ["light-1280", "light-320", "dark-1280", "dark-320"])
def test_a_quiz_is_reviewed_sent_and_begun_again_by_keyboard(
    browser: Browser, packaged: Path, course: Course, way: str
) -> None:
    scheme, width = way.split("-")
    context, faults = screen(browser, scheme, int(width)), Faults()
    page = faults.watch(context.new_page())
    page.goto((packaged / "web" / "index.html").as_uri())
    learner = Learner(page, course, Keyboard())
    open_quiz(learner, "ensemble")
    examine(page, f"whole-open-{way}")
    assert page.locator('[data-slot="check"]:visible').count() == 0
    _mend_what_is_no_number(learner, page, way)

    learner.give(question_of(course, "choix"), right=False)
    pairs = learner.form(question_of(course, "paires")).locator("select")
    learner.hand.take(pairs.first, 1)
    learner.hand.press(named(page, "review"))
    states = ["Répondue", "Répondue", "Réponse incomplète", "Pas encore de réponse", "Pas encore de réponse"]
    expect(page.locator(".recap-list .state")).to_have_text(states)
    assert page.locator(".recap-list [data-state=done]").count() == 2
    expect(named(page, "recap-note")).to_contain_text("1 question est sans réponse")
    learner.hand.press(named(page, "back"))
    expect(page.locator("form.question h2").first).to_be_focused()
    reload(page)
    expect(named(page, "open")).to_contain_text("pas encore envoyé")

    send(learner)
    expect(named(page, "attempts-left")).to_have_text("Il vous reste 1 essai.")
    expect(page.locator(".result h3")).to_have_count(5)
    expect(page.locator("form.question input:enabled, form.question select:enabled")).to_have_count(0)
    assert page.locator(".explanation:visible").count() == 0  # there is still something to find
    examine(page, f"whole-sent-{way}")
    sent = state_of(page)
    reload(page)
    assert state_of(page) == sent
    _begin_again_and_pass(learner, page)
    examine(page, f"whole-passed-{way}")
    context.close()
    faults.assert_none()


def _mend_what_is_no_number(learner: Learner, page: Page, way: str) -> None:
    number = learner.form(question_of(learner.course, "nombre"))
    learner.hand.write(number.locator("input"), "chaud")
    page.keyboard.press("Enter")  # sends nothing
    learner.hand.press(named(page, "review"))
    expect(named(page, "recap-title")).to_be_focused()
    expect(page.locator("form.question:visible")).to_have_count(0)
    examine(page, f"recap-{way}")
    learner.hand.press(named(page, "send"))
    expect(named(page, "recap-error")).to_be_focused()
    examine(page, f"recap-error-{way}")
    learner.hand.press(page.locator(".recap-list a").nth(1))
    expect(number.locator("input")).to_be_focused()
    expect(number.locator('[data-slot="error"]')).to_contain_text("pas un nombre")
    expect(named(page, "attempts-left")).to_have_text("Il vous reste 2 essais.")
    learner.hand.write(number.locator("input"), "60 °C")
    expect(number.locator('[data-slot="error"]')).to_be_hidden()


def _begin_again_and_pass(learner: Learner, page: Page) -> None:
    score = named(page, "score").text_content()
    learner.hand.press(named(page, "again"))
    expect(page.locator("main h1:visible")).to_be_focused()
    expect(page.locator("form.question input:checked")).to_have_count(0)
    expect(page.locator("form.question input[type=text]")).to_have_value("")
    expect(page.locator(".result")).to_have_count(0)
    expect(named(page, "score")).to_have_text(score or "")
    for question in quiz_of(learner.course, "ensemble").questions:
        learner.give(question, right=True)
    send(learner)
    expect(named(page, "score")).to_contain_text("100")
    expect(named(page, "quiz-verdict")).to_have_text("Vous avez réussi ce quiz.")
    expect(page.locator('[data-slot="earned-panel"]')).to_contain_text("Tri")
    expect(named(page, "restart")).to_be_hidden()


def test_a_wrong_choice_that_was_sent_has_not_the_colour_of_a_right_one(learner: Learner) -> None:
    open_quiz(learner, "ensemble")
    learner.give(question_of(learner.course, "choix"), right=False)
    send(learner)
    form = learner.form(question_of(learner.course, "choix"))
    expect(form.locator("[data-verdict=wrong], [data-verdict=right]")).to_have_count(0)
    chosen = form.locator(".choice:has(:checked)")
    ground = "choice => getComputedStyle(choice).backgroundColor"
    seen = chosen.evaluate(ground)
    assert chosen.evaluate(f"choice => {{ choice.dataset.verdict = 'right'; return ({ground})(choice) }}") != seen


def test_the_best_of_all_attempts_counts_and_the_last_one_settles_all(learner: Learner, page: Page) -> None:
    open_quiz(learner, "ensemble")
    for identifier in ("choix", "nombre"):
        learner.give(question_of(learner.course, identifier), right=True)
    send(learner)
    expect(named(page, "quiz-verdict")).to_have_text("Vous avez réussi ce quiz.")
    named(page, "again").click()
    expect(page.locator(".result")).to_have_count(0)
    learner.give(question_of(learner.course, "choix"), right=False)
    send(learner)
    expect(named(page, "score")).to_contain_text("50")
    expect(named(page, "quiz-verdict")).to_have_text("Vous avez réussi ce quiz.")
    expect(named(page, "attempts-left")).to_have_text("Il vous reste 0 essai.")
    expect(named(page, "restart")).to_be_hidden()
    choice = learner.form(question_of(learner.course, "choix"))
    expect(choice.locator(".explanation")).to_contain_text("par le bas")
    expect(choice.locator("[data-verdict=right] .verdict")).to_contain_text("Choix juste")
    reload(page)
    expect(named(page, "restart")).to_be_hidden()
    expect(named(page, "review")).to_be_hidden()


def test_where_the_last_attempt_counts_the_score_falls_and_what_is_passed_stays(
    context: BrowserContext, lms: Lms, course: Course
) -> None:
    page, frame = launch(context, lms)
    learner = Learner(frame, course)
    questions = quiz_of(course, "dernier").questions
    open_quiz(learner, "dernier")
    expect(frame.locator("#activity .facts")).to_contain_text("le dernier essai compte")
    learner.give(questions[0], right=True)
    send(learner)
    expect(named(frame, "score")).to_contain_text("50")
    assert frame.locator(".result").count() == 0
    assert frame.locator("[data-verdict=right], [data-verdict=wrong]").count() == 0
    named(frame, "again").click()
    expect(frame.locator("main h1:visible")).to_be_focused()
    for question in questions:
        learner.give(question, right=True)
    send(learner)
    expect(named(frame, "quiz-verdict")).to_have_text("Vous avez réussi ce quiz.")
    leave(page, lms)
    # 2 points of 18: the draw is worth 6, and the quiz that says so counts for 10.
    assert float(lms.core["score"]["raw"]) == pytest.approx(11.11)

    page, frame = launch(context, lms)
    learner = Learner(frame, course)
    open_quiz(learner, "dernier")
    expect(named(frame, "restart")).to_be_hidden()  # all is right: nothing to do better


def test_a_worse_last_attempt_lowers_the_score_on_the_platform(
    context: BrowserContext, lms: Lms, course: Course
) -> None:
    page, frame = launch(context, lms)
    learner = Learner(frame, course)
    open_quiz(learner, "dernier")
    learner.give(quiz_of(course, "dernier").questions[0], right=True)
    send(learner)
    page.wait_for_timeout(1500)
    assert float(lms.core["score"]["raw"]) == pytest.approx(5.56)
    named(frame, "again").click()
    expect(frame.locator("main h1:visible")).to_be_focused()
    learner.give(quiz_of(course, "dernier").questions[0], right=False)
    send(learner)
    expect(named(frame, "score")).to_contain_text(re.compile(r"\b0\s%"))
    leave(page, lms)
    assert float(lms.core["score"]["raw"]) == 0


def test_a_survey_is_done_once_it_is_sent(learner: Learner, page: Page) -> None:
    open_quiz(learner, "avis")
    expect(page.locator("#activity .facts")).to_have_text("3 questions · non noté")
    learner.give(question_of(learner.course, "utile"), right=True)
    named(page, "review").click()
    expect(page.locator(".recap-list .state").last).to_contain_text("il en faut une")
    named(page, "send").click()
    expect(named(page, "recap-error")).to_be_focused()
    page.locator(".recap-list a").last.click()
    text = learner.form(question_of(learner.course, "suite")).locator("textarea")
    expect(text).to_be_focused()
    text.fill("Un bac à feuilles.")
    send(learner)
    expect(named(page, "quiz-verdict")).to_have_text("Vous avez répondu à ce quiz.")
    expect(named(page, "score")).to_be_hidden()
    expect(named(page, "restart")).to_be_hidden()
    expect(page.locator('#plan-list .plan-module[data-state="done"]')).to_contain_text("Votre avis")
    text.fill("Un bac à feuilles, puis un second.")
    page.wait_for_timeout(SAVED)
    reload(page)
    expect(text).to_have_value("Un bac à feuilles, puis un second.")
    expect(named(page, "review")).to_be_hidden()
    learner.open("#/results")
    expect(page.locator("#results")).to_contain_text("Votre avis : répondu")
    examine(page, "survey-results")


def test_a_text_may_be_written_on_after_all_was_sent_and_nothing_is_sent_again(learner: Learner, page: Page) -> None:
    open_quiz(learner, "avis")
    text = learner.form(question_of(learner.course, "suite")).locator("textarea")
    text.fill("Un bac.")
    send(learner)
    text.fill("Un bac à feuilles.")
    expect(page.locator(".result")).to_have_count(3)
    reload(page)
    expect(text).to_have_value("Un bac à feuilles.")
    expect(page.locator(".result")).to_have_count(3)
    expect(named(page, "review")).to_be_hidden()


def test_a_question_that_is_new_gives_no_attempt_back(page: Page, tmp_path: Path, course: Course) -> None:
    source = tmp_path / "course"
    shutil.copytree(ROOT, source)
    address = _built(source, tmp_path)
    page.goto(address)
    learner = Learner(page, course)
    open_quiz(learner, "ensemble")
    send(learner)
    named(page, "again").click()
    expect(page.locator(".result")).to_have_count(0)
    send(learner)
    with (source / "course" / "02-ensemble" / "quiz.yml").open("a", encoding="utf-8") as quiz:
        quiz.write("  - {id: neuve, question: Et la cendre ?, accept: un peu}\n")
    _built(source, tmp_path)
    page.wait_for_timeout(SAVED)
    page.goto(address)
    open_quiz(learner, "ensemble")
    expect(page.locator("form.question")).to_have_count(6)
    expect(named(page, "attempts-left")).to_have_text("Il vous reste 0 essai.")
    expect(named(page, "review")).to_be_hidden()
    expect(page.locator('form[data-question="neuve"] input')).to_be_disabled()


def _built(source: Path, out: Path) -> str:
    (file,) = build_course(source, out, ("web",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(out / "web")
    return (out / "web" / "index.html").as_uri()


def test_how_well_it_went_stands_above_the_answers_once_they_are_sent(learner: Learner, page: Page) -> None:
    screen = open_quiz(learner, "ensemble")
    score, first = named(screen, "score"), page.locator("form.question").first
    assert _top(score) > _top(first)
    send(learner)
    assert _top(score) < _top(first)
    reload(page)
    assert _top(score) < _top(first)
    named(page, "again").click()
    expect(page.locator(".result")).to_have_count(0)
    assert _top(score) > _top(first)


def _top(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["y"]


def test_the_second_click_of_a_double_click_does_nothing_else(learner: Learner, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    open_quiz(learner, "ensemble")
    named(page, "review").dblclick()
    expect(named(page, "recap-title")).to_be_visible()
    named(page, "send").dblclick()
    expect(named(page, "attempts-left")).to_have_text("Il vous reste 1 essai.")
    expect(page.locator(".result")).to_have_count(5)
    named(page, "again").dblclick()
    expect(page.locator(".result")).to_have_count(0)
    expect(page.locator("form.question input:checked")).to_have_count(0)
    last = learner.form(question_of(learner.course, "etapes")).locator("[data-item]").last
    words = last.get_attribute("data-words")
    last.locator('[data-move="-1"]').dblclick()
    place = learner.form(question_of(learner.course, "etapes")).locator("[data-item]").nth(2)
    expect(place).to_have_attribute("data-words", words or "")
    # Twice on the same choice is once, or nothing: it stays chosen.
    learner.form(question_of(learner.course, "choix")).locator("label").first.dblclick()
    expect(page.locator("form.question input:checked")).to_have_count(1)


def test_a_text_outlives_its_page_where_nothing_may_be_stored(page: Page, packaged: Path, course: Course) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });")
    page.goto((packaged / "web" / "index.html").as_uri())
    learner = Learner(page, course)
    open_quiz(learner, "avis")
    text = learner.form(question_of(course, "suite")).locator("textarea")
    text.fill("Un bac.")
    open_quiz(learner, "dernier")
    open_quiz(learner, "avis")
    expect(text).to_have_value("Un bac.")
