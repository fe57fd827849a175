"""Addresses are for ever: each is spelled out here."""

from dataclasses import replace

import pytest

from builder.badges import urls
from tests.badges import made


@pytest.mark.parametrize(
    ("url", "did", "document"),
    [
        ("https://badges.example.org", "did:web:badges.example.org", "https://badges.example.org/.well-known/did.json"),
        ("https://example.org/a/b", "did:web:example.org:a:b", "https://example.org/a/b/did.json"),
        ("https://example.org:8443/a", "did:web:example.org%3A8443:a", "https://example.org:8443/a/did.json"),
        ("https://example.org:8443", "did:web:example.org%3A8443", "https://example.org:8443/.well-known/did.json"),
    ],
)
def test_an_issuer_is_named_by_its_address(url: str, did: str, document: str) -> None:
    issuer = replace(made.issuer(), url=url)
    assert (urls.did(issuer), urls.did_document(issuer)) == (did, document)
    assert urls.did_document_of(did) == document
    assert urls.path_of(issuer, document) in {"did.json", ".well-known/did.json"}


@pytest.mark.parametrize(
    "text", ["", "did:key:z6Mk", "did:web:", "x did:web:a", "did:web:a/b", "did:web:a#k", "did:web:a\\b"]
)
def test_other_identifiers_have_no_document(text: str) -> None:
    assert urls.did_document_of(text) is None


def test_addresses_stay_as_they_are() -> None:
    issuer, course, badge = made.issuer(), made.course(), made.badge()
    base = "https://badges.example.org/apes"
    assert urls.issuer_profile(issuer) == f"{base}/issuer.json"
    assert urls.key(issuer, "rsa-1") == f"{base}/keys/rsa-1.json"
    assert urls.key_id(issuer, "key-1") == "did:web:badges.example.org:apes#key-1"
    assert urls.revocations(issuer) == f"{base}/revocations.json"
    assert urls.criteria(issuer, course, badge) == f"{base}/terre/observer/"
    assert urls.badge_class(issuer, course, badge) == f"{base}/terre/observer/badge.json"
    assert urls.achievement(issuer, course, badge) == f"{base}/terre/observer/achievement.json"
    assert urls.image(issuer, course, badge, "svg") == f"{base}/terre/observer/badge.svg"
    assert urls.status_list(issuer, course) == f"{base}/terre/status/1.json"
    identifier = made.award().id
    assert urls.assertion(issuer, course, identifier) == f"{base}/terre/a/{identifier}.json"
    assert urls.verify_page(issuer, course) == f"{base}/terre/verify.html"
    assert urls.path_of(issuer, urls.criteria(issuer, course, badge)) == "terre/observer/index.html"
