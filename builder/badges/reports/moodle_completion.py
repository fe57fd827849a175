"""Moodle, activity completion: `report/progress/index.php`, whose two generations have the same cells."""

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.badges.evidence import Fact, ModuleDone, Reading, Trouble
from builder.badges.reports.cells import folded, is_formula, parse_when
from builder.badges.reports.lines import Identity, Who, find_identity, formula, on, read_lines
from builder.badges.reports.report import Known
from builder.badges.reports.sheet import Row, Table
from builder.badges.reports.titles import columns_of, titles_of
from builder.diagnostics import msg

# lang/en/completion.php and the language packs fr and fr_ca, of several years. What was not passed begins with the
# word for success in all of them: a status must be known whole.
_DONE = frozenset(
    {
        "completed", "completed (achieved pass grade)",
        "terminé", "terminé (note minimale de réussite atteinte)", "terminé (note pour passer atteinte)",
        "achevé", "achevé (niveau de réussite)",
    }
)  # fmt: skip
_NOT_DONE = frozenset(
    {
        "not completed", "completed (did not achieve pass grade)",
        "pas terminé", "non terminé", "terminé (n'a pas atteint la note minimale de réussite)",
        "terminé (n'a pas atteint la note pour passer)",
        "non achevée", "non achevé", "achevé (n'a pas atteint la note de passage)",
    }
)  # fmt: skip
_SET_DONE = re.compile(r"(completed \(set by|terminé \((défini|établi) par) [^()]+\)")
_SET_NOT_DONE = re.compile(r"(not completed \(set by|non (terminé|rempli) \((défini|établi) par) [^()]+\)")
_EXPECTED = re.compile(r"(\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?)?", re.ASCII)


def recognise(table: Table) -> bool:
    """Look for a first column without a title, and for pairs of a title and an expected date, mostly empty."""
    return table.heading.cells[0] == "" and bool(_activities(table.heading))


def read(table: Table, known: Known) -> Reading:
    """Take the status of the activities called as a module, or as the course, which then stands for all of them."""
    activities, titles = _activities(table.heading), titles_of(known.course)
    columns = columns_of(table.heading, {at: titles.modules(table.heading.cells[at]) for at in activities})

    def facts(row: Row) -> Iterator[Fact | Trouble]:
        for at, subject in columns.subjects.items():
            found = _facts(row, row.cells[at : at + 2], table.heading.cells[at], subject.modules)
            yield from on(found, replace(subject, quiz=None))

    identity = find_identity(table.heading, activities[0])
    named = Identity(identity.email, identity.username, (0,))
    records, troubles = read_lines(table, Who(named, known.people), facts)
    return Reading(msg("Moodle, activity completion"), records, (*columns.troubles, *troubles), columns.unused)


def _activities(heading: Row) -> list[int]:
    """Return the positions of the activities: pairs of columns up to the end, after the fields of the learner."""
    cells = heading.cells
    first = len(cells)
    while first >= 3 and cells[first - 2] and _EXPECTED.fullmatch(cells[first - 1]):  # noqa: PLR2004 - a name and a pair
        first -= 2
    return list(range(first, len(cells), 2))


def _facts(row: Row, cells: tuple[str, ...], title: str, modules: tuple[str, ...]) -> Iterator[Fact | Trouble]:
    status, date = cells
    done = _is_done(folded(status))
    if done is None:
        yield formula(row, status) if is_formula(status) else _unknown(row, status, title)
        return
    when = parse_when(date)
    if date and when is None:
        yield Trouble(row.place, msg("“{text}” is not a date that is known here", text=date), _LOOK)
    # That a course is not finished tells nothing about each of its modules.
    if done or len(modules) == 1:
        yield from (ModuleDone(module, done, when, row.place) for module in modules)


def _is_done(status: str) -> bool | None:
    if status in _DONE or _SET_DONE.fullmatch(status):
        return True
    return False if status in _NOT_DONE or _SET_NOT_DONE.fullmatch(status) else None


def _unknown(row: Row, status: str, title: str) -> Trouble:
    if not status:
        return Trouble(
            row.place,
            msg("the cell in the column “{title}” is empty, or holds a formula without its value", title=title),
            msg("save the file again in the spreadsheet, or export it as CSV"),
        )
    return Trouble(
        row.place,
        msg("in the column “{title}”, the status “{text}” is not known here", title=title, text=status),
        msg(
            "statuses of Moodle in English and French are known: see that nobody changed it, or set your language there"
        ),
    )


_LOOK = msg("set your language on the platform to English or French, and export again")
