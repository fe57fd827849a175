"""What a learner is told where nothing more can be done: no attempt left, the same answer again, all of it complete."""

import re
import zipfile

import pytest
from playwright.sync_api import Locator, Page, expect

from builder.project import build_course
from tests.browser.test_accessibility import examine

_FILES = {
    "course.yml": """
title: Jardiner à plusieurs
language: fr
organization: Les Jardins
accessibility: {status: non-conforme}
allow: [unexplained-mistake]
modules:
  - {id: semer, title: Semer, folder: semer}
  - {id: gouter, title: Goûter, folder: gouter, optional: yes}
badges:
  - {id: semeur, name: Main verte, description: Sait semer., criteria: {modules: [semer], quiz: {semer: 50 %}}}
  - {id: maitre, name: Grande main, description: Sait tout., criteria: {badges: [semeur]}}
""",
    "course/semer/quiz.yml": """
title: Le bon moment
pass: 70 %
attempts: 2
questions:
  - {id: un, statement: La tomate est mûre quand elle est rouge., answer: true}
  - {id: deux, question: Complétez., text: "La terre occupe au plus [[50]] % du pot."}
""",
    "course/gouter/1.md": "# À table\n\nBon appétit.\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder, out = tmp_path_factory.mktemp("pots"), tmp_path_factory.mktemp("out")
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (file,) = build_course(folder, out, ("web",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(out / "web")
    return (out / "web" / "index.html").as_uri()


@pytest.fixture
def quiz(page: Page, address: str) -> Page:
    page.goto(f"{address}#/semer/quiz")
    expect(page.locator("form.question")).to_have_count(2)
    return page


def go(page: Page, name: str) -> None:
    page.evaluate("name => { location.hash = `#/${name}` }", name)
    expect(page.locator(f'[data-view="{name}"] h1')).to_be_visible()


def question(page: Page, name: str) -> Locator:
    return page.locator(f'form[data-question="{name}"]')


def choose(page: Page, answer: str) -> Locator:
    """Check an answer to the first question, and return what is said of it."""
    form = question(page, "un")
    again = form.locator('[data-slot="retry"]:visible')
    if again.count():
        again.click()
    form.get_by_label(answer).check()
    form.locator('[data-slot="check"]').click()
    expect(form.locator(".result")).to_be_visible()
    return form


def fill_in(page: Page, text: str) -> Locator:
    form = question(page, "deux")
    again = form.locator('[data-slot="retry"]:visible')
    if again.count():
        again.click()
    form.locator("input").fill(text)
    form.locator('[data-slot="check"]').click()
    return form


def pass_it(page: Page) -> None:
    choose(page, "Vrai")
    expect(fill_in(page, "50 %").locator(".result h3")).to_contain_text("juste")


@pytest.mark.usefixtures("faults")
def test_a_quiz_with_no_attempt_left_says_so_and_whom_to_ask(quiz: Page) -> None:
    choose(quiz, "Faux")
    fill_in(quiz, "51")
    fill_in(quiz, "52")
    lost = quiz.locator('#activity [data-slot="lost"]')
    verdict = quiz.locator('#activity [data-slot="quiz-verdict"]')
    expect(verdict).to_contain_text("pas encore réussi")
    expect(lost).to_be_hidden()
    # Right, but worth half of the points: too little.
    choose(quiz, "Vrai")
    expect(verdict).to_contain_text("il ne reste aucun essai. Votre meilleur résultat compte.")
    expect(lost).to_be_visible()
    expect(quiz.locator("#pager .remaining a")).to_have_attribute("href", "#/help")
    examine(quiz, "no-attempt-left")
    quiz.reload()
    expect(lost).to_be_visible()
    lost.get_by_role("link", name="Aide et contact").click()
    expect(quiz.locator("main h1:visible")).to_contain_text("Aide")


@pytest.mark.usefixtures("faults")
def test_the_same_wrong_answer_again_costs_no_attempt_and_says_so(quiz: Page) -> None:
    left = choose(quiz, "Faux").locator('[data-slot="left"]')
    expect(left).to_have_text("Il vous reste 1 essai.")
    form = question(quiz, "un")
    form.locator('[data-slot="retry"]').click()
    form.get_by_label("Vrai").check()
    form.get_by_label("Faux").check()
    form.locator('[data-slot="check"]').click()
    expect(form.locator(".result h3")).to_be_focused()
    expect(left).to_have_text(
        "C’est la même réponse que la dernière fois : elle ne compte pas. Il vous reste 1 essai.",
        use_inner_text=True,
    )
    quiz.wait_for_timeout(1000)  # drafts are saved after a pause
    quiz.reload()
    expect(left).to_have_text("Il vous reste 1 essai.")
    choose(quiz, "Vrai")
    expect(form.locator(".result h3")).to_contain_text("juste")


@pytest.mark.usefixtures("faults")
def test_what_is_no_number_in_a_gap_costs_no_attempt_and_its_sign_may_be_typed(quiz: Page) -> None:
    form = fill_in(quiz, "la moitié")
    expect(form.locator('[data-slot="error"]')).to_contain_text("Écrivez un nombre seul")
    expect(form.locator(".result")).to_have_count(0)
    expect(fill_in(quiz, "40 %").locator('[data-slot="left"]')).to_have_text("Il vous reste 1 essai.")
    expect(fill_in(quiz, "50%").locator(".result h3")).to_contain_text("juste")


@pytest.mark.usefixtures("faults")
def test_results_and_badges_tell_what_was_not_begun(quiz: Page) -> None:
    go(quiz, "results")
    expect(quiz.locator("#results")).to_contain_text("Le bon moment : pas encore commencé")
    go(quiz, "badges")
    states = quiz.locator("#badge-list li .state")
    expect(states.filter(has_text="meilleur")).to_have_count(0)
    expect(quiz.locator("#badge-maitre li .state")).to_have_text("À obtenir")
    quiz.evaluate("location.hash = '#/semer/quiz'")
    choose(quiz, "Vrai")
    go(quiz, "badges")
    expect(states.filter(has_text="meilleur")).to_have_count(1)
    go(quiz, "results")
    expect(quiz.locator("#results")).to_contain_text(re.compile(r"Votre score sur toute la formation\s:\s50\s%"))


@pytest.mark.usefixtures("faults")
def test_a_complete_course_leads_home_to_what_was_done(quiz: Page, address: str) -> None:
    pass_it(quiz)
    expect(quiz.locator('[data-slot="earned"]')).to_have_text("Badges obtenus : Main verte, Grande main")
    go(quiz, "badges")
    expect(quiz.locator("#badge-maitre li .state")).to_have_text("Obtenu")
    quiz.goto("about:blank")
    quiz.goto(address)
    expect(quiz.locator(".hero .facts")).to_contain_text("2 badges obtenus sur 2")
    expect(quiz.get_by_role("link", name="Goûter").last).to_be_visible()
    quiz.get_by_role("link", name="Voir mon bilan").click()
    expect(quiz.locator('[data-view="results"] h1')).to_be_focused()
