"""Awarding badges in its order: read reports, decide, write the ledger, then the two folders. Nobody else knows it.

The ledger is written before anything else, and everything else follows from it: a run that was killed is finished by
the next, and a run that finds nothing new changes no byte.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO
from uuid import UUID

from filelock import FileLock, Timeout

from builder.badges import urls
from builder.badges.art import artworks, png
from builder.badges.award import Plan, awards, plan, record, standings
from builder.badges.continuity import check_address, check_keys, check_ledger, check_table, guarantee
from builder.badges.credential.award import Issued, issue, without_holder
from builder.badges.credential.bake import bake_png, bake_svg
from builder.badges.criteria import rule_text
from builder.badges.decide import Decision, decide
from builder.badges.evidence import Person, Reading, Trouble
from builder.badges.keys import KeyRing, Signer
from builder.badges.ledger import BADGES, Entry, Erasure, Ledger, Revocation
from builder.badges.mail_merge import mail_merge, people
from builder.badges.public import (
    hosted_assertions,
    key_documents,
    revoked_assertions,
    status_documents,
    without_reasons,
)
from builder.badges.reports import NOBODY, read_people, read_report
from builder.badges.site import public_site
from builder.badges.verify_page import Status
from builder.badges.whole import is_whole
from builder.model.badge import Issuer
from builder.model.course import Course
from builder.package.publish import Writer, publish, put, remove_leftovers

PUBLIC, PRIVATE = "public", "private"
MAIL_MERGE, LOCK = "mail-merge.csv", "lock"
_NOT_COMMITTED = {".gitignore": b"*\n"}
"""What keeps git from taking in a private folder that lies in a repository."""


class BusyError(Exception):
    """Another process is at work on the same folder."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other processes off a folder, from reading its ledger until all that follows from it is written.

    Raises `BusyError` at once where another one is at work. The system frees the lock of a killed process; the file
    stays, because another process may already wait at it.
    """
    private = folder / PRIVATE
    private.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(private / LOCK, timeout=0, mode=0o600):
            yield
    except Timeout as error:
        raise BusyError from error


@dataclass(frozen=True, slots=True)
class Desk:
    """All that issuing needs: whose badges, the folder that holds both folders, the ledger and the keys.

    Raises `FolderError` when the badges given so far would not stay what they are.
    """

    course: Course
    issuer: Issuer
    folder: Path
    ledger: Ledger
    ring: KeyRing
    signer: Signer

    def __post_init__(self) -> None:
        """Compare with what the folder holds."""
        check_address(self.ledger, self.issuer)
        check_keys(self.folder, self.ledger, self.ring)
        check_ledger(self.folder / PUBLIC, self.folder / PRIVATE, self.ledger, self.course, self.issuer)
        check_table(self.folder / PRIVATE / MAIL_MERGE)


@dataclass(frozen=True, slots=True)
class Papers:
    """The files that an award reads, by name: reports, and perhaps a table of addresses and report-map.json."""

    reports: Mapping[str, bytes]
    addresses: tuple[str, bytes] | None = None
    report_map: bytes | None = None

    @property
    def digest(self) -> str:
        """What tells these papers from any others."""
        addresses = self.addresses[1] if self.addresses else b""
        parts = [*(data for _, data in sorted(self.reports.items())), addresses, self.report_map or b""]
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the papers say and what would be done about it."""

    readings: tuple[Reading, ...]
    troubles: tuple[Trouble, ...]
    plan: Plan
    people: Mapping[str, Person]
    inputs: str


@dataclass(frozen=True, slots=True)
class Done:
    """The badges that were given now, how many files changed, and of how many badges given before some were made."""

    given: tuple[Entry, ...]
    written: int
    mended: int = 0


def prepare(
    course: Course, papers: Papers, ledger: Ledger, *, again: bool = False, now: datetime | None = None
) -> Prepared:
    """Return who is to get what; with `again`, badges that were taken back may be given anew.

    Badges that have expired `now` do not count towards others.
    """
    people, troubles = NOBODY, tuple[Trouble, ...]()
    if papers.addresses:
        people, troubles = read_people(papers.addresses[1], papers.addresses[0])
    known = json.loads(papers.report_map) if papers.report_map else None
    readings = tuple(read_report(data, name, course, known, people) for name, data in sorted(papers.reports.items()))
    emails = {record.person.email for reading in readings for record in reading.records}
    decisions = decide(course, readings, standings(course, ledger, emails, now, again=again))
    return Prepared(
        readings,
        (*troubles, *(trouble for reading in readings for trouble in reading.troubles)),
        plan(course, decisions, ledger, again=again),
        {decision.person.email: decision.person for decision in decisions},
        _inputs(course, papers, decisions),
    )


def _inputs(course: Course, papers: Papers, decisions: Iterable[Decision]) -> str:
    """Return the digest of all that an award rests on: papers, rules, and what follows from both."""
    rules = [(badge.id, rule_text(badge, course), badge.expires, badge.include_score) for badge in course.badges]
    judged = [(one.badge, one.person.email, one.granted) for one in decisions]
    return hashlib.sha256(repr((papers.digest, course.id, course.version, rules, judged)).encode()).hexdigest()


def lacking(prepared: Prepared, course: Course, folder: Path, ledger: Ledger) -> tuple[Entry, ...]:
    """Return the badges without whole files or their line for sending, whose holders are not in these papers.

    A run over other papers that was killed leaves them, and only those papers know whose they are.
    """
    here = {ledger.person(email) for email in prepared.people}
    badges = {badge.id for badge in course.badges}
    told = people(folder / PRIVATE / MAIL_MERGE)
    gone = {*ledger.erased, *ledger.revoked}
    return tuple(
        entry
        for entry in ledger.entries
        if entry.course == course.id
        and entry.badge in badges
        and entry.person not in here
        and entry.id not in gone
        and (str(entry.id) not in told or not is_whole(*_files(folder, entry.id)))
    )


def carry_out(prepared: Prepared, desk: Desk, now: datetime) -> Done:
    """Give what is due, and bring both folders up to date."""
    held = guarantee(desk.issuer, desk.ring)
    if prepared.plan.due and held != desk.ledger.guarantee:
        desk.ledger.append(held)
    given = record(desk.course, prepared.plan, desk.ledger, prepared.inputs, now)
    private = desk.folder / PRIVATE
    written = mended = 0
    new = {entry.id for entry in given}
    hosted: dict[str, bytes] = {}
    remove_leftovers(desk.folder)
    drawn = artworks(desk.course)
    pictures = {name: (png(artwork), artwork.svg) for name, artwork in drawn.items()}
    criteria = {badge.id: rule_text(badge, desk.course) for badge in desk.course.badges}
    (private / BADGES).mkdir(parents=True, exist_ok=True, mode=0o700)
    for entry, award in awards(desk.course, desk.ledger, prepared.people):
        if not award.badge.publish_hosted and is_whole(*_files(desk.folder, entry.id)):
            continue
        made = issue(award, desk.course, desk.signer, criteria=criteria[award.badge.id])
        hosted |= hosted_assertions(desk.course, desk.issuer, [(award, made)])
        changed = _put_changed(private, _private_files(made, _names(entry.id), *pictures[award.badge.id]))
        written += changed
        mended += bool(changed) and entry.id not in new
    return Done(given, written + bring_up_to_date(desk, hosted, prepared.people), mended)


def bring_up_to_date(
    desk: Desk,
    hosted: Mapping[str, bytes] = MappingProxyType({}),
    people: Mapping[str, Person] = MappingProxyType({}),
) -> int:
    """Write what the ledger says into the public folder and the table for sending; return how many files changed."""
    taken = _take_away(desk.folder, desk.ledger)
    files = {MAIL_MERGE: _mail_merge(desk, people), **_NOT_COMMITTED}
    return taken + _publish_site(desk, hosted) + _write_changed(desk.folder / PRIVATE, files)


def _publish_site(desk: Desk, hosted: Mapping[str, bytes]) -> int:
    status = status_documents(desk.course, desk.issuer, desk.ledger, desk.signer)
    files = {
        **public_site(desk.course, desk.ring, _status(desk, status)),
        **key_documents(desk.issuer, desk.ring),
        **status,
        **hosted,
        **revoked_assertions(desk.course, desk.issuer, desk.ledger),
    }
    return _write_changed(desk.folder / PUBLIC, files)


def _status(desk: Desk, documents: Mapping[str, bytes]) -> Status | None:
    """Return what the page that checks badges knows of those taken back."""
    listed = documents.get(urls.path_of(desk.issuer, urls.status_list(desk.issuer, desk.course)))
    if listed is None:
        return None
    document = json.loads(listed)
    revoked = tuple(f"urn:uuid:{identifier}" for identifier in desk.ledger.revoked)
    return Status(document["validFrom"][:10], document["credentialSubject"]["encodedList"], revoked)


def take_back(ledger: Ledger, identifiers: Iterable[UUID], reason: str, now: datetime) -> tuple[Entry, ...]:
    """Write into the ledger that badges are taken back, those that were not yet, and return them."""
    wanted = set(identifiers) - set(ledger.revoked)
    found = tuple(entry for entry in ledger.entries if entry.id in wanted)
    if found:
        at = now.replace(microsecond=0)
        ledger.append(*(Revocation(entry.id, at, reason) for entry in found))
    return found


def forget(folder: Path, ledger: Ledger, email: str, now: datetime) -> tuple[Entry, ...]:
    """Write into the ledger that somebody is to be forgotten, and take away what both folders tell about them.

    Return the badges of that person; there are none where nobody has this address. A call that was killed is finished
    by the next one, or by the next award.
    """
    held = tuple(entry for entry in ledger.entries if entry.person == ledger.person(email))
    asked = tuple(entry.id for entry in held if entry.id not in ledger.erased)
    if asked:
        ledger.append(Erasure(asked, now.replace(microsecond=0)))
    if held:
        table = folder / PRIVATE / MAIL_MERGE
        remove_leftovers(folder)
        _take_away(folder, ledger)
        _write_changed(folder / PRIVATE, {MAIL_MERGE: mail_merge(_content(table), ledger)})
    return held


def _take_away(folder: Path, ledger: Ledger) -> int:
    """Remove the badges of those who are forgotten, and what the web says of them; return how many files changed."""
    listed = folder / PUBLIC / urls.REVOCATIONS
    changed = _write_changed(
        folder / PUBLIC, {listed.name: without_reasons(_content(listed), ledger)} if listed.exists() else {}
    )
    for entry in (entry for entry in ledger.entries if entry.id in ledger.erased):
        for file in _files(folder, entry.id):
            changed += file.exists()
            file.unlink(missing_ok=True)
        path = urls.assertion_path(entry.course, entry.id)
        if (folder / PUBLIC / path).exists():
            # Uploading replaces files on the web, but seldom removes one.
            changed += _write_changed(folder / PUBLIC, {path: without_holder(_content(folder / PUBLIC / path))})
    return changed


def _names(identifier: UUID) -> dict[str, str]:
    return {kind: f"{BADGES}/{identifier}.{kind}" for kind in ("png", "svg", "json")}


def _files(folder: Path, identifier: UUID) -> tuple[Path, ...]:
    return tuple(folder / PRIVATE / name for name in _names(identifier).values())


def _private_files(made: Issued, names: Mapping[str, str], picture: bytes, drawing: bytes) -> dict[str, bytes]:
    return {
        names["png"]: bake_png(picture, made),
        names["svg"]: bake_svg(drawing, made),
        names["json"]: made.ob3,
    }


def _put_changed(folder: Path, files: Mapping[str, bytes]) -> int:
    changed = _changed(folder, files)
    for file, data in changed.items():
        put(file, data)
    return len(changed)


def _write_changed(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write those files that are not as they should be, each whole or not at all."""
    private = folder.name == PRIVATE
    by_folder: dict[Path, dict[str, bytes]] = {}
    for file, data in _changed(folder, files).items():
        by_folder.setdefault(file.parent, {})[file.name] = data
    for parent, changed in by_folder.items():
        parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)
        publish({name: _writer(data) for name, data in changed.items()}, parent, mode=0o600 if private else 0o666)
    return sum(map(len, by_folder.values()))


def _changed(folder: Path, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Return those files that are not there, or not as they should be."""
    wanted = {folder / path: data for path, data in files.items()}
    return {file: data for file, data in wanted.items() if not file.exists() or file.read_bytes() != data}


def _writer(data: bytes) -> Writer:
    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return write


def _mail_merge(desk: Desk, people: Mapping[str, Person]) -> bytes:
    badges = {badge.id: badge for badge in desk.course.badges}
    known = {
        str(entry.id): {
            "email": award.email,
            "name": people[award.email].name,
            "badge": badges[entry.badge].name,
            "issued": entry.issued.date().isoformat(),
            "criteria": urls.criteria(desk.issuer, desk.course, badges[entry.badge]),
            "id": str(entry.id),
            "credential": _names(entry.id)["json"],
            **{kind: _names(entry.id)[kind] for kind in ("png", "svg")},
        }
        for entry, award in awards(desk.course, desk.ledger, people)
    }
    return mail_merge(_content(desk.folder / PRIVATE / MAIL_MERGE), desk.ledger, known)


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""
