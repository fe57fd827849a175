"""Questions inside a page: answered by pointer and by keyboard, found again later, never in the way."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.lms import StrictLms, serve
from tests.browser.test_accessibility import examine
from tests.browser.test_keyboard import press_until

COURSE = Path(__file__).parent.parent / "courses" / "selfchecks"
_READ, _COUNT = "#/agir/lire", "#/agir/compter"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the course, unpacked on the disk."""
    out = tmp_path_factory.mktemp("selfchecks")
    (file, *_) = build_course(COURSE, out, ("web",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(out / "web")
    return (out / "web" / "index.html").as_uri()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    made = context.new_page()
    made.goto(address + _READ)
    return made


def form(page: Page, question: str) -> Locator:
    return page.locator(f"form[data-question='{question}']")


def check(asked: Locator) -> Locator:
    """Press the button of a form, and return the first line of the result."""
    asked.get_by_role("button", name="Vérifier ma réponse").click()
    title = asked.locator(".result-title")
    expect(title).to_be_focused()
    return title


def answer_all(page: Page) -> None:
    """Answer the first page: one question wrong, one partly right, one thought over."""
    form(page, "zfe").get_by_label("Zone franche européenne").check()
    expect(check(form(page, "zfe"))).to_have_text("Réponse fausse")
    cloze = form(page, "loi")
    cloze.get_by_label("Trou 1 sur 3").fill("lom")
    cloze.get_by_label("Trou 2 sur 3").select_option("2017")
    cloze.get_by_label("Trou 3 sur 3").fill("5")
    expect(check(cloze)).to_have_text("Réponse en partie juste")
    essay = form(page, "projet")
    essay.get_by_role("textbox").fill("Une rue scolaire.")
    essay.locator('[data-slot="check"]').click()


@pytest.mark.usefixtures("faults")
def test_every_kind_answers_at_once_and_as_often_as_one_likes(page: Page) -> None:
    answer_all(page)
    asked, cloze, essay = (form(page, name) for name in ("zfe", "loi", "projet"))
    expect(asked.locator(".result")).to_contain_text("Non, cela relève de la fiscalité.")
    expect(asked.locator(".result")).not_to_contain_text("vignette")
    expect(essay.locator(".result")).to_contain_text("Par exemple")

    asked.get_by_role("button", name="Réessayer").click()
    asked.get_by_label("Zone à faibles émissions").check()
    expect(check(asked)).to_have_text("Réponse juste")
    expect(asked.locator(".result")).to_contain_text("La restriction porte sur la vignette.")
    expect(asked.get_by_role("figure", name="Un panneau.")).to_contain_text("Les Essais")
    cloze.get_by_role("button", name="Réessayer").click()
    cloze.get_by_label("Trou 2 sur 3").select_option("2019")
    expect(check(cloze)).to_have_text("Réponse juste")
    expect(cloze.locator(".result")).to_contain_text("Journal officiel")


@pytest.mark.usefixtures("faults")
def test_answers_are_found_again_after_the_page_was_left(page: Page) -> None:
    answer_all(page)
    page.reload()
    expect(form(page, "zfe").get_by_label("Zone franche européenne")).to_be_checked()
    expect(form(page, "zfe").locator(".result")).to_contain_text("Réponse fausse")
    expect(form(page, "loi").get_by_label("Trou 1 sur 3")).to_have_value("lom")
    expect(form(page, "loi").get_by_label("Trou 2 sur 3")).to_have_value("0")
    expect(form(page, "projet").get_by_role("textbox")).to_have_value("Une rue scolaire.")


@pytest.mark.usefixtures("faults")
def test_a_self_check_is_answered_by_keyboard(page: Page) -> None:
    asked = form(page, "zfe")
    expect(asked).to_be_visible()
    press_until(page, "form[data-question='zfe'] button[type='submit']")
    page.keyboard.press("Enter")  # nothing chosen yet
    expect(asked.locator(".error")).to_contain_text("Erreur")
    expect(asked.locator("input").first).to_be_focused()
    page.keyboard.press("Space")
    press_until(page, "form[data-question='zfe'] button[type='submit']")
    page.keyboard.press("Enter")
    expect(asked.locator(".result-title")).to_have_text("Réponse juste")
    expect(asked.locator(".result-title")).to_be_focused()
    press_until(page, "form[data-question='loi'] [data-part='0']")
    page.keyboard.type("LOM")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(form(page, "loi").locator(".result-title")).to_have_text("Réponse juste")


@pytest.mark.usefixtures("faults")
def test_a_page_is_finished_without_an_answer_and_graded_ones_count(page: Page, address: str) -> None:
    page.get_by_role("button", name="Terminer cette page").click()
    expect(page.locator("main h1:visible")).to_have_text("Compter")
    asked = page.locator("#activity form").first
    asked.get_by_label("Le stationnement").check()
    asked.get_by_label("Les pistes cyclables").check()
    expect(check(asked)).to_have_text(re.compile(r"Réponse juste.*1 sur 1 point"))
    page.goto(address + "#/results")
    expect(page.locator("#results")).to_contain_text("50")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_self_checks_are_accessible(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto(address + _READ)
    expect(form(page, "zfe")).to_be_visible()
    examine(page, f"selfchecks-{scheme}-{width}")
    page.evaluate("document.querySelectorAll('details').forEach(block => { block.open = true })")
    answer_all(page)
    examine(page, f"selfchecks-answered-{scheme}-{width}")
    form(page, "zfe").get_by_label("Zone à faibles émissions").check()
    check(form(page, "zfe"))
    examine(page, f"selfchecks-right-{scheme}-{width}")
    page.goto(address + _COUNT)
    expect(form(page, "panneau")).to_be_visible()
    examine(page, f"selfchecks-graded-{scheme}-{width}")
    context.close()
    faults.assert_none()


@pytest.mark.usefixtures("faults")
def test_a_platform_is_told_what_was_answered_in_a_page(context: BrowserContext, tmp_path: Path) -> None:
    (file, *_) = build_course(COURSE, tmp_path, ("scorm12",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "package")
    with serve(tmp_path / "package", StrictLms) as lms:
        page = context.new_page()
        page.goto(f"{lms.url}/lms")
        expect(page.frame_locator("iframe").locator("main h1:visible")).to_be_visible()
        page.frames[1].evaluate("address => { location.hash = address }", _READ)
        asked = page.frame_locator("iframe").locator("form[data-question='zfe']")
        asked.get_by_label("Zone franche européenne").check()
        asked.get_by_role("button", name="Vérifier ma réponse").click()
        page.wait_for_function(
            "lms.interactions.length && lms.calls.findLast(([name]) => name !== 'LMSGetValue')[0] === 'LMSCommit'"
        )
        (told,) = page.evaluate("lms.interactions")
        assert (told["id"], told["student_response"], told["result"]) == ("agir__lire__zfe", "b", "wrong")
        assert told["weighting"] == "0"
        assert not any(call[:2] == ["LMSSetValue", "cmi.core.score.raw"] for call in page.evaluate("lms.calls"))
