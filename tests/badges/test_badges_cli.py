"""Badges by the command line: from keys and reports to badges that verify, are taken back, and stay private."""

import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from builder.badges.credential.open_badges_2 import Recipient
from tests.badges.commands import (
    PLAIN,
    award,
    contents,
    copied,
    drawn_once,
    forget,
    place,
    revoke,
    row,
    rows,
    run,
    salts,
    verify,
)

__all__ = ["copied", "drawn_once", "place"]


def test_a_dry_run_writes_nothing(place: Path) -> None:
    before = contents(place)
    done = award(place, "plain.csv", to="nowhere/badges")
    assert done.exit_code == 0
    assert "to issue\tjardiniere\tzoe.unlu@mairie.example" in done.output
    assert "no\tjardiniere\tbob@mairie.example" in done.output
    assert not (place / "nowhere").exists()
    assert award(place, "plain.csv").exit_code == 0
    assert contents(place) == before


def test_every_badge_is_valid_until_it_is_taken_back(copied: Path) -> None:
    private = copied / "badges/private"
    files = sorted(file for file in (private / "badges").iterdir() if file.suffix != ".csv")
    # Four finish the first module (Bob by the plain table), two finish both.
    assert len(files) == 3 * len(rows(copied)) == 3 * 7
    every = verify(copied, private / "badges")
    assert every.exit_code == 0, every.output
    assert every.output.count(": valid\n") == len(files)
    for badge in ("Curieuse du compost", "Jardinière"):
        taken = row(copied, badge, "zoe.unlu@mairie.example")["id"]
        done = revoke(copied, taken)
        assert done.exit_code == 0, done.output
        for file in files:
            if taken in file.name:
                checked = verify(copied, file)
                assert (checked.exit_code, ": not valid\n" in checked.output) == (1, True), checked.output
    left = [file for file in files if not any(row["revoked"] for row in rows(copied) if row["id"] == file.stem)]
    assert len(left) == len(files) - 6
    checked = verify(copied, *left)
    assert checked.exit_code == 0, checked.output


def test_who_was_revoked_gets_nothing_again_but_by_wish(copied: Path) -> None:
    taken = row(copied, "Jardinière", "zoe.unlu@mairie.example")["id"]
    assert revoke(copied, taken).exit_code == 0
    before = contents(copied)
    again = revoke(copied, taken)
    assert (again.exit_code, "already taken back on 20" in again.output) == (0, True)
    done = award(copied, "plain.csv", "moodle.csv", "--yes")
    assert done.exit_code == 0
    assert "nothing to do\tjardiniere\tzoe.unlu@mairie.example\ttaken back" in done.output
    assert contents(copied) == before
    assert award(copied, "plain.csv", "moodle.csv", "--yes", "--again").exit_code == 0
    old, new = (
        row for row in rows(copied) if (row["badge"], row["email"]) == ("Jardinière", "zoe.unlu@mairie.example")
    )
    assert (old["id"], bool(old["revoked"]), new["revoked"]) == (taken, True, "")
    assert verify(copied, copied / "badges/private" / new["png"]).exit_code == 0
    assert verify(copied, copied / "badges/private" / old["png"]).exit_code == 1
    before = contents(copied)
    assert award(copied, "moodle.csv", "plain.csv", "--yes", "--again").exit_code == 0
    assert contents(copied) == before


def test_who_is_forgotten_leaves_no_trace_but_in_the_ledger(copied: Path) -> None:
    email = "zoe.unlu@mairie.example"
    mine = [row for row in rows(copied) if row["email"] == email]
    kept = copied / "kept.png"
    shutil.copy(copied / "badges/private" / row(copied, "Jardinière", email)["png"], kept)
    others = len(rows(copied)) - len(mine)
    done = forget(copied, " Zoe.Unlu@mairie.example")
    assert (done.exit_code, f"Badges erased: {len(mine)}." in done.output) == (0, True), done.output
    digests = [Recipient.of(email, salt).digest for salt in salts(copied)]
    for name, data in contents(copied / "badges").items():
        assert not any(row["id"] in name for row in mine) or "/a/" in name, name
        assert not any(text.encode() in data for text in (email, "Zoé", *digests)), name
    assert len(rows(copied)) == others
    checked = verify(copied, kept)
    assert (checked.exit_code, "the issuer revoked it" in checked.output) == (1, True)
    assert verify(copied, copied / "badges/private/badges").exit_code == 0
    before = contents(copied)
    assert forget(copied, email).exit_code == 0
    again = award(copied, "plain.csv", "moodle.csv", "--yes")
    assert f"nothing to do\tjardiniere\t{email}\tasked to be forgotten" in again.output
    assert contents(copied) == before
    assert award(copied, "plain.csv", "moodle.csv", "--yes", "--again").exit_code == 0
    new = row(copied, "Jardinière", email)
    assert new["id"] not in {row["id"] for row in mine}
    assert verify(copied, copied / "badges/private" / new["png"]).exit_code == 0


@pytest.mark.parametrize("email", ["nobody@mairie.example", "zoe"])
def test_who_has_no_badge_cannot_be_forgotten(copied: Path, email: str) -> None:
    before = contents(copied)
    done = forget(copied, email)
    assert (done.exit_code, f"nobody with the address {email} has a badge" in done.output) == (1, True)
    assert contents(copied) == before


def test_an_unknown_badge_cannot_be_taken_back(copied: Path) -> None:
    before = contents(copied)
    done = revoke(copied, "00000000-0000-4000-8000-000000000000")
    assert (done.exit_code, "No badge of this course has the identifier" in done.output) == (1, True)
    assert contents(copied) == before


def test_what_would_be_taken_back_is_shown_first(copied: Path) -> None:
    meant = row(copied, "Jardinière", "zoe.unlu@mairie.example")
    before = contents(copied)
    for beginning in (meant["id"], meant["id"][:8].upper(), f"{meant['id'][:10]}…"):
        done = revoke(copied, beginning, yes=False)
        told = f"zoe.unlu@mairie.example\t{meant['name']}\tgiven on {meant['issued']}\t{meant['id']}"
        told = f"to take back\tjardiniere\t{told}"
        assert (done.exit_code, told in done.output, "add --yes" in done.output) == (0, True, True), done.output
    short = revoke(copied, meant["id"][:7])
    assert (short.exit_code, "is too short" in short.output, "column `id`" in short.output) == (1, True, True)
    assert contents(copied) == before
    assert revoke(copied, meant["id"][:8]).exit_code == 0
    assert row(copied, "Jardinière", "zoe.unlu@mairie.example")["revoked"]


def test_what_somebody_adds_to_the_table_for_sending_stays(copied: Path) -> None:
    table = copied / "badges/private/mail-merge.csv"
    before = row(copied, "Jardinière", "zoe.unlu@mairie.example")["name"]
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    added = [f"{line};{text}" for line, text in zip(lines, ("sent", *"abcdefg"), strict=True)]
    # As a spreadsheet saves it for Windows.
    table.write_bytes("\r\n".join(added).replace(";", ",").encode("cp1252", "replace"))
    mine = {line.rsplit(";", 2)[1]: line[-1] for line in added[1:]}
    (copied / "new.csv").write_text("Courriel;Nom;demarrer\neve@x.example;Ève;oui\n", encoding="utf-8")
    assert award(copied, "new.csv", "--yes").exit_code == 0
    assert {row["id"]: row["sent"] for row in rows(copied)} == mine | {rows(copied)[-1]["id"]: ""}
    assert row(copied, "Jardinière", "zoe.unlu@mairie.example")["name"] == before
    page = "https://badges.example.org/jardins/composter/jardiniere/"
    assert row(copied, "Jardinière", "zoe.unlu@mairie.example")["criteria"] == page


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Have another process at work on a folder, and kill it in the end."""
    code = "import sys, pathlib; from builder.awarding import alone"
    code += "\nwith alone(pathlib.Path(sys.argv[1])): print(flush=True); input()"
    with Popen([sys.executable, "-c", code, folder], stdin=PIPE, stdout=PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield
        process.kill()


def test_only_one_command_writes_and_a_killed_one_stands_in_nobodys_way(copied: Path) -> None:
    (copied / "new.csv").write_text("Courriel;Nom;demarrer\neve@x.example;Ève;oui\n", encoding="utf-8")
    taken = row(copied, "Jardinière", "zoe.unlu@mairie.example")["id"]
    before = contents(copied)
    with at_work(copied / "badges"):
        for done in (award(copied, "new.csv", "--yes"), revoke(copied, taken)):
            assert (done.exit_code, "another command is writing" in done.output) == (1, True)
        assert award(copied, "new.csv").exit_code == 0
        assert contents(copied) == before
    assert award(copied, "new.csv", "--yes").exit_code == 0
    assert row(copied, "Curieuse du compost", "eve@x.example")["name"] == "Ève"


def test_badges_are_not_kept_inside_a_course(place: Path) -> None:
    for to in ("course", "course/badges", "course/dist/badges"):
        for options in ((), ("--yes",)):
            done = award(place, "plain.csv", *options, to=to)
            assert (done.exit_code, "which holds course.yml" in done.output) == (1, True)
    assert not list((place / "course").rglob("private"))


def test_git_does_not_take_in_what_is_private(copied: Path) -> None:
    git = ("git", "-C", str(copied))
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "badges"], check=True)
    taken = subprocess.run([*git, "ls-files"], check=True, capture_output=True, text=True).stdout
    assert "badges/public/issuer.json" in taken
    assert "private" not in taken


@pytest.mark.parametrize("linked", [False, True])
def test_keys_are_not_taken_from_the_public_folder(copied: Path, *, linked: bool) -> None:
    shutil.move(copied / "keys", copied / "badges/public/keys")
    if linked:
        (copied / "keys").symlink_to(copied / "badges/public/keys")
    keys = "keys" if linked else "badges/public/keys"
    options = ("--course", copied / "course", "--to", copied / "badges", "--keys", copied / keys)
    for command in (("award", copied / "plain.csv", "--yes"), ("revoke", rows(copied)[0]["id"], "--yes")):
        done = run(copied, *command, *options)
        assert (done.exit_code, "which is for the web" in done.output) == (1, True)


def test_where_no_badges_are_nothing_is_taken_back(copied: Path) -> None:
    shutil.rmtree(copied / "badges")
    done = revoke(copied, "00000000-0000-4000-8000-000000000000")
    assert (done.exit_code, "there are no badges in" in done.output) == (1, True)
    assert not (copied / "badges").exists()


def test_troubles_are_told_by_line_and_the_others_get_their_badges(copied: Path) -> None:
    (copied / "new.csv").write_text("Courriel;Nom;demarrer\neve@x.example;Ève;oui\nil@x.example;Il;peut-être\n")
    done = award(copied, "new.csv", "--yes")
    assert done.exit_code == 1
    assert "new.csv:3: " in done.output
    assert row(copied, "Curieuse du compost", "eve@x.example")["name"] == "Ève"
    assert not any(row["email"] == "il@x.example" for row in rows(copied))
    end = done.output.split("curieuse: 1 to issue, 0 issued before, 1 not earned")[1]
    assert "Not understood, and told above the table: 1." in end
    private = copied / "badges/private"
    assert f"check-site https://badges.example.org/jardins --to {copied / 'badges'}\n" in end
    assert f"who gets which file is in {private / 'mail-merge.csv'}." in end


def test_a_report_of_nobody_is_told(place: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("Courriel;Nom;demarrer\n", encoding="utf-8")
    done = award(place, str(tmp_path / "empty.csv"), to="nowhere")
    assert (done.exit_code, "there is no learner in this report" in done.output) == (0, True)


def test_a_column_that_says_nothing_is_told(copied: Path) -> None:
    (copied / "odd.csv").write_text("email,shoe size\nzoe.unlu@mairie.example,38\n", encoding="utf-8")
    assert "shoe size" in award(copied, "odd.csv", to="nowhere").output


@pytest.mark.parametrize("text", ["", "id: course", "[1]", "{}", '{"targets": []}', "[" * 100_000], ids=range(6))
def test_what_is_no_map_of_reports_is_refused(copied: Path, text: str) -> None:
    (copied / "map.json").write_text(text, encoding="utf-8")
    done = award(copied, "plain.csv", "--report-map", str(copied / "map.json"))
    assert (done.exit_code, "is not a map of reports" in done.output) == (1, True)


def test_reports_that_are_older_or_filtered_are_told_in_one_line(copied: Path) -> None:
    older = "Courriel;demarrer;entretenir\nzoe.unlu@mairie.example;oui;non\nbob@mairie.example;non;non\n"
    (copied / "older.csv").write_text(older, encoding="utf-8")
    word = "Issued before, but not earned by these reports"
    assert word not in award(copied, "plain.csv", "moodle.csv").output
    filtered = award(copied, "plain.csv")
    others = [row for row in rows(copied) if row["email"] not in PLAIN]
    people = len({row["email"] for row in others})
    assert (filtered.exit_code, filtered.output.count(word)) == (0, 1)
    assert f"{word}: {len(others)}; people who are not in them: {people}." in filtered.output
    assert f"{word}: {len(others) + 2}; people who are not in them: {people}." in award(copied, "older.csv").output
    revoke(copied, *(row["id"] for row in others if row["email"] == others[0]["email"]))
    assert f"people who are not in them: {people - 1}." in award(copied, "plain.csv").output


def test_the_table_for_sending_is_for_spreadsheets_and_private(place: Path) -> None:
    names = {row["name"] for row in rows(place)}
    assert not any(name.startswith(("=", "+", "-", "@")) for name in names)
    assert all((place / "badges/private" / row[kind]).is_file() for row in rows(place) for kind in ("png", "svg"))
    private = place / "badges/private"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    files = [file for file in private.rglob("*") if file.is_file()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert private / "mail-merge.csv" in files
