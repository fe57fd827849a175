"""A table that people keep themselves: e-mail, name, then a column for each module or quiz."""

from collections.abc import Iterator
from dataclasses import replace

from builder.badges.evidence import Fact, ModuleDone, QuizScore, Reading, Trouble
from builder.badges.reports.cells import is_formula, parse_share, parse_when, says_yes, score
from builder.badges.reports.lines import Who, find_identity, formula, on, read_lines
from builder.badges.reports.report import Known
from builder.badges.reports.sheet import Row, Table
from builder.badges.reports.titles import Subject, columns_of, titles_of
from builder.diagnostics import msg
from builder.syntax.values import decimal_mark


def recognise(table: Table) -> bool:
    """Look for a column of e-mail addresses, user names or names."""
    return bool(find_identity(table.heading).columns)


def read(table: Table, known: Known) -> Reading:
    """Take yes, no or a date for modules, and shares for quizzes; columns bear their ids or titles."""
    identity, titles = find_identity(table.heading), titles_of(known.course)
    cells = enumerate(table.heading.cells)
    columns = columns_of(
        table.heading, {at: titles.all(title) for at, title in cells if title and at not in identity.columns}
    )
    mark = decimal_mark(known.course.language)

    def facts(row: Row) -> Iterator[Fact | Trouble]:
        for at, subject in columns.subjects.items():
            if row.cells[at] not in {"", "-"}:
                # A column of a module tells whether it is finished, and no score.
                about = replace(subject, quiz=None) if subject.modules else subject
                yield from on(_facts(row, row.cells[at], subject, mark), about)

    records, troubles = read_lines(table, Who(identity, known.people), facts)
    return Reading(msg("plain table"), records, (*columns.troubles, *troubles), columns.unused)


def _facts(row: Row, cell: str, subject: Subject, mark: str) -> Iterator[Fact | Trouble]:
    if is_formula(cell):
        yield formula(row, cell)
    elif subject.modules:
        when = parse_when(cell)
        done = True if when else says_yes(cell)
        if done is None:
            yield Trouble(
                row.place,
                msg("“{text}” does not say whether {subject} is finished", text=cell, subject=subject.label),
                msg("write yes, no, or the day: `2026-03-02`"),
            )
        elif done or len(subject.modules) == 1:
            yield from (ModuleDone(module, done, when, row.place) for module in subject.modules)
    else:
        share = score(parse_share(cell, mark))
        if share is None or subject.quiz is None:
            yield Trouble(
                row.place,
                msg("“{text}” is not clearly a score in {subject}", text=cell, subject=subject.label),
                msg("write a percentage with its sign, or points out of points: `85 %`, `17/20`"),
            )
        else:
            yield QuizScore(subject.quiz, share, None, row.place)
