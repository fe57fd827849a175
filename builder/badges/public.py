"""What an issuer puts on the web besides pages and pictures: documents that verifiers read. Nothing about a learner."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from builder.badges import documents, urls
from builder.badges.credential.award import Award, Issued, revoked_assertion
from builder.badges.credential.status import status_list
from builder.badges.encoding import json_bytes, json_object
from builder.badges.keys import Algorithm, KeyRing, Signer
from builder.badges.ledger import Entry, Ledger, Revocation
from builder.model.badge import Issuer
from builder.model.course import Course

_SHORT = 3


def needed(ledger: Ledger) -> frozenset[str]:
    """Return the paths of the files without which no badge of a ledger can be checked."""
    held = ledger.guarantee
    if held is None or not ledger.entries:
        return frozenset()
    courses = {entry.course for entry in ledger.entries}
    pairs = len(held.keys) // 2
    return frozenset(
        {
            urls.ISSUER,
            urls.REVOCATIONS,
            urls.did_path(held.address),
            *(urls.key_path(f"rsa-{number}") for number in range(1, pairs + 1)),
            *map(urls.status_list_path, courses),
            *map(urls.verify_page_path, courses),
        }
    )


def key_documents(issuer: Issuer, ring: KeyRing) -> dict[str, bytes]:
    """Return who issues, and with which keys, by path in the public folder."""
    made: dict[str, object] = {
        urls.issuer_profile(issuer): documents.issuer_profile(issuer, ring),
        urls.did_document(issuer): documents.did_document(issuer, ring),
    }
    for key in ring.of(Algorithm.RS256):
        made[urls.key(issuer, key.name)] = documents.key_document(issuer, key)
    return {urls.path_of(issuer, address): json_bytes(document) for address, document in made.items()}


def status_documents(course: Course, issuer: Issuer, ledger: Ledger, signer: Signer) -> dict[str, bytes]:
    """Return which badges were taken back, for readers of both generations; empty before the first award.

    They are dated by the ledger, so that nothing changes while nothing happens.
    """
    entries = [entry for entry in ledger.entries if entry.course == course.id]
    if not entries:
        return {}
    revoked = [entry for entry in entries if entry.id in ledger.revoked]
    made = {
        urls.revocations(issuer): documents.revocation_list(issuer, _reasons(ledger)),
        urls.status_list(issuer, course): status_list(
            course, issuer, (entry.index for entry in revoked), _last_change(entries, ledger), signer
        ),
    }
    return {urls.path_of(issuer, address): json_bytes(document) for address, document in made.items()}


def hosted_assertions(course: Course, issuer: Issuer, issued: Iterable[tuple[Award, Issued]]) -> dict[str, bytes]:
    """Return the assertions of those badges that are hosted, as if none was taken back."""
    return {
        urls.path_of(issuer, urls.assertion(issuer, course, award.id)): badges.ob2
        for award, badges in issued
        if badges.hosted and badges.ob2 is not None
    }


def revoked_assertions(course: Course, issuer: Issuer, ledger: Ledger) -> dict[str, bytes]:
    """Return what takes the place of the hosted assertions of badges that were taken back, whoever held them."""
    hosted = {badge.id for badge in course.badges if badge.publish_hosted}
    return {
        urls.path_of(issuer, urls.assertion(issuer, course, entry.id)): revoked_assertion(
            entry.id, course, issuer, _reason(ledger.revoked[entry.id], ledger)
        )
        for entry in ledger.entries
        if entry.course == course.id and entry.badge in hosted and entry.id in ledger.revoked
    }


def without_reasons(revocations: bytes, ledger: Ledger) -> bytes:
    """Return the list of revocations without the reasons of those who are forgotten; as it is where it is none."""
    try:
        document = json_object(revocations)
        erased = {_identifier(award) for award in ledger.erased}
        for one in document["revokedAssertions"]:
            if one["id"] in erased:
                one.pop("revocationReason", None)
        return json_bytes(document)
    except (ValueError, KeyError, TypeError):
        return revocations


def naming(text: str, name: str, email: str) -> str:
    """Return what names somebody in a text for everybody; nothing where nothing does.

    Short words of a name, such as "de", stand in any sentence.
    """
    if address := re.search(r"\S+@\S+", text):
        return address[0]
    account = email.partition("@")[0]
    words = set(re.findall(r"\w+", text))
    folded = {word.casefold() for word in words}
    told = (
        word
        for word in re.findall(r"\w+", name)
        if (len(word) > _SHORT and word.casefold() in folded)
        or (len(word) == _SHORT and word[0].isupper() and word in words)
    )
    return account if len(account) > _SHORT and account in text.casefold() else next(told, "")


def _reasons(ledger: Ledger) -> Iterator[tuple[str, str]]:
    return ((_identifier(one.award), _reason(one, ledger)) for one in ledger.revoked.values())


def _reason(revocation: Revocation, ledger: Ledger) -> str:
    """Return why a badge was taken back; of somebody who is forgotten, nothing that may name them."""
    return "" if revocation.award in ledger.erased else revocation.reason


def _identifier(award: UUID) -> str:
    return f"urn:uuid:{award}"


def _last_change(entries: list[Entry], ledger: Ledger) -> datetime:
    revoked = [ledger.revoked[entry.id].at for entry in entries if entry.id in ledger.revoked]
    return max([entries[0].issued, *revoked])
