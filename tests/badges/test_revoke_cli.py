"""Taking badges back by the command line: what was begun is finished, and what is published names nobody."""

import json
from pathlib import Path

import pytest

from builder import awarding
from tests.badges.test_badges_cli import copied, drawn_once, place, revoke, row

__all__ = ["copied", "drawn_once", "place"]
EMAIL = "zoe.unlu@mairie.example"


def published(folder: Path) -> dict[str, str]:
    """Return the reasons of what is published as revoked, by identifier."""
    document = json.loads((folder / "badges/public/revocations.json").read_bytes())
    return {one["id"]: one.get("revocationReason", "") for one in document["revokedAssertions"]}


def test_a_killed_revocation_is_published_by_the_next(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = row(copied, "Curieuse du compost", EMAIL)["id"]

    def stop(*_: object) -> int:
        raise SystemExit(137)

    with monkeypatch.context() as patch:
        patch.setattr(awarding, "bring_up_to_date", stop)
        assert revoke(copied, taken).exit_code == 137
    assert f"urn:uuid:{taken}" not in published(copied)
    done = revoke(copied, taken)
    assert (done.exit_code, "upload public/ again" in done.output) == (0, True), done.output
    assert f"urn:uuid:{taken}" in published(copied)
    assert row(copied, "Curieuse du compost", EMAIL)["revoked"]
    again = revoke(copied, taken)
    assert (again.exit_code, "pload public/" in again.output) == (0, False), again.output


def test_badges_that_rest_on_one_that_is_taken_back_are_named(copied: Path) -> None:
    taken, resting = (row(copied, badge, EMAIL) for badge in ("Curieuse du compost", "Jardinière"))
    done = revoke(copied, taken["id"])
    told = f"given because of these, stays\tjardiniere\t{EMAIL}\t{resting['name']}\tgiven on {resting['issued']}"
    assert (done.exit_code, f"{told}\t{resting['id']}" in done.output) == (0, True), done.output
    assert "because of these, and stay: 1" in done.output
    assert f"urn:uuid:{resting['id']}" not in published(copied)
    assert "because of these" not in revoke(copied, resting["id"]).output
