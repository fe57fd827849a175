"""Numbers: `number:`, with a tolerance, a unit and foreseeable mistakes."""

from decimal import Decimal

from builder.diagnostics import msg
from builder.model.interaction import NearMiss, NumericEntry
from builder.questions.texts import document
from builder.syntax.fields import WRONG_SHAPE, Block, Field, open_block
from builder.syntax.values import parse_number, parse_percent
from builder.syntax.yaml import Value

name = "numeric"
answer_key = "number"
prompt_key = "question"
fields = (
    Field("number", msg("the right number"), required=True),
    Field("tolerance", msg("how far off is still right: a number, or a percentage of the answer")),
    Field("unit", msg("the unit, shown after the field")),
    Field("near", msg("foreseeable wrong numbers, each with its feedback")),
)
NEAR_FIELDS = (
    Field("number", msg("a wrong number"), required=True),
    Field("feedback", msg("what to say to whoever gives it"), required=True),
)


def claims(block: Block) -> bool:
    """Claim a block that gives a number."""
    return "number" in block


def lower(block: Block) -> NumericEntry | None:
    """Return a NumericEntry with its range worked out."""
    answer, tolerance = block.number("number"), _tolerance(block)
    near = tuple(miss for item in block.items("near") if (miss := _near(item, block)))
    if answer is None or not block.sound:
        return None
    margin = tolerance[0] * abs(answer) if tolerance[1] else tolerance[0]
    return NumericEntry(answer, answer - margin, answer + margin, block.text("unit"), near)


def _tolerance(block: Block) -> tuple[Decimal, bool]:
    """Return how far off is right, and whether that is a part of the answer."""
    text = block.text_value("tolerance")
    if text is None:
        return Decimal(0), False
    language = block.context.language
    share = parse_percent(text.text, language)
    amount = share if share is not None else parse_number(text.text, language)
    if amount is None or amount < 0:
        block.report(
            WRONG_SHAPE.at(
                text.span,
                msg("`{name}` cannot be “{text}”", name="tolerance", text=text.text),
                remedy=msg("write a positive number or a percentage, such as 0.5 or 10 %"),
            )
        )
        return Decimal(0), False
    return amount, share is not None


def _near(item: Value, question: Block) -> NearMiss | None:
    block = open_block(item, NEAR_FIELDS, question.context)
    if block is None:
        question.sound = False
        return None
    number, feedback = block.number("number"), document(block, "feedback")
    question.sound = question.sound and block.sound
    return NearMiss(number, feedback) if number is not None and feedback else None
