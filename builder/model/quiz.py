"""Quizzes and their questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import chain

from builder.diagnostics import Span
from builder.model.badge import Reference
from builder.model.interaction import Interaction, interaction_documents
from builder.syntax.markdown import Document


@dataclass(frozen=True, slots=True)
class Feedback:
    """What to say after an answer, by its outcome."""

    right: Document | None = None
    partial: Document | None = None
    wrong: Document | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `points` is what a right answer is worth, 0 where nothing is right or wrong.

    `objective` names an objective of the course. `own_id` is its id in the
    file that a pool took it from.
    """

    id: str
    prompt: Document
    interaction: Interaction
    points: Decimal
    feedback: Feedback
    hints: tuple[Document, ...]
    explanation: Document | None
    span: Span
    id_span: Span
    tags: tuple[str, ...] = ()
    objective: Reference | None = None
    own_id: str = ""

    @property
    def own(self) -> str:
        """The id that the question has in its own file."""
        return self.own_id or self.id

    def documents(self) -> Iterator[Document]:
        """Go through the Markdown texts of the question."""
        outcomes = (self.feedback.right, self.feedback.partial, self.feedback.wrong, self.explanation)
        yield self.prompt
        yield from interaction_documents(self.interaction)
        yield from self.hints
        yield from (document for document in outcomes if document is not None)


class ShowFeedback(Enum):
    """When learners are told how they did: after EACH question, at the END of all, or the score alone (NEVER)."""

    EACH = "each"
    END = "end"
    NEVER = "never"


class Keep(Enum):
    """Which attempt counts."""

    BEST = "best"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions of which each learner gets `draw`, always the same ones.

    `sources` are the quiz files that some are taken from, those with one of the `tags`, or all where there are none.
    """

    name: str
    draw: int
    questions: tuple[Question, ...]
    span: Span
    sources: tuple[Reference, ...] = ()
    tags: tuple[Reference, ...] = ()

    @property
    def points(self) -> Decimal:
        """What the questions that a learner gets are worth, on average where they differ."""
        total = sum((question.points for question in self.questions), Decimal(0))
        return total * self.draw / len(self.questions) if self.questions else Decimal(0)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A list of questions: those that every learner gets, then those drawn from pools.

    `passing_score` is a part of one; `says_pass` tells that this quiz has one of its own. `attempts` is how often each
    question may be answered (the whole quiz, where feedback comes at the end or never), 0 without limit. `weight` is
    what the quiz counts for in the score of the course, None for its points. `was` are the ids of earlier publications,
    as `old-id` or `old-module/old-id`.
    """

    id: str
    title: str
    intro: Document
    questions: tuple[Question, ...]
    passing_score: Decimal
    attempts: int
    path: str
    span: Span
    id_span: Span
    pools: tuple[Pool, ...] = ()
    show_feedback: ShowFeedback = ShowFeedback.EACH
    keep: Keep = Keep.BEST
    shuffle_choices: bool = False
    shuffle_questions: bool = False
    weight: Decimal | None = None
    says_pass: bool = False
    was: tuple[Reference, ...] = ()

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """Every question that a learner may get."""
        return (*self.questions, *chain.from_iterable(pool.questions for pool in self.pools))

    @property
    def count(self) -> int:
        """How many questions a learner gets."""
        return len(self.questions) + sum(pool.draw for pool in self.pools)

    @property
    def points(self) -> Decimal:
        """What answering everything right is worth."""
        fixed = sum((question.points for question in self.questions), Decimal(0))
        return fixed + sum((pool.points for pool in self.pools), Decimal(0))

    @property
    def counts_for(self) -> Decimal:
        """What the quiz counts for in the score of the course: nothing where there is nothing to score."""
        return self.points if self.weight is None or not self.is_graded else self.weight

    @property
    def is_graded(self) -> bool:
        """True when there is something to score."""
        return self.points > 0
