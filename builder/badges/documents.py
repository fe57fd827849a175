"""What an issuer publishes about its badges: who it is, which keys are its own, what each badge means.

Open Badges 2.0 and 3.0 name the same things differently. No document here says anything about a learner.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from builder.badges import urls
from builder.badges.credential.contexts import CREDENTIALS, OPEN_BADGES
from builder.badges.credential.linked_data import Document
from builder.badges.keys import Algorithm, KeyRing, PublicKey, jwk, pem
from builder.model.badge import Alignment, BadgeClass, Issuer
from builder.model.course import Course

OPEN_BADGES_2 = "https://w3id.org/openbadges/v2"
_DID = "https://www.w3.org/ns/did/v1"
_MULTIKEY = "https://w3id.org/security/multikey/v1"
_JWK = "https://w3id.org/security/jwk/v1"
_SENTINEL = "urn:uuid:00000000-0000-4000-8000-000000000000"


def issuer_profile(issuer: Issuer, ring: KeyRing) -> Document:
    """Return the Open Badges 2.0 profile of the issuer, with its keys."""
    address = urls.issuer_profile(issuer)
    keys = [urls.key(issuer, key.name) for key in ring.of(Algorithm.RS256)]
    return {
        "@context": OPEN_BADGES_2,
        "id": address,
        "type": "Issuer",
        "name": issuer.name,
        "url": issuer.url,
        **({"email": issuer.email} if issuer.email else {}),
        **({"image": urls.issuer_image(issuer)} if issuer.image else {}),
        **({"publicKey": keys, "revocationList": urls.revocations(issuer)} if keys else {}),
        "verification": {"type": "VerificationObject", "startsWith": f"{issuer.url}/"},
    }


def key_document(issuer: Issuer, key: PublicKey) -> Document:
    """Return the description of a key for signed Open Badges 2.0."""
    return {
        "@context": OPEN_BADGES_2,
        "id": urls.key(issuer, key.name),
        "type": "CryptographicKey",
        "owner": urls.issuer_profile(issuer),
        "publicKeyPem": pem(key),
    }


def badge_class(course: Course, issuer: Issuer, badge: BadgeClass, criteria: str) -> Document:
    """Return the Open Badges 2.0 BadgeClass; `criteria` says in Markdown how the badge is earned."""
    return {
        "@context": OPEN_BADGES_2,
        "id": urls.badge_class(issuer, course, badge),
        "type": "BadgeClass",
        "@language": course.language,
        **({"version": course.version} if course.version else {}),
        "name": badge.name,
        "description": badge.description,
        "image": {"id": urls.image(issuer, course, badge), "caption": badge.name},
        "criteria": {"id": urls.criteria(issuer, course, badge), "narrative": criteria},
        "issuer": urls.issuer_profile(issuer),
        **({"alignment": [_alignment(one) for one in badge.alignments]} if badge.alignments else {}),
    }


def profile(issuer: Issuer) -> Document:
    """Return the Open Badges 3.0 profile of the issuer."""
    image = urls.issuer_image(issuer)
    return {
        "id": urls.did(issuer),
        "type": ["Profile"],
        "name": issuer.name,
        "url": issuer.url,
        **({"email": issuer.email} if issuer.email else {}),
        **({"image": {"id": image, "type": "Image", "caption": issuer.name}} if image else {}),
    }


def achievement(course: Course, issuer: Issuer, badge: BadgeClass, criteria: str) -> Document:
    """Return the Open Badges 3.0 Achievement as it stands in a credential."""
    results = [*score_descriptions(course, issuer, badge).values()]
    image = {"id": urls.image(issuer, course, badge), "type": "Image", "caption": badge.name}
    return {
        "id": urls.achievement(issuer, course, badge),
        "type": ["Achievement"],
        "achievementType": "Badge",
        "inLanguage": course.language,
        **({"version": course.version} if course.version else {}),
        "name": badge.name,
        "description": badge.description,
        "image": image,
        "criteria": {"id": urls.criteria(issuer, course, badge), "narrative": criteria},
        **(
            {"alignment": [{"type": ["Alignment"], **_alignment(one)} for one in badge.alignments]}
            if badge.alignments
            else {}
        ),
        **({"resultDescription": results} if results else {}),
    }


def achievement_page(course: Course, issuer: Issuer, badge: BadgeClass, criteria: str) -> Document:
    """Return the Achievement as a file of its own."""
    creator = {"creator": profile(issuer)}
    return {"@context": [CREDENTIALS, OPEN_BADGES], **achievement(course, issuer, badge, criteria), **creator}


def score_descriptions(course: Course, issuer: Issuer, badge: BadgeClass) -> Mapping[str, Document]:
    """Return the scores that a badge asks for, by the reference of the quiz as the author wrote it."""
    address = urls.achievement(issuer, course, badge)
    return {
        score.quiz.id: {
            "id": f"{address}#score-{number}",
            "type": ["ResultDescription"],
            "name": _quiz_title(course, score.quiz.id),
            "resultType": "Percent",
            "valueMin": "0",
            "valueMax": "100",
            "requiredValue": percent(score.minimum),
        }
        for number, score in enumerate(badge.criteria.scores, 1)
    }


def did_document(issuer: Issuer, ring: KeyRing) -> Document:
    """Return the DID document: every key that ever signed, so that older badges stay valid."""
    methods = [_method(issuer, key) for key in ring.keys]
    contexts = [_DID, _MULTIKEY, *([_JWK] if ring.of(Algorithm.RS256) else [])]
    return {
        "@context": contexts,
        "id": urls.did(issuer),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def revocation_list(issuer: Issuer, revoked: Iterable[tuple[str, str]]) -> Document:
    """Return the Open Badges 2.0 list of revoked assertions: pairs of an identifier and a reason.

    Two entries that nobody was ever given are always in it: the 1EdTech validator misreads a list of one.
    """
    entries = [
        {"id": _SENTINEL},
        {"id": f"{_SENTINEL[:-1]}1"},
        *({"id": identifier, **({"revocationReason": reason} if reason else {})} for identifier, reason in revoked),
    ]
    return {
        "@context": OPEN_BADGES_2,
        "id": urls.revocations(issuer),
        "type": "RevocationList",
        "issuer": urls.issuer_profile(issuer),
        "revokedAssertions": entries,
    }


def percent(part: Decimal) -> str:
    """Return a part of one as a number of hundredths, in its shortest form."""
    return f"{(part * 100).normalize():f}"


def _method(issuer: Issuer, key: PublicKey) -> Document:
    identity = {"id": urls.key_id(issuer, key.name), "controller": urls.did(issuer)}
    if key.algorithm is Algorithm.ED25519:
        return {**identity, "type": "Multikey", "publicKeyMultibase": key.public}
    return {**identity, "type": "JsonWebKey", "publicKeyJwk": jwk(key) | {"kid": identity["id"]}}


def _alignment(alignment: Alignment) -> Document:
    said = {
        "targetName": alignment.name,
        "targetUrl": alignment.url,
        "targetDescription": alignment.description,
        "targetFramework": alignment.framework,
        "targetCode": alignment.code,
    }
    return {key: value for key, value in said.items() if value}


def _quiz_title(course: Course, reference: str) -> str:
    return next((quiz.title for _, quiz in course.find_quizzes(reference)), reference)
