"""Moodle, SCORM reports, basic and objectives: a line for each attempt, a column for each SCO and each objective."""

from collections.abc import Iterator

from builder.badges.evidence import Fact, ModuleDone, QuizScore, Reading, Trouble
from builder.badges.reports.cells import folded, is_formula, parse_machine_share, parse_when, score
from builder.badges.reports.lines import Who, find_identity, formula, on, read_lines
from builder.badges.reports.report import Known
from builder.badges.reports.sheet import Row, Table
from builder.badges.reports.titles import Subject, Titles, nothing_known, objective_titles, only, titles_of
from builder.diagnostics import msg

# mod/scorm/lang/en/scorm.php and its French: attempt, started, last, score.
_HEADINGS = (
    ("attempt", "started on", "last accessed on", "score"),
    ("tentative", "démarré le", "dernier accès le", "résultat"),
)
_STATUS, _SCORE = (" status", " statut", " état"), (" score", " résultat")
_DONE = frozenset({"passed", "completed", "réussi", "terminé"})
_NOT_DONE = frozenset(
    {
        "incomplete", "failed", "browsed", "not attempted", "notattempted", "suspended",
        "incomplet", "échec", "échoué", "consulté", "aucune tentative", "suspendu",
    }
)  # fmt: skip
_NOTHING = frozenset({"", "-"})

_Column = tuple[Subject | None, Subject | None]
"""What is finished, and what has a score, in one column."""


def recognise(table: Table) -> bool:
    """Look for the four columns on the attempt."""
    return _attempt(table.heading) is not None


def read(table: Table, known: Known) -> Reading:
    """Take the status or the score of SCOs and objectives; of several attempts the best counts."""
    attempt = _attempt(table.heading) or 0
    columns: dict[int, _Column] = {}
    troubles: list[Trouble] = []
    unused: list[str] = []
    scos, objectives = titles_of(known.course), objective_titles(known.course)
    for at in range(attempt + 4, len(table.heading.cells)):
        done, scored = _column(table.heading, at, scos, objectives)
        troubles.extend(one for one in (done, scored) if isinstance(one, Trouble))
        if isinstance(done, Trouble) or isinstance(scored, Trouble):
            continue
        if done or scored:
            columns[at] = (done, scored)
        elif not _is_status(table.heading.cells[at], objectives):
            unused.append(table.heading.cells[at])

    def facts(row: Row) -> Iterator[Fact | Trouble]:
        for at, (done, scored) in columns.items():
            yield from on(_facts(row, at, row.cells[attempt + 2], done, scored), done, scored)

    if not columns and not troubles:
        troubles.append(nothing_known(table.heading))
    identity = find_identity(table.heading, attempt)
    records, more = read_lines(table, Who(identity, known.people), facts, attempts=True)
    return Reading(msg("Moodle, SCORM report"), records, (*troubles, *more), tuple(unused))


def _attempt(heading: Row) -> int | None:
    titles = tuple(map(folded, heading.cells))
    return next((at for at in range(len(titles)) if titles[at : at + 4] in _HEADINGS), None)


def _column(
    heading: Row, at: int, scos: Titles, objectives: Titles
) -> tuple[Subject | Trouble | None, Subject | Trouble | None]:
    title = heading.cells[at]
    done, scored = scos.modules(title), scos.quizzes(title)
    done += [one for one in objectives.modules(title) if one not in done]
    if not done and not scored:
        # With the option "objective scores", each objective has two columns.
        for ending in (*_STATUS, *_SCORE):
            if folded(title).endswith(ending):
                name = folded(title).removesuffix(ending)
                done, scored = (objectives.modules(name), []) if ending in _STATUS else ([], objectives.quizzes(name))
                break
    return only(done, heading, title), only(scored, heading, title)


def _is_status(title: str, objectives: Titles) -> bool:
    """Tell whether a column is the status of a quiz, which is known by its score."""
    return any(objectives.all(folded(title).removesuffix(ending)) for ending in ("", *_STATUS))


def _facts(row: Row, at: int, date: str, done: Subject | None, scored: Subject | None) -> Iterator[Fact | Trouble]:
    cell, when = row.cells[at], parse_when(date)
    status = folded(cell)
    if status in _NOTHING:
        return
    if status in _DONE | _NOT_DONE:
        # That a course is not finished tells nothing about each of its modules.
        if done and (status in _DONE or len(done.modules) == 1):
            yield from (ModuleDone(module, status in _DONE, when, row.place) for module in done.modules)
        return
    share = score(parse_machine_share(cell))
    if is_formula(cell):
        yield formula(row, cell)
    elif share is None:
        yield Trouble(
            row.place,
            msg("“{text}” is neither a status nor a score that is known here", text=cell),
            msg("set your language on the platform to English or French, and export again"),
        )
    elif scored and scored.quiz:
        yield QuizScore(scored.quiz, share, when, row.place)
