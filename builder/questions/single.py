"""Single choice: `choices:` with one right line."""

from builder.diagnostics import msg
from builder.model.interaction import Select
from builder.questions.choices import count_correct, has_images, read_choices
from builder.syntax.fields import Block, Field

name = "single"
answer_key = "choices"
prompt_key = "question"
fields = (Field("choices", msg("the choices, each `correct:` or `wrong:`"), required=True),)


def claims(block: Block) -> bool:
    """Claim choices without pictures of which at most one is right."""
    return "choices" in block and not has_images(block) and count_correct(block) <= 1


def lower(block: Block) -> Select | None:
    """Return a Select of one."""
    choices = read_choices(block)
    return Select(choices, multiple=False, partial=False) if block.sound else None
