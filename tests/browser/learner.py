"""A learner at work: reads pages and answers quizzes by what is on the screen, as the course says is right or wrong."""

import re

from playwright.sync_api import Frame, Locator, Page, expect

from builder.model.course import Course, Module
from builder.model.interaction import is_scored
from builder.model.quiz import Question, Quiz
from tests.browser.answers import answer_to
from tests.browser.hands import Hand, Pointer, fill

Screen = Page | Frame


class Learner:
    """Acts on the screen of a course in French."""

    def __init__(self, screen: Screen, course: Course, hand: Hand | None = None) -> None:
        self.screen = screen
        self.course = course
        self.hand = hand or Pointer()

    def open(self, address: str) -> None:
        """Go to a place of the course by its address."""
        self.screen.evaluate("address => { location.hash = address }", address)

    def start(self) -> None:
        """Press the one button of the home page."""
        self.hand.press(self.screen.locator('[data-slot="start"]'))

    def expect_title(self, title: str) -> None:
        """Wait for the title of what is shown."""
        expect(self.screen.locator("main h1:visible")).to_have_text(re.compile(re.escape(title[:12])))

    def finish_page(self) -> None:
        """Press the button under a page, which leads to the next activity."""
        self.hand.press(self.screen.get_by_role("button", name="Terminer cette page"))

    def go_on(self) -> None:
        """Follow the link to the next activity."""
        self.hand.press(self.screen.locator("#pager [data-slot='next']"))

    def read_pages(self, module: Module) -> None:
        """Read and finish every page of a module, from the first, which is open."""
        for page in module.pages:
            expect(self.screen.locator("#activity .eyebrow")).to_contain_text("Module")
            self.expect_title(page.title.split("'")[0].split(" :")[0].split("\u2019")[0])
            self.finish_page()

    def form(self, question: Question) -> Locator:
        """Return the form of a question."""
        return self.screen.locator(f'form[data-question="{question.id}"]')

    def answer(self, question: Question, *, right: bool) -> None:
        """Give an answer and check it."""
        form = self.form(question)
        expect(form).to_be_visible()
        self.give(question, right=right)
        self.hand.press(form.locator('[data-slot="check"]'))
        expect(form.locator(".result h3")).to_be_focused()

    def give(self, question: Question, *, right: bool) -> None:
        """Fill in an answer without checking it."""
        given = answer_to(question.interaction, right=right)
        fill(self.form(question), question.interaction, given, self.hand)

    def take(self, quiz: Quiz, *, never_right: frozenset[str] = frozenset()) -> None:
        """Answer every question that is there wrong, then right; some stay wrong. Pools give some of theirs."""
        expect(self.screen.locator("form.question")).to_have_count(quiz.count)
        for question in quiz.all_questions:
            if not self.form(question).count():
                continue
            self.answer(question, right=False)
            if not is_scored(question.interaction):
                continue
            expect(self.form(question).locator(".result h3")).not_to_have_text(re.compile("^Réponse juste"))
            if question.id not in never_right:
                self.answer(question, right=True)
                expect(self.form(question).locator(".result h3")).to_have_text(re.compile("^Réponse juste"))
