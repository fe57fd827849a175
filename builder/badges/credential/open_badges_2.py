"""Open Badges 2.0: an assertion, hosted or signed (1EdTech, Open Badges v2.0, 4 and 5)."""

import hashlib
import unicodedata
from dataclasses import dataclass

from builder.badges.credential import jws
from builder.badges.credential.linked_data import Document
from builder.badges.keys import Signer

CONTEXT = "https://w3id.org/openbadges/v2"


@dataclass(frozen=True, slots=True)
class Recipient:
    """The holder: a salted digest of the e-mail address, and the salt."""

    digest: str
    salt: str

    @staticmethod
    def of(email: str, salt: str) -> "Recipient":
        """Return the holder of an address: its spelling does not matter, as people type it in many."""
        return Recipient(digest(email, salt), salt)


@dataclass(frozen=True, slots=True)
class Assertion:
    """That the holder earned the badge of an address."""

    id: str
    badge: str
    recipient: Recipient
    issued: str
    expires: str | None


def digest(email: str, salt: str) -> str:
    """Return the salted SHA-256 digest of an address, in the form of both generations."""
    address = unicodedata.normalize("NFC", email.strip()).lower()
    return "sha256$" + hashlib.sha256((address + salt).encode()).hexdigest()


def hosted(assertion: Assertion) -> Document:
    """Return the assertion that is put on the web."""
    return {**_document(assertion), "verification": {"type": "HostedBadge"}}


def signed(assertion: Assertion, key: str, signer: Signer) -> str:
    """Return the assertion as a JSON Web Signature; nothing of it is on the web."""
    return jws.sign({}, {**_document(assertion), "verification": {"type": "SignedBadge", "creator": key}}, signer)


def revoked(address: str, reason: str) -> Document:
    """Return what takes the place of a hosted assertion: with more in it, the 1EdTech validator finds it valid."""
    why = {"revocationReason": reason} if reason else {}
    return {"@context": CONTEXT, "type": "Assertion", "id": address, "revoked": True, **why}


def _document(assertion: Assertion) -> Document:
    holder = assertion.recipient
    return {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": assertion.id,
        "recipient": {"type": "email", "hashed": True, "salt": holder.salt, "identity": holder.digest},
        "badge": assertion.badge,
        "issuedOn": assertion.issued,
        **({"expires": assertion.expires} if assertion.expires else {}),
    }
