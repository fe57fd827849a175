"""A folder with a course, its keys, its reports and its badges, and the commands on them."""

import csv
import io
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import cli
from builder.badges import art
from builder.badges.art.drawing import picture
from builder.badges.ledger import Ledger
from tests.badges import samples

PASSPHRASE = "cinq mots que personne ne devine"  # noqa: S105 - of these tests alone
ISSUER = 'issuer: {name: Les Jardins, url: "https://badges.example.org/jardins", email: badges@jardins.example}\n'
PLAIN = "Courriel;Nom;demarrer;entretenir\nzoe.unlu@mairie.example;Zoé;oui;oui\nbob@mairie.example;Bob;oui;non\n"
MOODLE = samples.REPORTS / "moodle-5.0-completion-fr.csv"


@pytest.fixture(autouse=True, scope="module")
def drawn_once() -> Iterator[None]:
    """Draw each badge once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(art, "picture", cache(picture))
        patch.setenv("PARCOURS_PASSPHRASE", PASSPHRASE)
        patch.setenv("LANGUAGE", "en")
        patch.setenv("no_proxy", "*")
        yield


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a course of two badges, its keys, reports, and what was awarded by them."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(samples.HERE / "course", folder / "course")
    description = folder / "course" / "course.yml"
    before, after = description.read_text(encoding="utf-8").split("  - id: experte")
    kept = f"{before}  - id: jardiniere{after.split('  - id: jardiniere')[1].rstrip()}\n    publish: hosted\n"
    description.write_text(kept + ISSUER, encoding="utf-8")
    (folder / "plain.csv").write_text(PLAIN, encoding="utf-8")
    shutil.copy(MOODLE, folder / "moodle.csv")
    made = run(folder, "keys", "new", "--keys", folder / "keys")
    assert made.exit_code == 0, made.output
    done = award(folder, "plain.csv", "moodle.csv", "--yes")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def copied(place: Path, tmp_path: Path) -> Path:
    """Return a copy of the place that a test may change."""
    return shutil.copytree(place, tmp_path / "place")


def run(folder: Path, *arguments: str | Path) -> Result:
    del folder
    result = CliRunner().invoke(cli.cli, ["badges", *(str(argument) for argument in arguments), "--lang", "en"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def award(folder: Path, *arguments: str, to: str = "badges") -> Result:
    given: list[str | Path] = [folder / one if one.endswith(".csv") else one for one in arguments]
    keys = ("--keys", folder / "keys")
    return run(folder, "award", *given, "--course", folder / "course", "--to", folder / to, *keys)


def revoke(folder: Path, *identifiers: str, yes: bool = True) -> Result:
    options = ("--course", folder / "course", "--to", folder / "badges", "--keys", folder / "keys")
    return run(folder, "revoke", *identifiers, "--reason", "Issued by mistake", *options, *["--yes"] * yes)


def forget(folder: Path, email: str) -> Result:
    return run(folder, "forget", email, "--to", folder / "badges")


def salts(folder: Path) -> list[str]:
    return [entry.salt for entry in Ledger(folder / "badges/private").entries]


def verify(folder: Path, *files: Path) -> Result:
    return run(folder, "verify", *files, "--to", folder / "badges")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "badges/private/mail-merge.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def row(folder: Path, badge: str, email: str) -> dict[str, str]:
    (found,) = (row for row in rows(folder) if row["badge"] == badge and row["email"] == email)
    return found
