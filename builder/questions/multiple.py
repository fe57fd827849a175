"""Multiple choice: `choices:` with several right lines."""

from builder.diagnostics import msg
from builder.model.interaction import Select
from builder.questions.choices import count_correct, has_images, read_choices
from builder.syntax.fields import Block, Field

name = "multiple"
answer_key = "choices"
prompt_key = "question"
fields = (
    Field("choices", msg("the choices, each `correct:` or `wrong:`"), required=True),
    Field("partial", msg("yes when each right decision counts")),
)


def claims(block: Block) -> bool:
    """Claim choices without pictures of which several are right."""
    return "choices" in block and not has_images(block) and count_correct(block) > 1


def lower(block: Block) -> Select | None:
    """Return a Select of several."""
    choices = read_choices(block)
    partial = block.yes_no("partial") or False
    return Select(choices, multiple=True, partial=partial) if block.sound else None
