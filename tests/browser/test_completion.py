"""What completes a module is said below each of its activities, with links to what is left."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.project import build_course
from tests.conftest import WriteCourse

_QUIZ = """title: Le quiz
pass: 60 %
questions:
  - {id: q, statement: La terre est ronde., answer: yes, explanation: Oui.}
"""
FILES = {
    "course.yml": "title: T\nlanguage: fr\npass: 60 %\nallow: [mostly-true-false]\ntargets: [web]\n"
    "modules: [{id: un, title: Le premier}, {id: deux, title: Le second, optional: oui}]\n",
    **{f"course/un/{number}-p{number}.md": f"# Page {number}\n\nTexte.\n" for number in range(1, 3)},
    "course/un/quiz.yml": _QUIZ,
    **{f"course/deux/{number}-p{number}.md": f"# Suite {number}\n\nTexte.\n" for number in range(1, 8)},
}


@pytest.fixture
def address(write_course: WriteCourse, tmp_path: Path) -> str:
    (file,) = build_course(write_course(FILES), tmp_path / "dist").files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "web")
    return (tmp_path / "web" / "index.html").as_uri()


@pytest.mark.usefixtures("faults")
def test_what_is_left_shrinks_until_the_module_is_complete(page: Page, address: str) -> None:
    page.goto(f"{address}#/un/p1")
    left = page.locator(".remaining li")
    asked = page.locator("[data-slot='asked']")
    expect(asked).to_have_text("Pour terminer ce module\u00a0: lire les 2 pages, réussir le quiz (au moins 60\u202f%).")
    expect(left).to_have_text(
        ["terminer cette page", "lire «\u202fPage 2\u202f»", "réussir le quiz «\u202fLe quiz\u202f»"]
    )
    assert left.first.locator("a").count() == 0
    page.locator("[data-slot='finish']").click()
    expect(left).to_have_text(["terminer cette page", "réussir le quiz «\u202fLe quiz\u202f»"])
    left.last.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(left).to_have_text(["lire «\u202fPage 2\u202f»", "réussir ce quiz"])
    page.get_by_text("Vrai", exact=True).click()
    page.get_by_role("button", name="Vérifier ma réponse").click()
    expect(left).to_have_text(["lire «\u202fPage 2\u202f»"])
    left.get_by_role("link").click()
    page.locator("[data-slot='finish']").click()
    expect(asked).to_have_text("Ce module est terminé.")
    expect(page.locator("[data-slot='still']")).to_be_hidden()
    expect(left).to_have_count(0)


@pytest.mark.usefixtures("faults")
def test_a_long_module_names_some_and_leads_to_the_rest(page: Page, address: str) -> None:
    page.goto(f"{address}#/deux/p1")
    expect(page.locator("[data-slot='asked']")).to_have_text(
        "Pour terminer ce module\u00a0: lire les 7 pages. Il est facultatif."
    )
    expect(page.locator(".remaining li")).to_have_count(6)
    page.get_by_role("link", name="2 autres activités, dans le plan").click()
    expect(page.get_by_role("heading", level=1, name="Plan complet")).to_be_focused()


@pytest.mark.usefixtures("faults")
def test_home_says_what_the_course_and_each_module_ask_for(page: Page, address: str) -> None:
    for progress in ("fresh", "begun"):
        page.goto(f"{address}#/home")
        expect(page.get_by_text("terminez le module qui n’est pas facultatif")).to_be_visible()
        cards = page.locator("#home-plan .facts")
        expect(cards).to_have_text(
            [
                "Pour le terminer\u00a0: lire les 2 pages, réussir le quiz (au moins 60\u202f%)",
                "Pour le terminer\u00a0: lire les 7 pages · facultatif",
            ]
        )
        if progress == "fresh":
            page.goto(f"{address}#/un/p1")
            page.locator("[data-slot='finish']").click()
            page.reload()
