"""Keys by the command line: what is asked for, in which order, and what is told."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import cli
from builder.badges.keys import open_keys

OLD, NEW = "cinq mots que nul ne devine", "cinq autres mots bien choisis"


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the passphrase typed."""
    monkeypatch.delenv("PARCOURS_PASSPHRASE", raising=False)


def run(command: str, folder: Path, *typed: str, lang: str = "en") -> Result:
    lines = "".join(f"{line}\n" for line in typed)
    result = CliRunner().invoke(cli.cli, ["badges", "keys", command, "--keys", str(folder), "--lang", lang], lines)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def test_the_rule_of_the_passphrase_is_told_before_it_is_asked_for(tmp_path: Path) -> None:
    done = run("new", tmp_path / "keys", "short", OLD, NEW, OLD, OLD)
    assert done.exit_code == 0, done.output
    assert done.output.index("at least 12 characters") < done.output.index("New passphrase")
    assert "shorter than 12 characters. Once more" in done.output
    assert "The two are not the same. Once more" in done.output
    open_keys(tmp_path / "keys", OLD)


def test_keys_that_are_there_are_told_before_anything_is_asked(tmp_path: Path) -> None:
    run("new", tmp_path / "keys", OLD, OLD)
    done = run("new", tmp_path / "keys")
    assert (done.exit_code, "already holds keys" in done.output, "assphrase:" in done.output) == (1, True, False)
    none = run("rotate", tmp_path / "none")
    assert (none.exit_code, "there are no keys in" in none.output, "assphrase:" in none.output) == (1, True, False)


def test_keys_are_replaced_by_who_opens_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "keys"
    run("new", folder, OLD, OLD)
    refused = run("rotate", folder, NEW)
    assert (refused.exit_code, "does not open" in refused.output) == (1, True)
    assert len(list(folder.iterdir())) == 3
    done = run("rotate", folder, OLD, NEW, NEW)
    assert (done.exit_code, "key-1, rsa-1 are replaced by key-2, rsa-2" in done.output) == (0, True), done.output
    open_keys(folder, NEW)
    monkeypatch.setenv("PARCOURS_PASSPHRASE", NEW)
    assert "are replaced by key-3, rsa-3" in run("rotate", folder).output
    open_keys(folder, NEW)


def test_what_is_asked_is_in_the_language_of_the_reader(tmp_path: Path) -> None:
    done = run("new", tmp_path / "keys", OLD, NEW, OLD, OLD, lang="fr")
    for word in ("Nouvelle phrase secrète : ", "La même, encore une fois : ", "ne sont pas identiques"):
        assert word in done.output
    assert "Faites-en une sauvegarde" in done.output
