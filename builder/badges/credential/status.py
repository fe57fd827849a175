"""Bitstring Status List 1.0: one bit for each credential of a course, set when it is revoked."""

import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime

from builder.badges import urls
from builder.badges.credential.contexts import CREDENTIALS
from builder.badges.credential.linked_data import Document
from builder.badges.credential.moments import moment
from builder.badges.credential.proof import proof_options, signed_bytes, with_value
from builder.badges.encoding import base64url, from_base64url
from builder.badges.keys import Signer
from builder.model.badge import Issuer
from builder.model.course import Course

SIZE = 131_072
"""How many credentials a list has room for: the least that the standard allows, so that one tells nothing (4.2)."""


def status_list(course: Course, issuer: Issuer, revoked: Iterable[int], issued: datetime, signer: Signer) -> Document:
    """Return the signed list in which the bits of these indexes are set."""
    address = urls.status_list(issuer, course)
    listed: Document = {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": urls.did(issuer),
        "validFrom": moment(issued),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
    }
    options = proof_options(urls.key_id(issuer, signer.ed25519_name), moment(issued))
    return {**listed, "proof": with_value(options, signer.ed25519(signed_bytes(listed, options)))}


def encoded(revoked: Iterable[int]) -> str:
    """Return the list as text: index 0 is the highest bit of the first byte (3.2)."""
    bits = bytearray(SIZE // 8)
    for index in revoked:
        if not 0 <= index < SIZE:
            raise ValueError(f"there is no bit {index}")
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + base64url(gzip.compress(bits, mtime=0))


def is_set(text: str, index: int) -> bool:
    """Tell whether a bit of a list is set; raises `ValueError` for what is no list, or one without that bit."""
    if not text.startswith("u"):
        raise ValueError("not multibase base64url")
    # A list of another issuer may be longer, but not without limit.
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        bits = inflater.decompress(from_base64url(text[1:]), SIZE)
    except zlib.error as error:
        raise ValueError("not gzip") from error
    if not 0 <= index < len(bits) * 8:
        raise ValueError("there is no such bit")
    return bool(bits[index // 8] & 0x80 >> index % 8)
