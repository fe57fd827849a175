"""What a learner can be asked to do: a closed set that every dialect answers for.

The words are those that SCORM, xAPI and QTI share. Author-facing question types lower to these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import assert_never

from builder.diagnostics import Span
from builder.syntax.markdown import Document


class Presentation(Enum):
    """How a Select or a Match likes to be shown.

    A dialect may ignore it without being wrong, but for POLL and SCALE: nothing in those is right or wrong.
    """

    CHOICES = "choices"
    TRUE_FALSE = "true-false"
    PICTURES = "pictures"
    POLL = "poll"
    PAIRS = "pairs"
    CATEGORIES = "categories"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a Select."""

    content: Document
    is_correct: bool
    feedback: Document | None
    span: Span


@dataclass(frozen=True, slots=True)
class Select:
    """Choose one or several of a list.

    With `partial`, each right decision (chosen or left) counts for 1/n of the points, which is what Open edX
    calls EDC; otherwise every decision must be right.
    """

    choices: tuple[Choice, ...]
    multiple: bool
    partial: bool
    presentation: Presentation = Presentation.CHOICES


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A foreseeable wrong number, and what to say to whoever gives it."""

    number: Decimal
    feedback: Document


@dataclass(frozen=True, slots=True)
class NumericEntry:
    """Type a number; anything from `low` to `high`, both included, is right.

    `answer` is the one to show, None where the whole range is.
    """

    answer: Decimal | None
    low: Decimal
    high: Decimal
    unit: str
    near: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A foreseeable wrong text, and what to say to whoever gives it."""

    text: str
    feedback: Document


class Comparison(Enum):
    """When a typed text is one of the accepted ones.

    LOOSE: letter case, accents and spaces do not count. EXACT: they do. PATTERN: the accepted texts are regular
    expressions as `questions.pattern` writes them; all of the text must match, letter case does not count.
    """

    LOOSE = "loose"
    EXACT = "exact"
    PATTERN = "regexp"


@dataclass(frozen=True, slots=True)
class TextEntry:
    """Type a short text. `solution` is the right answer to show."""

    accepted: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    comparison: Comparison
    solution: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a Match, and the index of the option that goes with it; None where nothing is right or wrong."""

    content: Document
    option: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Match:
    """Give each line one of the options, which may serve several lines or none.

    With `partial`, each right line counts for 1/n of the points; otherwise all must be right. Options are shown in
    lists, which hold plain text only.
    """

    lines: tuple[Line, ...]
    options: tuple[Document, ...]
    partial: bool
    presentation: Presentation


@dataclass(frozen=True, slots=True)
class Order:
    """Put the items in order; here they are in the right one.

    With `partial`, each item in its place counts for 1/n of the points; otherwise all must be.
    """

    items: tuple[Document, ...]
    partial: bool


Blank = Select | NumericEntry | TextEntry
"""One gap of a Cloze; a Select there is a list of plain texts of which one is right."""


@dataclass(frozen=True, slots=True)
class Cloze:
    """Fill the gaps of a text, which holds `blank_mark(n)` where the blank of index n stands.

    With `partial`, each right blank counts for 1/n of the points; otherwise all must be right.
    """

    text: Document
    blanks: tuple[Blank, ...]
    partial: bool


@dataclass(frozen=True, slots=True)
class Essay:
    """Write freely; never graded. `lines` is the height of the field, `model` what to compare with afterwards."""

    lines: int
    model: Document | None
    required: bool


Interaction = Select | NumericEntry | TextEntry | Match | Order | Cloze | Essay


def is_scored(interaction: Interaction) -> bool:
    """Tell whether an answer can be right or wrong."""
    match interaction:
        case Select():
            return interaction.presentation is not Presentation.POLL
        case Match():
            return interaction.presentation is not Presentation.SCALE
        case Essay():
            return False
        case NumericEntry() | TextEntry() | Order() | Cloze():
            return True
        case _:
            assert_never(interaction)


def interaction_documents(interaction: Interaction) -> Iterator[Document]:
    """Go through the Markdown texts of an interaction: choices, lines, options and feedback."""
    match interaction:
        case Select():
            for choice in interaction.choices:
                yield choice.content
                if choice.feedback:
                    yield choice.feedback
        case NumericEntry():
            yield from (miss.feedback for miss in interaction.near)
        case TextEntry():
            yield from (rejected.feedback for rejected in interaction.rejected)
        case Match():
            yield from (line.content for line in interaction.lines)
            yield from interaction.options
        case Order():
            yield from interaction.items
        case Cloze():
            yield interaction.text
            for blank in interaction.blanks:
                yield from interaction_documents(blank)
        case Essay():
            if interaction.model:
                yield interaction.model
        case _:
            assert_never(interaction)
