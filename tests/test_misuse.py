"""What was typed wrongly is told in the reader's language, click's own words included."""

import sys
from pathlib import Path

import click
import pytest

from builder import cli

FILE = Path(__file__).name


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("badges award", "il manque REPORT..."),
        (f"badges award {FILE}", "il manque --to"),
        ("badges award /nowhere.csv --to x", "REPORT... : « /nowhere.csv » n'existe pas"),
        ("badges award l'été.csv --to x", "REPORT... : « l'été.csv » n'existe pas"),
        ("badges award . --to x", "REPORT... : « . » est un dossier, non un fichier"),
        (f"badges award {FILE} --to {FILE}", f"--to : « {FILE} » est un fichier, non un dossier"),
        (f"badges award --lang fr {FILE} --to", "l'option --to demande une valeur"),
        (f"badges award {FILE} --to x --yes=1", "l'option --yes ne prend pas de valeur"),
        ("badges award --form", "il n'y a pas d'option --form"),
        ("badges awrd", "il n'y a pas de commande « awrd »"),
        ("badges check-site a b --to x", "ceci est en trop : b"),
        ("build --target zip", "--target : « zip » n'est aucun de ceux-ci : 'scorm12', 'olx', 'web'"),
        ("check --format xml", "--format : « xml » n'est aucun de ceux-ci : 'text', 'json'"),
    ],
)
def test_misuse_is_told_in_french(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, said: str
) -> None:
    monkeypatch.chdir(Path(__file__).parent)
    monkeypatch.setattr(sys, "argv", ["parcours", *typed.split(), *["--lang", "fr"] * ("--lang" not in typed)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in " ".join(told.replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ").split()), told
    assert not any(word in told for word in ("Usage:", "Error", "Missing", "No such", "Invalid"))


def test_a_command_that_is_stopped_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def stop(*_: object, **__: object) -> str:
        raise click.Abort

    monkeypatch.delenv("PARCOURS_PASSPHRASE", raising=False)
    monkeypatch.setattr(click, "prompt", stop)
    arguments = ["badges", "keys", "new", "--keys", str(tmp_path / "keys"), "--lang=fr"]
    monkeypatch.setattr(sys, "argv", ["parcours", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code, "Arrêté." in capsys.readouterr().err) == (1, True)
