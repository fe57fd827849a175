"""Cloze: `text:` with blanks, `[[answer; variant]]` to type and `[[wrong|(right)|wrong]]` to choose."""

import re
from dataclasses import replace
from fractions import Fraction

from builder.diagnostics import Diagnostic, Span, msg
from builder.model.interaction import Blank, Choice, Cloze, Comparison, NumericEntry, Select, TextEntry
from builder.questions.numeric import lost_tolerance, tolerance_of
from builder.questions.question_type import Example
from builder.syntax.blanks import Gap
from builder.syntax.fields import MISSING_FIELD, WRONG_SHAPE, Block, Context, Field
from builder.syntax.markdown import Document, parse_cloze, parse_text
from builder.syntax.values import parse_number, plain_number

name = "cloze"
answer_key = "text"
prompt_key = "question"
title = msg("Text with blanks")
about = msg(
    "Learners fill in the blanks of a text: `[[answer; variant]]` is typed, `[[12]]` is a number, `[[12 ± 0.5]]` (or "
    "`+-`) one with its tolerance, `[[wrong|(right)|wrong]]` is a list whose right word stands between parentheses. "
    "Each right blank counts for its share of the points."
)
fields = (
    Field("text", msg("the text, with `[[answer]]` where learners fill in"), required=True),
    Field("compare", msg("for typed blanks: `loose` (case, accents and spaces do not count) or `exact`")),
    Field("partial", msg("no when all must be right; otherwise each right answer counts")),
)
example = Example(
    """\
id: loi-mobilites
question: Complétez le paragraphe.
text: |
  La loi [[LOM; loi d'orientation des mobilités]] date de [[2017|(2019)|2021]].
  Le plan de mobilité est évalué tous les [[5 ± 0]] ans.
explanation: Relisez l'encadré sur la loi.
""",
    {
        ("LOM", "2019", "5"): 1,
        ("lom", "2017", "5"): Fraction(2, 3),
        ("LAURE", "2021", "7"): 0,
    },
)
_PLUS_MINUS = re.compile(r"±|\+/?-")


def claims(block: Block) -> bool:
    """Claim a text with blanks."""
    return "text" in block


def lower(block: Block) -> Cloze | None:
    """Return a Cloze."""
    text = block.text_value("text")
    is_exact = block.choice("compare", ("loose", "exact"), "loose") == "exact"
    partial = block.yes_no("partial")
    if text is None or not block.sound:
        return None
    document = parse_cloze(text.text, text.span)
    comparison = Comparison.EXACT if is_exact else Comparison.LOOSE
    blanks = read_blanks(document, comparison, block.context)
    block.sound = block.sound and blanks is not None
    return None if blanks is None else Cloze(document, blanks, partial=partial is not False)


def read_blanks(document: Document, comparison: Comparison, context: Context) -> tuple[Blank, ...] | None:
    """Return the blanks of a text in their order, or None when one is wrong or there is none (which is reported)."""
    wrong = [_unclosed(_last_opening(text.span)) for text in document.texts if "[[" in text.text]
    if not document.gaps and not wrong:
        wrong = [_no_blank(document)]
    made: list[Blank] = []
    for found in document.gaps:
        gap = _placed(found, document)
        blank = _blank(gap, comparison, context)
        if isinstance(blank, Diagnostic):
            wrong.append(blank)
        else:
            made.append(blank)
    context.findings.extend(wrong)
    return None if wrong else tuple(made)


def _placed(gap: Gap, document: Document) -> Gap:
    """Return a gap that was not found as it stands, since it is empty or runs over lines, at its first word."""
    first = (gap.content.split() or ["]]"])[0]
    return replace(gap, span=document.span.find(f"[[{first}")) if gap.span == document.span else gap


def _blank(gap: Gap, comparison: Comparison, context: Context) -> Blank | Diagnostic:
    if "[[" in gap.content:
        return _unclosed(gap.span)
    if "|" in gap.content:
        return _dropdown(gap)
    if _PLUS_MINUS.search(gap.content):
        return _number(gap, context)
    variants = tuple(variant.strip() for variant in gap.content.split(";") if variant.strip())
    if not variants:
        return WRONG_SHAPE.at(
            gap.span, msg("this blank has no answer"), remedy=msg("write the right answer, such as `[[Paris]]`")
        )
    number = parse_number(variants[0], context.language) if len(variants) == 1 else None
    # What is written otherwise than numbers are, such as 007, is a text to be found as it stands.
    if number is not None and comparison is Comparison.LOOSE and plain_number(number, context.language) == variants[0]:
        return NumericEntry(number, number, number, "", ())
    return TextEntry(variants, (), comparison, variants[0])


def _dropdown(gap: Gap) -> Select | Diagnostic:
    options = [option.strip() for option in gap.content.split("|") if option.strip()]
    right = [option for option in options if _is_right(option)]
    if len(right) != 1:
        return WRONG_SHAPE.at(
            gap.span,
            msg("this list has {count} right answers; it must have one", count=len(right)),
            remedy=msg("put the right one between parentheses: `[[2017|(2019)|2021]]`"),
        )
    choices = tuple(_choice(option, gap) for option in options)
    if len({choice.content.plain_text for choice in choices}) < len(choices):
        return WRONG_SHAPE.at(
            gap.span, msg("two answers of this list are the same"), remedy=msg("change one, or remove it")
        )
    return Select(choices, multiple=False, partial=False)


def _is_right(option: str) -> bool:
    return option.startswith("(") and option.endswith(")")


def _choice(option: str, gap: Gap) -> Choice:
    is_right = _is_right(option)
    return Choice(parse_text(option[1:-1] if is_right else option, gap.span), is_right, None, gap.span)


def _number(gap: Gap, context: Context) -> NumericEntry | Diagnostic:
    written, _, rest = (part.strip() for part in re.split(f"({_PLUS_MINUS.pattern})", gap.content, maxsplit=1))
    answer, margin = parse_number(written, context.language), tolerance_of(rest, context.language)
    if answer is None or margin is None:
        return WRONG_SHAPE.at(
            gap.span,
            msg("“{text}” is not a number with its tolerance", text=gap.content),
            remedy=msg("write a number, ±, then how far off is still right, such as `[[12 ± 0.5]]` or `[[12 ± 10 %]]`"),
        )
    distance = margin.of(answer)
    if margin.amount and not distance:
        context.findings.add(lost_tolerance(gap.span))
    return NumericEntry(answer, answer - distance, answer + distance, "", ())


def _last_opening(span: Span) -> Span:
    """Return the last `[[` of a text: those before it are closed."""
    at = span.source.text.rfind("[[", span.start, span.end)
    return span.source.span(at, at + 2) if at >= 0 else span


def _unclosed(span: Span) -> Diagnostic:
    line = span.source.text[span.start :].partition("\n")[0]
    if "|" in line.partition("]]")[0] and "]]" in line:
        return WRONG_SHAPE.at(
            span, msg("the `|` of this list ends the cell of the table"), remedy=msg("write `\\|` between its answers")
        )
    return WRONG_SHAPE.at(
        span, msg("a blank that begins with `[[` is never closed"), remedy=msg("add `]]` after its answer")
    )


def _no_blank(document: Document) -> Diagnostic:
    return MISSING_FIELD.at(
        document.span,
        msg("this text has no blank"),
        remedy=msg("put the answers that learners fill in between `[[` and `]]`"),
    )
