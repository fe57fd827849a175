"""Every kind of page: axe in three colour schemes, wide and narrow; nothing goes sideways, is clipped or hidden."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.model.course import Course
from builder.project import check_course
from tests.browser.conftest import COURSES, Faults, Unpack, screen
from tests.browser.kinds import COURSE, examine_all
from tests.browser.learner import Learner, Screen
from tests.browser.test_accessibility import violations

# Text at 200 % (WCAG 1.4.4) with the spacing of WCAG 1.4.12.
_LARGE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { font-size: 200% } p { margin-bottom: 2em !important }
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# What cuts its own text off: hidden overflow with more inside than there is room for.
_CLIPPED = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  const cuts = (overflow, inside, room) => ["hidden", "clip"].includes(overflow) && inside > room + 1;
  return element.innerText?.trim() && element.getClientRects().length && !element.closest(".visually-hidden, svg")
    && (cuts(style.overflowX, element.scrollWidth, element.clientWidth)
      || cuts(style.overflowY, element.scrollHeight, element.clientHeight));
}).map((element) => element.outerHTML.slice(0, 120))"""
SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? [] : ["scrolls sideways", ...[
  ...document.querySelectorAll("main *, header *, footer *, nav *")
].filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(-2)
  .map((one) => one.outerHTML.slice(0, 120))]"""
# What has the focus, when it cannot be seen: off the screen, below something else, or without a mark of the focus.
_UNSEEN = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.tagName === "IFRAME") return "";
  const name = element.outerHTML.slice(0, 120);
  const spots = [...element.getClientRects(), ...[...(element.labels ?? [])].flatMap((l) => [...l.getClientRects()])];
  const seen = spots.some(({ left, top, width, height }) =>
    [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([across, down]) => {
      const there = document.elementFromPoint(left + width * across, top + height * down);
      const own = there && [element, ...(element.labels ?? [])].some((one) => one.contains(there));
      return own || (there && there !== document.body && there.contains(element) && !there.matches("main, body, html"));
    }));
  if (!seen) return `hidden: ${name}`;
  // The mark may stand on the card that a link fills.
  const around = [element.parentElement, element.closest("li")].filter(Boolean);
  const marked = [element, ...(element.labels ?? []), ...around].some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  return marked ? "" : `unmarked: ${name}`;
}"""
_STOPS = 150  # of the tab key: more than any page of the course has


@pytest.fixture(scope="module")
def course() -> Course:
    course = check_course(COURSES / COURSE).course
    assert course is not None
    return course


@contextmanager
def opened(browser: Browser, package: Unpack, scheme: str, width: int) -> Iterator[Page]:
    """Open the course in a window, and tolerate no fault in it."""
    context = screen(browser, scheme, width)
    faults = Faults()
    faults.guard(context)
    page = context.new_page()
    page.goto((package(COURSE) / "index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield page
    context.close()
    faults.assert_none()


def stops(screen: Screen, page: Page) -> Iterator[str]:
    """Press the tab key through a whole page; yield what each stop has against it, nothing where all is well."""
    screen.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); document.body.focus() }")
    first = None
    for _ in range(_STOPS):
        page.keyboard.press("Tab")
        where = screen.evaluate(
            "() => [...document.querySelectorAll('*')].indexOf(document.activeElement)"
            " * (document.activeElement !== document.body)"
        )
        if where in {0, first}:
            return
        first = first or where
        yield str(screen.evaluate(_UNSEEN))


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_axe_finds_nothing(browser: Browser, unpacked: Unpack, course: Course, scheme: str, width: int) -> None:
    with opened(browser, unpacked, scheme, width) as page:
        found = examine_all(Learner(page, course), lambda _: [*violations(page), *page.evaluate(SIDEWAYS)])
    assert found == {}


def test_large_text_with_wide_spacing_fits_a_narrow_window(browser: Browser, unpacked: Unpack, course: Course) -> None:
    with opened(browser, unpacked, "light", 320) as page:
        page.evaluate(_LARGE)
        learner = Learner(page, course)
        found = examine_all(learner, lambda _: [*page.evaluate(_CLIPPED), *page.evaluate(SIDEWAYS)])
    assert found == {}


@pytest.mark.parametrize(("width", "height"), [(320, 256), (1280, 900)])
def test_the_focus_is_seen_at_every_stop(
    browser: Browser, unpacked: Unpack, course: Course, width: int, height: int
) -> None:
    """A window of 320 by 256 is one of 1280 by 1024 at 400 %."""
    with opened(browser, unpacked, "light", width) as page:
        page.set_viewport_size({"width": width, "height": height})
        found = examine_all(Learner(page, course), lambda _: [*filter(None, stops(page, page))])
    assert found == {}
