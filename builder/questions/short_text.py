"""Short text: `accept:` lists the spellings that are right, or expressions for them."""

import re
from unicodedata import normalize

from builder.diagnostics import Diagnostic, msg
from builder.model.interaction import Comparison, Rejected, TextEntry
from builder.questions.pattern import NestedRepeatError, UnsharedPatternError, shared_pattern
from builder.questions.question_type import Example
from builder.questions.texts import document
from builder.syntax.fields import MISSING_FIELD, WRONG_SHAPE, Block, Field, open_block
from builder.syntax.yaml import Text, Value

name = "short-text"
answer_key = "accept"
prompt_key = "question"
title = msg("Short text")
about = msg("Learners type a word or two: 85 characters, or as many as the longest accepted text has.")
REJECT_FIELDS = (
    Field("text", msg("a wrong answer"), required=True),
    Field("feedback", msg("what to say to whoever gives it"), required=True),
)
fields = (
    Field("accept", msg("the right answer, or a list of right spellings"), required=True),
    Field("reject", msg("foreseeable wrong answers, each with its feedback"), inside=REJECT_FIELDS),
    Field("compare", msg("`loose` (case, accents and spaces do not count), `exact`, or `regexp`")),
    Field("example", msg("with `compare: regexp`: a right answer, shown once the question is settled")),
)
example = Example(
    """\
id: sigle-aom
question: Quel sigle désigne l'autorité qui organise la mobilité ?
accept: [AOM, A.O.M.]
reject:
  - text: AOT
    feedback: C'était le sigle d'avant la loi d'orientation des mobilités.
explanation: L'AOM est l'autorité organisatrice de la mobilité.
""",
    {
        ("AOM",): 1,
        ("a.o.m.",): 1,
        ("AOT",): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim a block that lists accepted texts."""
    return "accept" in block


def lower(block: Block) -> TextEntry | None:
    """Return a TextEntry."""
    comparison = Comparison(block.choice("compare", tuple(known.value for known in Comparison), "loose"))
    texts = [text for text in block.texts("accept") if text.text.strip()]
    if not texts and block.sound:
        block.report(_nothing_accepted(block))
    rejected = tuple(made for item in block.items("reject") if (made := _rejected(item, block)))
    if comparison is Comparison.PATTERN:
        accepted, solution = _patterns(texts, block), _example(block)
        if block.sound and not any(re.fullmatch(one, solution, re.IGNORECASE) for one in accepted):
            block.report(_odd_example(block, solution))
    else:
        accepted = tuple(text.text.strip() for text in texts)
        solution = accepted[0] if accepted else ""
    return TextEntry(accepted, rejected, comparison, solution) if block.sound else None


def _patterns(texts: list[Text], block: Block) -> tuple[str, ...]:
    made: list[str] = []
    for text in texts:
        try:
            made.append(shared_pattern(text.text.strip()))
        except NestedRepeatError as error:
            block.report(_endless(text, error.at))
        except UnsharedPatternError as error:
            block.report(_unshared(text, error.at))
    return tuple(made)


def _example(block: Block) -> str:
    text = normalize("NFC", block.text("example"))
    if not text and block.sound:
        block.report(
            MISSING_FIELD.at(
                block.key_span("compare"),
                msg("a question with `compare: regexp` needs an `example:`"),
                remedy=msg("add `example:` with a right answer: learners see it once the question is settled"),
            )
        )
    return text


def _odd_example(block: Block, example: str) -> Diagnostic:
    return WRONG_SHAPE.at(
        block.key_span("example"),
        msg("the example “{text}” would not be accepted", text=example),
        remedy=msg("change the example or `accept:`; an expression must match the whole answer"),
    )


def _unshared(text: Text, at: int) -> Diagnostic:
    return WRONG_SHAPE.at(
        text.span,
        msg("this regular expression cannot be read from character {place} on", place=at + 1),
        label=msg("here: {rest}", rest=text.text.strip()[at : at + 12]),
        remedy=msg("use letters, . | ( ) [ ] * + ? {{2,3}} \\d \\s, and \\ before a mark that stands for itself"),
    )


def _endless(text: Text, at: int) -> Diagnostic:
    return WRONG_SHAPE.at(
        text.span,
        msg("this regular expression repeats what repeats already: a wrong answer would freeze the page"),
        label=msg("here: {rest}", rest=text.text.strip()[at : at + 12]),
        remedy=msg("repeat once, as in `a+` instead of `(a+)+`, or say how often, as in `(a+){{1,3}}`"),
    )


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
