"""Rules about lines, items, blanks and the lists that they are chosen from."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.course import Course
from builder.model.interaction import Cloze, Essay, Match, NumericEntry, Order, Presentation, Select, TextEntry
from builder.syntax.markdown import Document

_FEWEST = 2
_Fault = tuple[Message, Message]
"""What is wrong, and what to do about it."""


def too_few_parts(course: Course) -> Iterator[Diagnostic]:
    """Find questions that leave nothing to match, to order or to choose."""
    for question in course.questions():
        match question.interaction:
            case Match() as match:
                faults = [(question.span, fault) for fault in [_fault_of_match(match)] if fault]
            case Order() as order:
                faults = [(question.span, _NO_ORDER)] if len(order.items) < _FEWEST else []
            case Cloze() as cloze:
                faults = [(blank.choices[0].span, _NO_LIST) for blank in _lists(cloze) if len(blank.choices) < _FEWEST]
            case Select() | NumericEntry() | TextEntry() | Essay():
                faults = []
            case _:
                assert_never(question.interaction)
        for span, (message, remedy) in faults:
            yield TOO_FEW_PARTS.kind.at(span, message, remedy=remedy)


_NO_ORDER = msg("there is nothing to put in order"), msg("write at least two steps under `order:`, better three")
_NO_LIST = (
    msg("this list has one answer, so there is nothing to choose"),
    msg("add wrong ones: `[[2017|(2019)|2021]]`"),
)


def _fault_of_match(match: Match) -> _Fault | None:
    match match.presentation:
        case Presentation.CATEGORIES:
            if len(match.options) < _FEWEST:
                return msg("with one category there is nothing to choose"), msg("add another category")
            if not match.lines:
                return msg("these categories have no items"), msg("add `items:` below a category")
        case Presentation.SCALE:
            if len(match.options) < _FEWEST:
                return msg("a scale needs at least two steps"), msg("add steps to `scale:`")
            if not match.lines:
                return msg("this scale has nothing to place on it"), msg("write statements under `items:`")
        case _:
            if len(match.lines) < _FEWEST:
                return msg("with one pair there is nothing to match"), msg("add another pair under `pairs:`")
            if len(match.options) < _FEWEST:
                return (
                    msg("all these lines go with the same answer, so there is nothing to choose"),
                    msg("add decoys under `extra:`"),
                )
    return None


def duplicate_part(course: Course) -> Iterator[Diagnostic]:
    """Find lines, items and answers that read the same."""
    for question in course.questions():
        match question.interaction:
            case Match(presentation=Presentation.CATEGORIES) as match:
                yield from _twice((line.content for line in match.lines), leave_one=True)
                yield from _twice(match.options)
            case Match() as match:
                yield from _twice(line.content for line in match.lines)
                yield from _twice(match.options)
            case Order() as order:
                yield from _twice(order.items)
            case Select() | NumericEntry() | TextEntry() | Cloze() | Essay():
                pass
            case _:
                assert_never(question.interaction)


def _twice(documents: Iterable[Document], *, leave_one: bool = False) -> Iterator[Diagnostic]:
    seen: dict[str, Span] = {}
    for document in sorted(documents, key=lambda document: document.span.start):
        text = wording(document)
        first = seen.setdefault(text, document.span)
        if text and first is not document.span:
            yield DUPLICATE_PART.kind.at(
                document.span,
                msg("“{text}” stands in this question twice", text=document.plain_text),
                label=msg("it stands already on line {line}", line=first.position[0]),
                remedy=msg("leave it in the one category that is right")
                if leave_one
                else msg("change one of the two, or remove it"),
            )


def wording(document: Document) -> str:
    """Return what a text is recognised by; nothing where a picture tells it from others."""
    if document.images:
        return ""
    # In a formula, `v` and `V` are two things.
    return document.plain_text if document.formulas else document.plain_text.casefold()


def unshowable_option(course: Course) -> Iterator[Diagnostic]:
    """Find pictures and formulas in lists, which browsers show as plain text."""
    for option in _options(course):
        if option.images or option.formulas:
            yield UNSHOWABLE_OPTION.kind.at(
                option.span,
                msg("an answer in a list cannot show a picture")
                if option.images
                else msg("an answer in a list cannot show a formula"),
                remedy=msg("write it in words, or ask with `choices:`, which may hold both"),
            )
        elif not option.plain_text:
            yield UNSHOWABLE_OPTION.kind.at(
                option.span,
                msg("no words of this answer would be shown in its list"),
                remedy=msg("write it in words"),
            )


def unshown_marks(course: Course) -> Iterator[Diagnostic]:
    """Find emphasis, links and code in lists, which show the words alone."""
    for option in _options(course):
        if option.plain_text and not option.images and not option.formulas and not _is_plain(option):
            yield UNSHOWN_MARKS.kind.at(
                option.span,
                msg("a list shows this answer as “{text}”", text=option.plain_text),
                label=msg("emphasis, links and the like are lost in lists"),
                remedy=msg("write it without marks"),
            )


def _is_plain(document: Document) -> bool:
    words = document.texts[0] if document.is_paragraph and len(document.texts) == 1 else None
    return words is not None and words.opens_block and " ".join(words.text.split()) == document.plain_text


def _options(course: Course) -> Iterator[Document]:
    """Go through what is chosen from lists of plain text."""
    for question in course.questions():
        match question.interaction:
            case Match() as match:
                yield from match.options
            case Cloze() as cloze:
                yield from (choice.content for blank in _lists(cloze) for choice in blank.choices)
            case Select() | NumericEntry() | TextEntry() | Order() | Essay():
                pass
            case _:
                assert_never(question.interaction)


def _lists(cloze: Cloze) -> list[Select]:
    return [blank for blank in cloze.blanks if isinstance(blank, Select)]


_PAIRS = "  - id: q\n    question: Which goes with which?\n    pairs:\n      - {match: France, with: Paris}\n"
_PERU = "      - {match: Peru, with: Lima}\n"

TOO_FEW_PARTS = Rule(
    Kind("too-few-parts", Severity.ERROR, msg("Nobody can answer where there is nothing to choose.")),
    too_few_parts,
    bad=course_of(quiz=_PAIRS),
    good=course_of(quiz=_PAIRS + _PERU),
)
DUPLICATE_PART = Rule(
    Kind("duplicate-part", Severity.ERROR, msg("Learners cannot tell two equal lines apart.")),
    duplicate_part,
    bad=course_of(quiz=_PAIRS + _PERU + "      - {match: peru, with: Cusco}\n"),
    good=course_of(quiz=_PAIRS + _PERU + "      - {match: Chile, with: Santiago}\n"),
)
UNSHOWABLE_OPTION = Rule(
    Kind("unshowable-option", Severity.ERROR, msg("Lists to choose from hold plain text only, in every browser.")),
    unshowable_option,
    bad=course_of(quiz=_PAIRS + "      - {match: Area, with: $r^2$}\n"),
    good=course_of(quiz=_PAIRS + "      - {match: $r^2$, with: Area}\n"),
)
UNSHOWN_MARKS = Rule(
    Kind("unshown-marks", Severity.WARNING, msg("Lists to choose from hold plain text only."), allowable=True),
    unshown_marks,
    bad=course_of(quiz=_PAIRS + "      - {match: Peru, with: '*Lima*'}\n"),
    good=course_of(quiz=_PAIRS + "      - {match: '*Peru*', with: Lima}\n"),
)
