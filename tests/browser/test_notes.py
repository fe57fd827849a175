"""Notes and reflections: written under pages, found again in one place, printed, downloaded, deleted; never sent."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.lms import StrictLms, serve
from tests.browser.test_accessibility import examine
from tests.browser.test_keyboard import press_until

COURSE = Path(__file__).parent.parent / "courses" / "selfchecks"
NOTE = "À relire : l’été, le cœur du sujet.\n\n<b>- un</b>\n- שלום"
REFLECTION = "Une rue scolaire."
_FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });"
_FULL = "Storage.prototype.setItem = () => { throw new Error('full'); };"


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The course, unpacked by target."""
    out = tmp_path_factory.mktemp("notes")
    made = {}
    for file in build_course(COURSE, out, ("scorm12", "web")).files:
        target = file.stem.rsplit("-", 1)[1]
        made[target] = out / target
        with zipfile.ZipFile(file) as archive:
            archive.extractall(made[target])
    return made


@pytest.fixture
def address(packaged: dict[str, Path]) -> str:
    return (packaged["web"] / "index.html").as_uri()


@pytest.fixture
def page(context: BrowserContext, address: str, faults: Faults) -> Page:
    del faults  # watches the pages of the context
    made = context.new_page()
    made.goto(address + "#/agir/lire")
    return made


def write_note(page: Page, text: str = NOTE) -> None:
    box = page.locator("#note")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.get_by_role("textbox", name="Votre note").fill(text)


def write_reflection(page: Page) -> None:
    page.locator("form[data-question='projet'] textarea").fill(REFLECTION)


def open_notes(page: Page) -> None:
    page.evaluate("location.hash = '#/notes'")
    expect(page.get_by_role("heading", level=1, name="Mes notes")).to_be_focused()


def kept(page: Page) -> list[str]:
    """Return the texts of the view, in order."""
    return page.locator(".kept-text").all_text_contents()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_pages_and_view_are_accessible(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto(address + "#/notes")
    expect(page.get_by_text("Vous n’avez encore rien écrit.")).to_be_visible()
    examine(page, f"notes-none-{scheme}-{width}")
    page.evaluate("location.hash = '#/agir/lire'")
    write_note(page, NOTE + " " + "x" * 90)
    write_reflection(page)
    examine(page, f"note-{scheme}-{width}")
    open_notes(page)
    expect(page.locator(".kept-text")).to_have_count(2)
    page.get_by_role("button", name="Effacer toutes mes notes").click()
    examine(page, f"notes-{scheme}-{width}")
    context.close()
    faults.assert_none()


def test_a_note_is_written_by_keyboard_and_found_again(page: Page, address: str) -> None:
    press_until(page, "#note summary")
    page.keyboard.press("Enter")
    press_until(page, "#note-text", limit=3)
    page.keyboard.type("Un mot")
    expect(page.locator("#note")).to_contain_text("sur cet appareil")
    page.goto("about:blank")
    page.goto(address + "#/agir/lire")
    expect(page.locator("#note-text")).to_have_value("Un mot")
    expect(page.locator("#note")).to_have_attribute("open", "")


def test_each_page_has_its_own_note_and_quizzes_have_none(page: Page) -> None:
    write_note(page)
    page.evaluate("location.hash = '#/agir/compter'")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("#note-text")).to_have_value("")
    expect(page.locator("#note")).not_to_have_attribute("open", "")
    for elsewhere in ("#/agir/quiz", "#/accessibility", "#/home", "#/notes"):
        page.evaluate("address => { location.hash = address }", elsewhere)
        expect(page.locator("main h1:visible")).to_be_focused()
        expect(page.locator("#note")).to_be_hidden()
    page.evaluate("location.hash = '#/agir/lire'")
    expect(page.locator("#note-text")).to_have_value(NOTE)


def test_everything_written_stands_in_the_order_of_the_course(page: Page) -> None:
    page.evaluate("location.hash = '#/agir/compter'")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    write_note(page, "Plus tard")
    page.evaluate("location.hash = '#/agir/lire'")
    expect(page.locator("form[data-question='projet']")).to_be_visible()
    write_note(page)
    write_reflection(page)
    open_notes(page)
    expect(page.locator(".kept-text")).to_have_count(3)
    assert kept(page) == [REFLECTION, NOTE, "Plus tard"]
    assert page.locator(".kept-kind").all_text_contents() == [
        "Quelle action pourriez-vous lancer dans votre commune\u202f?",
        "Ma note",
        "Ma note",
    ]
    assert page.locator(".noted h2 a").first.get_attribute("href") == "#/agir/lire"
    assert page.locator(".kept-text b").count() == 0
    assert page.locator(".kept-text").evaluate_all("texts => texts.map((one) => one.dir)") == ["auto"] * 3


def test_links_lead_to_where_each_text_is_changed(page: Page) -> None:
    write_note(page)
    write_reflection(page)
    open_notes(page)
    page.locator(".kept-edit a").nth(1).press("Enter")
    expect(page.locator("#note-text")).to_be_focused()
    expect(page.locator("#note-text")).to_be_in_viewport()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Et puis.")
    page.go_back()
    expect(page.locator(".kept-text").nth(1)).to_have_text(NOTE + " Et puis.")
    page.locator(".kept-edit a").first.press("Enter")
    expect(page.locator("form[data-question='projet'] textarea")).to_be_focused()


def test_the_download_is_a_text_that_old_editors_read(page: Page) -> None:
    write_note(page)
    write_reflection(page)
    open_notes(page)
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Télécharger mes notes").click()
    file = awaited.value
    assert file.suggested_filename == "selfchecks-notes.txt"
    content = Path(file.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfV\xc3\xa9rifier en lisant\r\n")
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    assert "\r" not in text
    assert f"lancer dans votre commune\u202f?\n{REFLECTION}\n" in text
    assert f"Ma note\n{NOTE}\n" in text
    assert re.search(r"Mes notes, \d+\S* \S+ \d{4}\n", text)


def test_deleting_asks_first_and_takes_everything(page: Page, address: str) -> None:
    write_note(page)
    write_reflection(page)
    open_notes(page)
    delete = page.get_by_role("button", name="Effacer toutes mes notes")
    delete.press("Enter")
    asked = page.get_by_role("group", name="Effacer toutes vos notes et réflexions")
    expect(asked).to_be_focused()
    expect(delete).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="Non, les garder").press("Enter")
    expect(delete).to_be_focused()
    expect(asked).to_be_hidden()
    assert kept(page) == [REFLECTION, NOTE]
    delete.press("Enter")
    page.get_by_role("button", name="Oui, tout effacer").press("Enter")
    expect(page.get_by_text("Vous n’avez encore rien écrit.")).to_be_focused()
    expect(page.locator("#status")).to_have_text("Vos notes sont effacées.")
    expect(delete).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':note:'))") == []
    page.goto("about:blank")
    page.goto(address + "#/agir/lire")
    expect(page.locator("form[data-question='projet'] textarea")).to_have_value("")
    expect(page.locator("#note-text")).to_have_value("")


def test_what_is_left_of_a_page_that_is_gone_is_not_lost(page: Page) -> None:
    page.evaluate("localStorage.setItem('parcours:selfchecks:note:old/page', 'Ancien')")
    page.evaluate("localStorage.setItem('parcours:selfchecks:note:agir/lire/gone', 'Question partie')")
    open_notes(page)
    expect(page.locator(".kept-text")).to_have_text(["Question partie", "Ancien"])
    expect(page.get_by_role("heading", name="Une page que cette formation n’a plus")).to_be_visible()


@pytest.mark.parametrize("refused", [_FORBIDDEN, _FULL])
def test_where_nothing_can_be_kept_it_is_said_and_the_visit_keeps_it(
    context: BrowserContext, address: str, refused: str
) -> None:
    page = context.new_page()
    page.add_init_script(refused)
    page.goto(address + "#/agir/lire")
    said = page.get_by_text("Ce navigateur ne garde rien sur cet appareil")
    expect(page.locator("form[data-question='projet']").get_by_text("Ce navigateur ne garde rien")).to_be_visible()
    write_note(page)
    write_reflection(page)
    expect(page.locator("#note").get_by_text("Ce navigateur ne garde rien")).to_be_visible()
    open_notes(page)
    expect(said.locator("visible=true")).to_have_count(1)
    expect(page.locator(".kept-text")).to_have_text([REFLECTION, NOTE])
    page.get_by_role("button", name="Effacer toutes mes notes").click()
    page.get_by_role("button", name="Oui, tout effacer").click()
    expect(page.get_by_text("Vous n’avez encore rien écrit.")).to_be_focused()
    page.evaluate("location.hash = '#/agir/lire'")
    expect(page.locator("#note-text")).to_have_value("")


def test_the_view_prints_what_was_written_and_nothing_else(page: Page) -> None:
    write_note(page, "Long\n" * 40)
    page.emulate_media(media="print")
    expect(page.locator("#note")).to_be_hidden()
    open_notes(page)
    expect(page.locator(".kept-text")).to_be_visible()
    for gone in ("button", "nav", ".help", ".kept-edit", ".pager"):
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("heading", name="Mes notes")).to_be_visible()
    page.evaluate("window.print = () => { window.printed = true; }")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Imprimer").locator("visible=true").click()
    assert page.evaluate("window.printed")


@pytest.mark.usefixtures("faults")
def test_a_platform_is_told_nothing_of_them(context: BrowserContext, packaged: dict[str, Path]) -> None:
    with serve(packaged["scorm12"], StrictLms) as lms:
        page = context.new_page()
        page.goto(f"{lms.url}/lms")
        expect(page.frame_locator("iframe").locator("main h1:visible")).to_be_visible()
        frame = page.frames[1]
        frame.evaluate("location.hash = '#/agir/lire'")
        expect(frame.locator("#note")).to_be_visible()
        page.wait_for_function("lms.calls.findLast(([name]) => name !== 'LMSGetValue')[0] === 'LMSCommit'")
        before = page.evaluate("lms.calls.length")
        frame.locator("#note summary").click()
        frame.locator("#note-text").fill("Une note secrète")
        page.wait_for_timeout(1200)
        assert page.evaluate("lms.calls.length") == before
        frame.evaluate("location.hash = '#/notes'")
        expect(frame.locator(".kept-text")).to_have_text("Une note secrète")
        assert "secr" not in json.dumps(page.evaluate("lms.calls"), ensure_ascii=False)
