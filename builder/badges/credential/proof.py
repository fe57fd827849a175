"""Data Integrity proofs, cryptosuite eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0, 3.2)."""

import hashlib

from builder.badges.credential.linked_data import Document, canonical
from builder.badges.encoding import base58, from_base58

SUITE = "eddsa-rdfc-2022"


def proof_options(method: str, created: str) -> Document:
    """Return a proof before its value is known."""
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


def with_value(options: Document, signature: bytes) -> Document:
    """Return a proof with its value."""
    return {**options, "proofValue": base58(signature)}


def value(proof: Document) -> bytes:
    """Return the signature of a proof; raises `ValueError`."""
    return from_base58(str(proof.get("proofValue", "")))


def signed_bytes(document: Document, options: Document) -> bytes:
    """Return what is signed of a document without its proof; raises `UnsignableError`."""
    configuration = {"@context": document.get("@context"), **options}
    return joined(canonical(configuration), canonical(document))


def joined(configuration: bytes, document: bytes) -> bytes:
    """Return what is signed, from the canonical forms of the proof and of the document."""
    return hashlib.sha256(configuration).digest() + hashlib.sha256(document).digest()
