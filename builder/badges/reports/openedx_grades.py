"""Open edX, grade report: a column for each assignment type, which our packages make one of each quiz."""

from collections.abc import Callable, Iterator

from builder.badges.evidence import Fact, QuizScore, Reading, Trouble
from builder.badges.reports.cells import folded, is_formula, parse_machine_decimal, score
from builder.badges.reports.lines import Who, find_identity, formula, on, read_lines
from builder.badges.reports.report import Known
from builder.badges.reports.report_map import grade_columns, other_course
from builder.badges.reports.sheet import Row, Table
from builder.badges.reports.titles import Subject, columns_of, titles_of
from builder.diagnostics import msg

_FIRST = ("student id", "email", "username", "grade")
# lms/djangoapps/instructor_task/tasks_helper/grades.py writes these in English everywhere.
_ENROLLMENT = "enrollment status"
_NOTHING = frozenset({"not attempted", "not available", ""})


def recognise(table: Table) -> bool:
    """Look for the columns that the report begins with."""
    return tuple(map(folded, table.heading.cells[: len(_FIRST)])) == _FIRST


def read(table: Table, known: Known) -> Reading:
    """Take the columns that report-map.json names, else those called as a quiz."""
    heading, titles = table.heading, titles_of(known.course)
    wrong = other_course(known.report_map, known.course, heading)
    mapped = {} if wrong else grade_columns(known.report_map, known.course)
    columns = columns_of(
        heading,
        {
            at: [_mapped(mapped[folded(title)])] if folded(title) in mapped else titles.quizzes(title)
            for at, title in enumerate(heading.cells)
            if at >= len(_FIRST)
        },
    )

    def facts(row: Row) -> Iterator[Fact | Trouble]:
        for at, subject in columns.subjects.items():
            cell = row.cells[at]
            share = score(parse_machine_decimal(cell))
            if folded(cell) in _NOTHING:
                continue
            if share is not None and subject.quiz:
                yield QuizScore(subject.quiz, share, None, row.place)
            else:
                yield from on([formula(row, cell) if is_formula(cell) else unclear(row, cell)], subject)

    identity = find_identity(heading, len(_FIRST))
    records, troubles = read_lines(table, Who(identity, known.people, not_enrolled(heading)), facts)
    told = (*((wrong,) if wrong else ()), *columns.troubles, *troubles)
    return Reading(msg("Open edX, grade report"), records, told)


def _mapped(quiz: str) -> Subject:
    return Subject(msg("the quiz “{title}” ({name})", title=quiz, name=quiz), (), quiz)


def not_enrolled(heading: Row) -> Callable[[Row], Trouble | None]:
    """Return what tells that a line is about somebody who left the course."""
    column = next((at for at, title in enumerate(heading.cells) if folded(title) == _ENROLLMENT), None)

    def refuse(row: Row) -> Trouble | None:
        if column is None or folded(row.cells[column]) == "enrolled":
            return None
        return Trouble(
            row.place,
            msg("this learner is not enrolled any more: the line does not count"),
            msg("enrol them again if they are to get badges"),
        )

    return refuse


def unclear(row: Row, cell: str) -> Trouble:
    """Say that a cell is no grade of Open edX."""
    return Trouble(
        row.place,
        msg("“{text}” is not a grade of Open edX", text=cell),
        msg("make the report again, and do not save it with a spreadsheet"),
    )
