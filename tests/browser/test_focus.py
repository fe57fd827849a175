"""Where the focus is after everything that a learner can do, one line each. All is done with keys."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Unpack
from tests.browser.hands import Keyboard

Act = Callable[[Page], Locator]
"""Does something, and returns what must have the focus then."""

KEYS = Keyboard()
QUESTIONS = "#/tout/questions"
WHOLE = "#/ensemble/quiz"


@dataclass(frozen=True)
class Case:
    """Something done at a place of a course of `tests/courses`."""

    course: str
    address: str
    act: Act


# What stands on the page.


def title(page: Page, words: str = "") -> Locator:
    return page.get_by_role("main").get_by_role("heading", level=1).filter(has_text=words, visible=True)


def question(page: Page, identifier: str) -> Locator:
    return page.locator(f'form[data-question="{identifier}"]')


def heading_of_result(form: Locator) -> Locator:
    return form.locator('[data-slot="result"] [data-slot="heading"]')


def check(form: Locator) -> None:
    KEYS.press(form.locator('[data-slot="check"]'))


def press(page: Page, name: str) -> None:
    KEYS.press(page.get_by_role("button", name=name, exact=True).filter(visible=True))


def refused(form: Locator, words: str) -> None:
    """Expect an error in words, no result, and no attempt taken."""
    expect(form.locator('[data-slot="error"]')).to_contain_text("Erreur")
    expect(form.locator('[data-slot="error"]')).to_contain_text(words)
    expect(heading_of_result(form)).to_have_count(0)


def says(page: Page, words: str) -> None:
    """Expect the status region to say something, though the focus goes elsewhere or stays."""
    expect(page.get_by_role("status")).to_contain_text(words, timeout=10_000)


# Going somewhere.


def start(page: Page) -> Locator:
    KEYS.press(page.locator('[data-slot="start"]'))
    return title(page, "Day and night")


def finish_a_page(page: Page) -> Locator:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    KEYS.press(page.locator('[data-slot="finish"]'))
    expect(title(page, "A year")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    expect(page).to_have_title("A year – Day and night – Earth in motion")
    return title(page, "A year")


def go_to_the_page_before(page: Page) -> Locator:
    KEYS.press(page.locator('[data-slot="previous"]'))
    return title(page, "Day and night")


def follow_the_navigation(page: Page) -> Locator:
    KEYS.press(page.get_by_role("navigation").get_by_role("link", name="My results"))
    return title(page, "My results")


def follow_a_link_of_the_text(page: Page) -> Locator:
    KEYS.press(page.get_by_role("main").get_by_role("link", name="day and night", exact=True))
    return title(page, "Day and night")


def go_back(page: Page) -> Locator:
    finish_a_page(page)
    page.go_back()
    return title(page, "Day and night")


def go_nowhere(page: Page) -> Locator:
    page.evaluate("location.hash = '#/nowhere/at-all'")
    expect(page.get_by_text("no such page")).to_be_visible()
    return title(page, "Earth in motion")


def skip_to_the_content(page: Page) -> Locator:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == ""
    return page.get_by_role("main")


def skip_to_the_outline(page: Page) -> Locator:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return page.get_by_role("navigation", name="Course outline")


def open_the_outline_of_a_narrow_window(page: Page) -> Locator:
    page.set_viewport_size({"width": 320, "height": 600})
    toggle = page.get_by_role("button", name="Course outline")
    KEYS.press(toggle)
    expect(toggle).to_have_attribute("aria-expanded", "true")
    return toggle


def go_somewhere_from_the_outline_of_a_narrow_window(page: Page) -> Locator:
    open_the_outline_of_a_narrow_window(page)
    KEYS.press(page.get_by_role("navigation").get_by_role("link", name="My badges"))
    expect(page.get_by_role("button", name="Course outline")).to_have_attribute("aria-expanded", "false")
    return title(page, "My badges")


def open_a_badge_from_home(page: Page) -> Locator:
    KEYS.press(page.get_by_role("main").get_by_role("link", name="Observer", exact=True))
    return page.locator("#badge-observer")


def read_a_term(page: Page) -> Locator:
    KEYS.press(page.locator("#activity a[href='#/glossary#at-zfe']"))
    return page.locator("#at-zfe")


def come_back_from_a_side_page(page: Page) -> Locator:
    read_a_term(page)
    expect(page.locator("#at-zfe")).to_be_focused()
    page.go_back()
    return page.locator("#activity a[href='#/glossary#at-zfe']")


def read_a_footnote(page: Page) -> Locator:
    KEYS.press(page.locator("#at-fnref1"))
    return page.locator("#at-fn1")


def come_back_from_a_footnote(page: Page) -> Locator:
    expect(read_a_footnote(page)).to_be_focused()
    KEYS.press(page.locator("#at-fn1 .footnote-back"))
    return page.locator("#at-fnref1")


def go_back_from_a_footnote(page: Page) -> Locator:
    expect(read_a_footnote(page)).to_be_focused()
    page.go_back()
    return page.locator("#at-fnref1")


# Answering.


def answer_right(page: Page) -> Locator:
    form = question(page, "diesel")
    KEYS.pick(form.get_by_role("radio"), 1)
    check(form)
    expect(heading_of_result(form)).to_contain_text("Réponse juste")
    return heading_of_result(form)


def answer_wrong(page: Page) -> Locator:
    form = question(page, "sigle")
    KEYS.pick(form.get_by_role("radio"), 1)
    check(form)
    expect(heading_of_result(form)).to_contain_text("Réponse fausse")
    return heading_of_result(form)


def answer_in_part(page: Page) -> Locator:
    form = question(page, "leviers")
    KEYS.tick(form.get_by_role("checkbox").first, on=True)
    check(form)
    expect(heading_of_result(form)).to_contain_text("Réponse en partie juste")
    return heading_of_result(form)


def answer_a_poll(page: Page) -> Locator:
    form = question(page, "venue")
    KEYS.pick(form.get_by_role("radio"), 0)
    check(form)
    return heading_of_result(form)


def try_again(page: Page) -> Locator:
    answer_wrong(page)
    form = question(page, "sigle")
    KEYS.press(form.get_by_role("button", name="Réessayer"))
    expect(heading_of_result(form)).to_have_count(0)
    return form.get_by_role("radio", checked=True)


def try_a_number_again(page: Page) -> Locator:
    form = question(page, "trajet")
    KEYS.write(form.get_by_role("textbox"), "35")
    check(form)
    expect(form.get_by_text("Vérifiez la virgule.")).to_be_visible()
    KEYS.press(form.get_by_role("button", name="Réessayer"))
    expect(form.get_by_role("textbox")).to_have_value("35")
    return form.get_by_role("textbox")


def give_the_same_answer_again(page: Page) -> Locator:
    try_again(page)
    page.keyboard.press("Enter")
    return heading_of_result(question(page, "sigle"))


def open_a_hint(page: Page) -> Locator:
    hint = question(page, "sigle").locator("summary").first
    KEYS.press(hint)
    expect(page.get_by_text("Pensez à la qualité de l’air.")).to_be_visible()
    return hint


# What is missing or cannot be read.


def choose_nothing(page: Page) -> Locator:
    form = question(page, "sigle")
    check(form)
    refused(form, "choisissez une réponse")
    return form.get_by_role("radio").first


def tick_nothing(page: Page) -> Locator:
    form = question(page, "leviers")
    check(form)
    refused(form, "cochez au moins une réponse")
    return form.get_by_role("checkbox").first


def type_nothing(page: Page) -> Locator:
    form = question(page, "autorite")
    check(form)
    refused(form, "écrivez votre réponse")
    expect(form.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    return form.get_by_role("textbox")


def type_no_number(page: Page) -> Locator:
    form = question(page, "trajet")
    KEYS.write(form.get_by_role("textbox"), "trois")
    check(form)
    refused(form, "pas un nombre")
    expect(form.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("textbox")).to_have_value("trois")
    return form.get_by_role("textbox")


def leave_the_second_line_out(page: Page) -> Locator:
    form = question(page, "acteurs")
    KEYS.take(form.get_by_role("combobox").first, 1)
    check(form)
    refused(form, "chaque ligne")
    return form.get_by_role("combobox").nth(1)


def leave_the_last_blank_out(page: Page) -> Locator:
    form = question(page, "trous")
    KEYS.write(form.get_by_role("textbox").first, "LOM")
    KEYS.take(form.get_by_role("combobox"), 2)
    check(form)
    refused(form, "chaque trou")
    return form.get_by_role("textbox").last


def leave_the_second_statement_out(page: Page) -> Locator:
    form = question(page, "avis")
    KEYS.pick(form.get_by_role("radiogroup").first.get_by_role("radio"), 1)
    check(form)
    refused(form, "")
    return form.get_by_role("radiogroup").nth(1).get_by_role("radio").first


# Putting in order.


def move_a_step(page: Page) -> Locator:
    form = question(page, "etapes")
    item = form.get_by_role("listitem").nth(1)
    words = str(item.get_attribute("data-words"))
    button = form.get_by_role("button", name=f"Descendre {words}")
    KEYS.press(button)
    says(page, f"{words}\u00a0: maintenant 3 sur 4")
    return button


def move_a_step_to_the_end(page: Page) -> Locator:
    button = move_a_step(page)
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Space")  # nothing happens any more
    return button


# Sending a whole quiz.


def review(page: Page) -> Locator:
    press(page, "Relire mes réponses")
    return page.get_by_role("heading", name="Relire mes réponses")


def go_to_a_question_of_the_recap(page: Page) -> Locator:
    review(page)
    KEYS.press(page.get_by_role("link", name="Question 3 sur 5"))
    return page.get_by_role("heading", name="Question 3 sur 5")


def leave_the_recap(page: Page) -> Locator:
    review(page)
    press(page, "Revenir aux questions")
    return page.get_by_role("heading", name="Question 1 sur 5")


def send(page: Page) -> Locator:
    review(page)
    press(page, "Envoyer mes réponses")
    return page.locator('[data-slot="summary-title"]')


def send_what_cannot_be_graded(page: Page) -> Locator:
    KEYS.write(question(page, "nombre").get_by_role("textbox"), "beaucoup")
    review(page)
    press(page, "Envoyer mes réponses")
    return page.locator('[data-slot="recap-error"]')


def begin_again(page: Page) -> Locator:
    send(page)
    expect(page.locator('[data-slot="summary-title"]')).to_be_focused()
    press(page, "Recommencer")
    return title(page, "Tout d’un coup")


# Earning something.


def earn_a_badge_by_an_answer(page: Page) -> Locator:
    KEYS.pick(question(page, "choix").get_by_role("radio"), 0)
    KEYS.write(question(page, "nombre").get_by_role("textbox"), "60")
    KEYS.take(question(page, "paires").get_by_role("combobox").nth(0), 1)
    KEYS.take(question(page, "paires").get_by_role("combobox").nth(1), 2)
    place = send(page)
    expect(place).to_be_focused()
    says(page, "Badge obtenu")
    return place


TINY = "tiny"
FIRST = "#/orbits/rotation"
CASES = {
    "start": Case(TINY, "", start),
    "a page is finished: the next one": Case(TINY, FIRST, finish_a_page),
    "previous": Case(TINY, "#/orbits/revolution", go_to_the_page_before),
    "a link of the navigation": Case(TINY, FIRST, follow_the_navigation),
    "a link of the text": Case(TINY, "#/orbits/revolution", follow_a_link_of_the_text),
    "back": Case(TINY, FIRST, go_back),
    "an unknown address": Case(TINY, FIRST, go_nowhere),
    "skip to the content": Case(TINY, "", skip_to_the_content),
    "skip to the outline": Case(TINY, "", skip_to_the_outline),
    "the outline of a narrow window": Case(TINY, FIRST, open_the_outline_of_a_narrow_window),
    "a link of that outline": Case(TINY, FIRST, go_somewhere_from_the_outline_of_a_narrow_window),
    "a badge": Case(TINY, "", open_a_badge_from_home),
    "a term": Case("everything", "#/pages/textes", read_a_term),
    "back from a side page": Case("everything", "#/pages/textes", come_back_from_a_side_page),
    "a footnote": Case("everything", "#/pages/textes", read_a_footnote),
    "back from a footnote": Case("everything", "#/pages/textes", come_back_from_a_footnote),
    "back from a footnote by the browser": Case("everything", "#/pages/textes", go_back_from_a_footnote),
    "right": Case("questions", QUESTIONS, answer_right),
    "wrong": Case("questions", QUESTIONS, answer_wrong),
    "partly right": Case("questions", QUESTIONS, answer_in_part),
    "noted": Case("questions", QUESTIONS, answer_a_poll),
    "try again": Case("questions", QUESTIONS, try_again),
    "try again: what was typed": Case("questions", QUESTIONS, try_a_number_again),
    "the same answer again": Case("questions", QUESTIONS, give_the_same_answer_again),
    "a hint": Case("questions", QUESTIONS, open_a_hint),
    "nothing chosen": Case("questions", QUESTIONS, choose_nothing),
    "nothing ticked": Case("questions", QUESTIONS, tick_nothing),
    "nothing typed": Case("questions", QUESTIONS, type_nothing),
    "no number": Case("questions", QUESTIONS, type_no_number),
    "a line left out": Case("questions", QUESTIONS, leave_the_second_line_out),
    "a blank left out": Case("questions", QUESTIONS, leave_the_last_blank_out),
    "a statement left out": Case("questions", QUESTIONS, leave_the_second_statement_out),
    "a step moved": Case("questions", QUESTIONS, move_a_step),
    "a step moved to the end": Case("questions", QUESTIONS, move_a_step_to_the_end),
    "the answers reviewed": Case("quizzes", WHOLE, review),
    "a question of the recap": Case("quizzes", WHOLE, go_to_a_question_of_the_recap),
    "back from the recap": Case("quizzes", WHOLE, leave_the_recap),
    "a quiz sent": Case("quizzes", WHOLE, send),
    "a quiz that cannot be sent": Case("quizzes", WHOLE, send_what_cannot_be_graded),
    "a quiz begun again": Case("quizzes", WHOLE, begin_again),
    "a badge earned": Case("quizzes", WHOLE, earn_a_badge_by_an_answer),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.usefixtures("faults")
def test_the_focus_is_where_the_eyes_are(context: BrowserContext, unpacked: Unpack, name: str) -> None:
    case = CASES[name]
    page = context.new_page()
    page.goto((unpacked(case.course) / "index.html").as_uri() + case.address)
    expect(title(page)).to_be_visible()
    place = case.act(page)
    expect(place).to_be_focused()
    expect(place).to_be_in_viewport()


def test_a_page_that_does_not_load_and_the_one_that_then_does(context: BrowserContext, unpacked: Unpack) -> None:
    page = context.new_page()
    missing = "**/content/orbits/revolution.js"
    page.route(missing, lambda route: route.abort())
    page.goto((unpacked(TINY) / "index.html").as_uri() + FIRST)
    KEYS.press(page.locator('[data-slot="finish"]'))
    expect(title(page, "could not be loaded")).to_be_focused()
    page.unroute(missing)
    press(page, "Try again")
    expect(title(page, "A year")).to_be_focused()
