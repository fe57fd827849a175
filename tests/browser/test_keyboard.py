"""The keyboard alone is enough, and the focus is always where the eyes are."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from builder.model.course import Course
from tests.browser.learner import Learner


@pytest.fixture
def page(context: BrowserContext, packages: dict[str, Path]) -> Page:
    made = context.new_page()
    made.goto((packages["web"] / "index.html").as_uri())
    expect(made.locator("main h1:visible")).to_be_visible()
    return made


def press_until(page: Page, selector: str, key: str = "Tab", limit: int = 80) -> None:
    """Press a key until an element has the focus."""
    for _ in range(limit):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{limit} presses of {key} never reach {selector}")


@pytest.mark.usefixtures("faults")
def test_a_page_is_opened_read_and_finished_by_keyboard(page: Page, sample_course: Course) -> None:
    first, second = sample_course.modules[0].pages[:2]
    press_until(page, '[data-slot="start"]')
    page.keyboard.press("Enter")
    learner = Learner(page, sample_course)
    learner.expect_title(first.title)
    expect(page.locator("#activity h1")).to_be_focused()
    press_until(page, '[data-slot="finish"]')
    page.keyboard.press("Enter")
    learner.expect_title(second.title)
    expect(page.locator("#activity h1")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    page.go_back()
    learner.expect_title(first.title)
    expect(page.get_by_text("Vous avez terminé cette page")).to_be_visible()


@pytest.mark.usefixtures("faults")
def test_a_question_is_answered_by_keyboard(page: Page, sample_course: Course) -> None:
    module = sample_course.modules[0]
    quiz = module.quizzes[0]
    question = quiz.questions[0]
    learner = Learner(page, sample_course)
    learner.open(f"#/{module.id}/{quiz.id}")
    learner.expect_title(quiz.title)
    form = learner.form(question)

    press_until(page, f'form[data-question="{question.id}"] button[type="submit"]')
    page.keyboard.press("Enter")  # nothing chosen yet
    expect(form.locator(".error")).to_contain_text("Erreur")
    expect(form.locator("input").first).to_be_focused()
    assert form.locator(".result").count() == 0

    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    heading = form.locator(".result h3")
    expect(heading).to_be_focused()
    expect(heading).to_contain_text("Réponse fausse")

    press_until(page, '[data-slot="retry"]')
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    expect(form.locator(".result")).to_have_count(0)
    page.keyboard.press("Enter")  # the same answer again: told again, at no cost
    expect(heading).to_be_focused()
    expect(form.locator(".left")).to_contain_text("2 essais")


@pytest.mark.usefixtures("faults")
def test_skip_links_lead_to_the_content_and_to_the_outline(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    assert page.evaluate("location.hash") == ""


def test_a_page_that_cannot_be_loaded_says_so_and_offers_to_try_again(
    context: BrowserContext, packages: dict[str, Path], sample_course: Course
) -> None:
    module = sample_course.modules[0]
    broken = context.new_page()
    missing = [f"**/content/{module.id}/{module.pages[0].id}.js"]
    broken.route(missing[0], lambda route: route.fulfill(status=200, body="", content_type="text/javascript"))
    broken.goto((packages["web"] / "index.html").as_uri() + f"#/{module.id}/{module.pages[0].id}")
    expect(broken.get_by_role("heading", level=1)).to_contain_text("n’a pas pu")
    expect(broken.get_by_role("button", name="Terminer cette page")).to_be_hidden()
    broken.unroute(missing[0])
    broken.get_by_role("button", name="Réessayer").click()
    Learner(broken, sample_course).expect_title(module.pages[0].title)


@pytest.mark.usefixtures("faults")
def test_a_note_and_back_again(page: Page, sample_course: Course) -> None:
    module = sample_course.modules[0]
    learner = Learner(page, sample_course)
    learner.open(f"#/{module.id}/{module.pages[0].id}")
    learner.expect_title(module.pages[0].title)
    page.locator("#at-fnref1").click()
    expect(page.locator("#at-fn1")).to_be_focused()
    page.locator("#at-fn1 .footnote-back").click()
    expect(page.locator("#at-fnref1")).to_be_focused()
    page.go_back()
    learner.expect_title(module.pages[0].title)
    expect(page.locator("#at-fn1")).to_be_focused()


@pytest.mark.usefixtures("faults")
def test_an_unknown_address_says_so(page: Page, sample_course: Course) -> None:
    Learner(page, sample_course).open("#/nowhere/%")
    expect(page.get_by_text("Cette page n\u2019existe pas")).to_be_visible()
    expect(page.locator('[data-view="home"]')).to_be_visible()


@pytest.mark.usefixtures("faults")
def test_a_slow_page_is_awaited_in_words_and_the_last_wish_wins(
    context: BrowserContext, packages: dict[str, Path], sample_course: Course
) -> None:
    first, second = sample_course.modules[0].pages[:2]
    module = sample_course.modules[0].id
    slow = context.new_page()

    held: list[Route] = []

    slow.route(f"**/content/{module}/{first.id}.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright cannot take a built-in
    slow.goto((packages["web"] / "index.html").as_uri() + f"#/{module}/{first.id}", wait_until="commit")
    expect(slow.locator("#loading")).to_be_visible()
    expect(slow.locator('[data-view="home"]')).to_be_hidden()
    expect(slow.locator("#main")).to_have_attribute("aria-busy", "true")
    learner = Learner(slow, sample_course)
    learner.open(f"#/{module}/{second.id}")
    learner.expect_title(second.title)
    for route in held:
        route.continue_()
    slow.wait_for_timeout(300)
    learner.expect_title(second.title)
    expect(slow.locator("#loading")).to_be_hidden()


@pytest.mark.usefixtures("faults")
def test_going_back_before_a_slow_page_comes_waits_no_longer(
    context: BrowserContext, packages: dict[str, Path], sample_course: Course
) -> None:
    module = sample_course.modules[0]
    held: list[Route] = []
    page = context.new_page()
    page.route(f"**/content/{module.id}/{module.pages[1].id}.js", lambda route: held.append(route))  # noqa: PLW0108
    page.goto((packages["web"] / "index.html").as_uri() + f"#/{module.id}/{module.pages[0].id}")
    learner = Learner(page, sample_course)
    learner.expect_title(module.pages[0].title)
    for elsewhere in (f"#/{module.id}/{module.pages[0].id}", "#/badges"):
        learner.open(f"#/{module.id}/{module.pages[1].id}")
        learner.open(elsewhere)
        page.wait_for_timeout(800)
        expect(page.locator("#loading")).to_be_hidden()
        expect(page.locator("#main")).not_to_have_attribute("aria-busy", "true")
    for route in held:
        route.continue_()
