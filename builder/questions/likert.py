"""Likert scale: learners place each of the `items:` on one `scale:`; nothing is right or wrong."""

from builder.diagnostics import msg
from builder.model.interaction import Line, Match, Presentation
from builder.questions.question_type import Example
from builder.questions.texts import documents
from builder.syntax.fields import Block, Field

name = "likert"
answer_key = "scale"
prompt_key = "question"
title = msg("Scale")
about = msg("Learners place each statement on one scale. Nothing is right or wrong, and nothing is graded.")
fields = (
    Field("scale", msg("the steps of the scale, from one end to the other"), required=True),
    Field("items", msg("a list of statements to place on it"), required=True),
)
example = Example(
    """\
id: avis
question: Êtes-vous d'accord avec ces affirmations ?
scale: [Pas du tout d'accord, Plutôt pas d'accord, Plutôt d'accord, Tout à fait d'accord]
items:
  - Je saurais expliquer la ZFE.
  - Je sais à qui m'adresser.
""",
    {
        (
            "Je saurais expliquer la ZFE. → Plutôt d'accord",
            "Je sais à qui m'adresser. → Pas du tout d'accord",
        ): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim a scale."""
    return "scale" in block


def lower(block: Block) -> Match | None:
    """Return a Match of statements to steps, without right ones."""
    lines = tuple(Line(text, None, text.span) for text in documents(block, "items"))
    scale = documents(block, "scale")
    return Match(lines, scale, partial=False, presentation=Presentation.SCALE) if block.sound else None
