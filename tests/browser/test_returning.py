"""Going back and forward: the learner finds each page where it was left, and the keyboard on its title."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from builder.model.course import Course
from tests.browser.learner import Learner

FAR = 1200


@pytest.fixture
def page(context: BrowserContext, packages: dict[str, Path]) -> Page:
    made = context.new_page()
    made.goto((packages["web"] / "index.html").as_uri())
    expect(made.locator("main h1:visible")).to_be_visible()
    return made


def scroll(page: Page, top: int) -> None:
    page.evaluate("top => scrollTo(0, top)", top)
    assert page.evaluate("scrollY") == top


def expect_at(page: Page, top: int) -> None:
    expect(page.locator("main h1:visible")).to_be_focused()
    assert page.evaluate("scrollY") == pytest.approx(top, abs=1)


@pytest.mark.usefixtures("faults")
def test_each_page_is_found_where_it_was_left(page: Page, sample_course: Course) -> None:
    first, second = sample_course.modules[0].pages[:2]
    learner = Learner(page, sample_course)
    scroll(page, 300)
    page.locator('[data-slot="start"]').evaluate("link => link.click()")
    learner.expect_title(first.title)
    expect_at(page, 0)
    scroll(page, FAR)
    page.get_by_role("navigation").get_by_role("link", name=second.title[:12]).evaluate("link => link.click()")
    learner.expect_title(second.title)
    expect_at(page, 0)
    scroll(page, FAR // 2)
    page.go_back()
    learner.expect_title(first.title)
    expect_at(page, FAR)
    page.go_back()
    expect(page.locator(".home h1")).to_be_focused()
    expect_at(page, 300)
    page.go_forward()
    learner.expect_title(first.title)
    expect_at(page, FAR)
    page.go_forward()
    learner.expect_title(second.title)
    expect_at(page, FAR // 2)


@pytest.mark.usefixtures("faults")
def test_a_new_move_to_a_page_begins_at_its_title(page: Page, sample_course: Course) -> None:
    first = sample_course.modules[0].pages[0]
    learner = Learner(page, sample_course)
    learner.start()
    learner.expect_title(first.title)
    scroll(page, FAR)
    learner.open("#/plan")
    learner.expect_title("Plan complet")
    learner.open(f"#/{sample_course.modules[0].id}/{first.id}")
    learner.expect_title(first.title)
    expect_at(page, 0)


def test_a_page_that_is_read_again_from_the_network_still_opens(page: Page, sample_course: Course) -> None:
    first = sample_course.modules[0].pages[0]
    learner = Learner(page, sample_course)
    learner.start()
    learner.expect_title(first.title)
    page.reload()
    learner.expect_title(first.title)
    page.go_back()
    expect(page.locator(".home h1")).to_be_focused()
    expect_at(page, 0)
