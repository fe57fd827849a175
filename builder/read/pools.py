"""Pools as a quiz writes them: questions of which each learner gets some. `banks` adds those of other files."""

from decimal import Decimal

from builder.diagnostics import Diagnostic, msg
from builder.model.quiz import Pool
from builder.questions import QUESTION_TYPES
from builder.questions.question import read_question
from builder.read.references import references
from builder.syntax.fields import MISSING_FIELD, WRONG_SHAPE, Block, Context, Field, open_block
from builder.syntax.yaml import Value

FIELDS = (
    Field("name", msg("what the pool is about; learners do not see it")),
    Field("draw", msg("how many questions each learner gets"), required=True),
    Field("questions", msg("the list of questions")),
    Field("from", msg("quiz files to take questions from, by their paths from this file")),
    Field("tags", msg("which questions to take from these files: those with one of these tags")),
)


def read_pools(block: Block, points: Decimal) -> tuple[Pool, ...]:
    """Return the pools of a quiz that can be read; `points` is what a question is worth when it does not say."""
    read = (_read_pool(item, points, block.context) for item in block.items("pools"))
    return tuple(pool for pool in read if pool is not None)


def _read_pool(value: Value, points: Decimal, context: Context) -> Pool | None:
    block = open_block(value, FIELDS, context)
    if block is None:
        return None
    draw, sources, tags = block.count("draw", 0), references(block, "from"), references(block, "tags")
    if block.sound and (fault := _fault(block, draw)):
        block.report(fault)
    read = [read_question(item, QUESTION_TYPES, context, points) for item in block.items("questions")]
    questions = tuple(question for question in read if question is not None)
    # A question that cannot be read is one mistake: that the pool is too small is not another.
    if not block.sound or len(questions) < len(read):
        return None
    return Pool(block.text("name"), draw, questions, block.head, sources, tags)


def _fault(block: Block, draw: int) -> Diagnostic | None:
    if not draw:
        return WRONG_SHAPE.at(
            block.key_span("draw"),
            msg("a pool cannot draw 0 questions"),
            remedy=msg("write how many questions each learner gets, 1 or more"),
        )
    if "questions" not in block and "from" not in block:
        return MISSING_FIELD.at(
            block.head,
            msg("this pool has no question"),
            remedy=msg("add `questions:` with questions below it, or `from:` with quiz files"),
        )
    if "tags" in block and "from" not in block:
        return MISSING_FIELD.at(
            block.key_span("tags"),
            msg("`tags` needs the quiz files to choose from"),
            remedy=msg("add `from:` beside it"),
        )
    return None
