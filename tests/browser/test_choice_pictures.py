"""Choices with pictures: the picture belongs to the label, fits the screen, and is said with the text."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.project import build_course
from tests.browser.test_accessibility import examine

COURSE = Path(__file__).parent.parent / "courses" / "everything"


@pytest.mark.usefixtures("faults")
@pytest.mark.parametrize("width", [1280, 320])
def test_a_picture_is_chosen_with_its_choice(page: Page, tmp_path: Path, width: int) -> None:
    (file, *_) = build_course(COURSE, tmp_path, ("web",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "web")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((tmp_path / "web" / "index.html").as_uri() + "#/quizzes/questions")
    form = page.locator("form[data-question='images']")
    choice = form.get_by_role("radio", name="Un carré [bleu] et un rond vert, 100 $ * Le premier")
    form.get_by_role("img", name="Un carré [bleu]").click()
    expect(choice).to_be_checked()
    form.get_by_role("button", name="Vérifier ma réponse").click()
    expect(form.locator(".result")).to_contain_text("Oui.")
    examine(page, f"choice-pictures-{width}")
