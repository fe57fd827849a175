"""JSON Web Signatures with RSASSA-PKCS1-v1_5 and SHA-256: signed Open Badges 2.0 and VC-JWT."""

from builder.badges.credential.linked_data import Document
from builder.badges.encoding import base64url, from_base64url, json_line, json_object
from builder.badges.keys import Signer

ALGORITHM = "RS256"
_SEGMENTS = 3


def sign(header: Document, payload: Document, signer: Signer) -> str:
    """Return the compact form of a signed payload."""
    signed = f"{base64url(json_line({'alg': ALGORITHM, **header}))}.{base64url(json_line(payload))}"
    return f"{signed}.{base64url(signer.rs256(signed.encode()))}"


def parts(token: str) -> tuple[Document, Document, bytes, bytes]:
    """Return the header, the payload, the bytes signed and the signature; raises `ValueError`."""
    segments = token.split(".")
    if len(segments) != _SEGMENTS:
        raise ValueError("not a compact JSON Web Signature")
    header, payload, signature = (from_base64url(segment) for segment in segments)
    return json_object(header), json_object(payload), f"{segments[0]}.{segments[1]}".encode(), signature
