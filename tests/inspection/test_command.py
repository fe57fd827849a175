"""The command: what it prints, and with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import cli
from tests.inspection.made import manifest, sound, storyline, zipped


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


def test_how_many_more_files_have_a_problem_comes_after_those_that_are_named(tmp_path: Path) -> None:
    files = {**sound(), **{f"a\\{at}.png": b"x" for at in range(30)}}
    archive = zipped(tmp_path / "a.zip", {name.replace("\\", "|"): text for name, text in files.items()})
    archive.write_bytes(archive.read_bytes().replace(b"a|", b"a\\"))
    said = run(str(archive), "--lang", "en").stdout.split("error[backslash-in-path]")[1].split("\n\n")[0].splitlines()
    assert said[20].startswith("    * the folders of")
    assert said[21] == "    * more files of “a.zip” with the same problem: 10"
    assert [line for line in said if "->" in line] == [
        "    -> unpack the archive, and pack it again with another program"
    ]


@pytest.mark.parametrize(("content", "said"), [(b"", "0 bytes"), (b"PK\x05\x06" + bytes(18), "22 bytes")])
def test_a_small_file_has_its_size_in_bytes(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "e.zip").write_bytes(content)
    assert f"e.zip, {said}" in run(str(tmp_path / "e.zip"), "--lang", "en").stdout


def test_a_manifest_without_a_version_is_not_quoted(tmp_path: Path) -> None:
    files = {**sound(), "imsmanifest.xml": manifest(metadata="<metadata><schema>ADL SCORM</schema></metadata>")}
    said = run(str(zipped(tmp_path / "p.zip", files)), "--lang", "fr").stdout
    assert "le manifeste ne dit pas" in said
    assert "«  »" not in said


def test_several_packages_are_looked_into_one_by_one(tmp_path: Path) -> None:
    good, bad = zipped(tmp_path / "good.zip", sound()), zipped(tmp_path / "bad.zip", {"a.txt": "a"})
    done = run(str(good), str(bad), "--lang", "en")
    assert (done.exit_code, done.stdout.count("  File ")) == (1, 2)
    assert done.stdout.index("good.zip") < done.stdout.index("-" * 80) < done.stdout.index("bad.zip")
    assert run(str(good), str(good)).exit_code == 0
    said = json.loads(run(str(good), str(bad), "--format", "json").stdout)
    assert [each["verdict"] for each in said] == ["good", "not-a-course"]
