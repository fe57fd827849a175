"""The shape of a question type: what a module of this room offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from builder.diagnostics import Message
from builder.model.interaction import Interaction
from builder.syntax.fields import Block, Field


@dataclass(frozen=True, slots=True)
class Example:
    """A question as authors write it, in YAML, and what answers to it are worth, as parts of its points.

    An answer is a list of words: the choices ticked, what is typed, the items in the learner's order, what fills each
    blank, or `line → option` for each line.
    """

    question: str
    answers: Mapping[tuple[str, ...], Fraction | int]


class QuestionType(Protocol):
    """An author-facing way to ask. A module with these names satisfies it.

    `name` is what authors write after `type:`. `answer_key` is the key that holds the answer and so decides the
    type; `prompt_key` holds what is asked. `fields` are the keys of this type besides those of every question.

    `title`, `about` and `example` make its section of the reference: what it is called, what learners do and what that
    is worth, and a question with at least one right and one wrong answer, where there are such.
    """

    @property
    def name(self) -> str: ...
    @property
    def answer_key(self) -> str: ...
    @property
    def prompt_key(self) -> str: ...
    @property
    def title(self) -> Message: ...
    @property
    def about(self) -> Message: ...
    @property
    def fields(self) -> tuple[Field, ...]: ...
    @property
    def example(self) -> Example: ...

    def claims(self, block: Block) -> bool:
        """Tell whether a block without `type:` is of this type; no two types claim the same block."""
        ...

    def lower(self, block: Block) -> Interaction | None:
        """Return what the learner is asked to do, or None when the block is not sound."""
        ...
