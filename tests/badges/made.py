"""Badges made for the tests: a course, an issuer with keys, a picture, the site that the issuer publishes."""

import struct
import tempfile
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from builder.badges import documents, urls
from builder.badges.credential.award import Award, Issued, issue
from builder.badges.credential.status import status_list
from builder.badges.encoding import base64url, json_bytes, multikey
from builder.badges.keys import Algorithm, KeyPair, KeyRing, PublicKey
from builder.model.badge import BadgeClass, Issuer
from builder.model.course import Course
from builder.project import check_course

EMAIL = "zoé.martin@mairie.example"
CRITERIA = 'Terminer le module « Jour & nuit ».\n\n- avoir "50 %" au quiz \\ seasons'
WHEN = datetime(2024, 3, 2, 9, 10, 11, tzinfo=UTC)
LATER = datetime(2024, 9, 1, tzinfo=UTC)
_COURSE = """\
id: terre
title: La Terre
language: fr
version: "2.1"
issuer: {name: APES & amis, url: "https://badges.example.org/apes", email: badges@example.org}
modules: [{id: jour, title: Jour}]
badges:
  - id: observer
    name: "Observer l'été"
    description: Sait pourquoi il y a des saisons.
    criteria: {quiz: {seasons: 50 %}}
    include_score: true
    alignment: [{name: Observer, url: "https://example.org/skills/1", framework: ROME, code: K1}]
  - {id: public, name: Public, description: Publié., criteria: {modules: all}, publish: hosted}
  - {id: anonyme, name: Anonyme, description: Sans nom., criteria: {modules: all}, identity: none}
"""
_FILES = {
    "course.yml": _COURSE,
    "course/jour/a.md": "# A\n\nTexte.\n",
    "course/jour/seasons.yml": "title: Les saisons\nquestions: [{question: A, choices: [{text: B, correct: true}, C]}]",
}


@cache
def course(url: str = "https://badges.example.org/apes") -> Course:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in _FILES.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("https://badges.example.org/apes", url), encoding="utf-8")
        made = check_course(Path(folder)).course
    assert made is not None
    assert made.issuer is not None
    assert len(made.badges) == 3
    return made


def issuer(of: Course | None = None) -> Issuer:
    found = (of or course()).issuer
    assert found is not None
    return found


def keys(number: int = 1) -> tuple[KeyPair, KeyRing]:
    return _keys(number)


@cache
def _keys(number: int) -> tuple[KeyPair, KeyRing]:
    first = ed25519.Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    second = rsa.generate_private_key(65537, 2048)
    modulus = second.public_key().public_numbers().n.to_bytes(256)
    ring = KeyRing(
        (
            PublicKey("key-1", Algorithm.ED25519, multikey(first.public_key().public_bytes_raw()), WHEN),
            PublicKey("rsa-1", Algorithm.RS256, base64url(modulus), WHEN),
        )
    )
    return KeyPair("key-1", "rsa-1", first, second), ring


def badge(name: str = "observer") -> BadgeClass:
    return next(badge for badge in course().badges if badge.id == name)


def award(name: str = "observer", number: int = 1, **changes: object) -> Award:
    made = Award(
        id=UUID(int=number << 64 | 0x4000_8000_0000_0000_0001),
        badge=badge(name),
        email=EMAIL,
        salt=f"{number:032x}",
        subject=UUID(int=number << 64 | 0x4000_8000_0000_0000_0002),
        status_index=4000 + number,
        issued=WHEN,
        expires=None,
        score=Decimal("0.8"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def issued(given: Award, *, signed_with: int = 1, of: Course | None = None, criteria: str = CRITERIA) -> Issued:
    return issue(given, of or course(), keys(signed_with)[0], criteria=criteria, with_jwt=True)


def site(
    given: Iterable[Award] = (), revoked: Iterable[Award] = (), *, keys_of: int = 1, of: Course | None = None
) -> dict[str, bytes]:
    """Return what the issuer publishes, by address."""
    made, by = of or course(), issuer(of)
    signer, ring = keys(keys_of)
    withdrawn = tuple(revoked)
    found = {
        urls.issuer_profile(by): documents.issuer_profile(by, ring),
        urls.did_document(by): documents.did_document(by, ring),
        urls.revocations(by): documents.revocation_list(by, [(f"urn:uuid:{one.id}", "Erreur") for one in withdrawn]),
        urls.status_list(by, made): status_list(made, by, [one.status_index for one in withdrawn], WHEN, signer),
        **{urls.key(by, key.name): documents.key_document(by, key) for key in ring.of(Algorithm.RS256)},
        **{urls.badge_class(by, made, one): documents.badge_class(made, by, one, CRITERIA) for one in made.badges},
        **{urls.achievement(by, made, one): documents.achievement_page(made, by, one, CRITERIA) for one in made.badges},
    }
    files = {address: json_bytes(document) for address, document in found.items()}
    files |= {urls.image(by, made, one): picture() for one in made.badges}
    for one in given:
        if one.badge.publish_hosted:
            hosted = issued(one, signed_with=keys_of, of=made).ob2
            assert hosted is not None
            files[urls.assertion(by, made, one.id)] = hosted
    return files


@cache
def picture(size: int = 90) -> bytes:
    """Return a plain PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x1b\x5e\x3b" * size) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Observer</title><path d="M0 0h9v9z"/></svg>'
)
