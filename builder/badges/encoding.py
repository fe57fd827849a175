"""How bytes are written as text in credentials: multibase, multikey, base64url, JSON."""

import base64
import json
from typing import Any

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
"""The multicodec prefix of an Ed25519 public key (Controlled Identifiers, 2.2.2)."""
_ED25519_BYTES = 32


def base58(data: bytes) -> str:
    """Return bytes as multibase base58btc, which begins with `z`."""
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
    return "z" + _DIGITS[0] * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """Return the bytes of a multibase base58btc text; raises `ValueError` for any other."""
    if not text.startswith("z") or not text.isascii():
        raise ValueError("not base58btc")
    number = 0
    for sign in text[1:]:
        number = number * len(_DIGITS) + _DIGITS.index(sign)
    digits = text[1:]
    zeros = len(digits) - len(digits.lstrip(_DIGITS[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def multikey(public: bytes) -> str:
    """Return the Multikey text of a raw Ed25519 public key."""
    return base58(_ED25519 + public)


def from_multikey(text: str) -> bytes:
    """Return the raw Ed25519 public key of a Multikey text; raises `ValueError` for any other."""
    data = from_base58(text) if len(text) < 2 * _ED25519_BYTES else b""
    if not data.startswith(_ED25519) or len(data) != len(_ED25519) + _ED25519_BYTES:
        raise ValueError("not an Ed25519 key")
    return data[len(_ED25519) :]


def base64url(data: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Return the bytes of a base64url text without padding; raises `ValueError` for any other."""
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if base64url(data) != text:
        raise ValueError("not base64url in its only form")
    return data


def json_bytes(document: object) -> bytes:
    """Return a document as the JSON file that is published: readable, one form only."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def json_line(document: object) -> bytes:
    """Return a document as the JSON that is baked and signed: short, and ASCII for readers of any default charset."""
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode()


def json_object(data: bytes | str) -> dict[str, Any]:
    """Return a JSON object; raises `ValueError` for other values, doubled keys, numbers or signs that are none."""
    try:
        found = json.loads(data, object_pairs_hook=_each_key_once, parse_constant=_refuse_constant)
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()  # half a character, or more than any number
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")
    return found


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
