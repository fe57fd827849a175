"""The meaning of the terms of a credential: JSON-LD contexts pinned by their SHA-256, never fetched."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

PINNED: Mapping[str, tuple[str, str]] = {
    CREDENTIALS: ("credentials-v2.json", "169b22d2762d79a6eeff9f86fefeeadd9dc200fac75f9df864e4109db0a99c0f"),
    OPEN_BADGES: ("open-badges-3.0.3.json", "ca836d808e9a9fb27124d2b83df15e31a4b63c910cab870bf48dc35cc70185f2"),
    EXTENSIONS: ("open-badges-extensions.json", "7c24eea3ee3398f7449f53270721e5e384e48d3c8c29516cf1e2f0e383024084"),
}
"""Which file holds the context of an address, and the digest of its bytes."""

_FOLDER = Path(__file__).resolve().parent / "pinned"


class UnknownContextError(ValueError):
    """A document wants a context that is not pinned: nobody can say what its terms mean."""


@cache
def context(address: str) -> Mapping[str, object]:
    """Return the context of an address; raises `UnknownContextError` for any that is not pinned."""
    if address not in PINNED:
        raise UnknownContextError(address)
    name, digest = PINNED[address]
    data = (_FOLDER / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise RuntimeError(f"{name} is not the file that was pinned")
    found: Mapping[str, object] = json.loads(data)
    return found
