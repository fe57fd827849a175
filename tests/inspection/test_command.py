"""The command: what it prints, and with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import cli
from tests.inspection.made import sound, storyline, zipped


def run(*arguments: str) -> Result:
    """Run `parcours inspect`."""
    return CliRunner().invoke(cli, ["inspect", *arguments])


def test_a_sound_package_ends_with_0_and_the_verdict_comes_first(tmp_path: Path) -> None:
    done = run(str(zipped(tmp_path / "p.zip", sound())), "--lang", "fr")
    assert done.exit_code == 0
    assert done.stdout.startswith("Peut être déposé")


def test_what_is_no_course_ends_with_1(tmp_path: Path) -> None:
    assert run(str(zipped(tmp_path / "p.zip", {"a.txt": "a"}))).exit_code == 1


@pytest.mark.parametrize("arguments", [(), ("nowhere.zip",), (".",)])
def test_misuse_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_report_fits_in_eighty_columns(language: str, tmp_path: Path) -> None:
    done = run(str(zipped(tmp_path / "p.zip", storyline())), "--lang", language)
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_keys_of_the_data_stay(tmp_path: Path) -> None:
    said = json.loads(run(str(zipped(tmp_path / "p.zip", storyline())), "--format", "json").stdout)
    assert list(said) == [
        *("file", "size", "archive", "format", "format_name", "verdict", "verdict_text", "sound", "manifest", "course"),
        *("parcours", "files", "problems", "requests"),
    ]
    assert list(said["problems"][0]) == ["name", "severity", "file", "line", "message", "label", "why", "help"]
    assert list(said["requests"][0]) == ["host", "when", "count", "places"]
    assert said["manifest"]["items"][0]["masteryscore"] == "80"
