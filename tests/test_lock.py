"""course.lock: written by a publication, compared ever after, and never in the way of anything else."""

import errno
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import project
from builder.diagnostics import Findings, Severity
from builder.package.publish import Writer, publish
from builder.project import build_course, check_course
from builder.read.lock import read_lock
from builder.read.workspace import Workspace
from builder.render.lock import course_lock
from tests.conftest import WriteCourse
from tests.published import BODY, COURSE, LOCK, SCORM, published, rename, run, told, write

ROOT = Path(__file__).parent.parent


def test_only_a_publication_writes_the_lock(write_course: WriteCourse) -> None:
    root = write_course(COURSE)
    assert run("build", root).exit_code == 0
    assert not (root / "course.lock").exists()
    done = run("build", "--publish", "--lang", "en", root)
    assert done.exit_code == 0
    assert "course.lock" in done.stdout
    assert (root / "course.lock").read_text(encoding="utf-8") == LOCK
    assert told(root) == []


def test_publishing_twice_writes_the_same_bytes(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course(COURSE)
    first = published(root, tmp_path).read_bytes()
    assert published(root, tmp_path).read_bytes() == first


def test_the_first_line_speaks_the_language_of_the_course(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({**COURSE, "course.yml": COURSE["course.yml"].replace("en\n", "fr-CA\n")})
    assert published(root, tmp_path).read_text(encoding="utf-8").startswith("# Ce que les apprenants ont reçu")


def test_the_lock_of_a_merge_on_windows_is_read(write_course: WriteCourse) -> None:
    root = write_course(COURSE)
    (root / "course.lock").write_bytes(LOCK.replace("\n", "\r\n").encode())
    assert told(root) == []


def test_what_would_be_lost_stops_a_publication_and_changes_nothing(write_course: WriteCourse) -> None:
    root = write_course(COURSE)
    run("build", "--publish", root)
    kept = {path: path.read_bytes() for path in (root / "course.lock", *(root / "dist").iterdir())}
    rename(root, "course/orbits/spin.md", "course/orbits/rotation.md")
    done = run("build", "--publish", "--lang", "en", root)
    assert done.exit_code == 1
    assert "error[vanished-id]" in done.stderr
    assert "Nothing was built, and nothing published." in done.stderr
    assert {path: path.read_bytes() for path in (root / "course.lock", *(root / "dist").iterdir())} == kept


def test_a_plain_build_only_warns_of_losses(write_course: WriteCourse) -> None:
    root = write_course({**COURSE, "course.lock": LOCK.replace("page: spin", "page: rotation")})
    done = run("build", "--lang", "en", root)
    assert done.exit_code == 0
    assert "warning[vanished-id]" in done.stderr


def test_losses_are_published_when_they_are_accepted(write_course: WriteCourse) -> None:
    root = write_course({**COURSE, "course.lock": LOCK.replace("page: spin", "page: rotation")})
    assert run("build", "--publish", "--accept-losses", root).exit_code == 0
    assert (root / "course.lock").read_text(encoding="utf-8") == LOCK


def test_losses_are_accepted_of_a_publication_only(write_course: WriteCourse) -> None:
    assert run("build", "--accept-losses", write_course(COURSE)).exit_code == 2


def test_a_course_with_errors_is_not_published(write_course: WriteCourse) -> None:
    root = write_course({**COURSE, "course/orbits/bad.md": "# Bad\n\n![](x.svg)\n"})
    assert run("build", "--publish", "--accept-losses", root).exit_code == 1
    assert not (root / "course.lock").exists()


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), PermissionError(13, "Denied")])
def test_a_lock_that_cannot_be_written_is_said_and_the_packages_are_there(
    write_course: WriteCourse, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    root = write_course(COURSE)

    def full(outputs: dict[str, Writer], folder: Path) -> tuple[Path, ...]:
        def refuse(_: BinaryIO) -> None:
            raise error

        return publish({name: refuse if name == "course.lock" else write for name, write in outputs.items()}, folder)

    monkeypatch.setattr(project, "publish", full)
    done = run("build", "--publish", "--lang", "en", root)
    assert done.exit_code == 1
    assert f"course.lock could not be written: {error.strerror}" in done.stderr
    assert "published" not in done.stderr
    assert (root / "dist" / "planets-1.0.0-web.zip").exists()
    assert sorted(path.name for path in root.iterdir()) == ["course", "course.yml", "dist"]


def test_a_folder_in_the_place_of_the_lock_is_said(write_course: WriteCourse) -> None:
    root = write_course({**COURSE, "course.lock/x": ""})
    assert [name for name, _ in told(root)] == ["broken-lock"]


@pytest.mark.parametrize("damage", ["", "[", "- a\n", "a", "\x00", "format: 2\n", "format: 1\n", LOCK * 2, LOCK[:-20]])
def test_a_damaged_lock_is_one_finding(write_course: WriteCourse, damage: str) -> None:
    assert [name for name, _ in told(write_course({**COURSE, "course.lock": damage}))] == ["broken-lock"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, len(LOCK)), cut=st.integers(0, 12), put=st.text(max_size=4))
def test_any_damage_is_findings_and_never_a_traceback(tmp_path: Path, at: int, cut: int, put: str) -> None:
    (tmp_path / "course.lock").write_text(LOCK[:at] + put + LOCK[at + cut :], encoding="utf-8", errors="replace")
    findings = Findings()
    read = read_lock(Workspace(tmp_path), findings)
    assert {found.kind.name for found in findings} <= ({"broken-lock"} if read is None else {"edited-lock"})


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_whatever_a_title_holds_the_lock_is_read_again(tmp_path: Path, title: str) -> None:
    for path, text in COURSE.items():
        write(tmp_path, path, text)
    (tmp_path / "course.lock").unlink(missing_ok=True)
    course = check_course(tmp_path, ("web",)).course
    assert course
    named = replace(course, modules=tuple(replace(module, title=title) for module in course.modules))
    (tmp_path / "course.lock").write_bytes(course_lock(named, []))
    findings = Findings()
    read = read_lock(Workspace(tmp_path), findings)
    assert read
    assert read.modules[0].title == title.strip()


def test_the_course_of_this_repository_is_published_as_it_is() -> None:
    findings = list(check_course(ROOT).findings)
    assert check_course(ROOT).course is not None
    assert [found.kind.name for found in findings if found.severity is Severity.ERROR] == []
    assert not {"vanished-id", "moved-id", "changed-course-id"} & {found.kind.name for found in findings}


def test_what_one_target_was_published_as_stays_when_another_is(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({**COURSE, "course.yml": SCORM.format(ways="course")})
    build_course(root, tmp_path / "out", ("scorm12",), publishes=True)
    build_course(root, tmp_path / "out", ("web",), publishes=True)
    lock = (root / "course.lock").read_text(encoding="utf-8")
    assert "packages:\n  scorm12:\n  - course\n  web:\n  - course\n" in lock


def test_a_hand_in_the_lock_is_told_from_a_merge(write_course: WriteCourse) -> None:
    root = write_course(COURSE)
    run("build", "--publish", root)
    lock = (root / "course.lock").read_text(encoding="utf-8")
    assert lock == LOCK
    write(root, "course.lock", lock.replace("  - page: tides\n    title: Tides\n", ""))
    assert told(root)[0][0] == "edited-lock"
    assert "git checkout" in told(root)[0][1]
    write(root, "course.lock", lock.replace("# sum", "# sum: 0123456789abcdef\n# sum"))
    assert [name for name, _ in told(root)] == ["edited-lock"]
    assert "git checkout" not in told(root)[0][1]
    assert run("build", "--publish", root).exit_code == 0
    assert (root / "course.lock").read_text(encoding="utf-8") == lock


def test_both_sides_of_a_merge_may_stay(write_course: WriteCourse) -> None:
    root = write_course({**COURSE, "course.lock": BODY.replace("version: 1.0.0", "version: 1.0.0\nversion: 1.1.0")})
    assert told(root) == [("broken-lock", "after a merge, keep one of the two lines, and all ids of both")]


def test_a_build_says_what_course_lock_does_not_know(write_course: WriteCourse) -> None:
    root = write_course(COURSE)
    unknown = "course.lock does not know the course as it is now"
    assert unknown not in run("build", "--lang", "en", root).stderr
    assert "nothing was compared" in run("build", "--publish", "--lang", "en", root).stderr
    assert unknown not in run("build", "--lang", "en", root).stderr
    write(root, "course/orbits/moons.md", "# Moons\n\nText.\n")
    assert unknown in run("build", "--lang", "en", root).stderr
    again = run("build", "--publish", "--lang", "en", root)
    assert "Version 1.0.0 was published before with other content" in again.stderr
    assert "nothing was compared" not in again.stderr
    assert "published before" not in run("build", "--publish", "--lang", "en", root).stderr
    write(root, "course/orbits/moons.md", "# Moons\n\nOther text.\n")
    assert "published before" in run("build", "--publish", "--lang", "en", root).stderr


def test_packages_of_this_version_that_no_build_wrote_are_named(write_course: WriteCourse) -> None:
    root = write_course({**COURSE, "course.yml": SCORM.format(ways="course")})
    run("build", root)
    write(root, "course.yml", SCORM.format(ways="modules"))
    assert "planets-1.0.0-scorm12.zip" in run("build", "--lang", "en", root).stderr
    assert (root / "dist/planets-1.0.0-scorm12.zip").exists()
