"""What an award says of the runs before it: badges that lack files are made, or counted."""

from pathlib import Path

from tests.badges.test_badges_cli import award, copied, drawn_once, place, rows

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
