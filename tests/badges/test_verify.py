"""Verification says something about every file, and never calls a changed badge valid."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.badges.checks import Trust, Verdict
from builder.badges.credential.bake import bake_png, bake_svg
from builder.badges.credential.jws import parts
from builder.badges.encoding import base64url, json_bytes, json_object
from builder.badges.verify import verify
from builder.cli.console import translator
from tests.badges import made

NOW = datetime(2025, 1, 1, tzinfo=UTC)


@cache
def files() -> dict[str, bytes]:
    signed, hosted = made.issued(made.award()), made.issued(made.award("public"))
    assert signed.ob2
    assert hosted.ob2
    assert signed.jwt
    return {
        "png": bake_png(made.picture(), signed),
        "svg": bake_svg(made.DRAWING, hosted),
        "ob2": signed.ob2,
        "hosted": hosted.ob2,
        "ob3": signed.ob3,
        "jwt": signed.jwt.encode(),
    }


@cache
def site() -> dict[str, bytes]:
    return made.site([made.award("public")])


def trust() -> Trust:
    return Trust(site().get)


@pytest.mark.parametrize("name", ["png", "svg", "ob2", "hosted", "ob3", "jwt"])
def test_every_form_is_verified(name: str) -> None:
    found = verify(files()[name], trust(), now=NOW, email=made.EMAIL)
    assert found.verdict is Verdict.VALID
    assert all(check.message.text(translator("fr")) for check in found.checks)


@given(st.sampled_from(["png", "svg", "ob2", "hosted", "ob3", "jwt"]), st.data())
@settings(max_examples=150, deadline=None)
def test_a_changed_byte_is_noticed(name: str, data: st.DataObject) -> None:
    whole = bytearray(files()[name])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = verify(bytes(whole), trust(), now=NOW, email=made.EMAIL)
    if bytes(whole) != files()[name] and name in {"ob2", "jwt"}:
        assert found.verdict is not Verdict.VALID or bytes(whole).strip() == files()[name]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=100, deadline=None)
def test_any_bytes_get_an_answer(data: bytes) -> None:
    assert verify(data, trust(), now=NOW).verdict is not Verdict.VALID


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["id", "@id", "_:b", "urn:a", "2024"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "@type", "name", "x"]), inner)
    ),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


@given(st.sampled_from(["hosted", "ob3", "did", "status"]), st.data())
@settings(max_examples=250, deadline=None)
def test_any_value_in_any_place_gets_an_answer(name: str, data: st.DataObject) -> None:
    addresses = {
        "did": "https://badges.example.org/apes/did.json",
        "status": "https://badges.example.org/apes/terre/status/1.json",
    }
    document = json_object(site()[addresses[name]] if name in addresses else files()[name])
    path = data.draw(st.sampled_from(list(places(document))[1:]))
    place: Any = document
    for key in path[:-1]:
        place = place[key]
    before = place[path[-1]]
    place[path[-1]] = data.draw(VALUES)
    changed = json_bytes(document)
    if name in addresses:
        verify(files()["ob3"], Trust((site() | {addresses[name]: changed}).get), now=NOW)
    else:
        found = verify(changed, trust(), now=NOW)
        # One value and a list of one are the same to JSON-LD.
        same = place[path[-1]] in (before, [before]) or [place[path[-1]]] == before
        assert same or found.verdict is not Verdict.VALID


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"@context": 1}', "{}", "a.b.c", "<svg>", "<a/>"])
def test_shapes_that_break_parsers_get_an_answer(text: str) -> None:
    assert verify(text.encode(), trust(), now=NOW).verdict is Verdict.INVALID


@pytest.mark.parametrize("name", ["ob2", "hosted", "ob3"])
@pytest.mark.parametrize("said", ["\\ud800", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2024-03-02"])
@pytest.mark.parametrize("key", ["issuedOn", "expires", "validFrom", "validUntil", "id", "badge", "issuer", "x"])
def test_strange_texts_get_an_answer(name: str, said: str, key: str) -> None:
    text = files()[name].decode()
    document = parts(text)[1] if name == "ob2" else json_object(text)
    changed = json.dumps({**document, key: "-"}).replace('"-"', f'"{said}"').encode()
    if name == "ob2":
        changed = f"{text.split('.')[0]}.{base64url(changed)}.{text.split('.')[2]}".encode()
    assert verify(changed, trust(), now=NOW, email=made.EMAIL).verdict is not Verdict.VALID


def test_a_revocation_is_not_hidden_behind_another_spelling() -> None:
    document = json_object(files()["ob3"])
    document["https://www.w3.org/2018/credentials#credentialStatus"] = document.pop("credentialStatus")
    assert verify(json_bytes(document), trust(), now=NOW).verdict is Verdict.INVALID


def test_a_hundred_twins_do_not_keep_the_verifier_busy() -> None:
    document = json_object(files()["ob3"])
    document["evidence"] = [{"type": ["Evidence"], "narrative": "x"} for _ in range(100)]
    assert verify(json.dumps(document).encode(), trust(), now=NOW).verdict is Verdict.INVALID


@pytest.mark.parametrize(
    "data",
    [made.picture(), b"\xff\xd8\xff\xe0JFIF", b"GIF89a", b"RIFF\x10\0\0\0WEBPVP8 ", made.DRAWING],
    ids=["png", "jpeg", "gif", "webp", "svg"],
)
def test_a_picture_that_lost_its_badge_is_told_as_such(data: bytes) -> None:
    (check,) = verify(data, trust(), now=NOW).checks
    assert check.message.template.startswith("this picture holds no badge")


@pytest.mark.parametrize("address", ["https://badges.example.org/apes/terre/a/{id}.json", "https://other.example/a/1"])
def test_an_older_picture_holds_only_where_its_badge_is_published(address: str) -> None:
    at = address.format(id=made.award("public").id)
    assertion = f'<b:assertion xmlns:b="http://openbadges.org" verify="{at}"/><title>'.encode()
    found = verify(made.DRAWING.replace(b"<title>", assertion), trust(), now=NOW, email=made.EMAIL)
    assert found.verdict is (Verdict.VALID if at in site() else Verdict.UNKNOWN)


def test_the_did_document_is_enough_for_the_signature() -> None:
    address = "https://badges.example.org/apes/did.json"
    found = verify(files()["ob3"], Trust({address: site()[address]}.get), now=NOW)
    verdicts = [check.verdict for check in found.checks]
    # Structure, signature and dates are good; whether it is revoked stands in a list that is not at hand.
    assert verdicts == [Verdict.VALID, Verdict.VALID, Verdict.VALID, Verdict.UNKNOWN]
