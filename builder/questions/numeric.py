"""Numbers: `number:`, with a tolerance, a unit and foreseeable mistakes."""

from dataclasses import dataclass
from decimal import Decimal

from builder.diagnostics import Diagnostic, Kind, Severity, Span, msg
from builder.model.interaction import NearMiss, NumericEntry
from builder.questions.question_type import Example
from builder.questions.texts import document
from builder.syntax.fields import WRONG_SHAPE, Block, Field, open_block
from builder.syntax.values import parse_number, parse_percent
from builder.syntax.yaml import Mapping, Text, Value

name = "numeric"
answer_key = "number"
prompt_key = "question"
title = msg("Number")
about = msg(
    "Learners type a number, written as in the language of the course; the unit stands after the field. Without a "
    "tolerance, only the exact number is right."
)
NEAR_FIELDS = (
    Field("number", msg("a wrong number"), required=True),
    Field("feedback", msg("what to say to whoever gives it"), required=True),
)
RANGE_FIELDS = (
    Field("from", msg("the smallest right number"), required=True),
    Field("to", msg("the largest right number"), required=True),
)
fields = (
    Field(
        "number", msg("the right number, or the range of right numbers: from, to"), required=True, inside=RANGE_FIELDS
    ),
    Field("tolerance", msg("how far off is still right: a number, or a percentage of the answer")),
    Field("unit", msg("the unit, shown after the field")),
    Field("near", msg("foreseeable wrong numbers, each with its feedback"), inside=NEAR_FIELDS),
)
example = Example(
    """\
id: trajet-velo
question: Quelle est la longueur moyenne d'un trajet domicile-travail à vélo ?
number: 3,5
tolerance: 0,5
unit: km
near:
  - number: 35
    feedback: Vérifiez la virgule.
explanation: Un trajet de 3 à 4 km prend environ un quart d'heure.
""",
    {
        ("3,5",): 1,
        ("4",): 1,
        ("35",): 0,
    },
)


LOST_TOLERANCE = Kind(
    "lost-tolerance", Severity.WARNING, msg("A part of 0 is 0: only the exact number would be right.")
)

_PERCENT = "%"

Bounds = tuple[Decimal | None, Decimal, Decimal]
"""The right number, None where a whole range is right, then the ends of the range."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far off is still right: an amount, or a part of the answer."""

    amount: Decimal
    is_relative: bool

    def of(self, answer: Decimal) -> Decimal:
        """Return the distance from an answer that is still right."""
        return self.amount * abs(answer) if self.is_relative else self.amount


def tolerance_of(text: str, language: str) -> Tolerance | None:
    """Return the tolerance that a text means, such as `0,5` or `10 %`, or None."""
    share = parse_percent(text, language)
    amount = share if share is not None else parse_number(text, language)
    return None if amount is None or amount < 0 else Tolerance(amount, is_relative=share is not None)


def lost_tolerance(span: Span) -> Diagnostic:
    """Return the finding about a part of an answer that is 0."""
    return LOST_TOLERANCE.at(
        span,
        msg("a percentage of 0 is 0, so that nothing but 0 is right"),
        remedy=msg("write a number, such as 0.5, instead of the percentage"),
    )


def claims(block: Block) -> bool:
    """Claim a block that gives a number."""
    return "number" in block


def lower(block: Block) -> NumericEntry | None:
    """Return a NumericEntry with its range worked out."""
    bounds = _range(block) if isinstance(block.value("number"), Mapping) else _around(block)
    near = tuple(miss for item in block.items("near") if (miss := _near(item, block)))
    if bounds is None or not block.sound:
        return None
    return NumericEntry(*bounds, block.text("unit") or _own_unit(block.value("number")), near)


def _own_unit(value: Value | None) -> str:
    """Return the percent sign when the number was written with one."""
    texts = [item for _, item in value.entries] if isinstance(value, Mapping) else [value]
    is_percentage = any(isinstance(text, Text) and text.text.strip().endswith(_PERCENT) for text in texts)
    return _PERCENT if is_percentage else ""


def _around(block: Block) -> Bounds | None:
    """Return the answer, and the range that its tolerance makes."""
    answer, text = _number(block, "number"), block.text_value("tolerance")
    tolerance = Tolerance(Decimal(0), is_relative=False)
    if text is not None:
        found = tolerance_of(text.text, block.context.language)
        if found is None:
            block.report(
                WRONG_SHAPE.at(
                    text.span,
                    msg("`{name}` cannot be “{text}”", name="tolerance", text=text.text),
                    remedy=msg("write a positive number or a percentage, such as 0.5 or 10 %"),
                )
            )
        tolerance = found or tolerance
    if answer is None:
        return None
    distance = tolerance.of(answer)
    if text is not None and tolerance.amount and not distance:
        block.context.findings.add(lost_tolerance(text.span))
    return answer, answer - distance, answer + distance


def _range(question: Block) -> Bounds | None:
    value = question.value("number")
    block = open_block(value, RANGE_FIELDS, question.context) if value else None
    if block is None:
        question.sound = False
        return None
    low, high = _number(block, "from"), _number(block, "to")
    if low is not None and high is not None and low > high:
        block.report(
            WRONG_SHAPE.at(
                block.key_span("to"),
                msg("this range ends before it begins"),
                remedy=msg("write the smaller number after `from:`"),
            )
        )
    if "tolerance" in question:
        question.report(
            WRONG_SHAPE.at(
                question.key_span("tolerance"),
                msg("a range has no tolerance"),
                remedy=msg("remove it, and widen the range if need be"),
            )
        )
    question.sound = question.sound and block.sound
    return None if low is None or high is None else (None, low, high)


def _number(block: Block, name: str) -> Decimal | None:
    """Return a number; one with a percent sign is that number of percents."""
    text = block.text_value(name)
    if text is not None and text.text.strip().endswith(_PERCENT):
        share = parse_percent(text.text, block.context.language)
        if share is not None:
            return share * 100
    return block.number(name)


def _near(item: Value, question: Block) -> NearMiss | None:
    block = open_block(item, NEAR_FIELDS, question.context)
    if block is None:
        question.sound = False
        return None
    number, feedback = _number(block, "number"), document(block, "feedback")
    question.sound = question.sound and block.sound
    return NearMiss(number, feedback) if number is not None and feedback else None
