"""What questions are called in Open edX: in the course, and in its reports."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.quiz import Pool, Question, Quiz
from builder.render.words import Words
from builder.targets.olx.grading import reported_title


@dataclass(frozen=True, slots=True)
class Titled:
    """A question of a quiz, its title, and its pool unless every learner gets it."""

    question: Question
    title: str
    pool: Pool | None


def titled_questions(quiz: Quiz, words: Words) -> Iterator[Titled]:
    """Go through the questions that a learner may get, each with a title that no other of the quiz has."""
    for number, question in enumerate(quiz.questions, 1):
        yield Titled(question, words.text("Question {number}", number=number), None)
    for pool in quiz.pools:
        for number, question in enumerate(pool.questions, 1):
            title = words.text("{pool}: question {number}", pool=pool.name, number=number)
            yield Titled(question, reported_title(title, words.language), pool)
