"""The keys of an issuer: made, replaced and opened by its own people, outside every course and repository.

A folder holds each private key in a file of its own, encrypted, and `keys.json`, which tells the public keys and their
dates. A key that was replaced stays in it: badges it signed are verified with it for ever.
"""

import json
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from builder.badges.encoding import base64url, from_base64url, from_multikey, json_bytes, multikey
from builder.badges.places import found_around
from builder.badges.urls import ISSUER
from builder.diagnostics import Message, msg

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

RING = "keys.json"
SHORTEST_PASSPHRASE = 12
_RSA_BITS = 2048
_ONLY_THE_OWNER = 0o600


class Algorithm(Enum):
    """What a key signs with: Open Badges 3.0 with the first, Open Badges 2.0 and VC-JWT with the second."""

    ED25519 = "Ed25519"
    RS256 = "RS256"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What everybody may know of a key. `public` is a Multikey text, or the modulus of an RSA key in base64url."""

    name: str
    algorithm: Algorithm
    public: str
    made: datetime
    replaced: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The public keys of an issuer, oldest first; badges are signed with the last one of each algorithm."""

    keys: tuple[PublicKey, ...] = ()

    def current(self, algorithm: Algorithm) -> PublicKey:
        """Return the key that signs."""
        return next(key for key in reversed(self.keys) if key.algorithm == algorithm)

    def of(self, algorithm: Algorithm) -> tuple[PublicKey, ...]:
        """Return the keys of an algorithm, oldest first."""
        return tuple(key for key in self.keys if key.algorithm == algorithm)


class KeyTroubleError(Exception):
    """Keys cannot be made or opened: what is wrong, and what to do about it."""

    def __init__(self, message: Message, remedy: Message) -> None:
        super().__init__(message.template)
        self.message, self.remedy = message, remedy


class Signer(Protocol):
    """Signs bytes with the current keys of an issuer; the names are those of the key ring."""

    @property
    def ed25519_name(self) -> str: ...
    @property
    def rsa_name(self) -> str: ...

    def ed25519(self, data: bytes) -> bytes:
        """Return the Ed25519 signature."""
        ...

    def rs256(self, data: bytes) -> bytes:
        """Return the RSASSA-PKCS1-v1_5 SHA-256 signature."""
        ...


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A signer whose keys are in memory."""

    ed25519_name: str
    rsa_name: str
    _ed25519: "Ed25519PrivateKey"
    _rsa: "RSAPrivateKey"

    def ed25519(self, data: bytes) -> bytes:
        """Return the Ed25519 signature."""
        return self._ed25519.sign(data)

    def rs256(self, data: bytes) -> bytes:
        """Return the RSASSA-PKCS1-v1_5 SHA-256 signature."""
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - a course without badges does not pay for it
        from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415 - same

        return self._rsa.sign(data, padding.PKCS1v15(), hashes.SHA256())


def make_keys(folder: Path, passphrase: str, made: datetime) -> KeyRing:
    """Write the first keys of an issuer into a folder; raises `KeyTroubleError`."""
    if (folder / RING).exists():
        raise KeyTroubleError(
            msg("“{folder}” already holds keys", folder=folder),
            msg("replace them with `parcours badges keys rotate`: the old ones stay valid for the badges they signed"),
        )
    return _add_keys(folder, passphrase, made, KeyRing())


def rotate_keys(folder: Path, passphrase: str, made: datetime) -> KeyRing:
    """Write new keys beside the old ones, which only verify from now on; raises `KeyTroubleError`."""
    old = read_ring(folder)
    retired = tuple(key if key.replaced else replace(key, replaced=_whole_second(made)) for key in old.keys)
    return _add_keys(folder, passphrase, made, KeyRing(retired))


def read_ring(folder: Path) -> KeyRing:
    """Return the public keys of a folder; raises `KeyTroubleError`."""
    try:
        entries = json.loads((folder / RING).read_text(encoding="utf-8"))["keys"]
        ring = KeyRing(tuple(_from_entry(entry) for entry in entries))
    except OSError as error:
        raise KeyTroubleError(
            msg("there are no keys in “{folder}”", folder=folder),
            msg("make them with `parcours badges keys new`"),
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise KeyTroubleError(
            msg("“{file}” does not list keys", file=folder / RING), msg("bring it back from your backup")
        ) from error
    for algorithm in Algorithm:
        if not ring.of(algorithm):
            raise KeyTroubleError(
                msg("“{file}” lists no {algorithm} key", file=folder / RING, algorithm=algorithm.value),
                msg("bring it back from your backup"),
            )
    return ring


def open_keys(folder: Path, passphrase: str) -> KeyPair:
    """Return the signer of the current keys; raises `KeyTroubleError`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - same
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey  # noqa: PLC0415 - same

    ring = read_ring(folder)
    ed25519, rsa = ring.current(Algorithm.ED25519), ring.current(Algorithm.RS256)
    opened = _open_key(folder, ed25519, passphrase), _open_key(folder, rsa, passphrase)
    if not (isinstance(opened[0], Ed25519PrivateKey) and isinstance(opened[1], RSAPrivateKey)):
        raise _unlike(folder / RING)
    return KeyPair(ed25519.name, rsa.name, opened[0], opened[1])


def pem(key: PublicKey) -> str:
    """Return the public key as PEM (SubjectPublicKeyInfo)."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - same

    loaded = public_key(key)
    encoded: bytes = loaded.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return encoded.decode()


def jwk(key: PublicKey) -> dict[str, str]:
    """Return an RSA public key as a JSON Web Key."""
    return {"kty": "RSA", "n": key.public, "e": "AQAB", "alg": key.algorithm.value, "use": "sig", "kid": key.name}


def public_key(key: PublicKey) -> Any:
    """Return the public key as `cryptography` verifies with it; raises `ValueError`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - same
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers  # noqa: PLC0415 - same

    if key.algorithm is Algorithm.ED25519:
        return Ed25519PublicKey.from_public_bytes(from_multikey(key.public))
    return RSAPublicNumbers(65537, int.from_bytes(from_base64url(key.public))).public_key()


def _add_keys(folder: Path, passphrase: str, made: datetime, ring: KeyRing) -> KeyRing:
    from cryptography.hazmat.primitives.asymmetric import ed25519, rsa  # noqa: PLC0415 - same

    _refuse_shared_place(folder)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyTroubleError(
            msg("the passphrase is shorter than {count} characters", count=SHORTEST_PASSPHRASE),
            msg("choose one that nobody guesses, such as five words, and keep it apart from the keys"),
        )
    number = len(ring.of(Algorithm.ED25519)) + 1
    first, second = ed25519.Ed25519PrivateKey.generate(), rsa.generate_private_key(65537, _RSA_BITS)
    modulus = second.public_key().public_numbers().n
    public = multikey(first.public_key().public_bytes_raw()), base64url(modulus.to_bytes(_RSA_BITS // 8))
    when = _whole_second(made)
    names = f"key-{number}", f"rsa-{number}"
    added = (
        PublicKey(names[0], Algorithm.ED25519, public[0], when),
        PublicKey(names[1], Algorithm.RS256, public[1], when),
    )
    grown = KeyRing((*ring.keys, *added))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / f"{names[0]}.pem", _encrypted(first, passphrase), fresh=True)
    _write(folder / f"{names[1]}.pem", _encrypted(second, passphrase), fresh=True)
    # The list comes last, whole or not at all: without it, the new files are nobody's keys.
    _write(folder / f"{RING}.new", json_bytes({"keys": [_entry(key) for key in grown.keys]}), fresh=False)
    (folder / f"{RING}.new").replace(folder / RING)
    return grown


def _encrypted(private: "Ed25519PrivateKey | RSAPrivateKey", passphrase: str) -> bytes:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - same

    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )


def _write(file: Path, data: bytes, *, fresh: bool) -> None:
    if fresh and file.exists():
        raise KeyTroubleError(
            msg("“{file}” is already there, and no list of keys names it", file=file),
            msg("move it to another folder if you still need it"),
        )
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_THE_OWNER)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _refuse_shared_place(folder: Path) -> None:
    """Refuse a folder inside a course, a repository or what the web server gets."""
    found = found_around(folder, (".git", ".hg", "course.yml", ISSUER))
    if found:
        raise KeyTroubleError(
            msg(
                "“{folder}” lies in “{place}”, which holds {found}", folder=folder, place=found.parent, found=found.name
            ),
            msg("keep keys in a folder of their own, outside every course, repository and public folder"),
        )


def _open_key(folder: Path, key: PublicKey, passphrase: str) -> object:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - same

    file = folder / f"{key.name}.pem"
    try:
        data = file.read_bytes()
        private = serialization.load_pem_private_key(data, passphrase.encode())
    except OSError as error:
        raise KeyTroubleError(
            msg("the key “{file}” cannot be read", file=file), msg("bring it back from your backup")
        ) from error
    except (ValueError, TypeError) as error:
        raise KeyTroubleError(
            msg("the passphrase does not open “{file}”", file=file), msg("type the passphrase it was made with")
        ) from error
    encoding, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    if private.public_key().public_bytes(encoding, form).decode() != pem(key):
        raise _unlike(file)
    return private


def _unlike(file: Path) -> KeyTroubleError:
    return KeyTroubleError(
        msg("“{file}” is not the key that the list of keys names", file=file), msg("bring both back from your backup")
    )


def _whole_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _entry(key: PublicKey) -> dict[str, object]:
    return {
        "name": key.name,
        "algorithm": key.algorithm.value,
        "public": key.public,
        "made": key.made.isoformat(),
        "replaced": key.replaced.isoformat() if key.replaced else None,
    }


def _from_entry(entry: dict[str, str | None]) -> PublicKey:
    name, public, made = (str(entry[field]) for field in ("name", "public", "made"))
    replaced = entry["replaced"]
    algorithm = Algorithm(entry["algorithm"])
    ended = datetime.fromisoformat(replaced) if replaced else None
    return PublicKey(name, algorithm, public, datetime.fromisoformat(made), ended)
