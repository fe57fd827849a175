"""The command line: exit codes, what is printed where, and a dist/ that never breaks."""

import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import cli, project
from tests.conftest import WriteCourse

GOOD = {
    "course.yml": "title: Planets\nlanguage: en\n",
    "course/a.md": "# A\n\nText.\n",
    "course/b.md": "# B\n\nText.\n",
}
BAD = {**GOOD, "course/a.md": "# A\n\n![](x.svg)\n"}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.cli, [str(argument) for argument in arguments])


def test_two_bare_markdown_files_and_a_title_are_a_course(write_course: WriteCourse) -> None:
    root = write_course(GOOD)
    done = run("build", root)
    assert done.exit_code == 0
    assert sorted(path.name for path in (root / "dist").iterdir()) == [
        "planets-1.0.0-olx.tar.gz",
        "planets-1.0.0-scorm12.zip",
        "planets-1.0.0-web.zip",
    ]


def test_markdown_files_beside_course_yml_are_a_course_too(write_course: WriteCourse) -> None:
    root = write_course({"course.yml": "title: Planets\nlanguage: en\n", "a.md": "Just text.\n", "b.md": ""})
    done = run("build", "--target", "web", root)
    assert done.exit_code == 0


def test_check_says_what_is_wrong_and_builds_nothing(write_course: WriteCourse) -> None:
    root = write_course(BAD)
    done = run("check", "--lang", "en", root)
    assert done.exit_code == 1
    assert "course/a.md:3:1" in done.stderr
    assert "The course cannot be built yet." in done.stderr
    assert done.stdout == ""
    assert not (root / "dist").exists()


def test_a_failed_build_leaves_dist_as_it_was(write_course: WriteCourse) -> None:
    root = write_course(BAD)
    (root / "dist").mkdir()
    kept = root / "dist" / "planets-1.0.0-web.zip"
    kept.write_bytes(b"yesterday's")
    assert run("build", root).exit_code == 1
    assert [path.name for path in (root / "dist").iterdir()] == [kept.name]
    assert kept.read_bytes() == b"yesterday's"


def test_findings_as_json_are_for_programs(write_course: WriteCourse) -> None:
    done = run("check", "--format", "json", "--lang", "en", write_course(BAD))
    records = json.loads(done.stdout)["findings"]
    assert [(record["name"], record["file"], record["line"], record["column"]) for record in records] == [
        ("missing-alt", "course/a.md", 3, 1),
        ("missing-file", "course/a.md", 3, 1),
    ]
    assert done.stderr == ""


def test_findings_speak_french_when_asked(write_course: WriteCourse) -> None:
    done = run("check", "--lang", "fr", write_course(BAD))
    assert "erreur[missing-alt]" in done.stderr
    assert "aide\u00a0:" in done.stderr


@pytest.mark.parametrize("arguments", [["biuld"], ["build", "--traget", "web"], ["build", "no-such-folder"]])
def test_a_misused_command_exits_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_an_unknown_target_is_a_misuse_that_names_the_known_ones(write_course: WriteCourse) -> None:
    done = run("build", "--target", "scrom12", write_course(GOOD))
    assert done.exit_code == 2
    assert "'scorm12', 'olx', 'web'" in done.stderr


def test_a_folder_that_refuses_writing_is_said_without_a_traceback(write_course: WriteCourse, tmp_path: Path) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    done = run("build", "--out", blocked / "dist", "--lang", "en", write_course(GOOD))
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_folder_in_the_place_of_a_package_is_named_before_any_package_changes(
    write_course: WriteCourse, form: str
) -> None:
    root = write_course(GOOD)
    old, blocked = root / "dist" / "planets-1.0.0-scorm12.zip", root / "dist" / "planets-1.0.0-web.zip"
    blocked.mkdir(parents=True)
    old.write_bytes(b"yesterday's")
    done = run("build", "--format", form, "--lang", "en", root)
    assert done.exit_code == 1
    assert sorted(path.name for path in (root / "dist").iterdir()) == [old.name, blocked.name]
    assert old.read_bytes() == b"yesterday's"
    assert str(blocked) in done.stderr
    assert "Rename or move what stands there" in done.stderr
    assert done.stdout == "" if form == "text" else json.loads(done.stdout) == {"findings": [], "files": []}


def test_a_package_that_cannot_be_replaced_is_named_and_the_others_are_told_of(
    write_course: WriteCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(path: Path, target: Path) -> None:
        if target.name.endswith("-web.zip"):
            raise PermissionError(13, "In use", str(path), None, str(target))
        rename(path, target)

    rename = Path.rename
    monkeypatch.setattr(Path, "replace", replace)
    done = run("build", "--lang", "en", write_course(GOOD))
    assert done.exit_code == 1
    assert "planets-1.0.0-web.zip: In use" in done.stderr
    assert "packages of two builds may lie side by side" in done.stderr


def test_a_folder_that_forbids_writing_is_named_and_not_a_file_that_nobody_knows(
    write_course: WriteCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mkstemp(**_: object) -> None:
        raise PermissionError(13, "Permission denied", "/somewhere/.parcours-abc")

    monkeypatch.setattr(tempfile, "mkstemp", mkstemp)
    root = write_course(GOOD)
    done = run("build", "--lang", "en", root)
    assert done.exit_code == 1
    assert f"{root / 'dist'}: Permission denied" in done.stderr


def test_a_bug_of_ours_exits_with_70_and_claims_nothing_about_files(
    write_course: WriteCourse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(project, "check_course", fail)
    monkeypatch.setattr("sys.argv", ["parcours", "check", str(write_course(GOOD))])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 70
    said = capsys.readouterr().err
    assert "not a mistake of yours" in said
    assert "not changed" not in said


def test_help_and_version_answer() -> None:
    assert "parcours build" in run("--help").stdout
    assert run("--version").stdout.startswith("parcours, version ")
    assert "Example" in run("check", "--help").stdout
