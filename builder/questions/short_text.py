"""Short text: `accept:` lists the spellings that are right."""

from builder.diagnostics import Diagnostic, msg
from builder.model.interaction import Rejected, TextEntry
from builder.questions.texts import document
from builder.syntax.fields import MISSING_FIELD, Block, Field, open_block
from builder.syntax.yaml import Value

name = "short-text"
answer_key = "accept"
prompt_key = "question"
fields = (
    Field("accept", msg("the right answer, or a list of right spellings"), required=True),
    Field("reject", msg("foreseeable wrong answers, each with its feedback")),
    Field("compare", msg("loose (case, accents and spaces do not count) or exact")),
)
REJECT_FIELDS = (
    Field("text", msg("a wrong answer"), required=True),
    Field("feedback", msg("what to say to whoever gives it"), required=True),
)


def claims(block: Block) -> bool:
    """Claim a block that lists accepted texts."""
    return "accept" in block


def lower(block: Block) -> TextEntry | None:
    """Return a TextEntry."""
    accepted = tuple(text.text.strip() for text in block.texts("accept") if text.text.strip())
    if not accepted and block.sound:
        block.report(_nothing_accepted(block))
    rejected = tuple(made for item in block.items("reject") if (made := _rejected(item, block)))
    exact = block.choice("compare", ("loose", "exact"), "loose") == "exact"
    return TextEntry(accepted, rejected, exact) if block.sound else None


def _nothing_accepted(block: Block) -> Diagnostic:
    return MISSING_FIELD.at(
        block.key_span("accept"), msg("no answer is accepted"), remedy=msg("write the right answer after `accept:`")
    )


def _rejected(item: Value, question: Block) -> Rejected | None:
    block = open_block(item, REJECT_FIELDS, question.context)
    if block is None:
        question.sound = False
        return None
    text, feedback = block.text("text"), document(block, "feedback")
    question.sound = question.sound and block.sound
    return Rejected(text, feedback) if text and feedback else None
