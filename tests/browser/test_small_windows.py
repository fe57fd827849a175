"""A frame of 640 by 500 pixels in a platform's page, and a window that a platform opens: all of the course is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from builder.model.course import Course
from builder.project import check_course
from tests.browser.conftest import COURSES, Unpack
from tests.browser.kinds import COURSE, examine_all
from tests.browser.learner import Learner, Screen
from tests.browser.lms import Lms, serve
from tests.browser.test_every_page import SIDEWAYS, stops

WIDTH, HEIGHT = 640, 500
_PICTURES = Path(__file__).parent.parent / "screenshots"
# A platform's own page: something above and beside the frame, and room that the course does not get.
_FRAMED = f"""() => {{
  document.body.prepend(Object.assign(document.createElement("h1"), {{ textContent: "LMS" }}));
  document.querySelector("iframe").style.cssText = "width:{WIDTH}px;height:{HEIGHT}px;margin-left:120px";
}}"""
_WINDOW = f"width={WIDTH},height={HEIGHT}"


@pytest.fixture(scope="module")
def course() -> Course:
    course = check_course(COURSES / COURSE).course
    assert course is not None
    return course


@pytest.fixture
def lms(unpacked: Unpack) -> Iterator[Lms]:
    with serve(unpacked(COURSE, "scorm12")) as running:
        yield running


def framed(context: BrowserContext, lms: Lms) -> tuple[Page, Frame]:
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto(f"{lms.url}/lms")
    page.evaluate(_FRAMED)
    frame = page.frames[1]
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    assert frame.evaluate("[innerWidth, innerHeight]") == [WIDTH, HEIGHT]
    return page, frame


def popped(context: BrowserContext, lms: Lms) -> Page:
    """Open the course as platforms do that give it a window of its own: the API is that of the one that opened it."""
    platform = context.new_page()
    platform.goto(f"{lms.url}/lms?popup")
    with platform.expect_popup() as opening:
        platform.evaluate("size => { window.open('/package/index.html', 'course', size) }", f"popup,{_WINDOW}")
    window = opening.value
    window.emulate_media(reduced_motion="reduce")
    window.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    return window


def work(learner: Learner, page: Page, mark: str) -> dict[str, list[str]]:
    """Go through every kind of page; return what has something against it."""

    def examine(kind: str) -> list[str]:
        picture(learner.screen, page, f"{mark}-{kind}")
        return [*filter(None, stops(learner.screen, page)), *learner.screen.evaluate(SIDEWAYS)]

    return examine_all(learner, examine)


def picture(screen: Screen, page: Page, name: str) -> None:
    _PICTURES.mkdir(exist_ok=True)
    if not isinstance(screen, Frame):
        page.screenshot(path=_PICTURES / f"{name}.png")
    else:
        screen.frame_element().screenshot(path=_PICTURES / f"{name}.png")


def status(lms: Lms, page: Page) -> None:
    """Expect the platform to have been told something, and nothing wrong."""
    assert [call for call in page.evaluate("window.calls") if call[-1] != "0"] == []
    assert ["LMSSetValue", "cmi.core.lesson_status", "incomplete", "true", "0"] in page.evaluate("window.calls")
    assert lms.failed_requests == []


@pytest.mark.usefixtures("faults")
def test_the_course_works_in_a_small_frame(context: BrowserContext, lms: Lms, course: Course) -> None:
    page, frame = framed(context, lms)
    assert work(Learner(frame, course), page, "frame") == {}
    status(lms, page)
    # What moves inside the frame leaves the platform's own page where it is.
    assert page.evaluate("scrollY") == 0


@pytest.mark.usefixtures("faults")
def test_the_course_works_in_a_window_of_its_own(context: BrowserContext, lms: Lms, course: Course) -> None:
    window = popped(context, lms)
    assert work(Learner(window, course), window, "popup") == {}
    status(lms, context.pages[0])
    # While a window closes, the one that opened it can send nothing: all is kept before.
    assert lms.core["lesson_status"] == "incomplete"
    assert lms.kept["suspend_data"]


@pytest.mark.usefixtures("faults")
def test_the_header_leaves_most_of_a_small_frame_to_the_text(context: BrowserContext, lms: Lms, course: Course) -> None:
    """What stays in place while one scrolls takes a quarter of the height at the most."""
    _, frame = framed(context, lms)
    learner = Learner(frame, course)
    learner.start()
    expect(frame.get_by_role("main").get_by_role("heading", level=1).filter(visible=True)).to_be_focused()
    frame.evaluate("scrollTo(0, 600)")
    stuck = frame.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position) && one.offsetHeight)
            .map((one) => one.getBoundingClientRect()).filter(({ top, width }) => top < 1 && width > innerWidth / 2)
            .reduce((most, { bottom }) => Math.max(most, bottom), 0)"""
    )
    assert stuck <= HEIGHT / 4
