"""What questions are called in Open edX: in the course, and in its reports."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.quiz import Pool, Question, Quiz
from builder.render.words import Words


@dataclass(frozen=True, slots=True)
class Titled:
    """A question of a quiz, its title, and its pool unless every learner gets it."""

    question: Question
    title: str
    pool: Pool | None


def titled_questions(quiz: Quiz, words: Words) -> Iterator[Titled]:
    """Go through the questions that a learner may get, each with a title that no other of the quiz has."""
    of_pools = ((question, pool) for pool in quiz.pools for question in pool.questions)
    questions: list[tuple[Question, Pool | None]] = [*((question, None) for question in quiz.questions), *of_pools]
    for number, (question, pool) in enumerate(questions, 1):
        yield Titled(question, words.text("Question {number}", number=number), pool)
