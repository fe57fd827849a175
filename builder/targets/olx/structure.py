"""Course, chapters, sequentials and verticals: where each page and quiz goes."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import PurePosixPath
from posixpath import commonpath

import lxml.html
from lxml import etree

from builder.dialects.capa import problem
from builder.model.course import Activity, Course, Module, Page
from builder.model.identifier import from_file_name
from builder.model.interaction import Essay
from builder.model.quiz import Pool, Quiz, ShowFeedback
from builder.read.page import title_from_file
from builder.render.html import HtmlRenderer
from builder.render.markup import self_check_place
from builder.render.typography import typeset
from builder.render.words import Words
from builder.syntax.markdown import parse_text
from builder.syntax.xml import sub
from builder.targets.olx.addresses import OlxAddresses
from builder.targets.olx.blocks import Blocks
from builder.targets.olx.facts import quiz_facts
from builder.targets.olx.grading import reported_title
from builder.targets.olx.html4 import inner, rewrite
from builder.targets.olx.parts import SelfCheck, Video, page_parts, video
from builder.targets.olx.texts import StudioTexts
from builder.targets.olx.titles import Titled, titled_questions


class Structure:
    """Adds the modules of a course.

    `types` maps the path of each graded quiz to its assignment type.
    """

    def __init__(
        self, blocks: Blocks, html: HtmlRenderer, words: Words, types: Mapping[str, str], addresses: OlxAddresses
    ) -> None:
        self._paths = addresses.paths
        self._names = addresses.names
        self._blocks = blocks
        self._html = html
        self._words = words
        self._types = types

    def add(self, root: etree._Element, course: Course) -> None:
        """Add a chapter for each module."""
        for module in course.modules:
            title = typeset(module.title, course.language)
            if module.optional:
                title = self._words.text("{title} (optional)", title=title)
            chapter = etree.Element("chapter", display_name=title)
            self._add_activities(chapter, module)
            self._blocks.add(root, self._names.chapter_name(module), chapter)

    def _add_activities(self, chapter: etree._Element, module: Module) -> None:
        """Add each quiz as a sequential, and the pages before, between and after them, folder by folder."""
        root = PurePosixPath(commonpath([_folder(activity) for activity in module.activities]))
        before, seen = "", set[str]()
        for _, run in groupby(module.activities, _group):
            activities = list(run)
            if isinstance(activities[0], Quiz):
                self._add_quiz(chapter, module, activities[0])
                before = activities[0].id
                continue
            pages = [page for page in activities if isinstance(page, Page)]
            folder = "/".join(_folder(pages[0]).relative_to(root).parts)
            name = self._names.pages_name(module, folder, before if folder in seen else "")
            title = self._pages_title(folder, pages, again=folder in seen)
            self._add_pages(chapter, module, name, title, pages)
            seen.add(folder)
            before = folder

    def _add_pages(self, chapter: etree._Element, module: Module, name: str, title: str, pages: list[Page]) -> None:
        sequential = etree.Element("sequential", display_name=title)
        for page in pages:
            vertical = etree.Element("vertical", display_name=typeset(page.title, self._words.language))
            self._add_parts(vertical, module, page)
            self._blocks.add(sequential, self._names.activity_url(module, page), vertical)
        self._blocks.add(chapter, name, sequential)

    def _pages_title(self, folder: str, pages: list[Page], *, again: bool) -> str:
        if folder:
            return typeset(title_from_file(PurePosixPath(folder).name), self._words.language)
        if len(pages) == 1:
            return typeset(pages[0].title, self._words.language)
        return self._words.text("To read next") if again else self._words.text("To read")

    def _add_parts(self, vertical: etree._Element, module: Module, page: Page) -> None:
        holder = rewrite(self._html.page_body(page))
        if page.minutes:
            about = lxml.html.Element("p")
            about.text = self._words.text("About {duration}", duration=self._html.theme.duration(page.minutes))
            holder.insert(0, about)
        # The title of the page is no part of its text: a link to it leads to the page.
        places = {element.get("id") for element in holder.iter(etree.Element)}
        for link in holder.iter("a"):
            if link.get("href", "").startswith("#") and link.get("href")[1:] not in places:
                link.set("href", f"/jump_to_id/{self._names.activity_url(module, page)}")
        texts, uses = 0, Counter[str]()
        marks = [self_check_place(index) for index in range(len(page.questions))]
        for part in page_parts(holder, marks):
            if isinstance(part, SelfCheck):
                self._add_self_check(vertical, module, page, part.index)
            elif isinstance(part, Video):
                file = from_file_name(PurePosixPath(self._paths[part.source]).stem)
                uses[file] += 1
                self._blocks.add(vertical, self._names.video_name(module, page, file, uses[file]), video(part))
            else:
                texts += 1
                self._blocks.add_html(vertical, self._names.text_name(module, page, texts), page.title, part + "\n")

    def _add_self_check(self, vertical: etree._Element, module: Module, page: Page, index: int) -> None:
        question = page.questions[index]
        is_essay = isinstance(question.interaction, Essay)
        title = self._words.text("Think it over") if is_essay else self._words.text("Check yourself")
        if len(page.questions) > 1:
            title = self._words.text("{title} ({number})", title=title, number=index + 1)
        texts = StudioTexts(self._html, self._words, page.path, prefix=question.id, page=page)
        made = problem(question, _as_quiz(page), title, texts)
        self._blocks.add(vertical, self._names.problem_name(module, page, question), made)

    def _add_quiz(self, chapter: etree._Element, module: Module, quiz: Quiz) -> None:
        title = reported_title(quiz.title, self._words.language)
        sequential = etree.Element("sequential", display_name=title)
        if quiz.path in self._types:
            sequential.set("graded", "true")
            sequential.set("format", self._types[quiz.path])
        if quiz.show_feedback is ShowFeedback.NEVER:
            sequential.set("show_correctness", "never")
        vertical = etree.Element("vertical", display_name=title)
        self._blocks.add_html(vertical, self._names.text_name(module, quiz, 1), title, self._intro_html(quiz))
        for pool, questions in groupby(titled_questions(quiz, self._words), lambda titled: titled.pool):
            holder = self._holder(vertical, module, quiz, pool)
            for titled in questions:
                name = self._names.problem_name(module, quiz, titled.question)
                self._blocks.add(holder, name, self._problem(quiz, titled))
        self._blocks.add(sequential, self._names.unit_name(module, quiz), vertical)
        self._blocks.add(chapter, self._names.activity_url(module, quiz), sequential)

    def _problem(self, quiz: Quiz, titled: Titled) -> etree._Element:
        question = titled.question
        # A question of a pool may stand in another file.
        texts = StudioTexts(self._html, self._words, question.span.source.path, prefix=question.id)
        return problem(question, quiz, titled.title, texts)

    def _holder(self, vertical: etree._Element, module: Module, quiz: Quiz, pool: Pool | None) -> etree._Element:
        """Return where questions go: those of a pool, and those to be shuffled, into a bank."""
        if pool is None and not (quiz.shuffle_questions and len(quiz.questions) > 1):
            return vertical
        count = pool.draw if pool else len(quiz.questions)
        title = (pool.name if pool else "") or self._words.text("Questions")
        return self._blocks.add_bank(vertical, self._names.bank_name(module, quiz, pool), title, count)

    def _intro_html(self, quiz: Quiz) -> str:
        facts = etree.Element("div")
        sub(facts, "p").text = " · ".join(quiz_facts(quiz, self._words))
        StudioTexts(self._html, self._words, quiz.path, prefix="_intro").blocks(facts, quiz.intro)
        return inner(facts) + "\n"


def _as_quiz(page: Page) -> Quiz:
    """Return the self-checks of a page as a quiz that may be taken for ever."""
    nothing = parse_text("", page.span)
    return Quiz(page.id, page.title, nothing, page.questions, Decimal(0), 0, page.path, page.span, page.id_span)


def _group(activity: Activity) -> tuple[str, str]:
    """Return what holds neighbours together: pages of one folder; a quiz stands alone."""
    if isinstance(activity, Quiz):
        return "quiz", activity.path
    return "pages", str(_folder(activity))


def _folder(activity: Activity) -> PurePosixPath:
    return PurePosixPath(activity.path).parent
