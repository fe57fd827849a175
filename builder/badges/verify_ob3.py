"""Verifies Open Badges 3.0: structure, signature, issuer, dates, revocation, holder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from builder.badges import urls
from builder.badges.checks import (
    OB3,
    VC_JWT,
    Check,
    RefusedError,
    Trust,
    Verdict,
    attempt,
    fetched,
    list_at,
    text_at,
)
from builder.badges.credential import jws, proof, status
from builder.badges.credential.contexts import CREDENTIALS, OPEN_BADGES, PINNED
from builder.badges.credential.linked_data import UnsignableError
from builder.badges.credential.moments import read_moment
from builder.badges.credential.open_badges_2 import digest
from builder.badges.encoding import from_multikey
from builder.badges.keys import Algorithm, PublicKey, public_key
from builder.diagnostics import Message, msg

_DID_DOCUMENT, _STATUS_LIST = msg("the key document of the issuer"), msg("the status list")
_PROOF_FIELDS = {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"}
_LONGEST_INDEX = 9


@dataclass(frozen=True, slots=True)
class Credential3:
    """A credential, and the VC-JWT it came in: an empty text when its proof is embedded."""

    document: dict[str, Any]
    token: str


def check_ob3(credential: Credential3, trust: Trust, now: datetime, email: str) -> Iterator[Check]:
    """Go through the checks of a credential. The others have no meaning where the first one fails."""
    part, document = VC_JWT if credential.token else OB3, credential.document
    structure = attempt(part, lambda: _structure(document))
    yield structure
    if structure.verdict is not Verdict.VALID:
        return
    if credential.token:
        yield attempt(part, lambda: _token(credential, trust))
    else:
        yield attempt(part, lambda: _signature(document, trust))
    yield attempt(part, lambda: dates(document, "validFrom", "validUntil", now))
    yield attempt(part, lambda: _status(document, trust, now))
    if email:
        yield attempt(part, lambda: _holder(document, email))


def _structure(document: dict[str, Any]) -> Message:
    contexts, types = list_at(document, "@context"), list_at(document, "type")
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    sound = (
        contexts[:2] == [CREDENTIALS, OPEN_BADGES]
        and all(isinstance(context, str) and context in PINNED for context in contexts)
        and "VerifiableCredential" in types
        and ("OpenBadgeCredential" in types or "AchievementCredential" in types)
        and _issuer(document)
        and text_at(document, "id")
        and text_at(document, "validFrom")
        and text_at(achievement, "id")
        and text_at(achievement, "name")
        and (text_at(achievement, "criteria", "id") or text_at(achievement, "criteria", "narrative"))
        and (text_at(subject, "id") or list_at(subject, "identifier"))
    )
    if not sound:
        raise RefusedError(msg("this is not a whole Open Badges 3.0 credential"))
    return msg("the badge is “{name}”, from {issuer}", name=text_at(achievement, "name"), issuer=_issuer_name(document))


def _signature(document: dict[str, Any], trust: Trust) -> Message:
    found = document.get("proof")
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if not isinstance(found, dict):
        raise RefusedError(msg("nobody signed it"))
    if (found.get("type"), found.get("cryptosuite")) != ("DataIntegrityProof", proof.SUITE):
        raise RefusedError(msg("it is signed in a way that is not known here"), verdict=Verdict.UNKNOWN)
    if set(found) - {"@context"} != _PROOF_FIELDS or found.get("proofPurpose") != "assertionMethod":
        raise RefusedError(msg("its signature is not one of an issuer of badges"))
    if found.get("@context", document["@context"]) != document["@context"]:
        raise RefusedError(msg("its signature is not one of an issuer of badges"))
    key = _ed25519_key(document, text_at(found, "verificationMethod"), trust)
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in found.items() if name not in {"proofValue", "@context"}}
    try:
        data = proof.signed_bytes(unsigned, options)
    except UnsignableError as error:
        raise RefusedError(msg("the signature does not cover “{term}”", term=error)) from error
    _verify_ed25519(key, proof.value, found, data)
    return msg("it is signed by {issuer}, and nothing was changed since", issuer=_issuer(document))


def _token(credential: Credential3, trust: Trust) -> Message:
    document = credential.document
    try:
        header, claims, data, signature = jws.parts(credential.token)
    except ValueError as error:
        raise RefusedError(msg("the badge is damaged")) from error
    if header.get("alg") != jws.ALGORITHM or set(header) - {"alg", "typ", "kid"}:
        raise RefusedError(msg("it is signed in a way that is not known here"), verdict=Verdict.UNKNOWN)
    method = _method(document, text_at(header, "kid"), trust)
    try:
        key = PublicKey("", Algorithm.RS256, text_at(method, "publicKeyJwk", "n"), read_moment("2000-01-01T00:00:00Z"))
        if text_at(method, "publicKeyJwk", "kty") != "RSA" or text_at(method, "publicKeyJwk", "e") != "AQAB":
            raise ValueError("another kind of key")
        verify_rs256(public_key(key), signature, data)
    except ValueError as error:
        raise _changed() from error
    expected = {
        "iss": _issuer(document),
        "jti": document.get("id"),
        "sub": text_at(document, "credentialSubject", "id"),
        "nbf": _seconds(document, "validFrom"),
        "exp": _seconds(document, "validUntil"),
    }
    if any(claims.get(name) != value for name, value in expected.items() if name in claims or name == "iss"):
        raise RefusedError(msg("the token around the badge says something else than the badge"))
    return msg("it is signed by {issuer}, and nothing was changed since", issuer=_issuer(document))


def dates(document: dict[str, Any], first: str, last: str, now: datetime) -> Message:
    """Tell whether a badge is valid at a moment; raises `RefusedError` when it is not."""
    try:
        begins = read_moment(document.get(first))
        ends = read_moment(document[last]) if last in document else None
    except ValueError as error:
        raise RefusedError(msg("its dates cannot be read")) from error
    if now < begins:
        raise RefusedError(msg("it is valid only from {date}", date=begins.date()))
    if ends is not None and ends <= now:
        raise RefusedError(msg("it expired on {date}", date=ends.date()))
    if ends is None:
        return msg("issued on {date}, it does not expire", date=begins.date())
    return msg("issued on {date}, it is valid until {end}", date=begins.date(), end=ends.date())


def _status(document: dict[str, Any], trust: Trust, now: datetime) -> Message:
    found = document.get("credentialStatus")
    address, index = text_at(found, "statusListCredential"), text_at(found, "statusListIndex")
    if not address or text_at(found, "type") != "BitstringStatusListEntry":
        raise RefusedError(msg("it does not say where a revocation would be told"), verdict=Verdict.UNKNOWN)
    if text_at(found, "statusPurpose") != "revocation" or not (index.isascii() and index.isdigit()):
        raise RefusedError(msg("its status cannot be read"))
    listed = fetched(trust.read, address, _STATUS_LIST)
    if listed.get("id") != address or _issuer(listed) != _issuer(document):
        raise RefusedError(msg("the status list is not one of the issuer"))
    try:
        listed_from = read_moment(listed.get("validFrom"))
        _signature(listed, trust)
        if text_at(listed, "credentialSubject", "statusPurpose") != "revocation" or len(index) > _LONGEST_INDEX:
            raise ValueError("another list")
        revoked = status.is_set(text_at(listed, "credentialSubject", "encodedList"), int(index))
    except RefusedError as error:
        raise RefusedError(
            msg("the status list cannot be believed: {why}", why=error.message), error.verdict
        ) from error
    except ValueError as error:
        raise RefusedError(msg("the status list cannot be read"), verdict=Verdict.UNKNOWN) from error
    if revoked:
        raise RefusedError(msg("the issuer revoked it"))
    return msg("it is not revoked, by the list of {date}", date=min(listed_from, now).date())


def _holder(document: dict[str, Any], email: str) -> Message:
    identities = [one for one in list_at(document["credentialSubject"], "identifier") if isinstance(one, dict)]
    if not identities:
        raise RefusedError(msg("it does not say whose it is"), verdict=Verdict.UNKNOWN)
    for identity in identities:
        wanted = digest(email, text_at(identity, "salt")) if identity.get("hashed") is True else email
        if text_at(identity, "identityType") == "emailAddress" and text_at(identity, "identityHash") == wanted:
            return msg("it was issued to {email}", email=email)
    raise RefusedError(msg("it was not issued to {email}", email=email))


def _ed25519_key(document: dict[str, Any], identifier: str, trust: Trust) -> bytes:
    """Return the raw key that a proof names, which must be one of the issuer."""
    try:
        method = _method(document, identifier, trust)
        if text_at(method, "type") != "Multikey":
            raise ValueError("another kind of key")
        return from_multikey(text_at(method, "publicKeyMultibase"))
    except RefusedError:
        raise
    except ValueError as error:
        raise RefusedError(msg("the key `{key}` cannot be read", key=identifier)) from error


def _method(document: dict[str, Any], identifier: str, trust: Trust) -> dict[str, Any]:
    """Return a verification method of the issuer's DID document."""
    _same_issuer(document, identifier)
    did = _issuer(document)
    address = urls.did_document_of(did)
    if address is None:
        raise RefusedError(msg("the issuer `{issuer}` has no key document", issuer=did), verdict=Verdict.UNKNOWN)
    found = fetched(trust.read, address, _DID_DOCUMENT)
    methods = [one for one in list_at(found, "verificationMethod") if text_at(one, "id") == identifier]
    if found.get("id") != did or len(methods) != 1 or identifier not in list_at(found, "assertionMethod"):
        raise RefusedError(msg("the key `{key}` is not one of the issuer", key=identifier))
    if text_at(methods[0], "controller") != did:
        raise RefusedError(msg("the key `{key}` is not one of the issuer", key=identifier))
    method: dict[str, Any] = methods[0]
    return method


def _same_issuer(document: dict[str, Any], identifier: str) -> None:
    if identifier.partition("#")[0] != _issuer(document):
        raise RefusedError(msg("the key `{key}` is not one of the issuer", key=identifier))


def _verify_ed25519(key: bytes, value: Any, found: dict[str, Any], data: bytes) -> None:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - a course without badges does not pay for it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - same

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(value(found), data)
    except (InvalidSignature, ValueError) as error:
        raise _changed() from error


def verify_rs256(key: Any, signature: bytes, data: bytes) -> None:
    """Verify an RSASSA-PKCS1-v1_5 SHA-256 signature; raises `ValueError` when it is not one of this key."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - same
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - same
    from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415 - same

    try:
        key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise ValueError("not its signature") from error


def _changed() -> RefusedError:
    return RefusedError(msg("it was changed after it was signed, or somebody else signed it"))


def _issuer(document: dict[str, Any]) -> str:
    return text_at(document, "issuer") or text_at(document, "issuer", "id")


def _issuer_name(document: dict[str, Any]) -> str:
    return text_at(document, "issuer", "name") or _issuer(document)


def _seconds(document: dict[str, Any], name: str) -> int | None:
    try:
        return int(read_moment(document.get(name)).timestamp())
    except (ValueError, OverflowError):
        return None
