"""Verifies a badge file without asking anybody: pictures, JSON and tokens of both generations."""

from datetime import datetime

from builder.badges.checks import FILE, OB2, OB3, Check, RefusedError, Trust, Verdict, Verification, attempt, fetched
from builder.badges.credential.bake import Baked, NotAPictureError, unbake_png, unbake_svg
from builder.badges.credential.contexts import CREDENTIALS
from builder.badges.credential.jws import parts
from builder.badges.encoding import json_object
from builder.badges.verify_ob2 import PUBLISHED, Assertion2, check_ob2
from builder.badges.verify_ob3 import Credential3, check_ob3
from builder.diagnostics import Message, msg

_BIGGEST = 20_000_000
_OTHER_PICTURES = (b"\xff\xd8\xff", b"GIF8")
_LOST = msg(
    "this picture holds no badge: a screenshot loses it, and so does a message service that compresses pictures; "
    "ask for the file itself"
)


def verify(data: bytes, trust: Trust, *, now: datetime, email: str = "") -> Verification:
    """Return what can be found out about a badge; `email` is whose it should be, an empty text when that is not asked.

    Never raises, whatever the bytes are.
    """
    try:
        baked = _texts(data)
    except RefusedError as refused:
        return Verification((Check(FILE, refused.verdict, refused.message),))
    checks: list[Check] = []
    assertion = credential = None
    if baked.ob2 is not None:
        assertion, found = _read(OB2, baked.ob2, trust)
        checks += found
        if assertion is not None:
            made = Assertion2(*assertion)
            checks += check_ob2(made, trust, now, email)
    if baked.ob3 is not None:
        credential, found = _read(OB3, baked.ob3, trust)
        checks += found
        if credential is not None:
            checks += check_ob3(Credential3(*credential), trust, now, email)
    if assertion and credential:
        checks.append(attempt(FILE, lambda: _agree(assertion[0], credential[0])))
    return Verification(tuple(checks))


def _texts(data: bytes) -> Baked:
    if len(data) > _BIGGEST:
        raise RefusedError(msg("the file is too big for a badge"))
    if data.startswith(_OTHER_PICTURES) or data[8:12] == b"WEBP":
        raise RefusedError(_LOST)
    try:
        if data.startswith(b"\x89PNG"):
            return _found(unbake_png(data))
        text = data.decode("utf-8-sig").strip()
        if text.startswith("<"):
            return _found(unbake_svg(text.encode()))
    except RefusedError:
        raise
    except NotAPictureError as error:
        raise RefusedError(msg("the picture is damaged, or carries two badges of one kind")) from error
    except ValueError as error:
        raise RefusedError(msg("this is neither a picture nor a badge")) from error
    try:
        document = json_object(text) if text.startswith("{") else parts(text)[1]
    except ValueError as error:
        raise RefusedError(msg("this is neither a picture nor a badge")) from error
    contexts = document.get("@context")
    third = isinstance(contexts, list) and CREDENTIALS in contexts
    return Baked(None, text) if third else Baked(text, None)


def _found(baked: Baked) -> Baked:
    if baked.ob2 is None and baked.ob3 is None:
        raise RefusedError(_LOST)
    return baked


def _read(part: Message, text: str, trust: Trust) -> tuple[tuple[dict[str, object], str] | None, list[Check]]:
    """Return a document and the token it came in, an empty text for plain JSON."""
    try:
        if part is OB2 and text.strip().startswith(("https://", "http://")):
            # Older pictures hold only where the badge is published.
            return (fetched(trust.read, text.strip(), PUBLISHED), ""), []
        if text.lstrip().startswith("{"):
            return (json_object(text), ""), []
        return (parts(text.strip())[1], text.strip()), []
    except RefusedError as refused:
        return None, [Check(part, refused.verdict, refused.message)]
    except ValueError:
        return None, [Check(part, Verdict.INVALID, msg("the badge is damaged"))]


def _agree(assertion: dict[str, object], credential: dict[str, object]) -> Message:
    """Compare what both generations in a picture say: of the same moment, and of the same holder."""
    subject = credential.get("credentialSubject")
    holders = subject.get("identifier", []) if isinstance(subject, dict) else []
    hashes = [one.get("identityHash") for one in holders if isinstance(one, dict)] if isinstance(holders, list) else []
    recipient = assertion.get("recipient")
    holder = recipient.get("identity") if isinstance(recipient, dict) else None
    if holder not in hashes or assertion.get("issuedOn") != credential.get("validFrom"):
        raise RefusedError(msg("the two badges in the picture are not of the same award"))
    return msg("both badges in the picture are of the same award")
