"""A language that is written from right to left: the whole page mirrors, and nothing is lost on the way."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.rtl import write_course
from tests.browser.test_accessibility import examine

PAGES = (
    "home",
    "plan",
    "attestation",
    "one/page",
    "one/quiz",
    "badges",
    "results",
    "glossary",
    "help",
    "accessibility",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("rtl")
    return built(write_course(out / "course"))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the same course is whose interface says everything in English."""
    root = write_course(tmp_path_factory.mktemp("mixed") / "course")
    settings = root / "course.yml"
    settings.write_text(settings.read_text(encoding="utf-8").split("strings:")[0], encoding="utf-8")
    return built(root)


def built(root: Path) -> str:
    made = build_course(root, root / "dist", ("web",))
    assert {found.kind.name for found in made.checked.findings} <= {"untranslated-interface"}
    with zipfile.ZipFile(made.files[0]) as archive:
        archive.extractall(root / "web")
    return (root / "web" / "index.html").as_uri()


def open_page(page: Page, address: str, name: str) -> None:
    page.goto("about:blank")  # else the page before is visible for a moment more
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


def words(part: Locator) -> tuple[float, float]:
    """Return where the words of a part begin and end, from the left."""
    found = part.evaluate(
        "part => { const all = new Range(); all.selectNodeContents(part); const box = all.getBoundingClientRect();"
        " return [box.left, box.right]; }"
    )
    return found[0], found[1]


def directions(page: Page) -> list[str]:
    """Return the directions of what is shown, read at one moment: the page may still be changing its parts."""
    found = page.evaluate(
        """() => [...new Set([...document.querySelectorAll("header, nav, main, footer, main h1, main p")]
        .filter(part => part.checkVisibility()).map(part => getComputedStyle(part).direction))]"""
    )
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("width", [1280, 340])
def test_an_interface_in_english_stands_as_the_page_does(page: Page, mixed: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("home", "plan", "results", "help"):
        open_page(page, mixed, name)
        assert directions(page) == ["rtl"]
        assert words(page.locator("main h1:visible"))[1] > width / 2
    number, title = (page.locator(f"#full-plan .plan-line {at}").first for at in (".number", "a"))
    open_page(page, mixed, "plan")
    assert 0 <= edges(number)[0] - words(title)[1] < 40
    open_page(page, mixed, "home")
    right = words(page.locator(".hero h1"))[1]
    for shown in (".hero .button", ".hero .facts", ".hero .notice:visible"):
        assert abs(edges(page.locator(shown))[1] - right) < 3
    assert words(page.locator(".hero .notice:visible"))[1] > right - 3


def test_each_language_of_a_page_runs_its_own_way(page: Page, mixed: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, mixed, "help")
    last = "p => { const all = new Range(); const text = p.lastChild; all.setStart(text, text.length - 1);"
    last += " all.setEnd(text, text.length); return all.getBoundingClientRect().left; }"
    sentence = page.get_by_text("These pages load nothing")
    assert sentence.evaluate(last) > words(sentence)[0] + 20  # the full stop is on the right of the words
    open_page(page, mixed, "one/page")
    assert words(page.locator("pre code"))[0] < edges(page.locator("pre"))[0] + 40
