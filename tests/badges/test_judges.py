"""Programs that we did not write judge every badge: the genuine ones pass, each forgery is refused.

Each judge sees what it can judge. jose knows tokens but no status lists. The validator of 1EdTech fetches a hosted
badge, so that a changed copy of it is nothing to it, and does not look where it is hosted (its context renames the
kind of badge that its check waits for). `openbadgeslib` knows signed status lists only as tokens: the signature of
ours is left to Digital Bazaar's library.
"""

import base64
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from builder.badges import urls
from builder.badges.checks import Trust, Verdict
from builder.badges.credential import jws
from builder.badges.credential.award import revoked_assertion
from builder.badges.credential.bake import bake_png, bake_svg
from builder.badges.credential.linked_data import Document
from builder.badges.credential.proof import proof_options, signed_bytes, with_value
from builder.badges.encoding import base64url, json_bytes, json_line, json_object
from builder.badges.verify import verify
from tests.badges import made

HERE = Path(__file__).parent
NOW = datetime(2025, 1, 1, tzinfo=UTC)
EVIL = "https://evil.example/apes"
OUR_DID, EVIL_DID = "did:web:badges.example.org:apes", "did:web:evil.example:apes"


@dataclass(frozen=True)
class Case:
    """A badge, of which kind, whether it is genuine, which judges can tell."""

    name: str
    kind: str
    data: bytes
    genuine: bool
    judges: frozenset[str]
    revoked: bool = False


DIGITAL_BAZAAR, JOSE = "digitalbazaar", "jose"
EDTECH, LIB, OURS = "1edtech", "openbadgeslib", "ours"
JUDGES = {
    "ob3": frozenset({DIGITAL_BAZAAR, LIB, OURS}),
    "jwt": frozenset({JOSE, LIB, OURS}),
    "ob2": frozenset({EDTECH, LIB, OURS}),
}


@cache
def cases() -> dict[str, Case]:
    return {case.name: case for case in [*_credentials(), *_tokens(), *_signed(), *_hosted()]}


def _case(name: str, data: bytes, *, genuine: bool = False, revoked: bool = False, but: str = "") -> Case:
    kind = name.split(maxsplit=1)[0]
    return Case(name, kind, data, genuine, JUDGES[kind] - {but}, revoked)


def _credentials() -> list[Case]:
    genuine = made.issued(made.award()).ob3
    document = json_object(genuine)
    shown = json_object(genuine)
    shown["credentialSubject"]["achievement"]["name"] = "Expert"
    extra = json_object(genuine)
    extra["credentialSubject"]["honours"] = "summa cum laude"
    impostor = {**document, "issuer": {**document["issuer"], "id": OUR_DID}}
    return [
        _case("ob3 genuine", genuine, genuine=True),
        _case("ob3 without a name", made.issued(made.award("anonyme")).ob3, genuine=True),
        _case(
            "ob3 that expires later",
            made.issued(made.award(expires=datetime(2999, 1, 1, tzinfo=UTC))).ob3,
            genuine=True,
        ),
        _case("ob3 revoked", genuine, revoked=True),
        _case("ob3 expired", made.issued(made.award(expires=made.LATER)).ob3),
        _case("ob3 tampered", json_line(shown)),
        _case("ob3 unsigned term", json_line(extra)),
        _case("ob3 wrong key", made.issued(made.award(), signed_with=2).ob3),
        _case("ob3 key of another issuer", _signed_by(impostor, f"{EVIL_DID}#key-1", 2)),
        _case("ob3 for another date", json_line({**document, "validFrom": "2023-01-01T00:00:00Z"})),
    ]


def _tokens() -> list[Case]:
    genuine = _token(made.issued(made.award()).jwt)
    header, payload, _, _ = jws.parts(genuine.decode())
    renamed = {**payload, "name": "Expert"}
    parts = genuine.decode().split(".")
    changed = f"{parts[0]}.{base64url(json_line(renamed))}.{parts[2]}".encode()
    other_key = jws.sign({"typ": "JWT", "kid": f"{EVIL_DID}#rsa-1"}, payload, made.keys(2)[0]).encode()
    hmac = f"{base64url(json_line({**header, 'alg': 'HS256'}))}.{parts[1]}.{parts[2]}".encode()
    return [
        _case("jwt genuine", genuine, genuine=True),
        _case("jwt revoked", genuine, revoked=True, but=JOSE),
        _case("jwt expired", _token(made.issued(made.award(expires=made.LATER)).jwt)),
        _case("jwt tampered", changed),
        _case("jwt wrong key", _token(made.issued(made.award(), signed_with=2).jwt)),
        _case("jwt key of another issuer", other_key),
        _case("jwt other algorithm", hmac),
    ]


def _signed() -> list[Case]:
    genuine = _present(made.issued(made.award()).ob2)
    payload = jws.parts(genuine.decode())[1]
    evil_key = {"type": "SignedBadge", "creator": f"{EVIL}/keys/rsa-1.json"}
    by_another = jws.sign({}, {**payload, "verification": evil_key}, made.keys(2)[0]).encode()
    parts = genuine.decode().split(".")
    changed = f"{parts[0]}.{base64url(json_line({**payload, 'narrative': 'Expert'}))}.{parts[2]}".encode()
    return [
        _case("ob2 signed, genuine", genuine, genuine=True),
        _case("ob2 signed, revoked", genuine, revoked=True),
        _case("ob2 signed, expired", _present(made.issued(made.award(expires=made.LATER)).ob2)),
        _case("ob2 signed, tampered", changed),
        _case("ob2 signed, wrong key", _present(made.issued(made.award(), signed_with=2).ob2)),
        _case("ob2 signed, key of another issuer", by_another),
        _case("ob2 signed, another's badge", _present(made.issued(made.award(email="a@b.example")).ob2)),
    ]


def _hosted() -> list[Case]:
    genuine = _present(made.issued(made.award("public")).ob2)
    elsewhere = {**json_object(genuine), "id": f"{EVIL}/terre/a/1.json"}
    expired = _present(made.issued(made.award("public", number=3, expires=made.LATER)).ob2)
    another = _present(made.issued(made.award("public", number=4, email="a@b.example")).ob2)
    changed = {**json_object(genuine), "issuedOn": "2020-01-01T00:00:00Z"}
    return [
        _case("ob2 hosted, genuine", genuine, genuine=True),
        _case("ob2 hosted, revoked", genuine, revoked=True),
        _case("ob2 hosted, expired", expired),
        _case("ob2 hosted by another", json_bytes(elsewhere), but=EDTECH),
        _case("ob2 hosted, another's badge", another),
        Case("ob2 hosted, changed copy", "ob2", json_bytes(changed), genuine=False, judges=frozenset({OURS, LIB})),
    ]


@cache
def site(*, revoked: bool) -> dict[str, bytes]:
    """Return what we publish, and what somebody publishes who takes badges for ours."""
    expired, another = (
        made.award("public", number=3, expires=made.LATER),
        made.award("public", number=4, email="a@b.example"),
    )
    hosted = [made.award("public"), expired, another]
    evil = made.course(EVIL)
    files = made.site([], keys_of=2, of=evil) | made.site(hosted, [made.award()] if revoked else [])
    copy = {
        **json_object(files[urls.assertion(made.issuer(), made.course(), hosted[0].id)]),
        "id": f"{EVIL}/terre/a/1.json",
    }
    files[f"{EVIL}/terre/a/1.json"] = json_bytes(copy)
    if revoked:
        withdrawn = revoked_assertion(hosted[0].id, made.course(), made.issuer(), "Erreur")
        files[urls.assertion(made.issuer(), made.course(), hosted[0].id)] = withdrawn
    return files


@cache
def verdicts(judge: str) -> dict[str, str]:
    """Return what a judge says of each badge that it can judge: "valid", or why not."""
    found: dict[str, str] = {}
    for revoked in (False, True):
        asked = [case for case in cases().values() if case.revoked == revoked and judge in case.judges]
        if judge == OURS:
            trust = Trust(site(revoked=revoked).get)
            for case in asked:
                who = "" if "without a name" in case.name else made.EMAIL
                found[case.name] = verify(case.data, trust, now=NOW, email=who).verdict.value
            continue
        published = {
            address: base64.b64encode(data).decode() if address.endswith(".png") else data.decode()
            for address, data in site(revoked=revoked).items()
        }
        found |= _ask(judge, {"site": published, "now": NOW.isoformat(), "cases": [_question(case) for case in asked]})
    return found


def _question(case: Case) -> dict[str, str]:
    text = case.data.decode()
    holder = {"email": made.EMAIL} if case.kind == "ob2" else {}
    return {"name": case.name, "kind": case.kind, "badge": text, "issuer": OUR_DID, **holder}


def _ask(judge: str, question: dict[str, object]) -> dict[str, str]:
    commands = {
        DIGITAL_BAZAAR: ["node", str(HERE / "judge.mjs")],
        JOSE: ["node", str(HERE / "judge.mjs")],
        EDTECH: [sys.executable, str(HERE / "judge_1edtech.py")],
        LIB: [sys.executable, str(HERE / "judge_openbadgeslib.py")],
    }
    ran = subprocess.run(commands[judge], input=json.dumps(question), capture_output=True, text=True, check=True)
    answer: dict[str, str] = json.loads(ran.stdout)
    return answer


def _signed_by(document: Document, method: str, number: int) -> bytes:
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    options = proof_options(method, str(document["validFrom"]))
    value = made.keys(number)[0].ed25519(signed_bytes(unsigned, options))
    return json_line({**unsigned, "proof": with_value(options, value)})


def _present(data: bytes | None) -> bytes:
    assert data is not None
    return data


def _token(text: str | None) -> bytes:
    assert text is not None
    return text.encode()


NAMES = [(case.name, judge) for case in cases().values() for judge in sorted(case.judges)]


@pytest.mark.parametrize(("name", "judge"), NAMES, ids=[f"{name}-{judge}" for name, judge in NAMES])
def test_a_genuine_badge_passes_and_a_forgery_is_refused(name: str, judge: str) -> None:
    case, verdict = cases()[name], verdicts(judge)[name]
    if judge == OURS and not case.genuine:
        # What is signed in a way it does not know, it cannot tell; that is not a pass either.
        assert verdict == ("unknown" if "other algorithm" in name else "invalid")
    else:
        assert (verdict == "valid") is case.genuine, verdict


def test_a_forgery_is_refused_for_the_reason_that_it_is_one() -> None:
    assert verdicts(DIGITAL_BAZAAR)["ob3 unsigned term"].endswith("Safe mode validation error.")
    assert verdicts(DIGITAL_BAZAAR)["ob3 tampered"].endswith("Invalid signature.")
    assert verdicts(DIGITAL_BAZAAR)["ob3 revoked"] == "revoked"
    assert "is after" in verdicts(DIGITAL_BAZAAR)["ob3 expired"]
    assert "has been revoked" in verdicts(EDTECH)["ob2 signed, revoked"]
    assert "failed verification" in verdicts(EDTECH)["ob2 signed, wrong key"]
    assert "expired" in verdicts(EDTECH)["ob2 signed, expired"]


@pytest.mark.parametrize("name", ["observer", "public"])
def test_one_picture_speaks_to_the_readers_of_both_generations(name: str) -> None:
    issued = made.issued(made.award(name))
    files = {
        address: base64.b64encode(data).decode() if address.endswith(".png") else data.decode()
        for address, data in site(revoked=False).items()
    }
    png = base64.b64encode(bake_png(made.picture(), issued)).decode()
    question: dict[str, object] = {
        "site": files,
        "cases": [{"name": kind, "kind": kind, "png": png, "issuer": OUR_DID} for kind in ("ob2", "ob3")],
    }
    assert _ask(EDTECH, {**question, "cases": [{"name": "png", "png": png, "email": made.EMAIL}]}) == {"png": "valid"}
    assert _ask(LIB, question) == {"ob2": "valid", "ob3": "valid"}


def test_a_programme_of_others_takes_the_badge_out_of_both_pictures() -> None:
    code = (
        "import sys, io, warnings; warnings.simplefilter('ignore'); from openbadges_bakery import unbake;"
        "file = io.BytesIO(sys.stdin.buffer.read()); file.name = sys.argv[1]; sys.stdout.write(unbake(file))"
    )
    issued = made.issued(made.award())
    pictures = {"a.png": bake_png(made.picture(), issued), "a.svg": bake_svg(made.DRAWING, issued)}
    for name, data in pictures.items():
        ran = subprocess.run([sys.executable, "-c", code, name], input=data, capture_output=True, check=True)
        assert ran.stdout == issued.ob2


def test_the_verdict_of_a_picture_is_that_of_both_badges_in_it() -> None:
    issued = made.issued(made.award())
    trust = Trust(site(revoked=False).get)
    for data in (bake_png(made.picture(), issued), bake_svg(made.DRAWING, issued)):
        assert verify(data, trust, now=NOW, email=made.EMAIL.upper()).verdict is Verdict.VALID
        assert verify(data, trust, now=NOW, email="a@b.example").verdict is Verdict.INVALID
        assert verify(data, Trust(site(revoked=True).get), now=NOW).verdict is Verdict.INVALID
        assert verify(data, Trust(lambda _: None), now=NOW).verdict is Verdict.UNKNOWN


def test_two_genuine_badges_of_two_people_do_not_make_one_picture() -> None:
    mine, yours = made.issued(made.award()), made.issued(made.award(number=7, email="a@b.example"))
    picture = bake_png(made.picture(), replace(mine, ob3=yours.ob3))
    assert verify(picture, Trust(site(revoked=False).get), now=NOW).verdict is Verdict.INVALID
