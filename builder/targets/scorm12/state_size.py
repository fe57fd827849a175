"""The static proof that a learner's progress fits `cmi.suspend_data`.

Mirrors `state.js`: the same fields, the same widths. A test encodes full states in JavaScript and holds this to them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import ceil
from typing import assert_never

from builder.diagnostics import Span
from builder.dialects.learner import LONGEST_NUMBER, longest_blank
from builder.model.course import Activity, Course, Module, Page, questions_of
from builder.model.interaction import Blank, Cloze, Essay, Match, NumericEntry, Order, Select, TextEntry
from builder.model.progress import KEY_BITS, mark_names, name_key, quiz_names
from builder.model.quiz import Question, Quiz

LIMIT = 4096
"""Characters of `cmi.suspend_data` (SCORM 1.2 RTE 3.4.4, CMIString4096)."""

_CHARACTER = 6  # bits
_HEADER = 5  # characters: format version, then a checksum of 24 bits
_COURSE_BITS = 1 + 16  # whether the course was completed, what chance is made of
_COUNT_BITS, _RICE_BITS = 16, 5
_QUIZ_BITS = 14 + 1 + 1 + 7  # best score, submitted, passed, how many answers follow
_ANSWER_BITS = 16 + 4 + 1 + 12 + 2  # key, tries, checked, best, sort of response
_PART_COUNT_BITS, _PART_SORT_BITS, _INDEX_BITS = 6, 2, 6
_SELECT_COUNT_BITS, _TEXT_COUNT_BITS, _BYTE = 6, 8, 8
_LONGEST_STORED_TEXT = 255  # bytes
_WIDEST_CHARACTER = 3  # bytes of UTF-8 for one unit of `maxlength`


def essential_size(course: Course) -> int:
    """Return the most characters that pages, modules, badges and scores can take, answers left out."""
    return _characters(_essential_bits(course))


def largest_size(course: Course) -> int:
    """Return the most characters that a whole state can take, with every answer as long as it can be."""
    answers = sum(_activity_bits(activity) for module in course.modules for activity in module.activities)
    return _characters(_essential_bits(course) + answers)


def attempts_size(course: Course) -> int:
    """Return the most characters with the tries and points of every answer, but not what was answered."""
    questions = sum(quiz.count for _, quiz in course.quizzes())
    questions += sum(len(page.questions) for page in course.pages())
    return _characters(_essential_bits(course) + _ANSWER_BITS * questions)


@dataclass(frozen=True, slots=True)
class Share:
    """What a module takes of the largest state, in characters.

    `progress` is for its pages, its completion and its scores, `page_size` that part of it which is not for scores;
    `whole` is with all answers. `quizzes` counts what has answers: quizzes, and pages with self-checks.
    """

    module: Module
    pages: int
    quizzes: int
    page_size: int
    progress: int
    whole: int


def shares(course: Course) -> list[Share]:
    """Return what each module takes of the largest state.

    How long the name of a page is in there depends on all the others: each counts for the same part of their set. What
    no module takes alone, such as the header and badges, is left: the sizes add up to less than those of the course.
    """
    marks, quizzes = _keys(mark_names(course)), _keys(quiz_names(course))
    mark = _gap_bits(marks) / len(marks)
    record = (_gap_bits(quizzes) / len(quizzes) if quizzes else 0) + _QUIZ_BITS
    found: list[Share] = []
    progress = whole = 0.0
    for module in course.modules:
        asking = [activity for activity in module.activities if questions_of(activity)]
        of_pages, of_quizzes = (1 + len(module.pages)) * mark, len(asking) * record
        of_answers = sum(map(_activity_bits, asking))
        before, before_whole = progress, whole
        progress += of_pages + of_quizzes
        whole += of_pages + of_quizzes + of_answers
        size = _sixths(progress) - _sixths(before)
        page_size = min(size, round(of_pages / _CHARACTER)) if asking else size
        found.append(
            Share(module, len(module.pages), len(asking), page_size, size, _sixths(whole) - _sixths(before_whole))
        )
    return found


def _sixths(bits: float) -> int:
    """Return the whole characters in some bits: of a running sum, so that the parts add up."""
    return int(bits // _CHARACTER)


def _keys(names: Iterable[tuple[str, Span]]) -> list[int]:
    return sorted({name_key(name) for name, _ in names})


def _essential_bits(course: Course) -> int:
    marks, quizzes = _keys(mark_names(course)), _keys(quiz_names(course))
    return _COURSE_BITS + _set_bits(marks) + _set_bits(quizzes) + _QUIZ_BITS * len(quizzes)


def _set_bits(keys: list[int]) -> int:
    return _COUNT_BITS + _RICE_BITS + _gap_bits(keys)


def _gap_bits(keys: list[int]) -> int:
    """Return the bits of sorted keys: their gaps in a Rice code with the best parameter.

    No subset needs more: leaving a key out joins two gaps, whose sum costs at most what both did.
    """
    gaps = [key - before - 1 for before, key in zip([-1, *keys], keys, strict=False)]
    return min(sum((gap >> rice) + 1 + rice for gap in gaps) for rice in range(KEY_BITS + 1))


def _activity_bits(activity: Activity) -> int:
    if isinstance(activity, Page):
        return sum(map(_answer_bits, activity.questions))
    return _answers_bits(activity)


def _answers_bits(quiz: Quiz) -> int:
    """Return the bits of every answer that a learner can give: of a pool, those that take the most."""
    drawn = (sorted(map(_answer_bits, pool.questions))[-pool.draw :] for pool in quiz.pools)
    return sum(map(_answer_bits, quiz.questions)) + sum(chain.from_iterable(drawn))


def _answer_bits(question: Question) -> int:
    match question.interaction:
        case Select() as select:
            return _ANSWER_BITS + _SELECT_COUNT_BITS + len(select.choices)
        case NumericEntry():
            return _ANSWER_BITS + _text_bits(LONGEST_NUMBER)
        case TextEntry():
            return _ANSWER_BITS + _TEXT_COUNT_BITS + _BYTE * _LONGEST_STORED_TEXT
        case Match(lines=parts) | Order(items=parts):
            return _ANSWER_BITS + _PART_COUNT_BITS + len(parts) * (_PART_SORT_BITS + _INDEX_BITS)
        case Cloze(blanks=blanks):
            return _ANSWER_BITS + _PART_COUNT_BITS + sum(_PART_SORT_BITS + _blank_bits(blank) for blank in blanks)
        case Essay():
            return _ANSWER_BITS  # what is written stays on the device
        case _:
            assert_never(question.interaction)


def _blank_bits(blank: Blank) -> int:
    return _INDEX_BITS if isinstance(blank, Select) else _text_bits(longest_blank(blank))


def _text_bits(characters: int) -> int:
    return _TEXT_COUNT_BITS + _BYTE * min(characters * _WIDEST_CHARACTER, _LONGEST_STORED_TEXT)


def _characters(bits: int) -> int:
    return _HEADER + ceil(bits / _CHARACTER)
