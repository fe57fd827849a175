"""What an issuer puts on the web besides pages and pictures: documents that verifiers read. Nothing about a learner."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from builder.badges import documents, urls
from builder.badges.credential.award import Award, Issued, revoked_assertion
from builder.badges.credential.status import status_list
from builder.badges.encoding import json_bytes
from builder.badges.keys import Algorithm, KeyRing, Signer
from builder.badges.ledger import Entry, Ledger
from builder.model.badge import Issuer
from builder.model.course import Course


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
            entry.id, course, issuer, ledger.revoked[entry.id].reason
        )
        for entry in ledger.entries
        if entry.course == course.id and entry.badge in hosted and entry.id in ledger.revoked
    }


def _reasons(ledger: Ledger) -> Iterator[tuple[str, str]]:
    return ((f"urn:uuid:{revocation.award}", revocation.reason) for revocation in ledger.revoked.values())


def _last_change(entries: list[Entry], ledger: Ledger) -> datetime:
    revoked = [ledger.revoked[entry.id].at for entry in entries if entry.id in ledger.revoked]
    return max([entries[0].issued, *revoked])
