"""Poll: `poll:` lists what learners may choose; nothing is right or wrong."""

from builder.diagnostics import msg
from builder.model.interaction import Choice, Presentation, Select
from builder.questions.question_type import Example
from builder.questions.texts import documents
from builder.syntax.fields import Block, Field

name = "poll"
answer_key = "poll"
prompt_key = "question"
title = msg("Poll")
about = msg("Learners choose what holds for them. Nothing is right or wrong, and nothing is graded.")
fields = (
    Field("poll", msg("a list of what learners may choose"), required=True),
    Field("multiple", msg("yes when learners may choose several")),
)
example = Example(
    """\
id: venue
question: Comment venez-vous au travail ?
poll: [À pied, À vélo, En car, En voiture]
""",
    {
        ("À vélo",): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim a poll."""
    return "poll" in block


def lower(block: Block) -> Select | None:
    """Return a Select without right choices."""
    choices = tuple(Choice(text, is_correct=False, feedback=None, span=text.span) for text in documents(block, "poll"))
    multiple = block.yes_no("multiple") or False
    return Select(choices, multiple, partial=False, presentation=Presentation.POLL) if block.sound else None
