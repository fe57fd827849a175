"""Questions that were published and are gone: most often, their words changed and their ids with them."""

from collections.abc import Iterator
from itertools import groupby

from builder.check.successors import Comparison, gone_questions
from builder.diagnostics import Diagnostic, Kind, Source, Span, msg
from builder.model.course import Activity, Page, questions_of
from builder.model.identifier import joined
from builder.model.published import PublishedQuestion
from builder.model.quiz import Question

_FEW = 3
"""More than that of one quiz, with nothing in their places, are told together."""


def lost_questions(compared: Comparison, kind: Kind) -> Iterator[Diagnostic]:
    """Find questions that are gone: one that several quizzes draw is told once, in its own file."""
    told: set[Span | str] = set()
    alone: list[tuple[str, PublishedQuestion]] = []
    banks: dict[Source, list[PublishedQuestion]] = {}
    for module in compared.published.modules:
        for activity in module.activities:
            place = compared.activity(module, activity)
            name = f"{module.id}/{activity.id}"
            for question, successor in gone_questions(activity, place[1]) if place else ():
                if successor and successor.own == question.own:
                    banks.setdefault(successor.span.source, []).append(question)
                    continue
                once = successor.span if successor else _drawn_as(question, name)
                if place and successor and once not in told:
                    yield _reworded(question, successor, place[1], kind)
                elif once not in told:
                    alone.append((name, question))
                told.add(once)
    for source, questions in banks.items():
        yield from _renamed_bank(source, questions, compared, kind)
    elsewhere = _new_questions(compared)
    for name, question in [one for one in alone if one[1].own in elsewhere]:
        alone.remove((name, question))
        yield _moved_question(name, elsewhere[question.own], kind)
    for name, group in groupby(alone, key=lambda one: one[0]):
        yield from _gone_questions(name, [question for _, question in group], kind)


def _new_questions(compared: Comparison) -> dict[str, Question]:
    """Return by their ids the questions that their pages and quizzes did not have when they were published."""
    known: dict[str, set[str]] = {}
    for module in compared.published.modules:
        for activity in module.activities:
            place = compared.activity(module, activity)
            if place:
                known.setdefault(place[1].path, set()).update(question.id for question in activity.questions)
    return {
        question.own: question
        for module in compared.course.modules
        for activity in module.activities
        for question in questions_of(activity)
        if question.id not in known.get(activity.path, set())
    }


def _moved_question(name: str, question: Question, kind: Kind) -> Diagnostic:
    return kind.at(
        question.span,
        msg(
            "this question was in `{name}`: answers do not follow it from there; learners lose theirs, not the score "
            "that they have",
            name=name,
        ),
        remedy=msg("leave it where it was, or publish with `--accept-losses`"),
    )


def _drawn_as(question: PublishedQuestion, name: str) -> str:
    """Return what a question without successor is called wherever it is drawn from its file."""
    return question.id if question.own != question.id else joined(name.replace("/", "-"), question.id)


def _reworded(question: PublishedQuestion, successor: Question, activity: Activity, kind: Kind) -> Diagnostic:
    return kind.at(
        successor.span,
        msg(
            "this question seems to be `{name}` in new words: under its new id, learners would lose their answers",
            name=question.own,
        ),
        remedy=msg(
            "write `{line}` here; if it is another question, publish with `--accept-losses`",
            line=_first_line(successor.span.text, question.own),
        )
        if isinstance(activity, Page)
        else msg(
            "write `id: {name}` in this question; if it is another one, publish with `--accept-losses`",
            name=question.own,
        ),
    )


def _renamed_bank(
    source: Source, questions: list[PublishedQuestion], compared: Comparison, kind: Kind
) -> Iterator[Diagnostic]:
    """Tell of a file that others draw from once for all of its questions: their ids there begin with its name."""
    home = next(((module, quiz) for module, quiz in compared.course.quizzes() if quiz.path == source.path), None)
    if home and not (home[0].was or home[1].was):
        return  # a quiz of the course that has another id is told already
    former = next((one.id.removesuffix(f"-{one.own}") for one in questions if one.id.endswith(f"-{one.own}")), "")
    remedy = msg("write `{line}` on a line of its own in {path}", line=f"was: {former}", path=source.path)
    if home:
        remedy = msg("put the oldest id first in `was:`")
    elif not former:
        remedy = msg("give {path} its former name back", path=source.path)
    yield kind.at(
        source.line_span(1),
        msg("the name of this file is part of the ids of what is drawn from it: learners lose their answers"),
        remedy=remedy,
    )


def _first_line(written: str, identifier: str) -> str:
    """Return the first line of a self-check with another id, whatever else stands between its braces."""
    start, _, attributes = written.partition("{")
    others = [word for word in attributes.rstrip("} ").split() if not word.startswith("#")]
    return f"{start.rstrip()} {{{' '.join([f'#{identifier}', *others])}}}"


def _gone_questions(name: str, questions: list[PublishedQuestion], kind: Kind) -> Iterator[Diagnostic]:
    remedy = msg("if some are there in new words, write the old `id:` in each; if not, publish with `--accept-losses`")
    if len(questions) > _FEW:
        yield kind.at(
            questions[0].span,
            msg(
                "{count} questions of `{name}` are gone: learners lose their answers, not the score that they have",
                count=len(questions),
                name=name,
            ),
            remedy=remedy,
        )
        return
    for question in questions:
        yield kind.at(
            question.span,
            msg(
                "the question `{id}` of `{name}` is gone: learners lose their answers, not the score that they have",
                id=question.own,
                name=name,
            ),
            remedy=msg(
                "if it is there in new words, write `id: {id}` in it; if not, publish with `--accept-losses`",
                id=question.own,
            ),
        )
