"""Taking badges back by the command line: what was begun is finished, and what is published names nobody."""

import json
from pathlib import Path

import pytest

from builder import awarding
from builder.badges.public import naming
from tests.badges.commands import award, contents, copied, drawn_once, forget, place, revoke, row, rows, run

__all__ = ["copied", "drawn_once", "place"]
EMAIL = "zoe.unlu@mairie.example"


def published(folder: Path) -> dict[str, str]:
    """Return the reasons of what is published as revoked, by identifier."""
    document = json.loads((folder / "badges/public/revocations.json").read_bytes())
    return {one["id"]: one.get("revocationReason", "") for one in document["revokedAssertions"]}


def revoking(folder: Path, identifier: str, reason: str) -> tuple[str | Path, ...]:
    options = ("--course", folder / "course", "--to", folder / "badges", "--keys", folder / "keys", "--yes")
    return ("revoke", identifier, "--reason", reason, *options)


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


@pytest.mark.parametrize("reason", ["Demandé par eve@x.example", "Zoé a triché", "ÜNLÜ-lefèvre a quitté", "zoe.unlu"])
def test_a_reason_that_names_somebody_is_not_published(copied: Path, reason: str) -> None:
    before = published(copied)
    named = row(copied, "Curieuse du compost", EMAIL)
    assert naming(reason, "Zoé Ünlü-Lefèvre", EMAIL)
    assert not naming("Le badge a été délivré par erreur", "Zoé de Le Par", EMAIL)
    done = run(copied, *revoking(copied, named["id"], f"{reason} {named['name']}"))
    assert (done.exit_code, "the reason is published, and “" in done.output) == (1, True), done.output
    assert published(copied) == before


def test_of_who_is_forgotten_no_reason_is_published(copied: Path) -> None:
    taken = [one for one in rows(copied) if one["email"] == EMAIL]
    assert revoke(copied, *(one["id"] for one in taken)).exit_code == 0
    assert set(published(copied).values()) == {"", "Issued by mistake"}
    assert forget(copied, EMAIL).exit_code == 0
    assert set(published(copied).values()) == {""}
    assert not any(b"Issued by mistake" in data for data in contents(copied / "badges/public").values())
    before = contents(copied)
    assert award(copied, "plain.csv", "moodle.csv", "--yes").exit_code == 0
    assert contents(copied) == before
