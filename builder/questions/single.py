"""Single choice: `choices:` with one right line."""

from builder.diagnostics import msg
from builder.model.interaction import Select
from builder.questions.choices import CHOICE_FIELDS, count_correct, has_images, read_choices
from builder.questions.question_type import Example
from builder.syntax.fields import Block, Field

name = "single"
answer_key = "choices"
prompt_key = "question"
title = msg("Single choice")
about = msg("Learners choose one of several answers. The right one is worth all the points.")
fields = (Field("choices", msg("the choices, each `correct:` or `wrong:`"), required=True, inside=CHOICE_FIELDS),)
example = Example(
    """\
id: sigle-zfe
question: Que signifie le sigle « ZFE » ?
choices:
  - correct: Zone à faibles émissions
    feedback: Oui. L'accès des véhicules les plus polluants y est restreint.
  - wrong: Zone franche européenne
    feedback: Une zone franche relève de la fiscalité, pas de la qualité de l'air.
  - wrong: Zone de fret express
    feedback: Il ne s'agit pas de marchandises.
hints:
  - Pensez à la qualité de l'air.
explanation: Les véhicules y sont admis selon leur vignette Crit'Air.
""",
    {
        ("Zone à faibles émissions",): 1,
        ("Zone franche européenne",): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim choices without pictures of which at most one is right."""
    return "choices" in block and not has_images(block) and count_correct(block) <= 1


def lower(block: Block) -> Select | None:
    """Return a Select of one."""
    choices = read_choices(block)
    return Select(choices, multiple=False, partial=False) if block.sound else None
