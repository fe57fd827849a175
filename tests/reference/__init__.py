"""The reference of quizzes and question types, made from the tables that read them.

`templates/` holds what the tables do not say; `make golden` writes the pages into `docs/`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import assert_never

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.cli.console import translator
from builder.diagnostics import Message
from builder.model.interaction import (
    Cloze,
    Essay,
    Interaction,
    Match,
    NumericEntry,
    Order,
    Presentation,
    Select,
    TextEntry,
    is_scored,
)
from builder.project import check_course
from builder.questions import QUESTION_TYPES
from builder.questions.question import COMMON_FIELDS
from builder.questions.question_type import QuestionType
from builder.read.quiz import FIELDS as QUIZ_FIELDS
from builder.syntax.fields import Field
from tests.vectors.examples import write_example

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = {"en": DOCS / "quizzes.md", "fr": DOCS / "quizzes.fr.md"}


@dataclass(frozen=True, slots=True)
class Section:
    """One type in the reference: what it lowers to, and whether answers are right or wrong."""

    type: QuestionType
    interaction: Interaction
    graded: bool

    @property
    def shape(self) -> str:
        """The name of what the type lowers to, under which the templates say what becomes of it elsewhere."""
        return _shape(self.interaction)


def page(language: str) -> str:
    """Return the reference in a language."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - this is Markdown
        keep_trailing_newline=True,
    )
    translate = translator(language)

    def say(message: Message) -> str:
        text = message.text(translate)
        return text[0].upper() + text[1:]

    return environment.get_template(PAGES[language].name).render(
        quiz_fields=QUIZ_FIELDS,
        common_fields=COMMON_FIELDS,
        sections=[_section(known) for known in QUESTION_TYPES],
        rows=_rows,
        say=say,
        anchor=_anchor,
        cell=_cell,
        worth=_worth,
    )


def _section(known: QuestionType) -> Section:
    with TemporaryDirectory() as folder:
        write_example(Path(folder), known.example)
        course = check_course(Path(folder), ("web",)).course
    assert course, known.name
    (question,) = course.questions()
    return Section(known, question.interaction, is_scored(question.interaction))


def _rows(fields: tuple[Field, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Go through keys and those inside them, each with the names that lead to it."""
    for field in fields:
        path = (*above, field.name)
        yield path, field
        yield from _rows(field.inside, path)


def _shape(interaction: Interaction) -> str:
    match interaction:
        case Select(presentation=Presentation.TRUE_FALSE | Presentation.POLL) | Match(presentation=Presentation.SCALE):
            return interaction.presentation.value
        case Select():
            return "several" if interaction.multiple else "one"
        case NumericEntry():
            return "number"
        case TextEntry():
            return "text"
        case Match():
            return "match"
        case Order():
            return "order"
        case Cloze():
            return "blanks"
        case Essay():
            return "essay"
        case _:
            assert_never(interaction)


def _worth(worth: Fraction | int, words: Mapping[str, str]) -> str:
    return words.get(str(worth)) or words["part"].format(part=worth)


def _anchor(title: str) -> str:
    """Return what links to a heading end with, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
