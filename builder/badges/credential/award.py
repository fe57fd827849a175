"""An award becomes what its learner receives. Everything random or dated comes in: the same award, the same bytes."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from builder.badges import urls
from builder.badges.credential import open_badges_2, open_badges_3
from builder.badges.credential.moments import moment
from builder.badges.credential.open_badges_2 import Recipient
from builder.badges.credential.open_badges_3 import Details
from builder.badges.documents import achievement, percent, profile, score_descriptions
from builder.badges.encoding import json_bytes, json_line, json_object
from builder.badges.keys import Signer
from builder.model.badge import BadgeClass, Issuer
from builder.model.course import Course


@dataclass(frozen=True, slots=True)
class Award:
    """That somebody earned a badge.

    `email` is the normalised address, of which only a salted digest goes into the badge. `subject` is a name without a
    meaning for the learner, `status_index` the learner's bit in the status list. `score` is a part of one; a badge
    tells it only when its rule asks for one score.
    """

    id: UUID
    badge: BadgeClass
    email: str
    salt: str
    subject: UUID
    status_index: int
    issued: datetime
    expires: datetime | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Issued:
    """What a learner receives.

    `ob2` is Open Badges 2.0: the JSON that is also hosted when `hosted`, otherwise a compact JSON Web Signature; None
    for a badge with `identity: none`, because that generation has no badge without a holder. `ob3` is Open Badges 3.0
    in JSON, `jwt` the same as VC-JWT when it was asked for.
    """

    ob2: bytes | None
    hosted: bool
    ob3: bytes
    jwt: str | None


def issue(award: Award, course: Course, signer: Signer, *, criteria: str, with_jwt: bool = False) -> Issued:
    """Return the signed badges of an award. `criteria` says in Markdown how the badge is earned.

    Raises `ValueError` for a course that names no issuer.
    """
    issuer = course.issuer
    if issuer is None or not issuer.url:
        raise ValueError("the course does not say who issues its badges")
    details = _details(award, course, issuer)
    earned = achievement(course, issuer, award.badge, criteria)
    by = profile(issuer)
    signed = open_badges_3.credential(details, earned, by, urls.key_id(issuer, signer.ed25519_name), signer)
    jwt = None
    if with_jwt:
        jwt = open_badges_3.token(details, earned, by, urls.key_id(issuer, signer.rsa_name), signer)
    return Issued(_ob2(award, course, issuer, signer), award.badge.publish_hosted, json_line(signed), jwt)


def revoked_assertion(award: UUID, course: Course, issuer: Issuer, reason: str) -> bytes:
    """Return what takes the place of a hosted assertion: nothing about its holder stays on the web."""
    return json_bytes(open_badges_2.revoked(urls.assertion(issuer, course, award), reason))


def without_holder(hosted: bytes) -> bytes:
    """Return what takes the place of a hosted assertion whose holder is forgotten; nothing where it was none."""
    try:
        # A reason that was told may name the holder.
        return json_bytes(open_badges_2.revoked(str(json_object(hosted)["id"]), ""))
    except (ValueError, KeyError):
        return b""


def assertion_id(award: UUID, badge: BadgeClass, course: Course, issuer: Issuer) -> str:
    """Return the identifier of the Open Badges 2.0 assertion, by which it is revoked."""
    return urls.assertion(issuer, course, award) if badge.publish_hosted else f"urn:uuid:{award}"


def _ob2(award: Award, course: Course, issuer: Issuer, signer: Signer) -> bytes | None:
    if not award.badge.identity_hashed:
        return None
    made = open_badges_2.Assertion(
        id=assertion_id(award.id, award.badge, course, issuer),
        badge=urls.badge_class(issuer, course, award.badge),
        recipient=Recipient.of(award.email, award.salt),
        issued=moment(award.issued),
        expires=moment(award.expires) if award.expires else None,
    )
    if award.badge.publish_hosted:
        return json_bytes(open_badges_2.hosted(made))
    return open_badges_2.signed(made, urls.key(issuer, signer.rsa_name), signer).encode()


def _details(award: Award, course: Course, issuer: Issuer) -> Details:
    described = [*score_descriptions(course, issuer, award.badge).values()]
    told = award.badge.include_score and award.score is not None and len(described) == 1
    recipient = Recipient.of(award.email, award.salt) if award.badge.identity_hashed else None
    return Details(
        id=f"urn:uuid:{award.id}",
        subject=f"urn:uuid:{award.subject}",
        recipient=recipient,
        issued=moment(award.issued),
        expires=moment(award.expires) if award.expires else None,
        score=percent(award.score) if told and award.score is not None else None,
        described=str(described[0]["id"]) if told else "",
        status_list=urls.status_list(issuer, course),
        status_index=str(award.status_index),
    )
