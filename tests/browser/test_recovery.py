"""What a platform loses and the device has kept: sent, offered, or left alone."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.browser.conftest import Faults, Unpack, screen
from tests.browser.lms import Lms, serve
from tests.browser.test_accessibility import examine

_SENT = "maintenant envoyée"
_OFFER = "que la plateforme n’a pas"


@pytest.fixture
def lms(unpacked: Unpack) -> Iterator[Lms]:
    with serve(unpacked("accents", "scorm12")) as running:
        # Without a name, nobody could tell whose progress the device keeps.
        running.kept = {"core": {"student_id": "learner-7"}}
        yield running


def launch(page: Page, lms: Lms) -> Frame:
    page.goto(f"{lms.url}/lms")
    frame = page.frames[1]
    expect(frame.locator("main h1:visible")).to_be_visible()
    return frame


def read_first_page(frame: Frame) -> None:
    frame.locator("[data-slot=start]").click()
    frame.locator("[data-slot=finish]").click()
    expect(frame.locator("[data-slot=saved], [data-slot=unsaved]").filter(visible=True)).to_be_visible()


def wait_for_commit(page: Page, lms: Lms, before: int) -> None:
    deadline = time.monotonic() + 20
    while len(lms.commits) == before:
        assert time.monotonic() < deadline, "nothing was committed"
        page.wait_for_timeout(50)


def lose(page: Page, lms: Lms) -> None:
    """Leave the course, and let the platform lose what it has."""
    before = len(lms.commits)
    page.goto("about:blank")
    wait_for_commit(page, lms, before)
    lms.kept = {"core": {"student_id": "learner-7"}}


def progress(frame: Frame) -> int:
    done: int = frame.locator("#plan-list .state").filter(has_text="En cours").count()
    return done


def lost_by(context: BrowserContext, lms: Lms) -> Page:
    """A learner has read a page; the platform said that it has it, and does not."""
    page = context.new_page()
    read_first_page(launch(page, lms))
    lose(page, lms)
    return page


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_the_offer_is_accessible(browser: Browser, lms: Lms, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    faults.guard(context)
    page = lost_by(context, lms)
    page.goto(f"{lms.url}/lms?popup")
    with context.expect_page() as opened:
        page.evaluate("void open('/package/index.html')")
    expect(opened.value.locator("[data-slot=recovered]")).to_contain_text(_OFFER)
    examine(opened.value, f"recovery-{scheme}-{width}")
    faults.assert_none()
    context.close()


@pytest.mark.usefixtures("faults")
def test_what_a_platform_lost_may_be_taken_up_again_by_keyboard(context: BrowserContext, lms: Lms) -> None:
    page = lost_by(context, lms)
    frame = launch(page, lms)
    expect(frame.get_by_role("status")).to_contain_text(_OFFER)
    assert not progress(frame)
    frame.get_by_role("button", name="La reprendre").press("Enter")
    expect(frame.locator("[data-slot=recovery]")).to_be_hidden()
    expect(frame.locator("main h1:visible")).to_be_focused()
    expect(frame.locator("#plan-list .state").first).to_have_text("En cours")
    expect(frame.locator("[data-slot=saved]")).to_be_visible()
    assert lms.kept["suspend_data"]
    frame = launch(page, lms)
    expect(frame.locator("[data-slot=recovery]")).to_be_hidden()
    expect(frame.locator("#plan-list .state").first).to_have_text("En cours")


@pytest.mark.usefixtures("faults")
def test_what_is_left_is_not_offered_again(context: BrowserContext, lms: Lms) -> None:
    page = lost_by(context, lms)
    frame = launch(page, lms)
    frame.get_by_role("button", name="La laisser de côté").click()
    expect(frame.locator("[data-slot=recovery]")).to_be_hidden()
    frame = launch(page, lms)
    expect(frame.locator("[data-slot=start]")).to_contain_text("Commencer")
    expect(frame.locator("[data-slot=recovery]")).to_be_hidden()
    assert not progress(frame)


@pytest.mark.usefixtures("faults")
def test_what_never_reached_the_platform_is_sent_at_the_next_launch(context: BrowserContext, lms: Lms) -> None:
    page = context.new_page()
    frame = launch(page, lms)
    page.evaluate("API.LMSCommit = API.LMSFinish = () => 'false'")
    read_first_page(frame)
    expect(frame.locator("[data-slot=unsaved]")).to_contain_text("gardé sur cet appareil")
    frame = launch(page, lms)
    expect(frame.locator("[data-slot=recovered]")).to_contain_text(_SENT)
    expect(frame.locator("#plan-list .state").first).to_have_text("En cours")
    expect(frame.locator("[data-slot=saved]")).to_be_visible()
    assert lms.kept["suspend_data"]


@pytest.mark.usefixtures("faults")
def test_another_learner_of_the_same_device_gets_nothing_of_it(context: BrowserContext, lms: Lms) -> None:
    page = lost_by(context, lms)
    lms.kept = {"core": {"student_id": "learner-8"}}
    frame = launch(page, lms)
    expect(frame.locator("[data-slot=start]")).to_contain_text("Commencer")
    expect(frame.locator("[data-slot=recovery]")).to_be_hidden()
    assert not progress(frame)


@pytest.mark.usefixtures("faults")
def test_two_windows_of_one_learner_lose_nothing_of_each_other(
    context: BrowserContext, packages: dict[str, Path]
) -> None:
    with serve(packages["scorm12"]) as lms:
        lms.kept = {"core": {"student_id": "learner-7"}}
        pages = [context.new_page(), context.new_page()]
        one, other = (launch(page, lms) for page in pages)
        finish(one, "#/comprendre/")
        finish(other, "#/enjeux/")
        for frame in (one, other):
            # Both windows show both, and whoever leaves last sends both.
            expect(
                frame.locator("#plan-list > li > .state, #plan-list .state").filter(has_text="En cours")
            ).to_have_count(2)
        expect(other.locator("[data-slot=saved]")).to_be_visible()
        before = len(lms.commits)
        pages[1].close()
        pages[0].close()
        pages.append(context.new_page())
        wait_for_commit(pages[2], lms, before)
        frame = launch(pages[2], lms)
        expect(frame.locator("#plan-list .state").filter(has_text="En cours")).to_have_count(2)


def finish(frame: Frame, start: str) -> None:
    """Finish the first page of a module."""
    address = frame.locator(f"#plan-list a[href^='{start}']").first.get_attribute("href")
    frame.evaluate(f"location.hash = '{address}'")
    frame.locator("[data-slot=finish]").click()
