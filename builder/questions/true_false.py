"""True or false: `statement:` and `answer:`."""

from builder.diagnostics import Span, msg
from builder.model.interaction import Choice, Presentation, Select
from builder.questions.question_type import Example
from builder.syntax.fields import Block, Field
from builder.syntax.markdown import parse_text

name = "true-false"
answer_key = "answer"
prompt_key = "statement"
title = msg("True or false")
about = msg(
    "Learners judge a sentence. The labels come from the interface; `answer:` takes true, false, vrai, faux, yes, no, "
    "oui or non."
)
fields = (
    Field("statement", msg("the sentence to judge"), required=True),
    Field("answer", msg("true or false"), required=True),
)
example = Example(
    """\
id: zfe-diesel
statement: Une ZFE interdit tous les véhicules diesel.
answer: faux
feedback:
  right: En effet, tout dépend de la vignette Crit'Air.
  wrong: La règle porte sur la vignette Crit'Air, pas sur le seul carburant.
""",
    {
        ("faux",): 1,
        ("vrai",): 0,
    },
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
