"""Moodle, grades exported as plain text: `grade/export/txt`."""

import re
from collections.abc import Iterator

from builder.badges.evidence import Fact, QuizScore, Reading, Trouble
from builder.badges.reports.cells import folded, is_formula, parse_share, says_yes, score
from builder.badges.reports.lines import Who, find_identity, formula, on, read_lines
from builder.badges.reports.report import Known
from builder.badges.reports.sheet import Row, Table
from builder.badges.reports.titles import Columns, Subject, Titles, columns_of, titles_of
from builder.diagnostics import msg

_ITEM = re.compile(r"(?P<name>.+) \((?P<shown>[^()]+)\)")
_MARKS = {"percentage": ".", "real": ".", "letter": ".", "pourcentage": ",", "réel": ",", "réelle": ",", "lettre": ","}
_PERCENTAGE = frozenset({"percentage", "pourcentage"})
_SUSPENDED = frozenset({"suspended", "suspendu"})


def recognise(table: Table) -> bool:
    """Look for grades, which say in brackets how they are shown, beside a name or an address."""
    return bool(_items(table.heading)) and bool(find_identity(table.heading).columns)


def read(table: Table, known: Known) -> Reading:
    """Take the percentages of the grade items called as a quiz, or as what has no other quiz."""
    heading, items = table.heading, _items(table.heading)
    titles = titles_of(known.course)
    shown = {at: shown for at, (_, shown) in items.items()}
    named = {at: _subjects(titles, name) for at, (name, _) in items.items()}
    columns = columns_of(heading, {at: found for at, found in named.items() if shown[at] in _PERCENTAGE})
    missing = tuple(_no_maximum(heading, named, shown))
    if missing:  # which says more than that no column is known
        columns = Columns(columns.subjects, tuple(one for one in columns.troubles if columns.subjects), columns.unused)
    suspended = [at for at, title in enumerate(heading.cells) if folded(title) in _SUSPENDED]

    def facts(row: Row) -> Iterator[Fact | Trouble]:
        for at, subject in columns.subjects.items():
            cell = row.cells[at]
            share = score(parse_share(cell, _MARKS[shown[at]]))
            if cell in {"", "-"}:
                continue
            if share is not None and subject.quiz:
                yield QuizScore(subject.quiz, share, None, row.place)
            else:
                yield from on([formula(row, cell) if is_formula(cell) else _unclear(row, cell)], subject)

    def refuse(row: Row) -> Trouble | None:
        return _is_suspended(row) if any(says_yes(row.cells[at]) for at in suspended) else None

    records, troubles = read_lines(table, Who(find_identity(heading), known.people, refuse), facts)
    return Reading(msg("Moodle, gradebook"), records, (*columns.troubles, *missing, *troubles), columns.unused)


def _items(heading: Row) -> dict[int, tuple[str, str]]:
    """Return the name of each grade item and how its grade is shown."""
    found = {at: _ITEM.fullmatch(title) for at, title in enumerate(heading.cells)}
    return {
        at: (item["name"], folded(item["shown"]))
        for at, item in found.items()
        if item and folded(item["shown"]) in _MARKS
    }


def _subjects(titles: Titles, name: str) -> list[Subject]:
    """Return what an item may mean: its name, or what stands in it after the kind of activity."""
    _, colon, item = name.partition(":")
    return titles.quizzes(name, item) if colon else titles.quizzes(name)


def _no_maximum(heading: Row, named: dict[int, list[Subject]], shown: dict[int, str]) -> Iterator[Trouble]:
    """Find items that are only told in points or letters: out of how many, the file does not say."""
    clear = [subject for at, found in named.items() if shown[at] in _PERCENTAGE for subject in found]
    for at, found in named.items():
        if shown[at] not in _PERCENTAGE and found and not any(subject in clear for subject in found):
            yield Trouble(
                heading.place,
                msg("the grades in “{title}” do not say out of how many points", title=heading.cells[at]),
                msg("export the grades as percentages"),
            )


def _unclear(row: Row, cell: str) -> Trouble:
    return Trouble(
        row.place,
        msg("“{text}” is not clearly a percentage from 0 to 100", text=cell),
        msg("see the grade on the platform, and write it as a percentage: `85 %`"),
    )


def _is_suspended(row: Row) -> Trouble:
    return Trouble(
        row.place,
        msg("this learner is suspended from the course: the line does not count"),
        msg("end the suspension on the platform if the learner is to get badges"),
    )
