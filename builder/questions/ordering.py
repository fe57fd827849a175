"""Ordering: `order:` lists the steps in the right order."""

from builder.diagnostics import msg
from builder.model.interaction import Order
from builder.questions.texts import documents
from builder.syntax.fields import Block, Field

name = "ordering"
answer_key = "order"
prompt_key = "question"
fields = (
    Field("order", msg("a list in the right order; learners get it mixed"), required=True),
    Field("partial", msg("no when all must be right; otherwise each right answer counts")),
)


def claims(block: Block) -> bool:
    """Claim a block with an order."""
    return "order" in block


def lower(block: Block) -> Order | None:
    """Return an Order."""
    items = documents(block, "order")
    partial = block.yes_no("partial")
    return Order(items, partial=partial is not False) if block.sound else None
