"""What a learner has done, as a sheet of paper: only what was done, with the name that the learner wants."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.lms import Lms, serve
from tests.browser.test_accessibility import examine
from tests.browser.test_journey import leave
from tests.browser.test_keyboard import press_until

_FILES = {
    "course.yml": """
title: Jardiner à plusieurs
language: fr
version: 2.3.0
organization: {name: Les Mains vertes}
modules:
  - {id: semer, title: Semer, folder: semer, duration: 1 h 10}
  - {id: recolter, title: Récolter, folder: recolter, duration: 25 min}
  - {id: gouter, title: Goûter, folder: gouter, duration: 5 min, optional: yes}
badges:
  - {id: semeur, name: Main verte, description: Sait semer., criteria: {modules: [semer]}}
""",
    "course/semer/1.md": "# Au printemps\n\nLa terre est à dix degrés.\n",
    "course/recolter/quiz.yml": """
title: Le bon moment
pass: 50 %
questions:
  - {id: un, statement: La tomate est mûre quand elle est rouge., answer: true, points: 3}
  - {id: deux, statement: La carotte se cueille., answer: false}
""",
    "course/gouter/1.md": "# À table\n\nBon appétit.\n",
}
_SHEETS = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A course of three short modules, by target."""
    folder, out = tmp_path_factory.mktemp("garden"), tmp_path_factory.mktemp("out")
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    unpacked = {}
    for file in build_course(folder, out, ("scorm12", "web")).files:
        target = file.stem.rsplit("-", 1)[1]
        unpacked[target] = out / target
        with zipfile.ZipFile(file) as archive:
            archive.extractall(out / target)
    return unpacked


@pytest.fixture
def address(built: dict[str, Path]) -> str:
    return (built["web"] / "index.html").as_uri()


@pytest.fixture
def lms(built: dict[str, Path]) -> Iterator[Lms]:
    with serve(built["scorm12"]) as running:
        yield running


def view(place: Page | Frame, name: str) -> None:
    place.evaluate("name => { location.hash = `#/${name}` }", name)
    expect(place.locator(f'[data-view="{name}"] h1')).to_be_visible()


def read_page(place: Page | Frame, name: str) -> None:
    place.evaluate("name => { location.hash = `#/${name}` }", name)
    place.get_by_role("button", name="Terminer cette page").click()


def take_quiz(place: Page | Frame) -> None:
    place.evaluate("location.hash = '#/recolter/quiz'")
    for index, answer in enumerate(("Vrai", "Vrai")):
        form = place.locator("form.question").nth(index)
        form.get_by_label(answer).check()
        form.get_by_role("button", name="Vérifier ma réponse").click()
        expect(form.locator(".result")).to_be_visible()


def facts(place: Page | Frame) -> dict[str, str]:
    rows = place.locator(".attested-facts > div:visible")
    cells = rows.evaluate_all("rows => rows.map(row => [...row.children].map(cell => cell.textContent))")
    return {name: re.sub(r"\s", " ", value) for name, value in cells}


def statement(place: Page | Frame) -> str:
    return " ".join(place.locator(".attested").inner_text().split())


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    made = context.new_page()
    made.goto(address)
    return made


@pytest.mark.usefixtures("faults")
def test_nothing_is_attested_before_a_module_is_complete(page: Page) -> None:
    view(page, "results")
    expect(page.get_by_role("link", name="Voir mon attestation")).to_be_hidden()
    view(page, "attestation")
    expect(page.get_by_text("rien à attester")).to_be_visible()
    expect(page.get_by_label("Prénom et nom")).to_be_hidden()
    expect(page.locator(".certificate")).to_be_hidden()


@pytest.mark.usefixtures("faults")
def test_a_part_is_said_to_be_a_part(page: Page) -> None:
    read_page(page, "semer/1")
    view(page, "results")
    page.get_by_role("link", name="Voir mon attestation").click()
    expect(page.locator("#attestation h1")).to_be_focused()
    assert statement(page) == "a suivi une partie de la formation en ligne Jardiner à plusieurs"
    expect(page.locator(".attested-modules li")).to_have_text([re.compile(r"^Semer\s1\sh\s10$")])
    today = page.evaluate("new Intl.DateTimeFormat('fr', { dateStyle: 'long' }).format(new Date())")
    assert facts(page) == {
        "Modules obligatoires terminés": "1 sur 2",
        "Durée prévue de ces modules": "1 h 10",
        "Badges obtenus": "Main verte",
        "Imprimée le": today,
        "Version de la formation": "2.3.0",
    }


@pytest.mark.usefixtures("faults")
def test_the_whole_course_is_attested_with_its_score(page: Page) -> None:
    read_page(page, "semer/1")
    take_quiz(page)
    view(page, "results")
    expect(page.locator("#results")).to_contain_text("2 modules terminés sur 2")
    expect(page.locator("#results")).to_contain_text("Votre score sur toute la formation : 75")
    view(page, "attestation")
    page.get_by_label("Prénom et nom").fill("Zoé")
    assert statement(page) == "Zoé a terminé la formation en ligne Jardiner à plusieurs"
    assert facts(page)["Score"] == "75 %"
    assert facts(page)["Durée prévue de ces modules"] == "1 h 35"
    expect(page.locator(".attested-modules li")).to_have_count(2)
    read_page(page, "gouter/1")
    view(page, "attestation")
    assert facts(page)["Durée prévue de ces modules"] == "1 h 40"
    expect(page.locator(".certificate")).to_contain_text("n’est ni un diplôme")


@pytest.mark.usefixtures("faults")
def test_the_name_is_text_kept_on_the_device_and_can_be_left_out(page: Page) -> None:
    read_page(page, "semer/1")
    view(page, "attestation")
    field = page.get_by_label("Prénom et nom")
    expect(field).to_have_value("")
    assert page.locator(".attested bdi").evaluate("one => getComputedStyle(one).borderBottomStyle") == "dotted"
    field.fill("<b>نور</b> & Co")
    expect(page.locator(".attested bdi")).to_have_text("<b>نور</b> & Co")
    page.reload()
    expect(field).to_have_value("<b>نور</b> & Co")
    expect(page.locator(".attested bdi")).to_have_text("<b>نور</b> & Co")


@pytest.mark.usefixtures("faults")
def test_it_is_printed_by_keyboard_on_one_sheet(page: Page, tmp_path: Path) -> None:
    read_page(page, "semer/1")
    page.evaluate("window.print = () => { window.printed = true }")
    view(page, "attestation")
    expect(page.locator("#attestation h1")).to_be_focused()
    press_until(page, "#attestation-name", limit=2)
    page.keyboard.type("Ana Lima")
    press_until(page, "#attestation button", limit=1)
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed")
    page.evaluate("document.documentElement.dataset.size = '200'")
    page.emulate_media(media="print")
    for selector in (".site-header", ".site-nav", ".site-footer", ".attestation-form"):
        expect(page.locator(selector)).to_be_hidden()
    sheet = page.pdf(path=tmp_path / "sheet.pdf", format="A4")
    assert len(_SHEETS.findall(sheet)) == 1


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_it_is_accessible(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto(address)
    view(page, "attestation")
    examine(page, f"attestation-none-{scheme}-{width}")
    read_page(page, "semer/1")
    view(page, "attestation")
    examine(page, f"attestation-empty-{scheme}-{width}")
    page.get_by_label("Prénom et nom").fill("Marie-Antoinette de Wittgenstein-Habsbourg")
    examine(page, f"attestation-{scheme}-{width}")
    context.close()
    faults.assert_none()


def launch(context: BrowserContext, lms: Lms, name: str) -> tuple[Page, Frame]:
    lms.kept = {"core": {**lms.kept.get("core", {}), "student_name": name}} | {
        key: value for key, value in lms.kept.items() if key != "core"
    }
    page = context.new_page()
    page.goto(f"{lms.url}/lms")
    frame = page.frames[1]
    expect(frame.locator("main h1:visible")).to_be_visible()
    return page, frame


def asked(page: Page) -> int:
    return int(page.evaluate("calls.filter(call => call[1] === 'cmi.core.student_name').length"))


@pytest.mark.usefixtures("faults")
def test_the_name_comes_from_the_platform_when_it_is_wanted(context: BrowserContext, lms: Lms) -> None:
    page, frame = launch(context, lms, "N’Diaye, Élodie")
    assert asked(page) == 0
    read_page(frame, "semer/1")
    view(frame, "attestation")
    field = frame.get_by_label("Prénom et nom")
    expect(field).to_have_value("Élodie N’Diaye")
    assert statement(frame).startswith("Élodie N’Diaye a suivi")
    view(frame, "results")
    view(frame, "attestation")
    assert asked(page) == 1
    field.fill("Élodie N.")
    writes = page.evaluate("JSON.stringify(calls.filter(call => call[0] === 'LMSSetValue'))")
    assert "Élodie" not in writes
    leave(page, lms)

    # Another learner at the same device has another name; the first one finds what was typed.
    for name, expected in (("Roy, Sam", "Sam Roy"), ("N’Diaye, Élodie", "Élodie N.")):
        page, frame = launch(context, lms, name)
        view(frame, "attestation")
        expect(frame.get_by_label("Prénom et nom")).to_have_value(expected)
        leave(page, lms)
