"""Open edX, problem grade report: the points earned and possible for each question."""

from collections.abc import Iterator, Mapping
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
_NOTHING = (_NOT_ATTEMPTED, _NOT_AVAILABLE)

_Question = tuple[int, int, ProblemColumns]
"""Where the points earned and possible stand, and whose they are."""
_Points = tuple[Decimal | None, Decimal]
"""The points earned, None where nothing was attempted, and possible."""


def recognise(table: Table) -> bool:
    """Look for the columns that the report begins with."""
    return tuple(map(folded, table.heading.cells[: len(_FIRST)])) == _FIRST


def read(table: Table, known: Known) -> Reading:
    """Add up the points of each quiz, as report-map.json tells which columns are its questions."""
    quizzes, wrong = _quizzes(table.heading, known)
    draws = {
        f"{module.id}/{quiz.id}": {number: pool.draw for number, pool in enumerate(quiz.pools, 1)}
        for module, quiz in known.course.quizzes()
    }

    def facts(row: Row) -> Iterator[Fact | Trouble]:
        for quiz, questions in quizzes.items():
            found = _score(row, questions, draws[quiz])
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


def _score(row: Row, questions: list[_Question], draws: Mapping[int, int]) -> Decimal | Trouble | None:
    """Return the score of a quiz; None when nothing of it was attempted."""
    pools: dict[int, list[_Points]] = {0: []}
    for question in questions:
        pool = question[2].pool
        points = _points(row, question)
        if isinstance(points, Trouble):
            return points
        if points is not None:
            pools.setdefault(pool, []).append(points)
        elif not pool:
            return (
                None
                if all(folded(row.cells[one[0]]) in _NOTHING for one in questions)
                else unclear(row, "Not Available")
            )
    # Releases before Verawood report the questions that were not drawn as not attempted.
    taken = [*pools[0], *(one for pool, drawn in draws.items() for one in _drawn(pools.get(pool, []), drawn))]
    if all(earned is None for earned, _ in taken):
        return None
    earned, possible = (sum((part or Decimal(0) for part in parts), Decimal(0)) for parts in zip(*taken, strict=True))
    found = score(earned / possible) if possible else None
    return unclear(row, f"{earned}/{possible}") if found is None else found


def _points(row: Row, question: _Question) -> _Points | Trouble | None:
    """Return the points of a question, None where the learner does not have it."""
    got, most = row.cells[question[0]], row.cells[question[1]]
    if folded(got) == _NOT_AVAILABLE:
        return None
    for cell in (got, most):
        if is_formula(cell):
            return formula(row, cell)
    whole = parse_machine_decimal(most)
    if whole is None:
        return unclear(row, most)
    if folded(got) == _NOT_ATTEMPTED:
        return None, whole
    earned = parse_machine_decimal(got)
    return unclear(row, got) if earned is None else (earned, whole)


def _drawn(points: list[_Points], draw: int) -> list[_Points]:
    """Return what was attempted of a pool, and of the rest what is worth most, up to the number drawn."""
    attempted = [one for one in points if one[0] is not None]
    rest = sorted((one for one in points if one[0] is None), key=lambda one: one[1], reverse=True)
    return [*attempted, *rest[: max(0, draw - len(attempted))]]


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
