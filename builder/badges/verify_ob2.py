"""Verifies Open Badges 2.0: structure, signature or hosted copy, issuer, dates, revocation, holder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from builder.badges.checks import OB2, Check, RefusedError, Trust, Verdict, attempt, fetched, list_at, text_at
from builder.badges.credential import jws
from builder.badges.credential.open_badges_2 import CONTEXT, digest
from builder.badges.encoding import json_object
from builder.badges.verify_ob3 import dates, verify_rs256
from builder.diagnostics import Message, msg

_BADGE, _ISSUER = msg("the description of the badge"), msg("the profile of the issuer")
_KEY, _REVOCATIONS = msg("the key of the issuer"), msg("the list of revoked badges")
PUBLISHED = msg("the published badge")
"""A hosted assertion at its address."""


@dataclass(frozen=True, slots=True)
class Assertion2:
    """An assertion, and the JSON Web Signature it came in: an empty text when it is hosted."""

    document: dict[str, Any]
    token: str


def check_ob2(assertion: Assertion2, trust: Trust, now: datetime, email: str) -> Iterator[Check]:
    """Go through the checks of an assertion. The others have no meaning where the first one fails."""
    document = assertion.document
    structure = attempt(OB2, lambda: _structure(assertion, trust))
    yield structure
    if structure.verdict is Verdict.INVALID:
        return
    if assertion.token:
        yield attempt(OB2, lambda: _signature(assertion, trust))
        yield attempt(OB2, lambda: _not_revoked(document, trust))
    else:
        yield attempt(OB2, lambda: _hosted(document, trust))
    yield attempt(OB2, lambda: dates(document, "issuedOn", "expires", now))
    if email:
        yield attempt(OB2, lambda: _holder(document, email))


def _structure(assertion: Assertion2, trust: Trust) -> Message:
    document = assertion.document
    if document.get("revoked") is True:
        raise RefusedError(msg("the issuer revoked it"))
    recipient = document.get("recipient")
    kind = text_at(document, "verification", "type")
    sound = (
        CONTEXT in list_at(document, "@context")
        and "Assertion" in list_at(document, "type")
        and text_at(document, "id")
        and text_at(document, "badge")
        and text_at(recipient, "identity")
        and isinstance(recipient, dict)
        and isinstance(recipient.get("hashed"), bool)
        and kind == ("SignedBadge" if assertion.token else "HostedBadge")
    )
    if not sound:
        raise RefusedError(msg("this is not a whole Open Badges 2.0 assertion"))
    badge, issuer = _badge_and_issuer(document, trust)
    return msg("the badge is “{name}”, from {issuer}", name=text_at(badge, "name"), issuer=text_at(issuer, "name"))


def _badge_and_issuer(document: dict[str, Any], trust: Trust) -> tuple[dict[str, Any], dict[str, Any]]:
    address = text_at(document, "badge")
    badge = fetched(trust.read, address, _BADGE)
    by = text_at(badge, "issuer")
    issuer = fetched(trust.read, by, _ISSUER)
    if badge.get("id") != address or issuer.get("id") != by:
        raise RefusedError(msg("what the issuer publishes belongs to another badge"))
    return badge, issuer


def _signature(assertion: Assertion2, trust: Trust) -> Message:
    document = assertion.document
    _, issuer = _badge_and_issuer(document, trust)
    address = text_at(document, "verification", "creator")
    if address not in list_at(issuer, "publicKey"):
        raise RefusedError(msg("the key `{key}` is not one of the issuer", key=address))
    key = fetched(trust.read, address, _KEY)
    if key.get("id") != address or key.get("owner") != issuer.get("id"):
        raise RefusedError(msg("the key `{key}` is not one of the issuer", key=address))
    try:
        header, _, data, signature = jws.parts(assertion.token)
        if header.get("alg") != jws.ALGORITHM:
            raise RefusedError(msg("it is signed in a way that is not known here"), verdict=Verdict.UNKNOWN)
        verify_rs256(_rsa_key(text_at(key, "publicKeyPem")), signature, data)
    except RefusedError:
        raise
    except ValueError as error:
        raise RefusedError(msg("it was changed after it was signed, or somebody else signed it")) from error
    return msg("it is signed by {issuer}, and nothing was changed since", issuer=issuer.get("id"))


def _rsa_key(text: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey  # noqa: PLC0415 - see `keys`
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415 - same

    key = load_pem_public_key(text.encode())
    if not isinstance(key, RSAPublicKey):
        raise ValueError("another kind of key")
    return key


def _not_revoked(document: dict[str, Any], trust: Trust) -> Message:
    _, issuer = _badge_and_issuer(document, trust)
    address = text_at(issuer, "revocationList")
    if not address:
        raise RefusedError(msg("it does not say where a revocation would be told"), verdict=Verdict.UNKNOWN)
    listed = fetched(trust.read, address, _REVOCATIONS)
    for entry in list_at(listed, "revokedAssertions"):
        if document["id"] in {entry if isinstance(entry, str) else "", text_at(entry, "id")}:
            raise RefusedError(msg("the issuer revoked it"))
    return msg("it is not in the issuer's list of revoked badges")


def _hosted(document: dict[str, Any], trust: Trust) -> Message:
    _, issuer = _badge_and_issuer(document, trust)
    address = text_at(document, "id")
    scope = text_at(issuer, "verification", "startsWith")
    if not scope or not address.startswith(scope):
        raise RefusedError(msg("the issuer does not publish badges at {address}", address=address))
    data = trust.read(address)
    if data is None:
        raise RefusedError(msg("the issuer does not publish it"))
    try:
        found = json_object(data)
    except ValueError as error:
        raise RefusedError(msg("{what} ({address}) cannot be read", what=PUBLISHED, address=address)) from error
    if found.get("revoked") is True:
        raise RefusedError(msg("the issuer revoked it"))
    if found != document:
        raise RefusedError(msg("it is not what the issuer publishes"))
    return msg("it is what the issuer publishes, and not revoked")


def _holder(document: dict[str, Any], email: str) -> Message:
    recipient = document["recipient"]
    wanted = digest(email, text_at(recipient, "salt")) if recipient["hashed"] else email
    if text_at(recipient, "identity") != wanted:
        raise RefusedError(msg("it was not issued to {email}", email=email))
    return msg("it was issued to {email}", email=email)
