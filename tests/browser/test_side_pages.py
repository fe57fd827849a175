"""The glossary and what is said about accessibility: reached, read, and left for the place that one came from."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.test_accessibility import examine
from tests.browser.test_keyboard import press_until

COURSE = Path(__file__).parent.parent / "courses" / "everything"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("sides")
    (file, *_) = build_course(COURSE, out, ("web",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(out / "web")
    return (out / "web" / "index.html").as_uri()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    made = context.new_page()
    made.set_viewport_size({"width": 1280, "height": 500})
    made.goto(address)
    expect(made.locator("main h1:visible")).to_be_visible()
    return made


def loaded(page: Page) -> list[str]:
    """Return the scripts of `content/` that the page has asked for."""
    return list(
        page.locator("script[src^='content/']").evaluate_all("found => found.map(one => one.src.split('/').at(-1))")
    )


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_pages_are_accessible(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    for name, title in (("glossary", "Glossaire"), ("accessibility", "Accessibilité\u00a0: partiellement conforme")):
        page.goto(f"{address}#/{name}")
        expect(page.locator("main h1:visible")).to_have_text(title)
        examine(page, f"{name}-{scheme}-{width}")
    context.close()
    faults.assert_none()


@pytest.mark.usefixtures("faults")
def test_each_is_reached_from_every_page_and_loaded_only_then(page: Page) -> None:
    assert loaded(page) == []
    page.get_by_role("navigation").get_by_role("link", name="Glossaire").click()
    expect(page.locator("main h1:visible")).to_be_focused()
    expect(page).to_have_title("Glossaire – Tout ce qu’une page et un quiz savent faire")
    assert loaded(page) == ["glossary.js"]
    page.get_by_role("contentinfo").get_by_role("link", name="Accessibilité : partiellement conforme").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("link", name="acces@example.org")).to_have_attribute("href", "mailto:acces@example.org")
    expect(page.locator("#pager")).to_be_hidden()


@pytest.mark.usefixtures("faults")
def test_a_link_to_a_term_lands_on_it_and_the_way_back_on_the_link(page: Page) -> None:
    page.evaluate("location.hash = '#/pages/textes'")
    link = page.locator("#activity a[href='#/glossary#at-zfe']")
    expect(link).to_be_visible()
    press_until(page, "#activity a[href='#/glossary#at-zfe']")
    page.keyboard.press("Enter")
    term = page.locator("dt", has_text="ZFE")
    expect(term).to_be_focused()
    expect(term).to_be_in_viewport()
    page.go_back()
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(term).to_be_focused()
    page.get_by_role("link", name="Accueil").click()
    expect(page.locator('[data-view="home"] h1')).to_be_focused()
    page.evaluate("location.hash = '#/pages/textes'")
    expect(page.locator("#activity h1")).to_be_focused()


@pytest.mark.usefixtures("faults")
def test_terms_lead_to_each_other(page: Page) -> None:
    page.evaluate("location.hash = '#/glossary'")
    page.locator("dd a", has_text="ZFE").click()
    expect(page.locator("#at-zfe")).to_be_focused()
    assert page.evaluate("location.hash") == "#/glossary#at-zfe"
    page.locator("a[href='#at-scic_fn1']").click()
    expect(page.locator("#at-scic_fn1")).to_be_focused()


@pytest.mark.usefixtures("faults")
def test_reading_them_changes_nothing_that_is_kept(page: Page) -> None:
    before = page.evaluate("JSON.stringify({...localStorage})")
    for name in ("glossary", "accessibility", "glossary#at-zfe"):
        page.evaluate("address => { location.hash = address }", f"#/{name}")
        expect(page.locator("#activity")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("JSON.stringify({...localStorage})") == before
    page.evaluate("location.hash = '#/home'")
    expect(page.locator("[data-slot='start']")).to_have_text("Commencer la formation")


@pytest.mark.usefixtures("faults")
def test_a_course_without_a_glossary_has_no_such_page(context: BrowserContext, packages: dict[str, Path]) -> None:
    page = context.new_page()
    page.goto((packages["web"] / "index.html").as_uri() + "#/glossary")
    expect(page.locator('[data-view="home"]')).to_be_visible()
    expect(page.get_by_text("Cette page n’existe pas")).to_be_visible()
