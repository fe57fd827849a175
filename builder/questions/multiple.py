"""Multiple choice: `choices:` with several right lines."""

from fractions import Fraction

from builder.diagnostics import msg
from builder.model.interaction import Select
from builder.questions.choices import CHOICE_FIELDS, count_correct, has_images, read_choices
from builder.questions.question_type import Example
from builder.syntax.fields import Block, Field

name = "multiple"
answer_key = "choices"
prompt_key = "question"
title = msg("Multiple choice")
about = msg(
    "Learners tick every answer that is right. All decisions must be right; with `partial: yes`, each answer rightly "
    "ticked or rightly left counts for its share of the points."
)
fields = (
    Field("choices", msg("the choices, each `correct:` or `wrong:`"), required=True, inside=CHOICE_FIELDS),
    Field("partial", msg("yes when each right decision counts")),
)
example = Example(
    """\
id: leviers
question: Quels leviers relèvent de la commune ?
choices:
  - correct: Le stationnement sur la voirie
  - correct: Les pistes cyclables des rues communales
  - wrong: Le prix du carburant
    feedback: La fiscalité des carburants est nationale.
  - wrong: Les lignes de train régionales
    feedback: Elles relèvent de la région.
partial: oui
points: 2
""",
    {
        ("Le stationnement sur la voirie", "Les pistes cyclables des rues communales"): 1,
        ("Le stationnement sur la voirie",): Fraction(3, 4),
        ("Le prix du carburant", "Les lignes de train régionales"): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim choices without pictures of which several are right."""
    return "choices" in block and not has_images(block) and count_correct(block) > 1


def lower(block: Block) -> Select | None:
    """Return a Select of several."""
    choices = read_choices(block)
    partial = block.yes_no("partial") or False
    return Select(choices, multiple=True, partial=partial) if block.sound else None
