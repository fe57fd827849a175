"""What an award says of the runs before it: badges that lack files are made, or counted."""

from pathlib import Path

import pytest

from builder import awarding
from tests.badges.commands import PLAIN, award, copied, drawn_once, forget, place, revoke, rows

__all__ = ["copied", "drawn_once", "place"]


def test_a_damaged_badge_is_made_again(copied: Path) -> None:
    made = {row["badge"]: row for row in rows(copied)}["Curieuse du compost"]
    for kind in ("png", "svg", "credential"):
        file = copied / "badges/private" / made[kind]
        whole = file.read_bytes()
        place = whole.index(b"urn:uuid:")
        file.write_bytes(whole[:place] + b"U" + whole[place + 1 :])
        assert award(copied, "plain.csv", "moodle.csv", "--yes").exit_code == 0
        assert file.read_bytes() == whole


def killed(folder: Path, monkeypatch: pytest.MonkeyPatch, *reports: str) -> None:
    """Award, and die as soon as the ledger is written."""

    def stop(*_: object) -> object:
        raise SystemExit(137)

    with monkeypatch.context() as patch:
        patch.setattr(awarding, "artworks", stop)
        assert award(folder, *reports, "--yes").exit_code == 137


def test_badges_that_a_killed_run_left_are_counted_until_its_reports_come_again(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copied / "long.csv").write_text("Courriel;demarrer\neve@x.example;oui\nada@x.example;oui\n", encoding="utf-8")
    (copied / "short.csv").write_text("Courriel;demarrer\neve@x.example;oui\n", encoding="utf-8")
    killed(copied, monkeypatch, "long.csv")
    word = "without their files or their line in mail-merge.csv, of people who are not in these reports: 1. "
    short = award(copied, "short.csv", "--yes")
    assert (short.exit_code, f"{word}An award was stopped" in short.output) == (0, True), short.output
    assert "the reports of that day: long.csv." in short.output
    assert "Badges issued: 0" not in short.output
    assert "made now: 1." in short.output
    assert "3. Send" in short.output
    assert word in award(copied, "plain.csv").output
    whole = award(copied, "long.csv", "--yes")
    assert (word in whole.output, "made now: 1." in whole.output) == (False, True)
    assert word not in award(copied, "plain.csv").output
    assert {"eve@x.example", "ada@x.example"} <= {row["email"] for row in rows(copied)}


def test_nothing_is_to_be_sent_where_nothing_was_issued(copied: Path) -> None:
    (copied / "badges/public/issuer.json").unlink()
    done = award(copied, "plain.csv", "--yes")
    assert "Badges issued: 0. Files written: " in done.output
    assert ("1. Put all of" in done.output, "3. Send" in done.output) == (True, False)


def test_who_changed_address_is_told_before_a_badge_comes_twice(copied: Path) -> None:
    old = next(one for one in rows(copied) if one["email"] == "zoe.unlu@mairie.example")
    report = f"Courriel;Nom;demarrer\nnew@x.example;{old['name'].upper()};oui\neve@x.example;Ève;oui\n"
    (copied / "new.csv").write_text(report, encoding="utf-8")
    done = award(copied, "new.csv", "--yes")
    told = f"has at zoe.unlu@mairie.example: curieuse ({old['id']})"
    assert (done.exit_code, done.output.count("Warning: "), told in done.output) == (0, 1, True), done.output
    assert "Warning: " not in award(copied, "new.csv").output


def test_another_name_of_the_issuer_is_told(copied: Path) -> None:
    course = copied / "course/course.yml"
    course.write_text(course.read_text(encoding="utf-8").replace("Les Jardins,", "Les Prés,"), encoding="utf-8")
    done = award(copied, "plain.csv")
    assert "name Les Jardins as their issuer, and would all name Les Prés" in done.output
    assert award(copied, "plain.csv", "--yes").exit_code == 0
    assert "Warning: " not in award(copied, "plain.csv").output


def test_badges_taken_back_or_forgotten_are_not_counted_as_issued(copied: Path) -> None:
    zoe, bob = (one for one in rows(copied) if one["badge"] == "Curieuse du compost" and one["email"] in PLAIN)
    before = "curieuse: 0 to issue, 2 issued before, 0 not earned\n"
    assert before in award(copied, "plain.csv").output
    assert revoke(copied, zoe["id"]).exit_code == 0
    assert forget(copied, bob["email"]).exit_code == 0
    told = "curieuse: 0 to issue, 0 issued before, 0 not earned, 2 taken back or forgotten\n"
    assert told in award(copied, "plain.csv").output
