"""The ledger keeps every award, whatever happens to the process that writes it."""

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.badges.credential.status import SIZE
from builder.badges.ledger import FILE, SECRET, Erasure, Ledger, LedgerError, Revocation, Run

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def filled(folder: Path, count: int = 3) -> Ledger:
    ledger = Ledger(folder)
    ledger.append(Run("digest", NOW))
    for number in range(count):
        ledger.append(ledger.new_entry("course", "badge", f"person{number}@example.org", NOW))
    ledger.append(Revocation(ledger.entries[0].id, NOW, "Par erreur."))
    ledger.append(Erasure((ledger.entries[1].id,), NOW))
    return ledger


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    assert Ledger(tmp_path).lines == []
    ledger = filled(tmp_path)
    again = Ledger(tmp_path)
    assert again.lines == ledger.lines
    assert list(again.revoked) == [ledger.entries[0].id]
    assert list(again.erased) == [ledger.entries[1].id]
    assert list(again.forgotten) == [ledger.entries[1].person]
    assert again.open_run is None  # a badge was taken back since


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    filled(tmp_path / "private")
    for name in (FILE, SECRET):
        assert stat.S_IMODE((tmp_path / "private" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o700


def test_nobody_is_named_in_it(tmp_path: Path) -> None:
    filled(tmp_path)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "person1" not in text
    assert "example.org" not in text


def test_an_unfinished_line_counts_as_never_written(tmp_path: Path) -> None:
    whole = filled(tmp_path).lines
    content = (tmp_path / FILE).read_bytes()
    for cut in range(content.rfind(b"\n", 0, -1) + 1, len(content)):
        (tmp_path / FILE).write_bytes(content[:cut])
        ledger = Ledger(tmp_path)
        assert ledger.lines == whole[:-1]
        ledger.append(whole[-1])
        assert (tmp_path / FILE).read_bytes() == content


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 10**6), step=st.integers(1, 94))
def test_a_change_by_other_hands_shows(tmp_path_factory: pytest.TempPathFactory, place: int, step: int) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    filled(folder)
    content = (folder / FILE).read_bytes()
    at = place % (len(content) - 1)  # all but the end of the last line, without which it is unfinished
    changed = 32 + (content[at] - 32 + step) % 95
    (folder / FILE).write_bytes(content[:at] + bytes([changed]) + content[at + 1 :])
    with pytest.raises(LedgerError):
        Ledger(folder)


@pytest.mark.parametrize(
    ("old", "new"), [(b'"0.85"', b'"x"'), (b'"index": ', b'"index": 1'), (b"\xef\xbf\xbd", b"\xff")]
)
def test_a_last_line_changed_by_other_hands_shows(tmp_path: Path, old: bytes, new: bytes) -> None:
    ledger = filled(tmp_path)
    entry = ledger.new_entry("course", "badge", "last@example.org", NOW)
    ledger.append(replace(entry, score=Decimal("0.85"), evidence=("r\ufffd.csv:2",)))
    content = (tmp_path / FILE).read_bytes()
    assert content.count(old, content.rfind(b"\n", 0, -1)) == 1
    (tmp_path / FILE).write_bytes(new.join(content.rsplit(old, 1)))
    with pytest.raises(LedgerError) as raised:
        Ledger(tmp_path)
    assert raised.value.line == len(ledger.lines)


def test_another_secret_shows(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / SECRET).write_text("ab" * 32)
    with pytest.raises(LedgerError) as raised:
        Ledger(tmp_path)
    assert raised.value.line == 1


def test_a_line_taken_out_shows(tmp_path: Path) -> None:
    filled(tmp_path)
    lines = (tmp_path / FILE).read_bytes().splitlines(keepends=True)
    (tmp_path / FILE).write_bytes(b"".join([*lines[:1], *lines[2:]]))
    with pytest.raises(LedgerError) as raised:
        Ledger(tmp_path)
    assert raised.value.line == 2


def test_a_person_gets_the_same_entry_again_until_it_is_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    first = ledger.new_entry("course", "badge", "a@example.org", NOW)
    assert ledger.new_entry("course", "badge", "a@example.org", NOW) == first
    ledger.append(first)
    second = Ledger(tmp_path).new_entry("course", "badge", "a@example.org", NOW)
    assert second.person == first.person
    assert len({first.id, second.id, first.subject, second.subject}) == 4
    assert first.salt != second.salt


def test_no_two_entries_share_what_tells_them_apart(tmp_path: Path) -> None:
    entries = filled(tmp_path, 300).entries
    for names in ("id", "salt", "subject", "index", "person"):
        assert len({getattr(entry, names) for entry in entries}) == 300
    # The places in the status list say nothing about the order.
    assert [entry.index for entry in entries] != sorted(entry.index for entry in entries)


def test_two_folders_share_nothing(tmp_path: Path) -> None:
    one, other = (filled(tmp_path / name).entries[0] for name in ("one", "other"))
    assert one.person != other.person
    assert one.salt != other.salt


def test_a_taken_place_is_given_to_nobody_else(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    wanted = ledger.new_entry("course", "badge", "a@example.org", NOW)
    ledger.append(replace(wanted, id=UUID(int=1), person="another"))
    assert ledger.new_entry("course", "badge", "a@example.org", NOW).index == (wanted.index + 1) % SIZE


def test_every_line_is_json(tmp_path: Path) -> None:
    filled(tmp_path)
    for line in (tmp_path / FILE).read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["kind"] in {"run", "award", "revoke", "forget"}
