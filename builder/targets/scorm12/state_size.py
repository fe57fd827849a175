"""The static proof that a learner's progress fits `cmi.suspend_data`.

Mirrors `state.js`: the same fields, the same widths. A test encodes full states in JavaScript and holds this to them.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from math import ceil
from typing import assert_never

from builder.dialects.learner import LONGEST_NUMBER, longest_blank
from builder.model.course import Course, Module
from builder.model.interaction import Blank, Cloze, Essay, Match, NumericEntry, Order, Select, TextEntry
from builder.model.progress import KEY_BITS, mark_names, name_key, quiz_names
from builder.model.quiz import Question, Quiz

LIMIT = 4096
"""Characters of `cmi.suspend_data` (SCORM 1.2 RTE 3.4.4, CMIString4096)."""

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
    answers = sum(_answers_bits(quiz) for _, quiz in course.quizzes())
    answers += sum(_answer_bits(question) for page in course.pages() for question in page.questions)
    return _characters(_essential_bits(course) + answers)


def attempts_size(course: Course) -> int:
    """Return the most characters with the tries and points of every answer, but not what was answered."""
    questions = sum(quiz.count for _, quiz in course.quizzes())
    questions += sum(len(page.questions) for page in course.pages())
    return _characters(_essential_bits(course) + _ANSWER_BITS * questions)


def largest_modules(course: Course, count: int = 3) -> list[tuple[Module, int]]:
    """Return the modules with the most pages and quizzes, and how many they have."""
    sizes = Counter({index: len(module.activities) for index, module in enumerate(course.modules)})
    return [(course.modules[index], size) for index, size in sizes.most_common(count)]


def _essential_bits(course: Course) -> int:
    marks = [name_key(name) for name, _ in mark_names(course)]
    quizzes = [name_key(name) for name, _ in quiz_names(course)]
    return _COURSE_BITS + _set_bits(marks) + _set_bits(quizzes) + _QUIZ_BITS * len(quizzes)


def _set_bits(keys: Iterable[int]) -> int:
    """Return the bits of a set of keys: sorted gaps in a Rice code with the best parameter.

    No subset needs more: leaving a key out joins two gaps, whose sum costs at most what both did.
    """
    ordered = sorted(set(keys))
    gaps = [key - before - 1 for before, key in zip([-1, *ordered], ordered, strict=False)]
    best = min(sum((gap >> rice) + 1 + rice for gap in gaps) for rice in range(KEY_BITS + 1))
    return _COUNT_BITS + _RICE_BITS + best


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
    return _HEADER + ceil(bits / 6)
