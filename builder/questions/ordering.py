"""Ordering: `order:` lists the steps in the right order."""

from fractions import Fraction

from builder.diagnostics import msg
from builder.model.interaction import Order
from builder.questions.question_type import Example
from builder.questions.texts import documents
from builder.syntax.fields import Block, Field

name = "ordering"
answer_key = "order"
prompt_key = "question"
title = msg("Order")
about = msg(
    "Learners put mixed items in order, with buttons. Each item in its place counts for its share of the points."
)
fields = (
    Field("order", msg("a list in the right order; learners get it mixed"), required=True),
    Field("partial", msg("no when all must be right; otherwise each right answer counts")),
)
example = Example(
    """\
id: etapes
question: Remettez dans l'ordre les étapes d'un plan de mobilité.
order:
  - Faire le diagnostic
  - Fixer les objectifs
  - Choisir les actions
  - Évaluer les effets
explanation: Sans diagnostic, rien ne dit quels objectifs comptent.
""",
    {
        ("Faire le diagnostic", "Fixer les objectifs", "Choisir les actions", "Évaluer les effets"): 1,
        ("Fixer les objectifs", "Faire le diagnostic", "Choisir les actions", "Évaluer les effets"): Fraction(1, 2),
        ("Évaluer les effets", "Faire le diagnostic", "Fixer les objectifs", "Choisir les actions"): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim a block with an order."""
    return "order" in block


def lower(block: Block) -> Order | None:
    """Return an Order."""
    items = documents(block, "order")
    partial = block.yes_no("partial")
    return Order(items, partial=partial is not False) if block.sound else None
