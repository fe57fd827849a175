"""Tabs, cards, steps, timelines, tables and lists: accessible, by keyboard, in print, and without a script too."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from builder.project import build_course
from tests.browser.conftest import ROOT, Faults, screen
from tests.browser.test_accessibility import examine

ADDRESS = "#/pages/mise-en-page"
TABS = ["Élues et élus", "Agents", "Un nom d’onglet plus long"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course of all constructions, built for the web and unpacked."""
    out = tmp_path_factory.mktemp("blocks")
    (archive,) = build_course(ROOT / "tests" / "courses" / "everything", out, ("web",)).files
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(out / "web")
    return out / "web"


def open_page(context: BrowserContext, package: Path, place: str = "") -> Page:
    """Open the page of blocks, at a place of it."""
    page = context.new_page()
    page.goto(f"{(package / 'index.html').as_uri()}{ADDRESS}{place}")
    expect(page.get_by_role("heading", name="Tous les blocs")).to_be_visible()
    return page


def tab(page: Page, number: int) -> Locator:
    """Return a tab by its place in the row."""
    return page.get_by_role("tab", name=TABS[number])


def expect_chosen(page: Page, chosen: int) -> None:
    """Expect one tab to be chosen, and its panel alone to be shown."""
    for number, name in enumerate(TABS):
        is_chosen = number == chosen
        expect(tab(page, number)).to_have_attribute("aria-selected", str(is_chosen).lower())
        expect(page.get_by_role("tabpanel", name=name)).to_have_count(int(is_chosen))
        inside = page.get_by_role("heading", name=name, exact=True, include_hidden=True)
        assert inside.evaluate("heading => heading.checkVisibility()") == is_chosen


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_blocks_are_accessible(browser: Browser, package: Path, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(open_page(context, package))
    examine(page, f"blocks-{scheme}-{width}")
    page.evaluate("document.querySelectorAll('details').forEach(block => { block.open = true })")
    for other in page.get_by_role("tab").all():
        other.click()
        examine(page, f"blocks-{scheme}-{width}")
    context.close()
    faults.assert_none()


@pytest.mark.usefixtures("faults")
@pytest.mark.parametrize(("direction", "forth", "back"), [("ltr", "Right", "Left"), ("rtl", "Left", "Right")])
def test_tabs_by_keyboard(context: BrowserContext, package: Path, direction: str, forth: str, back: str) -> None:
    page = open_page(context, package)
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    expect(page.get_by_role("tablist", name="Selon votre rôle")).to_be_visible()
    expect_chosen(page, 0)
    tab(page, 0).focus()
    for key, chosen in ((forth, 1), (forth, 2), (forth, 0), (back, 2), (back, 1)):
        page.keyboard.press(f"Arrow{key}")
        expect(tab(page, chosen)).to_be_focused()
        expect_chosen(page, chosen)
    for key, chosen in (("End", 2), ("Home", 0)):
        page.keyboard.press(key)
        expect(tab(page, chosen)).to_be_focused()
        expect_chosen(page, chosen)
    page.keyboard.press("Tab")
    expect(page.get_by_role("tabpanel", name=TABS[0])).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(tab(page, 0)).to_be_focused()
    for name in ("les agents", "Alimentation"):  # the one inside, then the first below
        for _ in range(2 if name == "les agents" else 1):
            page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=name)).to_be_focused()


@pytest.mark.usefixtures("faults")
def test_a_link_into_a_tab_or_a_fold_opens_it(context: BrowserContext, package: Path) -> None:
    page = open_page(context, package)
    page.get_by_role("link", name="les agents").click()
    expect_chosen(page, 1)
    expect(page.get_by_role("heading", name="Agents", exact=True)).to_be_focused()
    page.close()

    page = open_page(context, package)
    page.evaluate("location.hash = '#/pages/textes'")
    expect(page.get_by_role("heading", name="Des textes")).to_be_focused()
    page.evaluate(f"location.hash = '{ADDRESS}#at-dans-les-détails'")
    expect(page.get_by_role("heading", name="Dans les détails")).to_be_focused()
    expect(page.get_by_role("heading", name="Dans les détails")).to_be_in_viewport()
    expect_chosen(page, 2)


@pytest.mark.usefixtures("faults")
def test_a_question_in_a_tab_is_answered_there(context: BrowserContext, package: Path) -> None:
    page = open_page(context, package)
    tab(page, 1).click()
    page.get_by_role("radio", name="Les agents").check()
    page.get_by_role("button", name="Vérifier ma réponse").click()
    expect(page.locator(".result")).to_contain_text("Oui.")


@pytest.mark.usefixtures("faults")
def test_tabs_are_sections_where_there_is_little_room(context: BrowserContext, package: Path) -> None:
    page = open_page(context, package)
    tab(page, 1).click()
    page.set_viewport_size({"width": 500, "height": 900})
    expect(page.get_by_role("tab")).to_have_count(0)
    expect(page.get_by_role("tabpanel")).to_have_count(0)
    for name in TABS:
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    page.set_viewport_size({"width": 900, "height": 900})
    expect_chosen(page, 1)


@pytest.mark.usefixtures("faults")
def test_print_shows_everything(context: BrowserContext, package: Path) -> None:
    page = open_page(context, package)
    page.emulate_media(media="print")
    expect(page.locator(".tab-list")).to_be_hidden()
    texts = ("Vous décidez.", "Vous mettez en œuvre.", "Du détail, avec", *TABS)
    for text in texts:
        place = page.locator(".tabs").get_by_text(text).last
        assert place.evaluate("element => element.getBoundingClientRect().height > 10"), text
        assert place.evaluate("element => element.checkVisibility({contentVisibilityAuto: true})"), text
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_the_script_tabs_are_headed_sections(package: Path) -> None:
    html = (package / "content" / "pages" / "mise-en-page.js").read_text(encoding="utf-8")
    tabs = html.split('class=\\"tabs\\"')[1].split('class=\\"cards\\"')[0]
    assert tabs.count("<section") == tabs.count("<h3") == len(TABS)
    assert 'role=\\"tab' not in tabs
