"""A learner at work: reads pages and answers quizzes by what is on the screen, as the course says is right or wrong."""

import re
from decimal import Decimal

from playwright.sync_api import Frame, Locator, Page, expect

from builder.model.course import Course, Module
from builder.model.interaction import Blank, Cloze, Essay, Interaction, Match, NumericEntry, Order, Select, TextEntry
from builder.model.quiz import Question, Quiz

Screen = Page | Frame


class Learner:
    """Acts on the screen of a course in French."""

    def __init__(self, screen: Screen, course: Course) -> None:
        self.screen = screen
        self.course = course

    def open(self, address: str) -> None:
        """Go to a place of the course by its address."""
        self.screen.evaluate("address => { location.hash = address }", address)

    def start(self) -> None:
        """Press the one button of the home page."""
        self.screen.locator('[data-slot="start"]').click()

    def expect_title(self, title: str) -> None:
        """Wait for the title of what is shown."""
        expect(self.screen.locator("main h1:visible")).to_have_text(re.compile(re.escape(title[:12])))

    def finish_page(self) -> None:
        """Press the button under a page, which leads to the next activity."""
        self.screen.get_by_role("button", name="Terminer cette page").click()

    def go_on(self) -> None:
        """Follow the link to the next activity."""
        self.screen.locator("#pager [data-slot='next']").click()

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
        form.locator("[data-slot='check']").click()
        expect(form.locator(".result h3")).to_be_focused()

    def give(self, question: Question, *, right: bool) -> None:
        """Fill in an answer without checking it."""
        form = self.form(question)
        self._give(form, question.interaction, right=right)

    def _give(self, form: Locator, interaction: Interaction, *, right: bool) -> None:
        match interaction:
            case Select() as select:
                self._choose(form, select, right=right)
            case NumericEntry() | TextEntry() as entry:
                form.locator("input").fill(self._typed(entry, right=right))
            case Match() as match:
                self._match(form, match, right=right)
            case Order() as order:
                self._arrange(form, len(order.items))
                if not right:
                    form.locator("[data-item='0'] [data-move='1']").click()
            case Cloze() as cloze:
                for place, blank in enumerate(cloze.blanks):
                    self._fill(form.locator(f"[data-part='{place}']"), blank, right=right)
            case Essay():
                form.locator("textarea").fill("Ce que j\u2019en pense.")

    def _typed(self, entry: NumericEntry | TextEntry, *, right: bool) -> str:
        if isinstance(entry, NumericEntry):
            return str(entry.answer if right else entry.high + Decimal("99.5")).replace(".", ",")
        return entry.solution.lower() if right else "tout autre chose"

    def _match(self, form: Locator, match: Match, *, right: bool) -> None:
        for place, line in enumerate(match.lines):
            option = (line.option or 0) if right else ((line.option or 0) + 1) % len(match.options)
            field = form.locator(f"[data-part='{place}']")
            if field.count() == 1:
                field.select_option(str(option))
            else:
                field.nth(option).check()

    def _arrange(self, form: Locator, count: int) -> None:
        for place in range(count):
            item = form.locator(f"[data-item='{place}']")
            while form.locator("[data-item]").nth(place).get_attribute("data-item") != str(place):
                item.locator("[data-move='-1']").click()

    def _fill(self, field: Locator, blank: Blank, *, right: bool) -> None:
        if isinstance(blank, Select):
            field.select_option(str(next(at for at, choice in enumerate(blank.choices) if choice.is_correct is right)))
        else:
            field.fill(self._typed(blank, right=right))

    def take(self, quiz: Quiz, *, never_right: frozenset[str] = frozenset()) -> None:
        """Answer every question wrong, then right; some stay wrong."""
        for question in quiz.questions:
            self.answer(question, right=False)
            expect(self.form(question).locator(".result h3")).not_to_have_text(re.compile("^Réponse juste"))
            if question.id not in never_right:
                self.answer(question, right=True)
                expect(self.form(question).locator(".result h3")).to_have_text(re.compile("^Réponse juste"))

    def _choose(self, form: Locator, select: Select, *, right: bool) -> None:
        wanted = [index for index, choice in enumerate(select.choices) if choice.is_correct]
        if not wanted:  # a poll
            wanted = [0 if right else 1]
        elif not right:
            wanted = [next(index for index, choice in enumerate(select.choices) if not choice.is_correct)]
        boxes = form.locator("input")
        for index in range(len(select.choices)):
            if select.multiple:
                boxes.nth(index).set_checked(index in wanted)
            elif index in wanted:
                boxes.nth(index).check()
