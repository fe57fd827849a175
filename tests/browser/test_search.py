"""Searching a course: typed, heard, followed and come back from; on the disk, on a platform, with hundreds of pages."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.lms import StrictLms, serve
from tests.browser.test_accessibility import examine
from tests.browser.test_keyboard import press_until

_PAGES = 300
_FILLING = "Une phrase ordinaire, avec des mots de tous les jours et rien de plus. " * 40


def _write(root: Path) -> Path:
    root.mkdir()
    (root / "course.yml").write_text(
        "id: grand\ntitle: Grand cours\nlanguage: fr\nlicense: CC0-1.0\n", encoding="utf-8"
    )
    for number in range(_PAGES):
        folder = root / "course" / f"{number // 10 + 1:02}-partie-{number // 10 + 1}"
        folder.mkdir(parents=True, exist_ok=True)
        text = f"# Page {number + 1}\n\n{_FILLING}\n\n## Le cœur de l'été {number + 1}\n\n{_FILLING}\n"
        if number == 211:
            text += "\n## Un bac\n\nOù l'on composte à Ménilmontant, sans œuvrer `<seul>`.\n"
        (folder / f"{number % 10 + 1:02}-page-{number + 1}.md").write_text(text, encoding="utf-8")
    (root / "course" / "glossary.yml").write_text("Compost: Ce que deviennent des épluchures.\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A course of hundreds of pages, unpacked by target."""
    out = tmp_path_factory.mktemp("search")
    made = {}
    for file in build_course(_write(out / "made"), out, ("scorm12", "web")).files:
        target = file.stem.rsplit("-", 1)[1]
        made[target] = out / target
        with zipfile.ZipFile(file) as archive:
            archive.extractall(made[target])
    return made


@pytest.fixture
def page(context: BrowserContext, large: dict[str, Path], faults: Faults) -> Page:
    del faults  # watches the pages of the context
    made = context.new_page()
    made.goto((large["web"] / "index.html").as_uri())
    return made


def open_search(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Rechercher").click()
    expect(page.get_by_role("heading", level=1, name="Rechercher")).to_be_focused()


def scripts(page: Page) -> int:
    return page.locator("script[src^='search/']").count()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_it_is_accessible_empty_found_and_not_found(
    browser: Browser, large: dict[str, Path], scheme: str, width: int
) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto((large["web"] / "index.html").as_uri() + "#/search")
    field = page.get_by_role("searchbox", name="Rechercher dans cette formation")
    expect(field).to_be_visible()
    examine(page, f"search-{scheme}-{width}")
    field.fill("cœur été")
    expect(page.locator(".found")).to_have_text("300 résultats pour «\u202fcœur été\u202f»")
    examine(page, f"search-found-{scheme}-{width}")
    field.fill("x" * 60)
    expect(page.locator(".found")).to_contain_text("Rien n’a été trouvé pour")
    examine(page, f"search-none-{scheme}-{width}")
    context.close()
    faults.assert_none()


def test_nothing_is_loaded_before_it_is_opened(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert scripts(page) == 0
    open_search(page)
    page.get_by_role("searchbox").fill("bac")
    expect(page.locator(".hit-list li")).to_have_count(1)
    assert scripts(page) > 1


def test_a_result_is_found_followed_and_come_back_from_by_keyboard(page: Page) -> None:
    press_until(page, ".plan-links a[href='#/search']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Rechercher")).to_be_focused()
    press_until(page, "#search-field", limit=3)
    page.keyboard.type("COMPOSTE menilm")
    hit = page.locator(".hit-list a")
    expect(hit).to_have_count(1)
    expect(hit).to_have_text("Page 212")
    expect(page.locator(".hit-list .facts")).to_have_text("Page 211 › Un bac")
    expect(page.locator(".snippet")).to_contain_text("Où l’on composte à Ménilmontant, sans œuvrer <seul>.")
    assert page.locator("mark").all_text_contents() == ["composte", "Ménilmontant"]
    expect(page.locator("#status")).to_have_text("1 résultat pour «\u202fCOMPOSTE menilm\u202f»")
    press_until(page, ".hit-list a", limit=4)
    page.keyboard.press("Enter")
    place = page.get_by_role("heading", name="Un bac")
    expect(place).to_be_focused()
    expect(place).to_be_in_viewport()
    page.go_back()
    expect(hit).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("COMPOSTE menilm")
    page.keyboard.press("Enter")
    expect(place).to_be_focused()
    open_search(page)
    expect(hit).to_be_visible()


def test_a_term_comes_first_and_is_landed_on(page: Page) -> None:
    open_search(page)
    page.get_by_role("searchbox").fill("compost")
    expect(page.locator(".hit-list a")).to_have_text(["Compost", "Page 212"])
    page.get_by_role("link", name="Compost", exact=True).click()
    expect(page.locator("dt", has_text="Compost")).to_be_focused()


def test_many_results_come_by_screenfuls(page: Page) -> None:
    open_search(page)
    page.get_by_role("searchbox").fill("coeur")
    links = page.locator(".hit-list a")
    expect(links).to_have_count(20)
    page.get_by_role("button", name="Afficher plus de résultats").press("Enter")
    expect(links).to_have_count(40)
    expect(links.nth(20)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Le cœur de l’été 21")).to_be_focused()
    page.go_back()
    expect(links.nth(20)).to_be_focused()


def test_sending_nothing_says_so(page: Page) -> None:
    open_search(page)
    expect(page.locator("#loading")).to_be_hidden()
    page.wait_for_load_state("networkidle")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator('[data-slot="found"]')).to_have_text("Il n’y a rien à chercher\u202f: écrivez un mot.")
    expect(page.locator("#status")).to_have_text("Il n’y a rien à chercher\u202f: écrivez un mot.")


def test_sending_is_heard_at_once_and_asks_for_nothing_else(page: Page) -> None:
    open_search(page)
    field = page.get_by_role("searchbox")
    field.fill("bac")
    expect(page.locator(".hit-list li")).to_have_count(1)
    expect(page.locator("#status")).to_contain_text("1 résultat")
    page.wait_for_timeout(1500)
    field.fill("")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.locator(".found")).to_contain_text("rien à chercher")
    expect(page.locator("#status")).to_contain_text("rien à chercher")
    page.wait_for_timeout(1500)
    field.fill("rien de tel")
    field.press("Enter")
    expect(page.locator("#status")).to_contain_text("Rien n’a été trouvé pour «\u202frien de tel\u202f»", timeout=800)
    expect(field).to_be_focused()
    field.fill("")
    expect(page.locator(".found")).to_be_hidden()
    expect(page.locator(".hit-list li")).to_have_count(0)


def listen(page: Page) -> None:
    """Keep whatever is said from here on."""
    page.evaluate(
        """() => { window.heard = []; new MutationObserver(() => {
        const words = document.getElementById("status").textContent; if (words) heard.push(words); })
        .observe(document.getElementById("status"), { childList: true }); }"""
    )


def type_at_once(page: Page) -> None:
    """Type a word in one go: between keys of its own, a busy machine pauses longer than a learner."""
    page.get_by_role("searchbox").evaluate(
        """field => { for (const typed of ["b", "ba", "bac"]) {
        field.value = typed; field.dispatchEvent(new Event("input", { bubbles: true })); } }"""
    )


def heard(page: Page) -> list[str]:
    """Return what was said, but that the page loads: a slow machine says so too."""
    page.wait_for_timeout(2500)
    return [said for said in page.evaluate("heard") if said != "Chargement…"]


def test_typing_is_heard_once_it_pauses(page: Page) -> None:
    open_search(page)
    listen(page)
    type_at_once(page)
    assert heard(page) == ["1 résultat pour «\u202fbac\u202f»"]


def test_typing_is_heard_once_where_the_texts_come_meanwhile(page: Page) -> None:
    held: list[Route] = []
    page.route("**/search/1.js", lambda route: held.append(route))  # noqa: PLW0108 - a method of a list cannot be marked
    open_search(page)
    listen(page)
    type_at_once(page)
    held.pop().continue_()
    expect(page.locator(".hit-list li")).to_have_count(1)
    assert heard(page) == ["1 résultat pour «\u202fbac\u202f»"]


def test_texts_that_do_not_come_are_asked_for_again(context: BrowserContext, large: dict[str, Path]) -> None:
    page = context.new_page()
    page.route("**/search/2.js", lambda route: route.abort())
    page.goto((large["web"] / "index.html").as_uri() + "#/search")
    expect(page.locator(".found")).to_contain_text("n’ont pas pu être chargés")
    expect(page.locator("#status")).to_contain_text("n’ont pas pu être chargés")
    page.unroute("**/search/2.js")
    page.get_by_role("searchbox").fill("bac")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.locator(".hit-list a")).to_have_text("Page 212")


def test_it_works_on_a_platform(context: BrowserContext, large: dict[str, Path]) -> None:
    with serve(large["scorm12"], StrictLms) as lms:
        page = context.new_page()
        page.goto(f"{lms.url}/lms")
        expect(page.frame_locator("iframe").locator("main h1:visible")).to_be_visible()
        frame = page.frames[1]
        expect(frame.locator("main h1:visible")).to_be_visible()
        frame.evaluate("location.hash = '#/search'")
        frame.locator("#search-field").fill("bac")
        expect(frame.locator(".hit-list a")).to_have_text("Page 212")
        frame.locator(".hit-list a").click()
        expect(frame.get_by_role("heading", name="Un bac")).to_be_focused()
