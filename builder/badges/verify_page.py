"""The page that checks a badge in the browser: one file, which asks nobody anything.

A proof covers the graph of a credential. Making that graph needs JSON-LD, which browsers lack; so the page carries the
graphs of the credentials that the issuer makes, with slots where texts, dates and identifiers go. It fills them with
what a dropped badge says, orders the result as the signer did, and verifies the signature. A badge of any other shape
is said to be unknown here, never to be valid.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path

import rcssmin
import rjsmin
from markupsafe import Markup

from builder.badges import urls
from builder.badges.criteria import rule_text
from builder.badges.keys import Algorithm, KeyRing, PublicKey, jwk
from builder.model.badge import BadgeClass, Issuer
from builder.model.course import Course
from builder.render.typography import typeset
from builder.render.words import Words

_HERE = Path(__file__).resolve().parent
Json = dict[str, object]
_PROOF_SLOTS = "/created /verificationMethod"


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of revoked badges on a day: the list of the course, and identifiers of Open Badges 2.0."""

    day: str
    encoded: str
    revoked: tuple[str, ...] = ()


def verify_values(course: Course, issuer: Issuer, ring: KeyRing, status: Status | None) -> dict[str, object]:
    """Return what the template of the page shows: style, script and data, and a policy that allows only these."""
    style = str(rcssmin.cssmin((_HERE / "templates" / "badges.css").read_text(encoding="utf-8")))
    script = str(rjsmin.jsmin((_HERE / "verify_page.js").read_text(encoding="utf-8")))
    sources = f"script-src '{_digest(script)}'; style-src '{_digest(style)}'"
    data = json.dumps(_data(course, issuer, ring, status), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return {
        "style": Markup(style),  # noqa: S704 - our own
        "script": Markup(script),  # noqa: S704 - our own
        "data": Markup(data.replace("<", "\\u003c")),  # noqa: S704 - no element can end in it
        "policy": f"default-src 'none'; img-src data: blob:; {sources}; base-uri 'none'; form-action 'none'",
    }


def _data(course: Course, issuer: Issuer, ring: KeyRing, status: Status | None) -> Json:
    words = Words(_HERE / "locale", course.language)
    return {
        "language": course.language,
        "words": words.catalog.language,
        "sentences": {
            key: typeset(text, course.language) for key, text in words.catalog.sentences.items() if _is_said(key)
        },
        "issuer": {"name": issuer.name, "did": urls.did(issuer), "url": issuer.url},
        "keys": dict(_key(issuer, key) for key in ring.keys) | dict(_rsa_keys(issuer, ring)),
        "badges": {urls.badge_class(issuer, course, badge): badge.name for badge in course.badges},
        "status": {
            "list": urls.status_list(issuer, course),
            "day": status.day if status else "",
            "encoded": status.encoded if status else "",
            "revoked": list(status.revoked) if status else [],
        },
        "shapes": list(_shapes(course, issuer)),
    }


def _is_said(template: str) -> bool:
    return json.dumps(template, ensure_ascii=False) in _script_text()


@cache
def _script_text() -> str:
    return (_HERE / "verify_page.js").read_text(encoding="utf-8")


def _key(issuer: Issuer, key: PublicKey) -> tuple[str, Json]:
    from builder.badges.encoding import base64url, from_multikey  # noqa: PLC0415 - as below

    if key.algorithm is Algorithm.ED25519:
        own: Json = {"kty": "OKP", "crv": "Ed25519", "x": base64url(from_multikey(key.public))}
    else:
        own = {name: value for name, value in jwk(key).items() if name in {"kty", "n", "e"}}
    return urls.key_id(issuer, key.name), own


def _rsa_keys(issuer: Issuer, ring: KeyRing) -> Iterator[tuple[str, Json]]:
    """Go through the keys of signed Open Badges 2.0, which have another name."""
    for key in ring.of(Algorithm.RS256):
        yield urls.key(issuer, key.name), _key(issuer, key)[1]


def _shapes(course: Course, issuer: Issuer) -> Iterator[Json]:
    """Go through the shapes that credentials of the course have, each once."""
    told: set[str] = set()
    for badge in course.badges:
        for shape in _shapes_of(badge, course, issuer):
            text = json.dumps(shape, sort_keys=True)
            if text not in told:
                told.add(text)
                yield shape


def _shapes_of(badge: BadgeClass, course: Course, issuer: Issuer) -> Iterator[Json]:
    from builder.badges.credential.open_badges_2 import Recipient  # noqa: PLC0415 - only where badges are issued
    from builder.badges.credential.open_badges_3 import Details, unsigned  # noqa: PLC0415
    from builder.badges.credential.proof import proof_options  # noqa: PLC0415
    from builder.badges.documents import achievement, profile  # noqa: PLC0415

    date = "2026-01-01T00:00:00Z"
    full = Details(
        id="urn:uuid:00000000-0000-4000-8000-000000000001",
        subject="urn:uuid:00000000-0000-4000-8000-000000000002",
        recipient=Recipient("sha256$0", "salt"),
        issued=date,
        expires=date,
        score="85",
        described="urn:described",
        status_list=urls.status_list(issuer, course),
        status_index="7",
    )
    earned = achievement(course, issuer, badge, rule_text(badge, course))
    scored = (True, False) if badge.include_score and len(badge.criteria.scores) == 1 else (False,)
    for expires, score in product((date, None), scored):
        one = replace(full, expires=expires, score="85" if score else None)
        one = one if badge.identity_hashed else replace(one, recipient=None)
        document = unsigned(one, earned, profile(issuer))
        options = proof_options("urn:method", date)
        yield {
            "document": _slotted(document, ""),
            "proof": _slotted({"@context": document["@context"], **options}, _PROOF_SLOTS),
        }


def _slotted(document: Json, only: str) -> Json:
    """Return a document whose texts (at these paths `only`, if any) are slots, and its graph with the same slots.

    What JSON-LD gives a meaning of its own (types, words of a closed list) is no slot: there the graph holds an
    identifier that the text only stands for.
    """
    from builder.badges.credential.linked_data import canonical_quads, escaped, quads  # noqa: PLC0415 - as above

    graph = quads(document)
    texts = dict(_texts(document, ""))
    slots: dict[str, str] = {}
    for number, (path, text) in enumerate(texts.items()):
        # The suite and the purpose of a proof are not free.
        if (not only or path in only.split()) and (f'"{escaped(text)}"' in graph or f"<{text}>" in graph):
            slots[path] = f"urn:parcours:slot:{number}:"
    marked = _marked(document, "", slots)
    return {"document": marked, "graph": canonical_quads(quads(marked)).decode()}


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"@context", "type"}:
                yield from _texts(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{path}/{number}")
    elif isinstance(value, str):
        yield path, value


def _marked(value: Json, path: str, slots: dict[str, str]) -> Json:
    def inner(one: object, place: str) -> object:
        if isinstance(one, dict):
            return {key: inner(held, f"{place}/{key}") for key, held in one.items()}
        if isinstance(one, list):
            return [inner(held, f"{place}/{number}") for number, held in enumerate(one)]
        return slots.get(place, one)

    return {key: inner(held, f"{path}/{key}") for key, held in value.items()}


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
