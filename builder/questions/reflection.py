"""Reflection: `reflection:`, a free answer that is never graded."""

from builder.diagnostics import msg
from builder.model.interaction import Essay
from builder.questions.question_type import Example
from builder.questions.texts import document
from builder.syntax.fields import WRONG_SHAPE, Block, Field, open_block
from builder.syntax.values import parse_yes_no
from builder.syntax.yaml import Text

name = "reflection"
answer_key = "reflection"
prompt_key = "question"
title = msg("Reflection")
about = msg(
    "Learners write as much as they like, and may then compare with an example. Nothing is graded. The text stays on "
    "the learner's device; it can be downloaded and printed."
)
REFLECTION_FIELDS = (
    Field("lines", msg("the height of the field, in lines")),
    Field("model", msg("an example of an answer, shown afterwards")),
    Field("required", msg("yes when the quiz is not done without an answer")),
)
fields = (
    Field(
        "reflection",
        msg("how the answer is written: lines, model, required; or just yes"),
        inside=REFLECTION_FIELDS,
    ),
)
example = Example(
    """\
id: mon-projet
question: Quelle action pourriez-vous lancer dans votre commune dans les six mois ?
reflection:
  lines: 6
  model: |
    Par exemple, expérimenter une rue scolaire avec les parents d'élèves.
  required: non
""",
    {
        ("Un composteur de quartier.",): 0,
    },
)
_LINES, _MOST_LINES = 5, 30


def claims(block: Block) -> bool:
    """Claim a reflection, even when nothing is said about it."""
    return "reflection" in block.names


def lower(block: Block) -> Essay | None:
    """Return an Essay."""
    value = block.value("reflection")
    if value is None or (isinstance(value, Text) and parse_yes_no(value.text)):
        return Essay(_LINES, None, required=False) if block.sound else None
    inner = open_block(value, REFLECTION_FIELDS, block.context)
    if inner is None:
        block.sound = False
        return None
    essay = Essay(read_lines(inner), document(inner, "model"), required=inner.yes_no("required") or False)
    block.sound = block.sound and inner.sound
    return essay if block.sound else None


def read_lines(block: Block) -> int:
    """Return the height of the field."""
    lines = block.count("lines", _LINES)
    if block.sound and not 1 <= lines <= _MOST_LINES:
        block.report(
            WRONG_SHAPE.at(
                block.key_span("lines"),
                msg("a field has 1 to {limit} lines", limit=_MOST_LINES),
                remedy=msg("write a number between the two"),
            )
        )
    return lines
