"""What assistive technology is given, as golden files in `snapshots/`: `PARCOURS_GOLDEN=write` rewrites them.

Each begins with what has the focus; the scenarios of `docs/screen-reader-scripts.md` are made of them.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import ROOT, Unpack
from tests.messages import LEARNER, held

REWRITE = os.environ.get("PARCOURS_GOLDEN") == "write"
GOLDEN = Path(__file__).parent / "snapshots"
_CLOCK = re.compile(r"\d\d:\d\d(\s[AP]M)?")
_LISTEN = """addEventListener("DOMContentLoaded", () => {
  const status = document.querySelector('[role="status"]');
  Object.assign(window, { said: [], saidAt: performance.now() });
  new MutationObserver(() => {
    window.saidAt = performance.now();
    if (status.textContent) window.said.push(status.textContent);
  }).observe(status, { childList: true, characterData: true, subtree: true });
})"""


def spoken(page: Page, part: str) -> str:
    """Return the focus, what the status region said since the last time, and the tree of a part of the page.

    How long something takes to load says nothing about the page.
    """
    page.wait_for_function("() => performance.now() - saidAt > 1600")
    said = [sentence for sentence in page.evaluate("said.splice(0)") if sentence != "Loading…"]
    focus = page.locator(":focus").aria_snapshot().splitlines()[0].removeprefix("- ").removesuffix(":").strip("'")
    tree = _CLOCK.sub("HH:MM", page.locator(part).aria_snapshot())
    return "\n".join([f"# focus: {focus}", *(f"# status: {sentence}" for sentence in said), tree, ""])


def compare(name: str, found: str) -> None:
    file = GOLDEN / f"{name}.yml"
    if REWRITE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.fixture
def page(context: BrowserContext, unpacked: Unpack) -> Page:
    context.add_init_script(_LISTEN)
    made = context.new_page()
    made.goto((unpacked("tiny") / "index.html").as_uri())
    expect(made.get_by_role("heading", level=1)).to_be_visible()
    return made


def start(page: Page) -> None:
    page.get_by_role("link", name="Start the course").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def finish(page: Page) -> None:
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Finish this page").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def reach_the_quiz(page: Page) -> None:
    start(page)
    for _ in range(3):
        finish(page)


def answer(page: Page, question: str, *choices: str, text: str = "") -> None:
    form = page.locator(f'form[data-question="{question}"]')
    for choice in choices:
        form.get_by_label(choice).check()
    if text:
        form.get_by_role("textbox").fill(text)
    form.get_by_role("button", name="Check my answer").click()
    expect(form.locator('[data-slot="result"] [data-slot="heading"]')).to_be_focused()


def answer_all(page: Page) -> None:
    answer(page, "cause", "The tilt of the axis")
    answer(page, "summer", "True")
    answer(page, "days", text="365")
    answer(page, "turn", text="rotation")
    answer(page, "facts", "The axis is tilted.", "The tilt stays the same all year.")


@pytest.mark.usefixtures("faults")
def test_a_page_change(page: Page) -> None:
    start(page)
    compare("page-change", spoken(page, "body"))


@pytest.mark.usefixtures("faults")
def test_a_module_completed_by_a_page(page: Page) -> None:
    start(page)
    finish(page)
    finish(page)
    compare("module-completed", spoken(page, "main"))


@pytest.mark.usefixtures("faults")
def test_an_answer_that_is_wrong_missing_and_right(page: Page) -> None:
    reach_the_quiz(page)
    spoken(page, "main")
    form = 'form[data-question="cause"]'
    compare("question", spoken(page, form))
    page.locator(form).get_by_role("button", name="Check my answer").click()
    expect(page.locator(form).get_by_role("radio").first).to_be_focused()
    compare("answer-missing", spoken(page, form))
    answer(page, "cause", "The distance to the Sun")
    compare("answer-wrong", spoken(page, form))
    page.locator(form).get_by_role("button", name="Try again").click()
    answer(page, "cause", "The tilt of the axis")
    compare("answer-right", spoken(page, form))


@pytest.mark.usefixtures("faults")
def test_a_badge_earned_then_the_results_and_the_wall(page: Page) -> None:
    reach_the_quiz(page)
    spoken(page, "main")
    answer_all(page)
    compare("badge-earned", spoken(page, "main"))
    page.get_by_role("navigation").get_by_role("link", name="My results").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    compare("results", spoken(page, "main"))
    page.get_by_role("navigation").get_by_role("link", name="My badges").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My badges")
    compare("badge-wall", spoken(page, "main"))


@pytest.mark.usefixtures("faults")
def test_what_was_said_is_not_there_for_ever(page: Page) -> None:
    """Who reads on to the end of the page must not find old news."""
    page.clock.install()
    page.get_by_role("link", name="Start the course").click()
    finish(page)
    page.clock.run_for(200)
    finish(page)
    page.clock.run_for(200)
    expect(page.get_by_role("status")).to_have_text("Module completed: Day and night")
    page.clock.run_for(15_000)
    expect(page.get_by_role("status")).to_have_text("")


def test_the_scripts_for_screen_readers_wait_for_the_words_of_the_page() -> None:
    # Of a sentence that counts, the scripts have the form for one.
    words = {str(_first(message.id)): _first(message.string) for message in held(LEARNER)}
    script = (ROOT / "docs" / "screen-reader-scripts.md").read_text(encoding="utf-8")
    table = script.split("| French | English |\n| --- | --- |\n")[1].split("\n\n")[0]
    pairs = [line.strip("| ").split(" | ") for line in table.splitlines()]
    assert pairs == [[words.get(english), english] for _, english in pairs]


def _first(forms: object) -> object:
    return forms[0] if isinstance(forms, tuple | list) else forms
