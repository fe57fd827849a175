"""What a learner does while something is awaited: it counts once, and is not taken back when the rest comes."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from builder.project import build_course
from tests.conftest import WriteCourse

pytestmark = pytest.mark.usefixtures("faults")

_LONG = "\n\n".join(["A paragraph."] * 60)
COURSE = {
    "course.yml": "title: Course\nlanguage: en\nlicense: CC0-1.0\n",
    "course/01-search/01-1.md": f"# First\n\n[Down](#further)\n\n{_LONG}\n\n## Further\n\nFar below.\n",
    "course/01-search/02-2.md": "# Second\n\nText.\n",
}
FIRST, SECOND = "#/search/1", "#/search/2"


@dataclass
class Held:
    """Requests for one file, until it is let through."""

    page: Page
    pattern: str
    routes: list[Route] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.route(self.pattern, self._hold)

    def _hold(self, route: Route) -> None:
        self.routes.append(route)

    def release(self) -> None:
        """Let it come, and give it the time to be used."""
        for route in self.routes:
            route.continue_()
        self.page.unroute(self.pattern)
        self.page.wait_for_timeout(400)


@pytest.fixture
def address(write_course: WriteCourse) -> str:
    root = write_course(COURSE)
    (archive,) = build_course(root, root / "dist", ("web",)).files
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(root / "web")
    return (Path(root) / "web" / "index.html").as_uri()


@pytest.fixture
def open_at(context: BrowserContext, address: str) -> Callable[..., Page]:
    def go(place: str = "", width: int = 1280) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(address + place)
        expect(page.locator("main h1:visible")).to_be_visible()
        return page

    return go


def move(page: Page, place: str) -> None:
    page.evaluate("place => { location.hash = place }", place)


def test_a_module_may_be_called_search(open_at: Callable[..., Page]) -> None:
    page = open_at(FIRST)
    expect(page.locator("#activity h1")).to_have_text("First")
    move(page, "#/search")
    page.get_by_role("searchbox").fill("far below")
    expect(page.locator(".hit-list a")).to_have_text("First")
    move(page, FIRST)
    expect(page.locator("#activity h1")).to_have_text("First")


@pytest.mark.parametrize("kind", ["twice", "double"])
def test_the_settings_stay_open_when_they_were_asked_for_twice(open_at: Callable[..., Page], kind: str) -> None:
    page = open_at()
    held = Held(page, "**/pages.js")
    toggle = page.locator("#settings-toggle")
    if kind == "double":
        toggle.dblclick()
    else:
        toggle.click()
        toggle.click()
    held.release()
    expect(page.locator("#settings")).to_be_visible()
    toggle.click()
    expect(page.locator("#settings")).to_be_hidden()
    toggle.dblclick()
    expect(page.locator("#settings")).to_be_visible()


def test_opening_the_settings_does_not_end_the_waiting_for_a_page(open_at: Callable[..., Page]) -> None:
    page = open_at(FIRST)
    held = Held(page, "**/content/search/2.js")
    move(page, SECOND)
    expect(page.locator("#loading")).to_be_visible()
    page.locator("#settings-toggle").click()
    expect(page.locator("#settings")).to_be_visible()
    expect(page.locator("#loading")).to_be_visible()
    expect(page.locator("#main")).to_have_attribute("aria-busy", "true")
    held.release()
    expect(page.locator("#activity h1")).to_have_text("Second")
    expect(page.locator("#loading")).to_be_hidden()
    expect(page.locator("#main")).not_to_have_attribute("aria-busy", "true")


def test_home_is_left_alone_when_the_rest_comes_after_the_learner_came_back(open_at: Callable[..., Page]) -> None:
    page = open_at()
    held = Held(page, "**/course.js")
    page.locator('[data-slot="start"]').click()
    page.wait_for_timeout(100)
    page.go_back()
    expect(page.locator(".home h1")).to_be_focused()
    card = page.locator("#home-plan a").first
    card.focus()
    held.release()
    expect(card).to_be_focused()
    card.click()
    expect(page.locator("#activity h1")).to_be_focused()


def test_a_link_to_a_place_of_a_page_leads_there_at_once(open_at: Callable[..., Page]) -> None:
    page = open_at(f"{FIRST}#at-further")
    expect(page.locator("#at-further")).to_be_focused()
    expect(page.locator("#at-further")).to_be_in_viewport()


def test_a_place_of_the_page_that_is_left_makes_no_address(open_at: Callable[..., Page]) -> None:
    page = open_at(FIRST)
    held = Held(page, "**/content/search/2.js")
    move(page, SECOND)
    page.get_by_role("link", name="Down").click()
    expect(page.locator("#at-further")).to_be_focused()
    assert page.url.endswith(SECOND)
    held.release()
    expect(page.locator("#activity h1")).to_be_focused()
    assert page.url.endswith(SECOND)


@pytest.mark.parametrize(("place", "link"), [("", "Home"), ("#/home", "Home"), (FIRST, "First"), (FIRST, "Second")])
def test_a_narrow_outline_is_folded_away_over_what_was_chosen(
    open_at: Callable[..., Page], place: str, link: str
) -> None:
    page = open_at(place, 390)
    page.locator("#plan-toggle").click()
    page.locator("#plan-body").get_by_role("link", name=re.compile(link)).last.click()
    expect(page.locator("#plan-body")).to_be_hidden()
    expect(page.locator("main h1:visible")).to_be_focused()


def test_a_search_that_was_left_is_not_heard(open_at: Callable[..., Page]) -> None:
    page = open_at("#/search")
    page.get_by_role("searchbox").fill("text")
    expect(page.locator(".found")).to_contain_text("1 result")
    move(page, "#/results")
    expect(page.locator("#results h1")).to_be_focused()
    page.evaluate(
        """() => { window.heard = []; new MutationObserver(() => window.heard.push(
        document.getElementById("status").textContent
        )).observe(document.getElementById("status"), {childList: true})}"""
    )
    page.wait_for_timeout(1300)
    assert not [words for words in page.evaluate("window.heard") if "result" in words]
