"""Keys: private ones are closed to others and to wrong passphrases, public ones stay for ever."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from builder.badges import documents
from builder.badges.checks import Trust, Verdict, published
from builder.badges.credential.award import issue
from builder.badges.credential.status import status_list
from builder.badges.encoding import json_bytes
from builder.badges.keys import (
    Algorithm,
    KeyTroubleError,
    make_keys,
    open_keys,
    pem,
    public_key,
    read_ring,
    rotate_keys,
)
from builder.badges.verify import verify
from tests.badges import made

PASSPHRASE = "cinq mots que nul ne devine"  # noqa: S105 - opens nothing but the keys of these tests
FIRST, SECOND = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, 8, 30, 12, 999, tzinfo=UTC)


def test_keys_are_encrypted_and_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    ring = make_keys(folder, PASSPHRASE, FIRST)
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == ["key-1.pem", "keys.json", "rsa-1.pem"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert all(b"ENCRYPTED PRIVATE KEY" in file.read_bytes() for file in files if file.suffix == ".pem")
    assert read_ring(folder) == ring


def test_a_signature_is_that_of_the_public_key(tmp_path: Path) -> None:
    ring = make_keys(tmp_path / "keys", PASSPHRASE, FIRST)
    signer = open_keys(tmp_path / "keys", PASSPHRASE)
    public_key(ring.current(Algorithm.ED25519)).verify(signer.ed25519(b"data"), b"data")
    assert load_pem_public_key(pem(ring.current(Algorithm.RS256)).encode()) == public_key(ring.current(Algorithm.RS256))


def test_a_badge_of_an_old_key_stays_valid_after_a_rotation(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    make_keys(folder, PASSPHRASE, FIRST)
    before = issue(made.award(), made.course(), open_keys(folder, PASSPHRASE), criteria=made.CRITERIA)
    ring = rotate_keys(folder, PASSPHRASE, SECOND)
    signer = open_keys(folder, PASSPHRASE)
    assert (signer.ed25519_name, signer.rsa_name) == ("key-2", "rsa-2")
    assert [key.replaced for key in ring.keys] == [SECOND.replace(microsecond=0)] * 2 + [None] * 2
    after = issue(made.award(), made.course(), signer, criteria=made.CRITERIA)
    files = made.site() | {
        "https://badges.example.org/apes/did.json": json_bytes(documents.did_document(made.issuer(), ring)),
        "https://badges.example.org/apes/issuer.json": json_bytes(documents.issuer_profile(made.issuer(), ring)),
        **{
            f"https://badges.example.org/apes/keys/{key.name}.json": json_bytes(
                documents.key_document(made.issuer(), key)
            )
            for key in ring.of(Algorithm.RS256)
        },
    }
    listed = status_list(made.course(), made.issuer(), [], made.WHEN, signer)
    files["https://badges.example.org/apes/terre/status/1.json"] = json_bytes(listed)
    for badge in (before, after):
        for data in (badge.ob2, badge.ob3):
            assert data is not None
            assert verify(data, Trust(files.get), now=SECOND).verdict is Verdict.VALID


@pytest.mark.parametrize("mark", [".git", "course.yml", "issuer.json"])
def test_keys_do_not_lie_where_work_is_shared(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).mkdir()
    with pytest.raises(KeyTroubleError):
        make_keys(tmp_path / "a" / "keys", PASSPHRASE, FIRST)
    link = tmp_path.parent / f"link-{mark.strip('.')}"
    link.symlink_to(tmp_path)
    with pytest.raises(KeyTroubleError):
        make_keys(link / "keys", PASSPHRASE, FIRST)
    assert not (tmp_path / "a").exists()


def test_what_is_wrong_with_keys_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    with pytest.raises(KeyTroubleError, match="shorter"):
        make_keys(folder, "short", FIRST)
    with pytest.raises(KeyTroubleError, match="no keys"):
        open_keys(folder, PASSPHRASE)
    make_keys(folder, PASSPHRASE, FIRST)
    with pytest.raises(KeyTroubleError, match="already holds keys"):
        make_keys(folder, PASSPHRASE, FIRST)
    with pytest.raises(KeyTroubleError, match="does not open"):
        open_keys(folder, "another passphrase")
    make_keys(tmp_path / "others", PASSPHRASE, FIRST)
    (folder / "key-1.pem").write_bytes((tmp_path / "others" / "key-1.pem").read_bytes())
    with pytest.raises(KeyTroubleError, match="is not the key"):
        open_keys(folder, PASSPHRASE)
    for broken in ("{}", "[" * 100_000):
        (folder / "keys.json").write_text(broken, encoding="utf-8")
        with pytest.raises(KeyTroubleError, match="does not list keys"):
            read_ring(folder)


@pytest.mark.parametrize(("kept", "missing"), [((), "Ed25519"), (("RS256",), "Ed25519"), (("Ed25519",), "RS256")])
def test_a_list_that_lost_keys_is_refused(tmp_path: Path, kept: tuple[str, ...], missing: str) -> None:
    folder = tmp_path / "keys"
    make_keys(folder, PASSPHRASE, FIRST)
    listed = json.loads((folder / "keys.json").read_bytes())["keys"]
    left = {"keys": [key for key in listed if key["algorithm"] in kept]}
    (folder / "keys.json").write_text(json.dumps(left), encoding="utf-8")
    with pytest.raises(KeyTroubleError) as raised:
        open_keys(folder, PASSPHRASE)
    assert dict(raised.value.message.values)["algorithm"] == missing


def test_a_public_folder_is_enough_to_verify(tmp_path: Path) -> None:
    base = "https://badges.example.org/apes/"
    for address, data in made.site().items():
        file = tmp_path / address.removeprefix(base)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    trust = published(tmp_path)
    badge = made.issued(made.award()).ob3
    assert verify(badge, trust, now=SECOND).verdict is Verdict.VALID
    assert trust.read(f"{base}../secret") is None
    assert trust.read("https://elsewhere.example/did.json") is None
