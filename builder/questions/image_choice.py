"""Image choice: `choices:` of which at least one has an `image:`."""

from builder.diagnostics import msg
from builder.model.interaction import Presentation, Select
from builder.questions.choices import count_correct, has_images, read_choices
from builder.syntax.fields import Block, Field

name = "image-choice"
answer_key = "choices"
prompt_key = "question"
fields = (
    Field("choices", msg("the choices, each `correct:` or `wrong:`, with an `image:`"), required=True),
    Field("partial", msg("yes when each right decision counts")),
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
