"""Quizzes and their questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from builder.diagnostics import Span
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
    """One question. `points` is what a right answer is worth."""

    id: str
    prompt: Document
    interaction: Interaction
    points: Decimal
    feedback: Feedback
    hints: tuple[Document, ...]
    explanation: Document | None
    span: Span
    id_span: Span

    def documents(self) -> Iterator[Document]:
        """Go through the Markdown texts of the question."""
        outcomes = (self.feedback.right, self.feedback.partial, self.feedback.wrong, self.explanation)
        yield self.prompt
        yield from interaction_documents(self.interaction)
        yield from self.hints
        yield from (document for document in outcomes if document is not None)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A graded list of questions.

    `passing_score` is a part of one. `attempts` is how often each question may be answered, 0 without limit;
    the best answer counts.
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

    @property
    def points(self) -> Decimal:
        """What answering everything right is worth."""
        return sum((question.points for question in self.questions), Decimal(0))

    @property
    def is_graded(self) -> bool:
        """True when there is something to score."""
        return self.points > 0
