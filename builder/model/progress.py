"""What a learner's saved progress is kept under.

Every page, module, quiz and badge is known to the saved state by a number made from its identifier, so that a
course whose parts were added, removed or moved finds again what has a place. `state.js` makes the same numbers.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import assert_never

from builder.diagnostics import Span
from builder.model.course import Course, Module, Page, questions_of
from builder.model.identifier import fingerprint
from builder.model.interaction import Blank, Cloze, Essay, Interaction, Match, NumericEntry, Order, Select, TextEntry
from builder.model.quiz import Question, Quiz

KEY_BITS = 26
"""Wide enough that two of 1,000 names meet in one course out of 130; narrow enough for 4,096 characters."""
QUESTION_KEY_BITS = 16


def activity_name(module: Module, activity: Page | Quiz) -> str:
    """Return the name of an activity inside its course: `module/activity`."""
    return f"{module.id}/{activity.id}"


def mark_names(course: Course) -> Iterator[tuple[str, Span]]:
    """Go through all that is either done or not: pages, modules, badges."""
    for module in course.modules:
        yield f"module:{module.id}", module.id_span
        for page in module.pages:
            yield f"page:{activity_name(module, page)}", page.id_span
    for badge in course.badges:
        yield f"badge:{badge.id}", badge.id_span


def quiz_names(course: Course) -> Iterator[tuple[str, Span]]:
    """Go through all that has answers: quizzes, and pages with self-checks."""
    for module in course.modules:
        for activity in module.activities:
            if questions_of(activity):
                yield f"quiz:{activity_name(module, activity)}", activity.id_span


def name_key(name: str) -> int:
    """Return the number that stands for a name in the saved state."""
    return fingerprint(name, KEY_BITS)


def question_key(question: Question) -> int:
    """Return the number that stands for a question inside its quiz.

    It changes with the kind of answer and with the texts of the choices: an answer saved as "the second choice"
    must not be shown again when the second choice says something else.
    """
    return fingerprint(f"{question.id}|{_shape(question.interaction)}", QUESTION_KEY_BITS)


def _shape(interaction: Interaction) -> str:
    match interaction:
        case Select():
            return _joined("select", (choice.content.plain_text for choice in interaction.choices))
        case NumericEntry():
            return "numeric"
        case TextEntry():
            return "text"
        case Match():
            lines = (line.content.plain_text for line in interaction.lines)
            return _joined("match", (*lines, "", *(option.plain_text for option in interaction.options)))
        case Order():
            return _joined("order", (item.plain_text for item in interaction.items))
        case Cloze():
            return _joined("cloze", map(_blank_shape, interaction.blanks))
        case Essay():
            return "essay"
        case _:
            assert_never(interaction)


def _blank_shape(blank: Blank) -> str:
    # What is right tells typed blanks apart: their kind alone would not show that two changed places.
    match blank:
        case TextEntry():
            return blank.solution
        case NumericEntry(answer=Decimal() as answer):
            return f"{answer.normalize():f}"
        case _:
            return _shape(blank)


def _joined(kind: str, texts: Iterable[str]) -> str:
    return "|".join((kind, *texts))
