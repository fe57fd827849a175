"""Image choice: `choices:` of which at least one has an `image:`."""

from builder.diagnostics import msg
from builder.model.interaction import Presentation, Select
from builder.questions.choices import CHOICE_FIELDS, count_correct, has_images, read_choices
from builder.questions.question_type import Example
from builder.syntax.fields import Block, Field

name = "image-choice"
answer_key = "choices"
prompt_key = "question"
title = msg("Choice of pictures")
about = msg(
    "Learners choose one picture, or tick several when several are right; each has its text below it. The rest is as "
    "with choices without pictures."
)
fields = (
    Field(
        "choices",
        msg("the choices, each `correct:` or `wrong:`, with an `image:`"),
        required=True,
        inside=CHOICE_FIELDS,
    ),
    Field("partial", msg("yes when each right decision counts")),
)
example = Example(
    """\
id: aire-pietonne
question: Quel panneau signale une aire piétonne ?
choices:
  - correct: Le premier
    image: {file: media/b54.svg, alt: "Un adulte et un enfant se tiennent la main, sur fond bleu"}
  - wrong: Le deuxième
    image: {file: media/b52.svg, alt: "Un piéton, un cycliste et une maison, sur fond bleu"}
    feedback: C'est une zone de rencontre.
""",
    {
        ("Le premier",): 1,
        ("Le deuxième",): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim choices with pictures."""
    return "choices" in block and has_images(block)


def lower(block: Block) -> Select | None:
    """Return a Select of pictures with their texts: of several when several are right."""
    choices = read_choices(block)
    partial = block.yes_no("partial") or False
    multiple = count_correct(block) > 1
    return Select(choices, multiple, partial and multiple, Presentation.PICTURES) if block.sound else None
