"""Numbers and texts that learners type."""

import re
from collections.abc import Iterable
from decimal import Decimal

from lxml import etree

from builder.dialects.capa.texts import Texts, add_label, add_lead, number_spelling, plain, say
from builder.dialects.loose_pattern import exact, loose, spellings
from builder.model.interaction import Comparison, Essay, NumericEntry, TextEntry
from builder.model.quiz import Question
from builder.syntax.xml import add_text, sub

_DOLLAR = re.escape("$")
_PATTERN_PART = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[$_]", re.DOTALL)
_PATTERN_MARK = re.compile(r"\\.|[$_]", re.DOTALL)
_CODES = {"$": r"\x24", r"\$": r"\x24", "_": r"\x5f"}


def add_number(root: etree._Element, question: Question, entry: NumericEntry, texts: Texts) -> etree._Element:
    """Add the response of a NumericEntry, and return it."""
    add_lead(root, question, texts)
    response = sub(root, "numericalresponse")
    label = add_label(response, question, texts)
    if entry.unit:
        add_text(label, f" ({entry.unit})")
    # Not in a `description`: Studio's editor would lose it, and the label with it.
    sub(label, "br")
    sub(label, "em").text = number_spelling(texts)
    others = set_number(response, entry)
    sub(response, "formulaequationinput")
    for right in (*others, response):
        _add_correct_hint(right, question, texts)
    return response


def set_number(response: etree._Element, entry: NumericEntry) -> list[etree._Element]:
    """Say which numbers are right; return the elements of all but the first."""
    if entry.answer is not None and _is_whole_tolerance(entry.answer, entry):
        response.set("answer", plain(entry.answer))
        sub(response, "responseparam", type="tolerance", default=plain(entry.high - entry.answer))
    else:
        # A range compares its ends without the error of floating point; Studio's editor would round a tolerance.
        response.set("answer", f"[{plain(entry.low)},{plain(entry.high)}]")
    if entry.unit == "%" and entry.answer is not None:
        # Whoever types the sign as well means the same, but Open edX reads `30%` as 0.3.
        return [sub(response, "additional_answer", answer=f"{plain(entry.answer)}%")]
    return []


def _is_whole_tolerance(answer: Decimal, entry: NumericEntry) -> bool:
    margin = entry.high - answer
    is_whole = not margin or (margin == margin.to_integral() and answer == answer.to_integral())
    return is_whole and margin == answer - entry.low


def add_text_entry(root: etree._Element, question: Question, entry: TextEntry, texts: Texts) -> etree._Element:
    """Add the response of a TextEntry, and return it."""
    add_lead(root, question, texts)
    response = sub(root, "stringresponse")
    add_label(response, question, texts)
    for right in (response, *set_text(response, entry)):
        _add_correct_hint(right, question, texts)
        if entry.rejected and not question.feedback.right:
            # Studio's editor does not open a problem that has feedback for wrong answers alone.
            sub(right, "correcthint").text = texts.word("That is right.")
    for rejected in entry.rejected:
        # capa looks for these letter by letter, without a pattern.
        for spelling in spellings(rejected.text, accents=entry.comparison is not Comparison.LOOSE):
            texts.phrase(sub(response, "stringequalhint", answer=spelling), rejected.feedback)
    sub(response, "textline", size="40")
    return response


def set_text(response: etree._Element, entry: TextEntry) -> list[etree._Element]:
    """Say which texts are right; return the elements of all but the first."""
    answers, kind = _answers(entry)
    response.set("answer", answers[0])
    response.set("type", kind)
    return [sub(response, "additional_answer", answer=answer) for answer in answers[1:]]


def add_essay(root: etree._Element, question: Question, essay: Essay, texts: Texts) -> etree._Element:
    """Add a field that takes any text, then says what to compare with; return the response."""
    add_lead(root, question, texts)
    response = sub(root, "stringresponse", answer=".+", type="ci regexp")
    label = add_label(response, question, texts)
    sub(label, "br")
    sub(label, "em").text = texts.word("It is not graded; those who run the course can read it.")
    said = [document for document in (essay.model, question.explanation) if document]
    if said:
        title = texts.word("An example to compare with:") if essay.model else ""
        say(sub(response, "correcthint", label=title), said, texts)
    sub(response, "textline", size="60")
    return response


def _answers(entry: TextEntry) -> tuple[list[str], str]:
    """Return the accepted answers, the most legible first, and how Open edX compares them."""
    if entry.comparison is Comparison.PATTERN:
        return [f"^(?:{_without_variables('|'.join(entry.accepted))})$"], "ci regexp"
    if entry.comparison is Comparison.LOOSE:
        legible = _whole(map(re.escape, entry.accepted))
        return [legible, _whole(map(loose, entry.accepted))], "ci regexp"
    if all(_is_plain(accepted) for accepted in entry.accepted):
        return list(entry.accepted), "cs"
    return [_whole(map(exact, entry.accepted))], "regexp"


def _is_plain(accepted: str) -> bool:
    # `$name` would be replaced, and `_or_` is an old way to part answers.
    return exact(accepted) == re.escape(accepted) and not re.search(r"\$|_or_", accepted, re.IGNORECASE)


def _whole(patterns: Iterable[str]) -> str:
    # Open edX anchors only the beginning of the first answer and the end of the last.
    # Neither `_or_` nor `$name` may stand in it: the one would cut it, the other be replaced.
    return f"^(?:{'|'.join(patterns).replace('_', '[_]').replace(_DOLLAR, '[$]')})$"


def _without_variables(pattern: str) -> str:
    """Write `_` and `$` so that the platform finds neither `_or_` nor `$name` in an author's expression."""

    def rewritten(part: re.Match[str]) -> str:
        if part[0] == "$":
            return "(?:$)"
        return _PATTERN_MARK.sub(lambda mark: _CODES.get(mark[0], mark[0]), part[0])

    return _PATTERN_PART.sub(rewritten, pattern)


def _add_correct_hint(parent: etree._Element, question: Question, texts: Texts) -> None:
    if question.feedback.right:
        texts.phrase(sub(parent, "correcthint"), question.feedback.right)
