"""A language that is written from right to left: the whole page mirrors, and nothing is lost on the way."""

import io
import zipfile

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.rtl import write_course
from tests.browser.test_accessibility import examine

PAGES = ("home", "plan", "attestation", "one/page", "one/quiz", "badges", "results", "glossary", "help", "accessibility")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("rtl")
    built = build_course(write_course(out / "course"), out, ("web",))
    assert [found.kind.name for found in built.checked.findings] == []
    with zipfile.ZipFile(built.files[0]) as archive:
        archive.extractall(out / "web")
    return (out / "web" / "index.html").as_uri()


def open_page(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}#/{name}")
    expect(page.locator("main h1:visible")).to_be_visible()


def edges(part: Locator) -> tuple[float, float]:
    """Return where a part of the page begins and ends, from the left."""
    found = part.bounding_box()
    assert found is not None
    return found["x"], found["x"] + found["width"]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_is_accessible(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    for name in PAGES:
        open_page(page, address, name)
        examine(page, f"rtl-{name.replace('/', '-')}-{scheme}-{width}")
    context.close()
    faults.assert_none()


def test_the_page_is_mirrored(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, address, "one/page")
    assert edges(page.locator("#plan"))[0] >= edges(page.locator("main"))[1] - 1
    text = page.locator("#activity > .prose")
    assert text.evaluate("text => getComputedStyle(text).direction") == "rtl"
    assert edges(page.locator("#activity h1"))[1] >= edges(text)[1] - 1
    assert edges(text.locator("li").first)[1] < edges(text)[1]


def test_choices_begin_with_their_button_on_the_right(page: Page, address: str) -> None:
    open_page(page, address, "one/quiz")
    choice = page.locator("[data-choice]").first
    assert edges(choice.locator("input"))[0] >= edges(choice.locator("label"))[1]


def test_the_bar_of_progress_fills_from_the_right(page: Page, address: str) -> None:
    open_page(page, address, "two/page")
    page.locator("#pager [data-slot='finish']").click()
    bar = page.locator("progress")
    expect(bar).to_have_js_property("value", 1)
    picture = Image.open(io.BytesIO(bar.screenshot())).convert("RGB")
    middle = picture.height // 2
    left, right = (picture.getpixel((int(picture.width * part), middle)) for part in (0.25, 0.75))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert sum(right) < sum(left) - 100  # what is done is dark on light


def test_arrows_point_the_other_way_and_code_does_not(page: Page, address: str) -> None:
    open_page(page, address, "one/page")
    arrow = page.locator("a.external").evaluate("link => getComputedStyle(link, '::after').content")
    assert "↖" in arrow
    back = page.locator(".footnote-back").evaluate("link => getComputedStyle(link).transform")
    assert back.startswith("matrix(-1")
    forward = page.locator("#pager .forward:visible").first
    assert forward.evaluate("link => getComputedStyle(link, '::after').transform").startswith("matrix(-1")
    for code in page.locator("#activity pre, #activity code").all():
        assert code.evaluate("code => getComputedStyle(code).direction") == "ltr"
    assert page.locator("math").first.evaluate("formula => getComputedStyle(formula).direction") == "ltr"


def test_a_course_that_says_every_sentence_has_no_english_left(page: Page, address: str) -> None:
    for name in ("home", "help", "one/quiz", "badges"):
        open_page(page, address, name)
        assert page.locator("[lang='en']").count() == 0
        words = page.locator("body").inner_text().replace("CC-BY-SA-4.0", "").replace("help@example.org", "")
        assert [letter for letter in words.replace("kg", "") if letter.isascii() and letter.isalpha()] == []
