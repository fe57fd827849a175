"""Rules about what learners type: texts and numbers, in fields and in blanks."""

import re
from collections.abc import Iterator
from unicodedata import combining, normalize

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.course import Course
from builder.model.interaction import Cloze, Comparison, NumericEntry, TextEntry
from builder.syntax.markdown import Document
from builder.syntax.values import plain_number

_LONGEST_ANSWER = 255  # bytes that the saved state holds


def too_long_to_type(course: Course) -> Iterator[Diagnostic]:
    """Find accepted texts that are longer than what is kept of an answer."""
    for span, entry in _entries(course):
        accepted = entry.accepted if isinstance(entry, TextEntry) else ()
        if any(len(text.encode()) > _LONGEST_ANSWER for text in accepted):
            yield TOO_LONG_TO_TYPE.kind.at(
                span,
                msg("the text accepted here is too long to be kept"),
                remedy=msg("accept a shorter text, of {limit} letters at most", limit=_LONGEST_ANSWER),
            )


def contradicting_answer(course: Course) -> Iterator[Diagnostic]:
    """Find mistakes that are right answers: their feedback would never be read."""
    for _, entry in _entries(course):
        if isinstance(entry, NumericEntry):
            for miss in entry.near:
                if entry.low <= miss.number <= entry.high:
                    number = plain_number(miss.number, course.language)
                    remedy = msg("change the number below `near:`, or what is right")
                    yield _contradiction(miss.feedback, number, remedy)
        else:
            for rejected in entry.rejected:
                if _accepts(entry, rejected.text):
                    yield _contradiction(rejected.feedback, rejected.text, _remedy(entry, rejected.text))


def _contradiction(feedback: Document, answer: str, remedy: Message) -> Diagnostic:
    return CONTRADICTING_ANSWER.kind.at(
        feedback.span,
        msg("“{answer}” stands among the mistakes, but it is right", answer=answer),
        label=msg("nobody would ever read this"),
        remedy=remedy,
    )


def _remedy(entry: TextEntry, text: str) -> Message:
    if entry.comparison is Comparison.LOOSE and text not in entry.accepted:
        return msg("write `compare: exact` if letter case, accents and spaces matter, or remove it from `reject:`")
    return msg("remove it from `reject:` or from `accept:`")


def _accepts(entry: TextEntry, text: str) -> bool:
    match entry.comparison:
        case Comparison.PATTERN:
            return any(re.fullmatch(pattern, text, re.IGNORECASE) for pattern in entry.accepted)
        case Comparison.EXACT:
            return text in entry.accepted
        case Comparison.LOOSE:
            return _loose(text) in map(_loose, entry.accepted)


def _loose(text: str) -> str:
    """Return a text without what does not count; the learner's page forgives a little more."""
    letters = normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not combining(letter) and not letter.isspace())


def _entries(course: Course) -> Iterator[tuple[Span, NumericEntry | TextEntry]]:
    """Go through what is typed, each with its place."""
    for question in course.questions():
        interaction = question.interaction
        if isinstance(interaction, NumericEntry | TextEntry):
            yield question.span, interaction
        elif isinstance(interaction, Cloze):
            for gap, blank in zip(interaction.text.gaps, interaction.blanks, strict=True):
                if isinstance(blank, NumericEntry | TextEntry):
                    yield gap.span, blank


_NUMBER = "  - id: q\n    question: How many?\n    number: 20\n    tolerance: 2\n    near:\n"

TOO_LONG_TO_TYPE = Rule(
    Kind("too-long-to-type", Severity.ERROR, msg("A right answer would come back cut, and so wrong.")),
    too_long_to_type,
    bad=course_of(quiz=f"  - id: q\n    question: Which?\n    text: It is [[{'a' * 256}]].\n"),
    good=course_of(quiz=f"  - id: q\n    question: Which?\n    text: It is [[{'a' * 255}]].\n"),
)
CONTRADICTING_ANSWER = Rule(
    Kind("contradicting-answer", Severity.ERROR, msg("An answer cannot be right and a mistake at the same time.")),
    contradicting_answer,
    bad=course_of(quiz=_NUMBER + "      - {number: 22, feedback: Too many.}\n"),
    good=course_of(quiz=_NUMBER + "      - {number: 23, feedback: Too many.}\n"),
)
