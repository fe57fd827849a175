"""Poll: `poll:` lists what learners may choose; nothing is right or wrong."""

from builder.diagnostics import msg
from builder.model.interaction import Choice, Presentation, Select
from builder.questions.texts import documents
from builder.syntax.fields import Block, Field

name = "poll"
answer_key = "poll"
prompt_key = "question"
fields = (
    Field("poll", msg("a list of what learners may choose"), required=True),
    Field("multiple", msg("yes when learners may choose several")),
)


def claims(block: Block) -> bool:
    """Claim a poll."""
    return "poll" in block


def lower(block: Block) -> Select | None:
    """Return a Select without right choices."""
    choices = tuple(Choice(text, is_correct=False, feedback=None, span=text.span) for text in documents(block, "poll"))
    multiple = block.yes_no("multiple") or False
    return Select(choices, multiple, partial=False, presentation=Presentation.POLL) if block.sound else None
