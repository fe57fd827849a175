"""What the page asks for, and when: little at first, the rest with the first move, nothing twice."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from builder.model.course import Course
from builder.project import build_course
from tests.browser.conftest import Faults
from tests.browser.learner import Learner
from tests.browser.lms import serve
from tests.conftest import WriteCourse

FIRST = ["index.html", "parcours.js", "style.css"]
LATER = ["course.js", "pages.css", "pages.js"]


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, packages: dict[str, Path]) -> Iterator[str]:
    """Where the web package is opened."""
    if request.param == "file":
        yield (packages["web"] / "index.html").as_uri()
    else:
        with serve(packages["web"]) as running:
            yield f"{running.url}/package/index.html"


def asked_of(page: Page) -> list[str]:
    """Note what a page asks for from now on."""
    asked: list[str] = []

    def note(url: str) -> None:
        if not url.startswith("data:"):
            asked.append(unquote(urlsplit(url).path.rsplit("/", 1)[1]))

    page.on("request", lambda request: note(request.url))
    return asked


@pytest.mark.usefixtures("faults")
def test_the_first_page_asks_for_three_files_and_the_first_move_for_the_rest(
    page: Page, address: str, sample_course: Course
) -> None:
    asked = asked_of(page)
    page.goto(address, wait_until="networkidle")
    expect(page.locator("main h1:visible")).to_have_text(page.title())
    expect(page.locator('[data-slot="progress"]')).to_contain_text(f"sur {len(sample_course.required)}")
    expect(page.locator("#plan-list > li")).to_have_count(len(sample_course.modules))
    assert sorted(asked) == FIRST
    first, second = sample_course.modules[0].activities[:2]
    learner = Learner(page, sample_course)
    learner.start()
    learner.expect_title(first.title)
    expect(page.locator("main h1:visible")).to_be_focused()
    assert {*asked} >= {*FIRST, *LATER, f"{first.id}.js"}
    learner.finish_page()
    learner.expect_title(second.title)
    learner.open("#/")
    expect(page.locator('[data-slot="start"]')).to_contain_text("Reprendre")
    assert len(asked) == len({*asked})


@pytest.mark.usefixtures("faults")
def test_home_is_the_same_before_and_after_the_first_move(page: Page, address: str, sample_course: Course) -> None:
    def shown() -> str:
        return str(page.locator(".home").aria_snapshot()) + str(page.locator("#plan").aria_snapshot())

    page.goto(address)
    expect(page.locator("main h1:visible")).to_be_visible()
    before = shown()
    learner = Learner(page, sample_course)
    learner.open("#/results")
    learner.expect_title("Mon bilan")
    learner.open("#/")
    expect(page.locator(".home h1")).to_be_focused()
    assert shown() == before


def test_a_learner_comes_back_to_what_was_done(page: Page, address: str, sample_course: Course) -> None:
    first = sample_course.modules[0].activities[0]
    page.goto(f"{address}#/{sample_course.modules[0].id}/{first.id}")
    learner = Learner(page, sample_course)
    learner.expect_title(first.title)
    learner.finish_page()
    learner.expect_title(sample_course.modules[0].activities[1].title)
    page.goto("about:blank")
    asked = asked_of(page)
    page.goto(address, wait_until="networkidle")
    expect(page.locator('[data-slot="start"]')).to_contain_text("Reprendre")
    expect(page.locator("#home-plan > li").first).to_contain_text("En cours")
    assert sorted(asked) == sorted(FIRST + LATER)


@pytest.mark.usefixtures("faults")
def test_an_unknown_address_says_so_on_home(page: Page, address: str) -> None:
    page.goto(f"{address}#/nowhere")
    expect(page.locator('[data-slot="problem"]')).to_contain_text("n\u2019existe pas")
    expect(page.locator(".home h1")).to_be_visible()


@pytest.mark.usefixtures("faults")
def test_pictures_of_badges_come_once_they_are_on_the_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    asked = asked_of(page)
    page.goto(address, wait_until="networkidle")
    assert "open.svg" not in asked
    page.locator(".badge-strip img").first.scroll_into_view_if_needed()
    expect(page.locator(".badge-strip img").first).to_have_attribute("src", "badges/curieux/open.svg")


@pytest.mark.parametrize("missing", LATER)
def test_what_cannot_be_loaded_may_be_asked_for_again(
    context: BrowserContext, packages: dict[str, Path], sample_course: Course, missing: str
) -> None:
    page = Faults().watch(context.new_page())

    def refuse(route: Route) -> None:
        route.abort()

    with serve(packages["web"]) as running:
        context.route(f"**/{missing}", refuse)
        page.goto(f"{running.url}/package/index.html")
        learner = Learner(page, sample_course)
        learner.start()
        learner.expect_title("Cette page n")
        expect(page.locator("main h1:visible")).to_be_focused()
        learner.open("#/")
        expect(page.locator(".home h1")).to_be_focused()
        page.go_back()
        learner.expect_title("Cette page n")
        context.unroute(f"**/{missing}", refuse)
        page.get_by_role("button", name="Réessayer").click()
        learner.expect_title(sample_course.modules[0].activities[0].title)
        assert page.locator('link[href="pages.css"]').count() == 1


def long_course(write_course: WriteCourse) -> str:
    pages = {f"course/{number:02}-m{number}/page.md": f"# Page {number}\n\nText.\n" for number in range(1, 31)}
    root = write_course({"course.yml": "title: Long\nlanguage: en\n", **pages})
    (archive,) = build_course(root, root / "dist", ("web",)).files
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(root / "web")
    return (root / "web" / "index.html").as_uri()


@pytest.mark.usefixtures("faults")
def test_the_outline_of_a_long_course_scrolls_to_where_the_learner_is(page: Page, write_course: WriteCourse) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{long_course(write_course)}#/m20/page")
    for module in (20, 1, 30):
        page.goto(f"{page.url.split('#')[0]}#/m{module}/page")
        expect(page.locator("#activity h1")).to_have_text(f"Page {module}")
        expect(page.locator("#plan [aria-current]")).to_be_in_viewport()
        assert page.evaluate("scrollY") == 0
    expect(page.locator("#activity h1")).to_be_focused()


@pytest.mark.usefixtures("faults")
def test_home_of_a_long_course_shows_where_the_learner_is(page: Page, write_course: WriteCourse) -> None:
    page.goto(long_course(write_course))
    cards = page.locator("#home-plan .number")
    expect(cards).to_have_text(["1", "2", "3", "4", "5", "6"])
    expect(page.locator("#plan-list > li")).to_have_count(6)
    page.locator(".home").get_by_role("link", name="See all 30 modules").click()
    expect(page.locator("#full-plan > li")).to_have_count(30)
    expect(page.locator("#plan-list > li")).to_have_count(30)
    for module, shown in ((20, range(19, 25)), (30, range(25, 31))):
        page.goto(f"{page.url.split('#')[0]}#/m{module}/page")
        expect(page.locator("#activity h1")).to_have_text(f"Page {module}")
        page.goto(f"{page.url.split('#')[0]}#/")
        expect(cards).to_have_text([str(number) for number in shown])
