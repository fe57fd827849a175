"""From the lines of a report to what is known of each learner."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from builder.badges.evidence import Fact, ModuleDone, Person, Place, Record, Trouble
from builder.badges.reports.cells import folded, is_formula
from builder.badges.reports.sheet import Row, Table
from builder.badges.reports.titles import Subject
from builder.diagnostics import msg

_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>()]+")
_HEADINGS = {
    "email": (
        "email", "e-mail", "mail", "email address", "e-mail address", "courriel", "adresse de courriel",
        "adresse courriel", "adresse e-mail", "adresse email", "adresse mail", "adresse électronique",
    ),
    "username": ("username", "user name", "login", "nom d'utilisateur", "identifiant"),
    "first": ("first name", "prénom"),
    "last": ("last name", "surname", "nom de famille"),
    "name": ("name", "full name", "nom complet", "nom", "prénom et nom", "nom et prénom", "learner", "apprenant"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """Whose e-mail address is whose, by user name and by name; None where two addresses are given."""

    emails: Mapping[str, str | None]


NOBODY = People({})


@dataclass(frozen=True, slots=True)
class Identity:
    """The positions of the columns that tell who a line is about; several make up one name."""

    email: int | None
    username: int | None
    name: tuple[int, ...]

    @property
    def columns(self) -> frozenset[int]:
        """All these positions."""
        return frozenset(at for at in (self.email, self.username, *self.name) if at is not None)


@dataclass(frozen=True, slots=True)
class Who:
    """How to tell who a line is about. `refuse` tells why a line must not count, if so."""

    identity: Identity
    people: People
    refuse: Callable[[Row], Trouble | None] = lambda _: None


def find_identity(heading: Row, end: int | None = None) -> Identity:
    """Return where the first `end` cells of a heading say that names and addresses stand."""
    titles = [folded(title) for title in heading.cells[:end]]
    places = {
        kind: next((at for at, title in enumerate(titles) if title in _HEADINGS[kind]), None) for kind in _HEADINGS
    }
    # "Nom" beside "Prénom" is the family name.
    parts = [places["first"], places["last"] if places["last"] is not None else places["name"]]
    full = [places["name"]] if places["first"] is None and places["last"] is None else parts
    return Identity(places["email"], places["username"], tuple(at for at in full if at is not None))


def normal_email(text: str) -> str | None:
    """Return an e-mail address as it is kept, or None when it is none."""
    lower = text.lower()
    return lower if _EMAIL.fullmatch(lower) else None


def read_lines(
    table: Table,
    who: Who,
    facts_of: Callable[[Row], Iterable[Fact | Trouble]],
    *,
    attempts: bool = False,
) -> tuple[tuple[Record, ...], tuple[Trouble, ...]]:
    """Return what is told about each learner, and the lines or cells that were not understood.

    With `attempts`, a learner has a line for each attempt. Elsewhere two lines for one learner must say the same.
    """
    records: list[Record] = []
    troubles = list(table.troubles)
    for row in table.rows:
        person = _whole(row, table.heading) or who.refuse(row) or _person(row, who.identity, who.people)
        if isinstance(person, Trouble):
            troubles.append(person)
            continue
        found = list(facts_of(row))
        unread = tuple(one for one in found if isinstance(one, Trouble))
        troubles.extend(unread)
        records.append(Record(person, tuple(one for one in found if not isinstance(one, Trouble)), row.place, unread))
    by_email: dict[str, list[Record]] = {}
    for record in records:
        by_email.setdefault(record.person.email, []).append(record)
    merged = [_merge(same, attempts=attempts) for same in by_email.values()]
    troubles.extend(trouble for one in merged if isinstance(one, list) for trouble in one)
    return tuple(one for one in merged if isinstance(one, Record)), tuple(troubles)


def on(found: Iterable[Fact | Trouble], *subjects: Subject | None) -> Iterator[Fact | Trouble]:
    """Go through what a cell says; what was not understood is about the subjects of its column."""
    about = tuple(name for one in subjects if one for name in (*one.modules, one.quiz) if name)
    return (replace(one, about=about) if isinstance(one, Trouble) else one for one in found)


def better(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the best fact on each module and quiz; of equal ones the earliest told."""
    best: dict[tuple[bool, str], Fact] = {}
    for fact in facts:
        of_module = isinstance(fact, ModuleDone)
        key = (of_module, fact.module if isinstance(fact, ModuleDone) else fact.quiz)
        if key not in best or worth(fact) > worth(best[key]):
            best[key] = fact
    return tuple(best.values())


def worth(fact: Fact) -> Decimal:
    """Return what tells two facts on the same thing apart: the greater is the better one."""
    return Decimal(fact.done) if isinstance(fact, ModuleDone) else fact.score


def formula(row: Row, cell: str) -> Trouble:
    """Say that a cell is a formula."""
    return Trouble(
        row.place,
        msg("the cell “{cell}” in column {number} is a formula", cell=cell, number=row.cells.index(cell) + 1),
        msg(
            "write its plain value, as the platform tells it; in a workbook, a formula counts once its value is "
            "saved with it"
        ),
    )


def _whole(row: Row, heading: Row) -> Trouble | None:
    if len(row.cells) < len(heading.cells) or any(row.cells[len(heading.cells) :]):
        return Trouble(
            row.place,
            msg(
                "this line has {count} cells, the heading has {wanted}", count=len(row.cells), wanted=len(heading.cells)
            ),
            msg("export the report again, or mend the line"),
        )
    return None


def _person(row: Row, identity: Identity, people: People) -> Person | Trouble:
    email, username = (row.cells[at] if at is not None else "" for at in (identity.email, identity.username))
    name = " ".join(row.cells[at] for at in identity.name if row.cells[at])
    for cell in (email, username, *(row.cells[at] for at in identity.name)):
        if is_formula(cell):
            return formula(row, cell)
    if email in {"", "-"}:
        return _person_by_map(row, Person("", name, username), people)
    address = normal_email(email)
    if address is None:
        return Trouble(
            row.place,
            msg("“{text}” is not an e-mail address", text=email),
            msg("correct it in the learner's profile, and export again"),
        )
    return Person(address, name, username)


def _person_by_map(row: Row, person: Person, people: People) -> Person | Trouble:
    for known in (person.username, person.name):
        if known and folded(known) in people.emails:
            email = people.emails[folded(known)]
            return replace(person, email=email) if email else _several(row, known)
    who = person.name or person.username
    return Trouble(
        row.place,
        msg("the e-mail address of “{name}” is missing", name=who) if who else msg("nothing tells who this is"),
        msg("let the report show e-mail addresses, or give a second file with names and addresses"),
    )


def _several(row: Row, name: str) -> Trouble:
    return Trouble(
        row.place,
        msg("the second file gives “{name}” several e-mail addresses", name=name),
        msg("tell these people apart by their user names"),
    )


def _merge(records: Sequence[Record], *, attempts: bool) -> Record | list[Trouble]:
    first = records[0]
    if attempts and all(record.person == first.person for record in records):
        facts = better(fact for record in records for fact in record.facts)
        return replace(first, facts=facts, unread=tuple(one for record in records for one in record.unread))
    if all(_said(record) == _said(first) for record in records):
        return first
    return [
        Trouble(
            record.place,
            msg("{email} is on several lines that do not say the same: none was read", email=first.person.email),
            msg("leave the one line that is right"),
        )
        for record in records
    ]


def _said(record: Record) -> object:
    return record.person, tuple(replace(fact, place=Place("", 0)) for fact in record.facts)
