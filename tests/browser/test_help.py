"""Help and contact: reached from everywhere, and true of where the course was opened."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from builder.model.course import Course
from builder.model.progress import activity_name
from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.lms import serve
from tests.browser.test_accessibility import examine
from tests.conftest import WriteCourse

FILES = {
    "course.yml": "title: T\nlanguage: fr\nlicense: CC-BY-SA-4.0\ncontact: {help: aide@example.org}\n"
    "issuer: {name: Les Jardins}\nbadges: [{id: b, name: B, description: D, criteria: {modules: all}}]\n"
    "targets: [scorm12, web]\nstrings: {Terminer cette page et continuer: 'J''ai lu, je continue !'}\n",
    "course/un/page.md": "# Page\n\nTexte.\n",
}


def unpacked(root: Path, target: str) -> Path:
    (file,) = build_course(root, root / "dist", (target,)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(root / target)
    return root / target


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_it_is_accessible(browser: Browser, packages: dict[str, Path], scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto((packages["web"] / "index.html").as_uri() + "#/help")
    expect(page.locator("main h1:visible")).to_have_text("Aide et contact")
    examine(page, f"help-{scheme}-{width}")
    context.close()
    faults.assert_none()


@pytest.mark.usefixtures("faults")
@pytest.mark.parametrize("place", ["navigation", "contentinfo"])
def test_it_is_reached_from_home_and_takes_the_focus(
    context: BrowserContext, packages: dict[str, Path], place: str
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((packages["web"] / "index.html").as_uri())
    page.get_by_role(place).get_by_role("link", name="Aide et contact").click()  # type: ignore[arg-type]
    expect(page.get_by_role("heading", level=1, name="Aide et contact")).to_be_focused()
    expect(page.locator("#pager")).to_be_hidden()
    assert page.title().startswith("Aide et contact – ")


@pytest.mark.usefixtures("faults")
def test_a_quiz_that_is_called_after_its_module_names_it_once(
    context: BrowserContext, packages: dict[str, Path], sample_course: Course
) -> None:
    page = context.new_page()
    module, quiz = next(pair for pair in sample_course.quizzes() if pair[0].title in pair[1].title)
    page.goto(f"{(packages['web'] / 'index.html').as_uri()}#/{activity_name(module, quiz)}")
    expect(page.locator("main h1:visible")).to_be_visible()
    (heading,) = page.locator("main h1:visible").all_inner_texts()
    assert page.title().count(heading) == 1
    assert page.title().removeprefix(f"{heading} – ").count(" – ") == 0


@pytest.mark.usefixtures("faults")
def test_without_a_platform_it_says_that_progress_stays_here(
    context: BrowserContext, write_course: WriteCourse
) -> None:
    page = context.new_page()
    page.goto((unpacked(write_course(FILES), "web") / "index.html").as_uri() + "#/help")
    expect(page.get_by_role("link", name="aide@example.org")).to_have_attribute("href", "mailto:aide@example.org")
    expect(page.get_by_text("Votre progression est conservée sur cet appareil, dans ce navigateur")).to_be_visible()
    expect(page.get_by_text("il est remis par Les Jardins")).to_be_visible()
    expect(page.get_by_text("La plateforme qui a ouvert cette formation")).to_be_hidden()
    expect(page.get_by_text("choisissez « J’ai lu, je continue ! »")).to_be_visible()


@pytest.mark.usefixtures("faults")
def test_with_a_platform_it_says_what_the_platform_is_told(context: BrowserContext, write_course: WriteCourse) -> None:
    with serve(unpacked(write_course(FILES), "scorm12")) as lms:
        page = context.new_page()
        page.goto(f"{lms.url}/lms")
        frame = page.frames[1]
        frame.evaluate("location.hash = '#/help'")
        expect(
            frame.get_by_text("La plateforme qui a ouvert cette formation conserve votre progression")
        ).to_be_visible()
        expect(frame.get_by_text("Les Jardins vous envoie ensuite le badge")).to_be_visible()
        expect(frame.get_by_text("Votre progression est conservée sur cet appareil, dans")).to_be_hidden()
        page.close()


@pytest.mark.usefixtures("faults")
def test_an_authors_words_are_those_on_the_button(page: Page, write_course: WriteCourse) -> None:
    page.goto((unpacked(write_course(FILES), "web") / "index.html").as_uri() + "#/un/page")
    page.get_by_role("button", name="J’ai lu, je continue\u202f!").click()
    expect(page.get_by_role("heading", level=1, name="Mon bilan")).to_be_focused()
