"""The shape of a question type: what a module of this room offers."""

from typing import Protocol

from builder.model.interaction import Interaction
from builder.syntax.fields import Block, Field


class QuestionType(Protocol):
    """An author-facing way to ask. A module with these names satisfies it.

    `name` is what authors write after `type:`. `answer_key` is the key that holds the answer and so decides the
    type; `prompt_key` holds what is asked. `fields` are the keys of this type besides those of every question.
    """

    @property
    def name(self) -> str: ...
    @property
    def answer_key(self) -> str: ...
    @property
    def prompt_key(self) -> str: ...
    @property
    def fields(self) -> tuple[Field, ...]: ...

    def claims(self, block: Block) -> bool:
        """Tell whether a block without `type:` is of this type; no two types claim the same block."""
        ...

    def lower(self, block: Block) -> Interaction | None:
        """Return what the learner is asked to do, or None when the block is not sound."""
        ...
