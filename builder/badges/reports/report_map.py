"""report-map.json: under which titles Open edX reports the quizzes of a course."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.badges.evidence import Trouble
from builder.badges.reports.cells import folded
from builder.badges.reports.sheet import Row
from builder.diagnostics import msg
from builder.model.course import Course


@dataclass(frozen=True, slots=True)
class ProblemColumns:
    """The titles, folded, of the two columns of a question. `pool` is the number of the one it is drawn from, or 0."""

    earned: str
    possible: str
    quiz: str
    pool: int


def grade_columns(report_map: object, course: Course) -> dict[str, str]:
    """Return the quiz that each column of the grade report stands for, by its folded title."""
    known = _quizzes(course)
    return {
        folded(column): quiz
        for entry in _entries(report_map, "grade_report")
        if isinstance(column := entry.get("column"), str) and isinstance(quiz := entry.get("quiz"), str)
        if quiz in known
    }


def problem_columns(report_map: object, course: Course) -> tuple[ProblemColumns, ...]:
    """Return the columns of each question in the problem grade report."""
    pools = {f"{module.id}/{quiz.id}": len(quiz.pools) for module, quiz in course.quizzes()}
    found = (
        (entry.get("earned"), entry.get("possible"), entry.get("quiz"), entry.get("pool", 0))
        for entry in _entries(report_map, "problem_grade_report")
    )
    return tuple(
        ProblemColumns(folded(earned), folded(possible), quiz, pool)
        for earned, possible, quiz, pool in found
        if isinstance(earned, str) and isinstance(possible, str) and isinstance(quiz, str) and isinstance(pool, int)
        if 0 <= pool <= pools.get(quiz, -1)
    )


def other_course(report_map: object, course: Course, heading: Row) -> Trouble | None:
    """Tell when report-map.json was made for another course."""
    if not isinstance(report_map, dict) or report_map.get("course") == course.id:
        return None
    return Trouble(
        heading.place,
        msg("report-map.json is that of the course `{id}`", id=report_map.get("course", "")),
        msg("take the one that `parcours build` wrote for this course"),
    )


def _entries(report_map: object, report: str) -> Iterator[dict[object, object]]:
    found = report_map
    for key in ("targets", "olx", report):
        found = found.get(key) if isinstance(found, dict) else None
    yield from (entry for entry in (found if isinstance(found, list) else ()) if isinstance(entry, dict))


def _quizzes(course: Course) -> frozenset[str]:
    return frozenset(f"{module.id}/{quiz.id}" for module, quiz in course.quizzes())
