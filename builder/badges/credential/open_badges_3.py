"""Open Badges 3.0: a verifiable credential with a Data Integrity proof, or as VC-JWT (1EdTech, Open Badges 3.0, 8).

JSON-LD takes milliseconds for each credential, and those of a badge differ in a dozen values only. So the graph is made
once for a badge, with slots where these values go; filling them and ordering the result is all that a learner costs.
"""

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.badges.credential import jws
from builder.badges.credential.contexts import CREDENTIALS, EXTENSIONS, OPEN_BADGES
from builder.badges.credential.linked_data import Document, canonical_quads, escaped, quads
from builder.badges.credential.moments import read_moment
from builder.badges.credential.open_badges_2 import Recipient
from builder.badges.credential.proof import joined, proof_options, with_value
from builder.badges.keys import Signer

CONTEXTS = (CREDENTIALS, OPEN_BADGES, EXTENSIONS)
_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
_SLOT = re.compile(r"urn:parcours:slot:(\w+):")


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of one learner. `described` is the score that `score` is of; None and empty texts are not said."""

    id: str
    subject: str
    recipient: Recipient | None
    issued: str
    expires: str | None
    score: str | None
    described: str
    status_list: str
    status_index: str


def credential(details: Details, achievement: Document, profile: Document, method: str, signer: Signer) -> Document:
    """Return the credential with its proof; raises `UnsignableError` where the signature would not cover all of it."""
    document = unsigned(details, achievement, profile)
    options = proof_options(method, details.issued)
    slots, slotted = _with_slots(details)
    frame = json.dumps(unsigned(slotted, achievement, profile))
    proof_frame = json.dumps({"@context": document["@context"], **proof_options(method, slotted.issued)})
    data = joined(_filled(_quads(proof_frame), slots), _filled(_quads(frame), slots))
    return {**document, "proof": with_value(options, signer.ed25519(data))}


def token(details: Details, achievement: Document, profile: Document, method: str, signer: Signer) -> str:
    """Return the credential as VC-JWT."""
    claims: Document = {
        "iss": profile["id"],
        "jti": details.id,
        "nbf": int(read_moment(details.issued).timestamp()),
        "sub": details.subject,
    }
    if details.expires:
        claims["exp"] = int(read_moment(details.expires).timestamp())
    return jws.sign({"typ": "JWT", "kid": method}, {**unsigned(details, achievement, profile), **claims}, signer)


def unsigned(details: Details, achievement: Document, profile: Document) -> Document:
    """Return the credential before it is signed."""
    return {
        "@context": list(CONTEXTS),
        "id": details.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement["name"],
        "issuer": profile,
        "validFrom": details.issued,
        "awardedDate": details.issued,
        **({"validUntil": details.expires} if details.expires else {}),
        "credentialSubject": _subject(details, achievement),
        "credentialStatus": {
            "id": f"{details.status_list}#{details.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": details.status_index,
            "statusListCredential": details.status_list,
        },
        "credentialSchema": [{"id": _SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def _subject(details: Details, achievement: Document) -> Document:
    subject: Document = {"id": details.subject, "type": ["AchievementSubject"]}
    if details.recipient:
        subject["identifier"] = [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": details.recipient.digest,
                "identityType": "emailAddress",
                "salt": details.recipient.salt,
            }
        ]
    subject["achievement"] = achievement
    if details.score is not None:
        result = {"type": ["Result"], "resultDescription": details.described, "value": details.score}
        subject["result"] = [result]
    return subject


def _with_slots(details: Details) -> tuple[dict[str, str], Details]:
    """Return the values of one learner by slot, and details that hold the slots."""
    holder = details.recipient
    values = {
        "id": details.id,
        "subject": details.subject,
        "issued": details.issued,
        "expires": details.expires,
        "score": details.score,
        "status_index": details.status_index,
        "digest": holder.digest if holder else None,
        "salt": holder.salt if holder else None,
    }
    slots = {name: value for name, value in values.items() if value}
    marks = {name: f"urn:parcours:slot:{name}:" for name in slots}
    recipient = Recipient(marks.pop("digest"), marks.pop("salt")) if holder else None
    return slots, replace(details, recipient=recipient, **marks)


@lru_cache(maxsize=256)
def _quads(frame: str) -> str:
    return quads(json.loads(frame))


def _filled(frame: str, slots: dict[str, str]) -> bytes:
    return canonical_quads(_SLOT.sub(lambda slot: escaped(slots[slot[1]]), frame))
