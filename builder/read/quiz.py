"""A quiz: one YAML file."""

from decimal import Decimal
from pathlib import PurePosixPath

from builder.diagnostics import Kind, Severity, Source, msg
from builder.model.quiz import Keep, Question, Quiz, ShowFeedback
from builder.questions import QUESTION_TYPES
from builder.questions.question import read_identifier, read_question
from builder.questions.texts import document
from builder.read.page import title_from_file
from builder.read.pools import FIELDS as POOL_FIELDS
from builder.read.pools import read_pools
from builder.read.references import former_names
from builder.syntax.fields import WRONG_SHAPE, Block, Context, Field, open_block
from builder.syntax.markdown import parse_text
from builder.syntax.yaml import read_yaml

EMPTY_QUIZ = Kind("empty-quiz", Severity.ERROR, msg("A quiz without questions can never be passed."))

FIELDS = (
    Field("id", msg("a short name that never changes")),
    Field("title", msg("the title that learners see")),
    Field("intro", msg("what stands before the questions")),
    Field("pass", msg("the part of the points that passes the quiz, such as 70 %")),
    Field(
        "attempts",
        msg("how often each question may be answered, or the whole quiz when all is sent together; 0 for no limit"),
    ),
    Field("show_feedback", msg("`each` (after each question), `end` (once all is sent) or `never`")),
    Field("keep", msg("which attempt counts: `best` or `last`")),
    Field("shuffle", msg("what stands in another order for each learner: `none`, `choices`, `questions` or `both`")),
    Field("points", msg("what a question is worth when it does not say")),
    Field("weight", msg("what the quiz counts for in the score of the course; its points when it does not say")),
    Field("questions", msg("the list of questions")),
    Field("pools", msg("lists of questions of which each learner gets some"), inside=POOL_FIELDS),
    Field("was", msg("the ids under which it was published before, the oldest first")),
)

_SHUFFLE = ("none", "choices", "questions", "both")
MOST_ATTEMPTS = 15
"""What the saved state counts up to."""


def read_quiz(source: Source, default_id: str, default_pass: Decimal, context: Context) -> Quiz | None:
    """Return the quiz that a file holds, or None when it is none; what is wrong with it is reported."""
    before = len(context.findings)
    value = read_yaml(source, context.findings)
    if value is None:
        if len(context.findings) == before:
            _report_empty(source, context)
        return None
    block = open_block(value, FIELDS, context)
    return _quiz(block, source, default_id, default_pass) if block else None


def _quiz(block: Block, source: Source, default_id: str, default_pass: Decimal) -> Quiz:
    said = block.number("points")
    points = Decimal(1) if said is None else said
    passing = block.percent("pass")
    shuffle = block.choice("shuffle", _SHUFFLE, "none")
    identifier, id_span = read_identifier(block, default_id)
    return Quiz(
        id=identifier,
        title=block.text("title") or title_from_file(PurePosixPath(source.path).stem),
        intro=document(block, "intro") or parse_text("", block.span),
        questions=_questions(block, points),
        passing_score=default_pass if passing is None else passing,
        attempts=_attempts(block),
        path=source.path,
        span=block.head,
        id_span=id_span,
        pools=read_pools(block, points),
        show_feedback=ShowFeedback(block.choice("show_feedback", tuple(one.value for one in ShowFeedback), "each")),
        keep=Keep(block.choice("keep", tuple(one.value for one in Keep), "best")),
        shuffle_choices=shuffle in {"choices", "both"},
        shuffle_questions=shuffle in {"questions", "both"},
        weight=_weight(block),
        says_pass=passing is not None,
        was=former_names(block),
    )


def _attempts(block: Block) -> int:
    attempts = block.count("attempts", 0)
    if attempts > MOST_ATTEMPTS:
        block.report(
            WRONG_SHAPE.at(
                block.key_span("attempts"),
                msg("a question can be answered {limit} times at most", limit=MOST_ATTEMPTS),
                remedy=msg("write a smaller number, or 0 for no limit"),
            )
        )
    return attempts


def _weight(block: Block) -> Decimal | None:
    weight = block.number("weight")
    if weight is not None and weight <= 0:
        block.report(
            WRONG_SHAPE.at(
                block.key_span("weight"),
                msg("a quiz cannot count for {weight}", weight=str(weight)),
                remedy=msg("write a positive number, or `points: 0` in the questions of a quiz that does not count"),
            )
        )
    return weight


def _questions(block: Block, points: Decimal) -> tuple[Question, ...]:
    items = block.items("questions")
    if not items and "pools" not in block and block.sound:
        block.report(
            EMPTY_QUIZ.at(
                block.key_span("questions"),
                msg("this quiz has no question"),
                remedy=msg("add `questions:` with at least one question below it"),
            )
        )
    read = (read_question(item, QUESTION_TYPES, block.context, points) for item in items)
    return tuple(question for question in read if question is not None)


def _report_empty(source: Source, context: Context) -> None:
    context.findings.add(
        EMPTY_QUIZ.at(
            source.span(0, 0),
            msg("this quiz file is empty"),
            remedy=msg("write the quiz, or remove the file"),
        )
    )
