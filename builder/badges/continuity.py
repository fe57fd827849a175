"""What a folder of badges must keep, so that the badges given so far stay what they are."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.badges import urls
from builder.badges.credential.status import is_set
from builder.badges.decide import Decision
from builder.badges.keys import KeyRing
from builder.badges.ledger import BADGES, Guarantee, Ledger
from builder.badges.mail_merge import people, rows
from builder.diagnostics import Message, msg
from builder.model.badge import Issuer
from builder.model.course import Course


class FolderError(Exception):
    """A folder of badges does not fit what would be written into it: what is wrong, and what to do."""

    def __init__(self, message: Message, remedy: Message) -> None:
        super().__init__(message.template)
        self.message, self.remedy = message, remedy


def guarantee(issuer: Issuer, ring: KeyRing) -> Guarantee:
    """Return what badges given now are checked with."""
    return Guarantee(issuer.url, tuple(key.public for key in ring.keys))


def check_address(ledger: Ledger, issuer: Issuer) -> None:
    """Raise `FolderError` when the badges given so far are checked at another address."""
    before = ledger.guarantee
    if before and before.address != issuer.url:
        raise FolderError(
            msg(
                "the badges given so far are checked at {before}, and course.yml says {now}",
                before=before.address,
                now=issuer.url,
            ),
            msg("put the earlier `url` of the issuer back, or give `--to` a new folder"),
        )


def check_keys(folder: Path, ledger: Ledger, ring: KeyRing) -> None:
    """Raise `FolderError` when keys that signed badges would be published no more."""
    before = ledger.guarantee
    if before and not set(before.keys) <= {key.public for key in ring.keys}:
        raise FolderError(
            msg("these are not the keys that signed the badges of “{folder}”", folder=folder),
            msg("give `--keys` the folder of those keys, or bring it back from your backup"),
        )


def check_ledger(public: Path, private: Path, ledger: Ledger, course: Course, issuer: Issuer) -> None:
    """Raise `FolderError` when badges or revocations are missing in the ledger: seals do not show a lost end."""
    known = {str(entry.id) for entry in ledger.entries}
    strange = {file.stem for file in (private / BADGES).glob("*.png")} - known
    if strange or _lost_revocations(public, ledger, course, issuer):
        raise FolderError(
            msg("the ledger of “{folder}” is older than its badges", folder=private.parent),
            msg("bring private/awards.jsonl back from your backup"),
        )


def _lost_revocations(public: Path, ledger: Ledger, course: Course, issuer: Issuer) -> bool:
    file = public / urls.path_of(issuer, urls.status_list(issuer, course))
    try:
        listed = json.loads(file.read_bytes())["credentialSubject"]["encodedList"]
        entries = [entry for entry in ledger.entries if entry.course == course.id and entry.id not in ledger.revoked]
        return any(is_set(listed, entry.index) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError):
        # Nothing was published yet, or what was is written anew.
        return False


def earlier_name(public: Path, issuer: Issuer) -> str | None:
    """Return the name that the public folder gives the issuer, where it is another one."""
    try:
        name = json.loads((public / urls.ISSUER).read_bytes())["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if name == issuer.name else str(name)


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody who is about to be given a badge that is held at another address by somebody of the same name."""

    decision: Decision
    email: str
    id: str


def namesakes(due: Iterable[Decision], ledger: Ledger, course: Course, table: Path) -> Iterator[Namesake]:
    """Go through people who may be about to get a badge twice, because their address has changed."""
    told = people(table)
    holders: dict[tuple[str, str], tuple[str, str]] = {}
    for entry in ledger.entries:
        row = told.get(str(entry.id), {})
        if entry.course == course.id and entry.id not in ledger.revoked and row.get("name"):
            holders[entry.badge, _same(row["name"])] = (row.get("email", ""), str(entry.id))
    for decision in due:
        holder = holders.get((decision.badge, _same(decision.person.name)))
        if holder and holder[0] != decision.person.email:
            yield Namesake(decision, *holder)


def _same(name: str) -> str:
    return " ".join(name.removeprefix("'").casefold().split())


def check_table(table: Path) -> None:
    """Raise `FolderError` when the table for sending was saved in a way that its lines cannot be told apart."""
    if table.exists() and table.stat().st_size and rows(table.read_bytes()) is None:
        raise FolderError(
            msg("“{file}” has no column `id` any more", file=table),
            msg("bring the column back, or the file from your backup: names and addresses stand nowhere else"),
        )
