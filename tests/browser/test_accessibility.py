"""axe-core finds no violation on any kind of page, in both schemes, wide and narrow; nothing scrolls sideways."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from builder.model.course import Course
from tests.browser.conftest import Faults, screen
from tests.browser.learner import Learner

_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "preload": False,  # it would fetch the style sheet, which the page's own policy forbids
}
_SCREENSHOTS = Path(__file__).parent.parent / "screenshots"


def violations(page: Page) -> list[str]:
    found: dict[str, Any] = Axe().run(page, options=_RULES).response
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def examine(page: Page, name: str) -> None:
    """Look at what is on the screen: by axe, by its width, and by a picture for people."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    _SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=_SCREENSHOTS / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_every_kind_of_page_is_accessible(
    browser: Browser, packages: dict[str, Path], sample_course: Course, scheme: str, width: int
) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto((packages["web"] / "index.html").as_uri())
    learner = Learner(page, sample_course)
    module = sample_course.modules[0]
    quiz = module.quizzes[0]
    mark = f"{scheme}-{width}"

    learner.expect_title(sample_course.title)
    examine(page, f"home-{mark}")
    learner.start()
    learner.expect_title(module.pages[0].title)
    page.evaluate("document.querySelectorAll('details').forEach(block => { block.open = true })")
    examine(page, f"page-{mark}")
    learner.open(f"#/{module.id}/{quiz.id}")
    learner.expect_title(quiz.title)
    examine(page, f"quiz-{mark}")
    for question in quiz.questions[:5]:
        learner.answer(question, right=False)
    learner.answer(quiz.questions[0], right=True)
    learner.answer(quiz.questions[1], right=True)
    learner.form(quiz.questions[5]).get_by_role("button", name="Vérifier ma réponse").click()
    expect(learner.form(quiz.questions[5]).locator(".error")).to_be_visible()
    examine(page, f"quiz-answered-{mark}")
    if width == 320:
        page.get_by_role("button", name="Plan de la formation").click()
        examine(page, f"outline-{mark}")
    for other in module.pages:
        learner.open(f"#/{module.id}/{other.id}")
        learner.expect_title(other.title)
        learner.finish_page()
    expect(learner.form(quiz.questions[0]).locator(".result")).to_be_visible()
    for question in quiz.questions:
        if not learner.form(question).locator(".result[data-outcome='right']").count():
            learner.answer(question, right=True)
    examine(page, f"quiz-passed-{mark}")
    for view in ("badges", "results", "plan", "home"):
        learner.open(f"#/{view}")
        expect(page.locator(f'[data-view="{view}"]')).to_be_visible()
        examine(page, f"{view}-after-{mark}")
    context.close()
    faults.assert_none()


def test_text_spacing_and_large_text_hide_nothing(
    browser: Browser, packages: dict[str, Path], sample_course: Course
) -> None:
    """WCAG 1.4.12 and 1.4.4: wider spacing, and text at 200 %, scroll in one direction only."""
    page = browser.new_page(viewport={"width": 320, "height": 900})
    module = sample_course.modules[0]
    page.goto((packages["web"] / "index.html").as_uri())
    for address in (
        "#/home",
        f"#/{module.id}/{module.pages[0].id}",
        f"#/{module.id}/{module.quizzes[0].id}",
        "#/badges",
    ):
        Learner(page, sample_course).open(address)
        page.wait_for_timeout(100)
        page.evaluate(
            """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
            'html{font-size:200%} p{margin-bottom:2em!important}'
            + '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}');
            document.adoptedStyleSheets = [sheet]; }"""
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.close()
