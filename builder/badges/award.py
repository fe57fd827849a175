"""From decisions to badges: the ledger first, then all that follows from it.

Whatever a killed process left is done by the next run: the ledger says what was given, and every file is made again
from it, the same bytes as before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from builder.badges.credential.award import Award
from builder.badges.decide import Decision, Given, Standing
from builder.badges.evidence import Person, QuizScore
from builder.badges.ledger import Entry, Ledger, Run
from builder.diagnostics import Message, msg
from builder.model.badge import BadgeClass
from builder.model.course import Course

_MONTHS = 12
_LAST_DAY = 28  # a day that every month has


@dataclass(frozen=True, slots=True)
class Plan:
    """What an award would do: decisions to carry out, and those that are carried out already or held back.

    `held` are those who have the badge already, with the day it was given; `withheld` says why others who earned it get
    nothing: it was taken back, or the person asked to be forgotten. `unshown` counts the badges that were given and do
    not follow from these reports, which may be older or hold less than those before; `absent` the people who hold such
    badges and of whom nothing is reported. `dropped` are the ids of badges that were given and that the course no
    longer has.
    """

    due: tuple[Decision, ...]
    held: tuple[tuple[Decision, Message], ...]
    withheld: tuple[tuple[Decision, Message], ...]
    refused: tuple[Decision, ...]
    unshown: int = 0
    absent: int = 0
    dropped: tuple[str, ...] = ()


def standings(
    course: Course, ledger: Ledger, emails: Iterable[str], now: datetime | None = None, *, again: bool = False
) -> Given:
    """Return what became of the badges that these people were given.

    What has expired `now` is held no more. What was taken back may be given `again`, and then counts by the reports.
    """
    by_person: dict[str, dict[str, Standing]] = {}
    for (person, badge), entry in _last(course, ledger).items():
        if entry.id in ledger.revoked:
            if not again:
                by_person.setdefault(person, {})[badge] = Standing.TAKEN_BACK
        elif entry.id not in ledger.erased and not (now and entry.expires and entry.expires <= now):
            by_person.setdefault(person, {})[badge] = Standing.HELD
    return {email: by_person.get(ledger.person(email), {}) for email in emails}


def resting_on(course: Course, ledger: Ledger, taken: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the badges that people hold because of others of theirs, that are to be taken back."""
    needs = {badge.id: {needed.id for needed in badge.criteria.badges} for badge in course.badges}
    gone = {(entry.person, entry.badge) for entry in taken}
    valid = [entry for entry in _last(course, ledger).values() if not _is_gone(entry, ledger)]
    found: dict[str, Entry] = {}
    while True:
        more = {
            str(entry.id): entry
            for entry in valid
            if (entry.person, entry.badge) not in gone
            and any((entry.person, needed) in gone for needed in needs.get(entry.badge, ()))
        }
        if not more:
            return tuple(found.values())
        found |= more
        gone |= {(entry.person, entry.badge) for entry in more.values()}


def plan(course: Course, decisions: Sequence[Decision], ledger: Ledger, *, again: bool) -> Plan:
    """Return what is to be done. With `again`, also to those from whom it was taken, or who were forgotten."""
    due: list[Decision] = []
    held: list[tuple[Decision, Message]] = []
    withheld: list[tuple[Decision, Message]] = []
    given = _last(course, ledger)
    judged = {(ledger.person(decision.person.email), decision.badge): decision for decision in decisions}
    for key, decision in judged.items():
        before = given.get(key)
        reason = _why_not(before, key[0], ledger, again=again)
        if decision.granted and reason:
            has_it = before is not None and not _is_gone(before, ledger)
            (held if has_it else withheld).append((decision, reason))
        elif decision.granted:
            due.append(decision)
    shown = {key for key, decision in judged.items() if decision.shown}
    badges = {badge.id for badge in course.badges}
    unshown = [
        entry
        for key, entry in given.items()
        if key not in shown and entry.badge in badges and not _is_gone(entry, ledger)
    ]
    absent = {entry.person for entry in unshown} - {person for person, _ in judged}
    refused = tuple(decision for decision in decisions if not decision.granted)
    dropped = sorted({badge for _, badge in given} - badges)
    return Plan(tuple(due), tuple(held), tuple(withheld), refused, len(unshown), len(absent), tuple(dropped))


def record(course: Course, wanted: Plan, ledger: Ledger, inputs: str, now: datetime) -> tuple[Entry, ...]:
    """Write into the ledger what is due, and return it. A run over the same reports that was killed goes on as begun.

    `inputs` is the digest of all that the decisions rest on.
    """
    if not wanted.due:
        return ()
    begun = ledger.open_run
    at = now.replace(microsecond=0)
    if begun is None or begun.inputs != inputs:
        ledger.append(Run(inputs, at))
    else:
        at = begun.at
    made: list[Entry] = []
    taken: set[int] = set()
    badges = {badge.id: badge for badge in course.badges}
    for decision in wanted.due:
        entry = ledger.new_entry(course.id, decision.badge, decision.person.email, at, taken)
        taken.add(entry.index)
        made.append(
            replace(
                entry,
                expires=_later(at, badges[decision.badge].expires),
                score=_score(badges[decision.badge], decision),
                evidence=tuple(f"{fact.place.file}:{fact.place.line}" for fact in decision.evidence),
            )
        )
    ledger.append(*made)
    return tuple(made)


def awards(course: Course, ledger: Ledger, people: Mapping[str, Person]) -> Iterator[tuple[Entry, Award]]:
    """Go through what the ledger gives to people whose address is known and who are not forgotten.

    `people` are those by address.
    """
    badges = {badge.id: badge for badge in course.badges}
    by_digest = {ledger.person(email): email for email in people}
    for entry in ledger.entries:
        email = by_digest.get(entry.person)
        if entry.course == course.id and email is not None and entry.badge in badges and entry.id not in ledger.erased:
            yield entry, _award(entry, badges[entry.badge], email)


def _award(entry: Entry, badge: BadgeClass, email: str) -> Award:
    return Award(
        id=entry.id,
        badge=badge,
        email=email,
        salt=entry.salt,
        subject=entry.subject,
        status_index=entry.index,
        issued=entry.issued,
        expires=entry.expires,
        score=entry.score,
    )


def _last(course: Course, ledger: Ledger) -> dict[tuple[str, str], Entry]:
    """Return the last award of each badge of a course to each person: those before it were taken back."""
    return {(entry.person, entry.badge): entry for entry in ledger.entries if entry.course == course.id}


def _is_gone(entry: Entry, ledger: Ledger) -> bool:
    return entry.id in ledger.revoked or entry.id in ledger.erased


def _why_not(before: Entry | None, person: str, ledger: Ledger, *, again: bool) -> Message | None:
    erased = ledger.erased.get(before.id) if before else ledger.forgotten.get(person)
    if erased:
        date = erased.at.date().isoformat()
        return None if again else msg("asked to be forgotten on {date}; give it with --again", date=date)
    if before is None:
        return None
    revoked = ledger.revoked.get(before.id)
    if revoked is None:
        return msg("given on {date}", date=before.issued.date().isoformat())
    if again:
        return None
    return msg("taken back on {date}; give it anew with --again", date=revoked.at.date().isoformat())


def _later(at: datetime, months: int | None) -> datetime | None:
    if months is None:
        return None
    month = at.month - 1 + months
    return at.replace(year=at.year + month // _MONTHS, month=month % _MONTHS + 1, day=min(at.day, _LAST_DAY))


def _score(badge: BadgeClass, decision: Decision) -> Decimal | None:
    """Return the score that the badge may tell: of the one quiz that its rule asks for."""
    scores = [fact.score for fact in decision.evidence if isinstance(fact, QuizScore)]
    return max(scores) if badge.include_score and len(badge.criteria.scores) == 1 and scores else None
