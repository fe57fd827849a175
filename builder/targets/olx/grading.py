"""How Open edX grades the course: one assignment type a quiz, so that its grade report has a column for each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from builder.model.course import Course, Module
from builder.model.quiz import Quiz
from builder.render.outline import Json
from builder.render.typography import typeset
from builder.render.words import Words

# Columns that the grade report has besides (`lms/djangoapps/instructor_task/tasks_helper/grades.py`).
_OTHER_COLUMNS = frozenset(
    {
        "student id", "email", "username", "grade", "team name", "enrollment track", "verification status",
        "certificate eligible", "certificate delivered", "certificate type", "cohort name", "enrollment status",
    }
)  # fmt: skip
_CUTOFF_OF_NOTHING = 0.5  # what Studio gives a new course; with 0, all who enrol would have passed
_LEAST_CUTOFF = Decimal("0.01")
_STEPS = 100  # Studio shows weights as whole percentages
_FINE_STEPS = 100_000  # for so many quizzes that a whole percentage would be nothing


def graded_quizzes(course: Course) -> list[tuple[Module, Quiz]]:
    """Return the quizzes that give points, in order."""
    return [(module, quiz) for module, quiz in course.quizzes() if quiz.is_graded]


def assignment_types(course: Course) -> dict[str, str]:
    """Return the assignment type of each graded quiz by the path of its file: its title, made unlike the others.

    The type is the title of a column in the grade report.
    """
    quizzes = graded_quizzes(course)
    plain = {quiz.path: reported_title(quiz.title, course.language) for _, quiz in quizzes}
    in_module = {
        quiz.path: f"{reported_title(module.title, course.language)} – {plain[quiz.path]}" for module, quiz in quizzes
    }
    by_id = {quiz.path: f"{in_module[quiz.path]} ({module.id}/{quiz.id})" for module, quiz in quizzes}
    found = plain
    for longer in (in_module, by_id):
        count = Counter(name.lower() for name in found.values())
        found = {
            path: name if count[name.lower()] == 1 and name.lower() not in _OTHER_COLUMNS else longer[path]
            for path, name in found.items()
        }
    return found


def reported_title(title: str, language: str) -> str:
    """Return a title as learners read it, with plain spaces alone: it must be found again in reports."""
    return " ".join(typeset(title, language).split())


def weights(course: Course) -> dict[str, Decimal]:
    """Return the weight of each graded quiz by its path: its part of what all count for; together exactly 1.

    Quizzes of optional modules weigh nothing: the course can be passed without them. Only where all are optional do
    they count.
    """
    quizzes = graded_quizzes(course)
    counted = [quiz for module, quiz in quizzes if not module.optional] or [quiz for _, quiz in quizzes]
    parts = dict(zip((quiz.path for quiz in counted), shares([quiz.counts_for for quiz in counted]), strict=True))
    return {quiz.path: parts.get(quiz.path, Decimal(0)) for _, quiz in quizzes}


def shares(points: Sequence[Decimal]) -> list[Decimal]:
    """Return the part of each number in their sum, rounded so that the parts sum to exactly 1 and none is 0."""
    total = sum(points, Decimal(0))
    steps = _STEPS if all(part * _STEPS >= total for part in points) else _FINE_STEPS
    whole = [max(1, int(part * steps / total)) for part in points]
    while sum(whole) > steps:
        whole[whole.index(max(whole))] -= 1
    # The largest remainders get the steps that rounding down left over; the first of equals goes first.
    by_remainder = sorted(range(len(points)), key=lambda index: whole[index] - points[index] * steps / total)
    for index in by_remainder[: steps - sum(whole)]:
        whole[index] += 1
    return [Decimal(count) / steps for count in whole]


def grading_policy(course: Course, types: Mapping[str, str], words: Words) -> Json:
    """Return grading_policy.json: the course is passed with what passing every quiz just so would give.

    A course without graded quizzes has a type that nothing belongs to: validators refuse an empty list.
    """
    if not types:
        only = {"type": words.text("Quiz"), "short_label": "Q", "min_count": 1, "drop_count": 0, "weight": 1.0}
        return {"GRADER": [only], "GRADE_CUTOFFS": {"Pass": _CUTOFF_OF_NOTHING}}
    parts = weights(course)
    graders = [
        {
            "type": types[quiz.path],
            "short_label": f"Q{number}",
            "min_count": 1,
            "drop_count": 0,
            "weight": float(parts[quiz.path]),
        }
        for number, (_, quiz) in enumerate(graded_quizzes(course), 1)
    ]
    passing = sum((parts[quiz.path] * quiz.passing_score for _, quiz in graded_quizzes(course)), Decimal(0))
    return {"GRADER": graders, "GRADE_CUTOFFS": {"Pass": float(max(round(passing, 2), _LEAST_CUTOFF))}}
