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
    """How a Select likes to be shown; a dialect may ignore it without being wrong."""

    CHOICES = "choices"
    TRUE_FALSE = "true-false"


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
    """Type a number; anything from `low` to `high`, both included, is right."""

    answer: Decimal
    low: Decimal
    high: Decimal
    unit: str
    near: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A foreseeable wrong text, and what to say to whoever gives it."""

    text: str
    feedback: Document


@dataclass(frozen=True, slots=True)
class TextEntry:
    """Type a short text. Unless `exact`, letter case, accents and spaces do not count."""

    accepted: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    exact: bool


Interaction = Select | NumericEntry | TextEntry


def interaction_documents(interaction: Interaction) -> Iterator[Document]:
    """Go through the Markdown texts of an interaction: choices and their feedback."""
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
        case _:
            assert_never(interaction)
