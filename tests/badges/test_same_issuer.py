"""Badges given once stay what they are: other keys, another address or a lost ledger never go unnoticed."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import cli
from builder.badges import art
from builder.badges.art.drawing import picture

REPORT = "email,first,second\nada@mairie.example,yes,yes\nzoé@mairie.example,yes,no\n"
COURSE = """id: test
title: Test
language: en
issuer: {name: I, url: "https://badges.example.org/i", email: i@badges.example.org}
badges:
  - {id: b, name: B, description: Text., criteria: {modules: [first]}}
  - {id: c, name: C, description: Text., criteria: {modules: [first, second]}}
"""


@pytest.fixture(autouse=True, scope="module")
def drawn_once() -> Iterator[None]:
    """Draw each badge once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(art, "picture", cache(picture))
        patch.setenv("PARCOURS_PASSPHRASE", "five words that nobody guesses")
        yield


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a course, a report, keys, and the badges given by them."""
    folder = tmp_path_factory.mktemp("given")
    for name in ("first", "second"):
        page = folder / f"course/course/{name}/page.md"
        page.parent.mkdir(parents=True)
        page.write_text(f"# Page of {name}\n\nText.\n", encoding="utf-8")
    (folder / "course/course.yml").write_text(COURSE, encoding="utf-8")
    (folder / "report.csv").write_text(REPORT, encoding="utf-8")
    assert run("keys", "new", "--keys", folder / "keys").exit_code == 0
    assert award(folder).exit_code == 0
    return folder


@pytest.fixture
def place(given: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return shutil.copytree(given, tmp_path / "place")


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli.cli, ["badges", *map(str, arguments), "--lang", "en"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def award(place: Path, keys: str = "keys", to: str = "badges") -> Result:
    folders = ("--course", place / "course", "--to", place / to, "--keys", place / keys)
    return run("award", place / "report.csv", *folders, "--yes")


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != "lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def refused(place: Path, says: str, keys: str = "keys") -> None:
    """Expect that an award is refused with some words, and that nothing changes."""
    before = contents(place / "badges")
    result = award(place, keys)
    assert result.exit_code == 1
    assert says in result.output
    assert contents(place / "badges") == before


def edit(place: Path, old: str, new: str) -> None:
    file = place / "course/course.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_other_keys_sign_nothing_more_in_the_folder(place: Path) -> None:
    assert run("keys", "new", "--keys", place / "others").exit_code == 0
    refused(place, "these are not the keys", keys="others")
    identifier = next((place / "badges/private/badges").glob("*.png")).stem
    folders = ("--course", place / "course", "--to", place / "badges", "--keys", place / "others")
    before = contents(place / "badges")
    result = run("revoke", identifier, *folders, "--yes")
    assert result.exit_code == 1
    assert contents(place / "badges") == before


def test_new_keys_beside_the_old_ones_go_on(place: Path) -> None:
    assert run("keys", "rotate", "--keys", place / "keys").exit_code == 0
    (place / "report.csv").write_text(REPORT.replace("yes,no", "yes,yes"), encoding="utf-8")
    assert award(place).exit_code == 0
    verified = run("verify", place / "badges/private/badges", "--to", place / "badges")
    assert verified.exit_code == 0, verified.output
    assert len(list((place / "badges/private/badges").glob("*.png"))) == 4


def test_another_address_is_refused(place: Path) -> None:
    edit(place, "https://badges.example.org/i", "https://badges.example.org/j")
    refused(place, "are checked at https://badges.example.org/i, and course.yml says https://badges.example.org/j")


@pytest.mark.parametrize("name", ["awards.jsonl", "secret"])
def test_a_lost_ledger_is_not_begun_anew(place: Path, name: str) -> None:
    (place / "badges/private" / name).unlink()
    refused(place, f"private/{name} is missing")
    assert not (place / "badges/private" / name).exists()


@pytest.mark.parametrize("left", [b"", b"ab", b"ab" * 31, b"z" * 64, b"\xc3" * 64, b"ab" * 33], ids=range(6))
def test_a_damaged_secret_gives_nobody_anything(place: Path, left: bytes) -> None:
    (place / "badges/private/secret").write_bytes(left)
    refused(
        place, f"private/secret in “{place / 'badges'}” is not what was written\n  = bring it back from your backup"
    )
    forgotten = run("forget", "ada@mairie.example", "--to", place / "badges")
    assert (forgotten.exit_code, "private/secret in" in forgotten.output) == (1, True)


def test_another_secret_gives_nobody_anything(place: Path) -> None:
    (place / "badges/private/secret").write_text("ab" * 32)
    refused(place, "line 1 of the ledger is not what was written, or private/secret is not the one")


def test_a_changed_end_of_the_ledger_is_not_gone_on_with(place: Path) -> None:
    ledger = place / "badges/private/awards.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join([*lines[:-1], lines[-1].replace(b"report.csv:", b"other.csv:")]))
    refused(place, f"line {len(lines)} of the ledger is not what was written\n")


def test_a_ledger_that_lost_its_end_is_not_gone_on_with(place: Path) -> None:
    ledger = place / "badges/private/awards.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:-1]))
    refused(place, "is older than its badges")


def test_a_revocation_is_not_lost_with_the_end_of_the_ledger(place: Path) -> None:
    ledger = place / "badges/private/awards.jsonl"
    before = ledger.read_bytes()
    identifier = next((place / "badges/private/badges").glob("*.png")).stem
    folders = ("--course", place / "course", "--to", place / "badges", "--keys", place / "keys")
    assert run("revoke", identifier, *folders, "--yes").exit_code == 0
    assert ledger.read_bytes().startswith(before)
    ledger.write_bytes(before)
    refused(place, "is older than its badges")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_table_for_sending_keeps_who_is_not_in_the_next_report(place: Path, encoding: str) -> None:
    table = place / "badges/private/mail-merge.csv"
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(text.replace(";", "\t"), encoding=encoding)
    (place / "report.csv").write_text("email,first,second\nnew@mairie.example,yes,no\n", encoding="utf-8")
    assert award(place).exit_code == 0
    assert "zoé@mairie.example" in table.read_text(encoding="utf-8-sig")


def test_a_table_without_identifiers_is_not_written_anew(place: Path) -> None:
    table = place / "badges/private/mail-merge.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(";id", ";identifiant"), encoding="utf-8")
    refused(place, "has no column `id`")


def test_a_dry_run_tells_that_nothing_could_be_issued(place: Path) -> None:
    edit(place, "https://badges.example.org/i", "https://badges.example.org/j")
    folders = ("--course", place / "course", "--to", place / "badges")
    assert "are checked at" in run("award", place / "report.csv", *folders).output


def test_a_badge_that_was_given_and_is_gone_is_told(place: Path) -> None:
    assert "no longer in course.yml" not in award(place).output
    edit(place, "{id: b,", "{id: renamed,")
    folders = ("--course", place / "course", "--to", place / "badges")
    told = run("award", place / "report.csv", *folders)
    assert re.search(r"no longer in course.yml: b\b", told.output)


def test_keys_may_be_named_from_within_a_course(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place / "course")
    assert run("keys", "new", "--keys", "../elsewhere").exit_code == 0
    assert run("keys", "new", "--keys", "../course/keys").exit_code == 1


def test_a_place_that_cannot_be_written_is_told(place: Path) -> None:
    """A file stands where a folder is to be made: the same to everybody, and to root."""
    (place / "file").write_text("", encoding="utf-8")
    made = run("keys", "new", "--keys", place / "file/keys")
    assert made.exit_code == 1
    assert "cannot be written" in made.output
    given = award(place, to="file/badges")
    assert given.exit_code == 1
    assert "cannot be written" in given.output


def test_lost_keys_come_from_the_backup_not_anew(place: Path) -> None:
    shutil.rmtree(place / "keys")
    refused(place, "or bring it back from your backup; new keys would not do")
    first = award(place, to="others")
    assert "make them with `parcours badges keys new`" in first.output
