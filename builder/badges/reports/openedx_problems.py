"""Open edX, problem grade report: the points earned and possible for each question."""

from collections.abc import Iterator
from decimal import Decimal

from builder.badges.evidence import Fact, QuizScore, Reading, Trouble
from builder.badges.reports.cells import folded, is_formula, parse_machine_decimal, score
from builder.badges.reports.lines import Who, find_identity, formula, read_lines
from builder.badges.reports.openedx_grades import not_enrolled, unclear
from builder.badges.reports.report import Known
from builder.badges.reports.report_map import ProblemColumns, other_course, problem_columns
from builder.badges.reports.sheet import Row, Table
from builder.badges.reports.titles import nothing_known
from builder.diagnostics import msg

_FIRST = ("student id", "email", "username", "enrollment status", "grade")
_NOT_ATTEMPTED, _NOT_AVAILABLE = "not attempted", "not available"

_Question = tuple[int, int, ProblemColumns]
"""Where the points earned and possible stand, and whose they are."""


def recognise(table: Table) -> bool:
    """Look for the columns that the report begins with."""
    return tuple(map(folded, table.heading.cells[: len(_FIRST)])) == _FIRST


def read(table: Table, known: Known) -> Reading:
    """Add up the points of each quiz, as report-map.json tells which columns are its questions."""
    quizzes, wrong = _quizzes(table.heading, known)

    def facts(row: Row) -> Iterator[Fact | Trouble]:
        for quiz, questions in quizzes.items():
            found = _score(row, questions)
            if isinstance(found, Trouble):
                yield found
            elif found is not None:
                yield QuizScore(quiz, found, None, row.place)

    identity = find_identity(table.heading, len(_FIRST))
    records, troubles = read_lines(table, Who(identity, known.people, not_enrolled(table.heading)), facts)
    return Reading(msg("Open edX, problem grade report"), records, (*wrong, *troubles))


def _quizzes(heading: Row, known: Known) -> tuple[dict[str, list[_Question]], list[Trouble]]:
    """Return the questions of each quiz that the report has all the columns of."""
    other = other_course(known.report_map, known.course, heading)
    if known.report_map is None or other:
        return {}, [other or _no_map(heading)]
    titles = list(map(folded, heading.cells))
    quizzes: dict[str, list[_Question]] = {}
    lost: dict[str, str] = {}
    for question in problem_columns(known.report_map, known.course):
        places = [titles.index(title) for title in (question.earned, question.possible) if titles.count(title) == 1]
        if len(places) == 2:  # noqa: PLR2004 - both
            quizzes.setdefault(question.quiz, []).append((places[0], places[1], question))
        else:
            lost.setdefault(question.quiz, question.earned)
    if not set(quizzes) - set(lost) and (not lost or not quizzes):
        return {}, [nothing_known(heading)]
    troubles = [_lost(heading, quiz, title) for quiz, title in lost.items()]
    return {quiz: found for quiz, found in quizzes.items() if quiz not in lost}, troubles


def _score(row: Row, questions: list[_Question]) -> Decimal | Trouble | None:
    """Return the score of a quiz; None when nothing of it was attempted."""
    earned = possible = Decimal(0)
    attempted = False
    for earned_at, possible_at, question in questions:
        got, most = row.cells[earned_at], row.cells[possible_at]
        if folded(got) == _NOT_AVAILABLE and question.pooled:
            continue
        attempted |= folded(got) not in {_NOT_ATTEMPTED, _NOT_AVAILABLE}
        for cell in (got, most):
            if is_formula(cell):
                return formula(row, cell)
        points = Decimal(0) if folded(got) == _NOT_ATTEMPTED else parse_machine_decimal(got)
        whole = parse_machine_decimal(most)
        if points is None or whole is None:
            return unclear(row, got if points is None else most)
        earned, possible = earned + points, possible + whole
    if not attempted or not possible:
        return None
    found = score(earned / possible)
    return unclear(row, f"{earned}/{possible}") if found is None else found


def _no_map(heading: Row) -> Trouble:
    return Trouble(
        heading.place,
        msg("without report-map.json, nobody knows here which problems are those of which quiz"),
        msg("give the file report-map.json that `parcours build` wrote beside the package"),
    )


def _lost(heading: Row, quiz: str, title: str) -> Trouble:
    return Trouble(
        heading.place,
        msg("the quiz `{quiz}` was not read: its column “{title}” is missing", quiz=quiz, title=title),
        msg("take the report-map.json that was built with the package on the platform"),
    )
