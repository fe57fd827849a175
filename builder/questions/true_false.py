"""True or false: `statement:` and `answer:`."""

from builder.diagnostics import Span, msg
from builder.model.interaction import Choice, Presentation, Select
from builder.syntax.fields import Block, Field
from builder.syntax.markdown import parse_text

name = "true-false"
answer_key = "answer"
prompt_key = "statement"
fields = (
    Field("statement", msg("the sentence to judge"), required=True),
    Field("answer", msg("true or false"), required=True),
)


def claims(block: Block) -> bool:
    """Claim a statement or an answer to one."""
    return "statement" in block or "answer" in block


def lower(block: Block) -> Select | None:
    """Return a Select of true and false, in this order; their labels are the interface's."""
    answer = block.yes_no("answer")
    if answer is None or not block.sound:
        return None
    span = block.key_span("answer")
    choices = (_choice(is_correct=answer, span=span), _choice(is_correct=not answer, span=span))
    return Select(choices, multiple=False, partial=False, presentation=Presentation.TRUE_FALSE)


def _choice(*, is_correct: bool, span: Span) -> Choice:
    return Choice(parse_text("", span), is_correct, None, span)
