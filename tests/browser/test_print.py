"""A page of a course on paper: its text is there, and nothing that paper cannot do."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page, PdfMargins, expect

from builder.model.course import Course
from tests.browser.conftest import Unpack
from tests.browser.learner import Learner

_PICTURES = Path(__file__).parent.parent / "screenshots"
_MARGIN: PdfMargins = {"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"}


def printed(page: Page, name: str) -> str:
    """Print what is on the screen on A4; return the text of the sheets, and leave a picture of each for people."""
    _PICTURES.mkdir(exist_ok=True)
    with pypdfium2.PdfDocument(page.pdf(format="A4", tagged=True, margin=_MARGIN)) as pdf:
        for number, sheet in enumerate(pdf, start=1):
            sheet.render(scale=1.2).to_pil().save(_PICTURES / f"print-{name}-{number}.png")
        return " ".join(" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in pdf)


def absent(text: str, *words: str) -> list[str]:
    return [word for word in words if "".join(word.split()) not in "".join(text.split())]


@pytest.fixture
def page(context: BrowserContext, packages: dict[str, Path]) -> Iterator[Page]:
    made = context.new_page()
    made.goto((packages["web"] / "index.html").as_uri())
    yield made
    made.close()


@pytest.mark.usefixtures("faults")
def test_a_page_prints_its_text_and_no_controls(page: Page, sample_course: Course) -> None:
    module = sample_course.modules[0]
    learner = Learner(page, sample_course)
    learner.open(f"#/{module.id}/{module.pages[0].id}")
    learner.expect_title(module.pages[0].title)
    shown = page.locator("#activity h2").all_inner_texts()
    text = printed(page, "page")
    assert len(shown) > 1
    assert absent(text, module.pages[0].title.replace("'", "’"), *shown) == []
    controls = [
        "Plan de la formation",
        "Terminer cette page",
        "Aller au contenu",
        "Mes badges",
        "Réglages",
        "À faire",
        "Aide et contact",
    ]
    assert [word for word in controls if word in text] == []


@pytest.mark.usefixtures("faults")
def test_what_is_folded_is_printed(context: BrowserContext, unpacked: Unpack) -> None:
    page = context.new_page()
    page.goto((unpacked("everything") / "index.html").as_uri() + "#/pages/blocs")
    expect(page.get_by_role("heading", level=1, name="Des blocs")).to_be_visible()
    text = printed(page, "blocks")
    assert absent(text, "Pour en savoir plus", "Du détail, avec", "À la main", "Prenez garde", "Le tableau") == []


@pytest.mark.usefixtures("faults")
def test_an_answered_quiz_prints_the_answers_and_the_results(page: Page, sample_course: Course) -> None:
    module = sample_course.modules[0]
    quiz = module.quizzes[0]
    learner = Learner(page, sample_course)
    learner.open(f"#/{module.id}/{quiz.id}")
    learner.expect_title(quiz.title)
    learner.answer(quiz.questions[0], right=False)
    learner.answer(quiz.questions[1], right=True)
    text = printed(page, "quiz")
    assert absent(text, "Question 1 sur", "Réponse fausse", "Réponse juste", "Question 2 sur") == []
    assert [word for word in ("Vérifier ma réponse", "Réessayer", "Plan de la formation") if word in text] == []


@pytest.mark.usefixtures("faults")
def test_hints_are_printed_once_they_were_asked_for(context: BrowserContext, unpacked: Unpack) -> None:
    page = context.new_page()
    page.goto((unpacked("everything") / "index.html").as_uri() + "#/quizzes/questions")
    hint = page.locator(".hints details").first
    expect(hint).to_be_visible()
    said = hint.locator(".details-body").text_content() or ""
    assert absent(printed(page, "hints-closed"), said) == [said]
    hint.locator("summary").click()
    assert absent(printed(page, "hints-open"), said) == []


@pytest.mark.usefixtures("faults")
def test_the_badge_wall_and_the_results_print(page: Page, sample_course: Course) -> None:
    learner = Learner(page, sample_course)
    for view, title in (("badges", "Mes badges"), ("results", "Mon bilan")):
        learner.open(f"#/{view}")
        learner.expect_title(title)
        text = printed(page, view)
        assert title in text
        assert "Plan de la formation" not in text
    assert absent(printed(page, "results"), *(module.title.replace("'", "’") for module in sample_course.modules)) == []
