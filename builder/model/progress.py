"""What a learner's saved progress is kept under.

Every page, module, quiz and badge is known to the saved state by a number made from its identifier, so that a
course whose parts were added, removed or moved finds again what has a place. `state.js` makes the same numbers.
"""

from collections.abc import Iterator

from builder.diagnostics import Span
from builder.model.course import Course, Module, Page
from builder.model.identifier import fingerprint
from builder.model.interaction import NumericEntry, Select, TextEntry
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
    """Go through the quizzes."""
    for module, quiz in course.quizzes():
        yield f"quiz:{activity_name(module, quiz)}", quiz.id_span


def name_key(name: str) -> int:
    """Return the number that stands for a name in the saved state."""
    return fingerprint(name, KEY_BITS)


def question_key(question: Question) -> int:
    """Return the number that stands for a question inside its quiz.

    It changes with the kind of answer and with the texts of the choices: an answer saved as "the second choice"
    must not be shown again when the second choice says something else.
    """
    return fingerprint(f"{question.id}|{_shape(question)}", QUESTION_KEY_BITS)


def _shape(question: Question) -> str:
    match question.interaction:
        case Select() as select:
            texts = (choice.content.plain_text for choice in select.choices)
            return "select|" + "|".join(texts)
        case NumericEntry():
            return "numeric"
        case TextEntry():
            return "text"
