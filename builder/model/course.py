"""The course: modules of pages and quizzes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from builder.diagnostics import Span
from builder.model.asset import Asset
from builder.model.badge import BadgeClass, Criteria, Issuer, Palette, Reference
from builder.model.glossary import Glossary
from builder.model.media import Media
from builder.model.published import Published
from builder.model.quiz import Question, Quiz
from builder.model.theme import Look
from builder.syntax.markdown import Document, Link
from builder.syntax.yaml import Text, Value


class CompleteWhen(Enum):
    """What completes a module."""

    READ = "read"
    QUIZ_SUBMITTED = "quiz-submitted"
    QUIZ_PASSED = "quiz-passed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a picture, under which licence: `image` is the address as the page, or credits.yml, writes it."""

    image: Link
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file. `minutes` is what the author announces, None when nothing is.

    `questions` are the self-checks in it, in the order in which tokens of the document stand for them. `document`
    knows of the links, pictures and other marks in all of it, theirs included. `was` are the ids of earlier
    publications, as `old-id` or `old-module/old-id`.
    """

    id: str
    title: str
    document: Document
    minutes: int | None
    credits: tuple[Credit, ...]
    path: str
    span: Span
    id_span: Span
    questions: tuple[Question, ...] = ()
    was: tuple[Reference, ...] = ()

    @property
    def points(self) -> Decimal:
        """What answering everything right is worth: nothing, where no self-check says otherwise."""
        return sum((question.points for question in self.questions), Decimal(0))


Activity = Page | Quiz


@dataclass(frozen=True, slots=True)
class Module:
    """A folder of pages and quizzes, or a single page. `color` is given where the author gives none: see `read`.

    `was` are the ids of earlier publications. `settings` is the file that its keys belong to: course.yml, its own
    module.yml (which need not be there), or its page.
    """

    id: str
    title: str
    minutes: int | None
    activities: tuple[Activity, ...]
    complete_when: CompleteWhen
    optional: bool
    span: Span
    id_span: Span
    color: Palette | None = None
    was: tuple[Reference, ...] = ()
    settings: str = ""

    @property
    def first_id(self) -> str:
        """The id that it was first published under: what platforms know it by, whatever it is called now."""
        return self.was[0].id if self.was else self.id

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages, in order."""
        return tuple(activity for activity in self.activities if isinstance(activity, Page))

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """The quizzes, in order."""
        return tuple(activity for activity in self.activities if isinstance(activity, Quiz))


class Conformity(Enum):
    """How far a course keeps to the rules of accessibility, as its publisher declares: the levels of RGAA."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What the publisher declares: None where nothing is. The statement is a page that belongs to no module."""

    status: Conformity | None
    statement: Page | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom learners may turn to: an address or a text, for any help and about accessibility."""

    help: Document | None
    accessibility: Document | None


GLOSSARY, HELP, ACCESSIBILITY = "glossary", "help", "accessibility"
"""The names of the side pages, which belong to no module and count for nothing."""


@dataclass(frozen=True, slots=True)
class Override:
    """A sentence of the interface in the author's words: `key` is how it reads without that.

    There are two forms for a sentence with a count, or one for any count.
    """

    key: Text
    forms: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """A target that the author wants built, and what course.yml says below it, which the target reads."""

    id: str
    options: Value | None
    span: Span


@dataclass(frozen=True, slots=True)
class Objective:
    """What learners will be able to do. Questions refer to it by its name, which may be an empty text."""

    name: str
    text: Document


@dataclass(frozen=True, slots=True)
class PartOf:
    """The course that a module was taken out of: its id and title, and the number of the module in it.

    `elsewhere` are the paths of the activities that stayed behind, and the titles of their modules.
    """

    id: str
    title: str
    number: int
    elsewhere: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Course:
    """All that an author wrote, read and linked; or a module of it by itself, where `part_of` tells of the whole.

    `image` is the picture of the course in catalogues. `assets` maps paths from the root to the files used, `media`
    those of recordings that pages show to what belongs to them. `unread` are the paths of texts that are there but
    could not be read: what refers to them is not judged. `published` is the last publication, to be compared with; None
    as well where something could not be read, and would seem to be gone.
    """

    id: str
    title: str
    subtitle: str
    language: str
    version: str
    organization: str
    license: str
    image: Link | None
    minutes: int | None
    objectives: tuple[Objective, ...]
    modules: tuple[Module, ...]
    glossary: Glossary | None
    credits: tuple[Credit, ...]
    contact: Contact
    accessibility: Accessibility
    badges: tuple[BadgeClass, ...]
    issuer: Issuer | None
    targets: tuple[TargetChoice, ...]
    allow: tuple[Reference, ...]
    theme: Look
    strings: tuple[Override, ...]
    assets: Mapping[str, Asset]
    media: Mapping[str, Media]
    unread: frozenset[str]
    span: Span
    id_span: Span
    language_span: Span
    part_of: PartOf | None = None
    published: Published | None = None

    def quizzes(self) -> Iterator[tuple[Module, Quiz]]:
        """Go through the quizzes, each with its module."""
        return ((module, quiz) for module in self.modules for quiz in module.quizzes)

    def questions(self) -> Iterator[Question]:
        """Go through every question of quizzes and pages, once each."""
        yield from self._asked_in_quizzes()
        for page in self.pages():
            yield from page.questions

    def _asked_in_quizzes(self) -> Iterator[Question]:
        """Go through the questions of quizzes: one that several quizzes draw is that of its own file."""
        found = [(quiz, question) for _, quiz in self.quizzes() for question in quiz.all_questions]
        found.sort(key=lambda one: one[1].span.source.path != one[0].path)
        seen: set[Span] = set()
        for _, question in found:
            if question.span not in seen:
                seen.add(question.span)
                yield question

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Go through every Markdown text of the course, each with the path of its file."""
        yield from (("course.yml", objective.text) for objective in self.objectives)
        for module in self.modules:
            yield from ((page.path, page.document) for page in module.pages)
            yield from ((quiz.path, quiz.intro) for quiz in module.quizzes)
        # A page covers what its own questions say.
        for question in self._asked_in_quizzes():
            yield from ((question.span.source.path, document) for document in question.documents())
        yield from self.definitions()
        if self.accessibility.statement:
            yield self.accessibility.statement.path, self.accessibility.statement.document
        contacts = (self.contact.help, self.contact.accessibility)
        yield from (("course.yml", contact) for contact in contacts if contact)
        yield from self.transcripts()

    def links(self) -> Iterator[tuple[str, Link]]:
        """Go through every link of the texts, each with the path of its file."""
        return ((path, link) for path, document in self.documents() for link in document.links)

    def file_links(self) -> Iterator[tuple[str, Link]]:
        """Go through all that may lead to a file, each with the path of the file that it stands in."""
        issuer = self.issuer.image if self.issuer else None
        own = (self.image, self.theme.logo, issuer, *(badge.image for badge in self.badges))
        yield from ((image.span.source.path, image) for image in own if image)
        for path, document in self.documents():
            yield from ((path, link) for link in (*document.images, *document.links))

    def numbered_modules(self) -> Iterator[tuple[int, Module]]:
        """Go through the modules with their numbers; a module by itself keeps the one that it has in its course."""
        return enumerate(self.modules, self.part_of.number if self.part_of else 1)

    def pages(self) -> Iterator[Page]:
        """Go through every Markdown page: those of the modules, and the accessibility statement."""
        for module in self.modules:
            yield from module.pages
        if self.accessibility.statement:
            yield self.accessibility.statement

    def definitions(self) -> Iterator[tuple[str, Document]]:
        """Go through the definitions of the glossary, each with the path of its file."""
        if self.glossary:
            yield from ((self.glossary.path, term.definition) for term in self.glossary.terms)

    def side_paths(self) -> Mapping[str, str]:
        """Return the files that side pages show: the path of each, and the name of its page."""
        paths = {self.glossary.path: GLOSSARY} if self.glossary else {}
        statement = self.accessibility.statement
        return paths | ({statement.path: ACCESSIBILITY} if statement else {})

    def transcripts(self) -> Iterator[tuple[str, Document]]:
        """Go through the transcripts of recordings, each with the path of its file."""
        for media in self.media.values():
            if media.transcript is not None:
                yield media.transcript_path, media.transcript

    @property
    def required(self) -> tuple[Module, ...]:
        """The modules that the course is not complete without."""
        return tuple(module for module in self.modules if not module.optional)

    def modules_for(self, criteria: Criteria) -> tuple[str, ...]:
        """Return the ids of the modules that a badge counts."""
        if criteria.all_modules:
            return tuple(module.id for module in self.required)
        return tuple(dict.fromkeys(reference.id for reference in criteria.modules))

    def find_quizzes(self, reference: str) -> list[tuple[Module, Quiz]]:
        """Return the quizzes that a reference may mean.

        `module/quiz` names one; a bare name means the quiz of that id, or else those of the module of that id.
        """
        if "/" in reference:
            return [(module, quiz) for module, quiz in self.quizzes() if f"{module.id}/{quiz.id}" == reference]
        named = [(module, quiz) for module, quiz in self.quizzes() if quiz.id == reference]
        return named or [(module, quiz) for module, quiz in self.quizzes() if module.id == reference]


def questions_of(activity: Activity) -> tuple[Question, ...]:
    """Return every question that a learner may meet in a page or a quiz."""
    return activity.questions if isinstance(activity, Page) else activity.all_questions
