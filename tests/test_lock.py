"""course.lock: written by a publication, compared ever after, and never in the way of anything else."""

import errno
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import cli, project
from builder.check import successors
from builder.diagnostics import Findings, Severity
from builder.model.progress import former_names
from builder.model.published import lock_sum
from builder.package.publish import Writer, publish
from builder.project import build_course, check_course
from builder.read.lock import read_lock
from builder.read.workspace import Workspace
from builder.render.lock import course_lock
from tests.conftest import WriteCourse

HEAD = (
    "What learners have: `parcours build --publish` writes this file. Commit it with the course, and leave it as it is."
)
ROOT = Path(__file__).parent.parent
COURSE = {
    "course.yml": "id: planets\ntitle: Planets\nlanguage: en\ntargets: [web]\n",
    "course/orbits/spin.md": "# Spin\n\nText.\n",
    "course/orbits/tides.md": "# Tides\n\nText.\n",
}
BODY = f"""# {HEAD}
format: 1
course: planets
version: 1.0.0
packages:
  web:
  - course
modules:
- id: orbits
  title: Spin
  activities:
  - page: spin
    title: Spin
  - page: tides
    title: Tides
badges: []
"""
LOCK = BODY.replace("\nformat", f"\n# sum: {lock_sum(BODY)}\nformat", 1)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.cli, [str(argument) for argument in arguments])


def told(root: Path) -> list[tuple[str, str]]:
    findings = check_course(root, ("web",)).findings
    return [(found.kind.name, found.remedy.text(str) if found.remedy else "") for found in findings]


def published(root: Path, tmp_path: Path) -> Path:
    build_course(root, tmp_path / "out", ("web",), publishes=True, accepts_losses=True)
    return root / "course.lock"


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def rename(root: Path, old: str, new: str, was: str = "") -> None:
    text = (root / old).read_text(encoding="utf-8")
    (root / old).unlink()
    write(root, new, f"---\nwas: {was}\n---\n{text.split('---')[-1].lstrip()}" if was else text)


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


def test_names_of_several_publications_are_kept(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course(COURSE)
    published(root, tmp_path)
    rename(root, "course/orbits/spin.md", "course/orbits/turn.md", "spin")
    assert told(root) == []
    published(root, tmp_path)
    rename(root, "course/orbits/turn.md", "course/orbits/whirl.md")
    assert told(root) == [("vanished-id", "write `was: [spin, turn]` in the front matter of course/orbits/whirl.md")]
    rename(root, "course/orbits/whirl.md", "course/orbits/whirl.md", "[spin, turn]")
    assert told(root) == []
    course = check_course(root, ("web",)).course
    assert course
    assert [(one.name, one.present) for one in former_names(course)] == [
        ("page:orbits/spin", "page:orbits/whirl"),
        ("page:orbits/turn", "page:orbits/whirl"),
    ]
    published(root, tmp_path)
    rename(root, "course/orbits/whirl.md", "course/orbits/whirl.md", "turn")
    assert told(root) == [("vanished-id", "write `was: [spin, turn]` in the front matter of course/orbits/whirl.md")]


def test_a_page_is_followed_through_modules_that_are_renamed(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course(COURSE)
    published(root, tmp_path)
    (root / "course/orbits").rename(root / "course/paths")
    assert told(root) == [
        ("vanished-id", "write `was: orbits` in course/paths/module.yml, a file to create where there is none")
    ]
    write(root, "course/paths/module.yml", "was: orbits\n")
    assert told(root) == []
    published(root, tmp_path)
    rename(root, "course/paths/spin.md", "course/stars/spin.md")
    assert told(root) == [("moved-id", "begin course/stars/spin.md with three lines: `---`, `was: paths/spin`, `---`")]
    rename(root, "course/stars/spin.md", "course/stars/spin.md", "paths/spin")
    assert told(root) == []
    course = check_course(root, ("web",)).course
    assert course
    assert {one.name: one.present for one in former_names(course)} == {
        "module:orbits": "module:paths",
        "page:orbits/tides": "page:paths/tides",
        "page:paths/spin": "page:stars/spin",
        "page:orbits/spin": "page:stars/spin",
    }


QUESTION = """  - question: {words}
    choices:
      - correct: {right}
        feedback: Yes.
      - wrong: B
        feedback: No.
      - wrong: C
        feedback: No.
"""
DRAWS = "title: {title}\npools:\n  - draw: 1\n    from: {bank}\n"


def bank(*words: str) -> str:
    return "title: Bank\nquestions:\n" + "".join(QUESTION.format(words=each, right=each[:3]) for each in words)


LONG_ID = "how-long-does-it-take-for-the-light-of-the-sun-to-reach-the"


def test_a_question_of_a_bank_is_told_once_with_the_id_that_its_file_needs(
    write_course: WriteCourse, tmp_path: Path
) -> None:
    long = "How long does it take for the light of the Sun to reach the surface of the Earth"
    root = write_course(
        {
            **COURSE,
            "bank.yml": bank(f"{long}?", "Why?"),
            "course/orbits/one.yml": DRAWS.format(title="One", bank="../../bank.yml"),
            "course/orbits/two.yml": DRAWS.format(title="Two", bank="../../bank.yml"),
        }
    )
    published(root, tmp_path)
    write(root, "bank.yml", bank(f"{long} today?", "Why?"))
    assert told(root) == []  # so long that what was added is cut off again
    write(root, "bank.yml", bank(f"How about this, {long}?", "Why?"))
    assert told(root) == [
        (
            "vanished-id",
            f"write `id: {LONG_ID}` in this question; if it is another one, publish with `--accept-losses`",
        )
    ]


def test_a_bank_that_is_renamed_keeps_the_ids_of_what_others_draw_from_it(
    write_course: WriteCourse, tmp_path: Path
) -> None:
    root = write_course(
        {
            **COURSE,
            "course/orbits/quiz.yml": bank("Why?", "How?"),
            "course/stars/exam.yml": DRAWS.format(title="Exam", bank="../orbits/quiz.yml"),
        }
    )
    published(root, tmp_path)
    (root / "course/orbits").rename(root / "course/paths")
    write(root, "course/paths/module.yml", "was: orbits\n")
    (root / "course/paths/quiz.yml").rename(root / "course/paths/check.yml")
    write(root, "course/paths/check.yml", "was: quiz\n" + bank("Why?", "How?"))
    write(root, "course/stars/exam.yml", DRAWS.format(title="Exam", bank="../paths/check.yml"))
    assert told(root) == []


def test_a_file_of_questions_that_is_renamed_says_what_it_was(write_course: WriteCourse, tmp_path: Path) -> None:
    exam = "course/orbits/exam.yml"
    root = write_course(
        {**COURSE, "bank.yml": bank("Why?", "How?"), exam: DRAWS.format(title="Exam", bank="../../bank.yml")}
    )
    published(root, tmp_path)
    (root / "bank.yml").rename(root / "stock.yml")
    write(root, exam, DRAWS.format(title="Exam", bank="../../stock.yml"))
    assert told(root) == [("vanished-id", "write `was: bank` on a line of its own in stock.yml")]
    write(root, "stock.yml", "was: bank\n" + bank("Why?", "How?"))
    assert told(root) == []


def test_a_folder_that_is_gone_is_one_finding_and_a_thousand_new_names_are_not_compared_letter_by_letter(
    write_course: WriteCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {f"course/stars/{number}.md": f"# Star {number}\n\nText.\n" for number in range(1000)}
    root = write_course({**COURSE, **pages})
    published(root, tmp_path)
    for path in pages:
        (root / path).unlink()
    (root / "course/stars").rmdir()
    assert [name for name, _ in told(root)] == ["vanished-id"]
    for number in range(1000):
        write(root, f"course/stars/x{number}.md", f"# Sun {number}\n\nText.\n")
    monkeypatch.setattr(successors, "SequenceMatcher", None)
    assert {name for name, _ in told(root)} == {"vanished-id"}


def test_what_could_not_be_read_is_not_told_as_gone(write_course: WriteCourse) -> None:
    root = write_course(
        {**COURSE, "course.lock": LOCK, "course/orbits/tides.md": "---\nid: [\n---\n# Tides\n\nText.\n"}
    )
    assert "vanished-id" not in [name for name, _ in told(root)]


def test_the_course_of_this_repository_is_published_as_it_is() -> None:
    findings = list(check_course(ROOT).findings)
    assert check_course(ROOT).course is not None
    assert [found.kind.name for found in findings if found.severity is Severity.ERROR] == []
    assert not {"vanished-id", "moved-id", "changed-course-id"} & {found.kind.name for found in findings}


def test_joining_modules_makes_no_page_of_one_done_by_the_other(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({**COURSE, "course/tools/rake.md": "# Rake\n\nText.\n"})
    published(root, tmp_path)
    write(root, "course/orbits/module.yml", "was: tools\n")
    (root / "course/tools/rake.md").rename(root / "course/orbits/rake.md")
    rename(root, "course/orbits/rake.md", "course/orbits/rake.md", "tools/rake")
    assert [name for name, _ in told(root)] == ["merged-module"]
    course = check_course(root, ("web",)).course
    assert course
    assert [(one.name, one.present) for one in former_names(course)] == [("page:tools/rake", "page:orbits/rake")]


def test_one_of_two_modules_goes_on_in_a_new_one(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({**COURSE, "course/tools/rake.md": "# Rake\n\nText.\n"})
    published(root, tmp_path)
    (root / "course/orbits").rename(root / "course/all")
    (root / "course/tools/rake.md").rename(root / "course/all/rake.md")
    rename(root, "course/all/rake.md", "course/all/rake.md", "tools/rake")
    write(root, "course/all/module.yml", "was: [orbits, tools]\n")
    assert [name for name, _ in told(root)] == ["merged-module"]
    write(root, "course/all/module.yml", "was: orbits\n")
    assert [name for name, _ in told(root)] == ["vanished-id"]  # the completion of `tools`
    course = check_course(root, ("web",)).course
    assert course
    assert {one.name: one.present for one in former_names(course) if one.name.startswith("page")} == {
        "page:orbits/spin": "page:all/spin",
        "page:orbits/tides": "page:all/tides",
        "page:tools/rake": "page:all/rake",
    }


def test_a_page_that_has_its_first_id_again_was_what_it_was_in_between(
    write_course: WriteCourse, tmp_path: Path
) -> None:
    root = write_course(COURSE)
    published(root, tmp_path)
    rename(root, "course/orbits/spin.md", "course/orbits/turn.md", "spin")
    published(root, tmp_path)
    rename(root, "course/orbits/turn.md", "course/orbits/spin.md", "[]")
    assert told(root) == [("vanished-id", "write `was: turn` in the front matter of course/orbits/spin.md")]
    rename(root, "course/orbits/spin.md", "course/orbits/spin.md", "turn")
    assert told(root) == []


SCORM = "id: planets\ntitle: Planets\nlanguage: en\ntargets: {{scorm12: {{packages: [{ways}]}}}}\n"


def test_both_ways_to_cut_a_course_lose_nothing_and_one_for_the_other_all(write_course: WriteCourse) -> None:
    root = write_course({**COURSE, "course.yml": SCORM.format(ways="course")})
    assert run("build", "--publish", root).exit_code == 0
    write(root, "course.yml", SCORM.format(ways="modules"))
    stopped = run("build", "--publish", "--lang", "en", root)
    assert stopped.exit_code == 1
    assert "error[changed-packages]" in stopped.stderr
    write(root, "course.yml", SCORM.format(ways="modules, course"))
    assert run("build", "--publish", root).exit_code == 0
    write(root, "course.yml", SCORM.format(ways="course"))
    assert run("build", "--publish", root).exit_code == 1
    assert run("build", "--publish", "--accept-losses", root).exit_code == 0
    assert run("build", "--publish", root).exit_code == 0


def test_what_one_target_was_published_as_stays_when_another_is(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({**COURSE, "course.yml": SCORM.format(ways="course")})
    build_course(root, tmp_path / "out", ("scorm12",), publishes=True)
    build_course(root, tmp_path / "out", ("web",), publishes=True)
    lock = (root / "course.lock").read_text(encoding="utf-8")
    assert "packages:\n  scorm12:\n  - course\n  web:\n  - course\n" in lock


def test_choices_that_changed_do_not_stop_a_publication(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({**COURSE, "course/orbits/quiz.yml": bank("Why?", "How?")})
    published(root, tmp_path)
    write(root, "course/orbits/quiz.yml", bank("Why?", "How?").replace("wrong: B", "wrong: Other", 1))
    assert [name for name, _ in told(root)] == ["changed-question"]
    assert build_course(root, tmp_path / "out", ("web",), publishes=True).files
    assert told(root) == []


@pytest.mark.parametrize(
    "broken",
    [{"course/orbits/spin.md": "# Spin\n\n![x](no.png) [y](no.md)\n"}, {"course/orbits/module.yml": "titel: X\n"}],
)
def test_what_is_broken_but_there_hides_no_loss(write_course: WriteCourse, broken: dict[str, str]) -> None:
    root = write_course({**COURSE, **broken, "course.lock": BODY.replace("- page: tides", "- page: waves")})
    assert "vanished-id" in [name for name, _ in told(root)]


def test_a_question_with_an_unknown_key_is_not_told_as_gone(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({**COURSE, "course/orbits/quiz.yml": bank("Why?", "How?")})
    published(root, tmp_path)
    for old, new in (("feedback: Yes", "feeback: Yes"), ("question: Why", "qestion: Why"), ("questions:", "qestions:")):
        write(root, "course/orbits/quiz.yml", bank("Why?", "How?").replace(old, new, 1))
        assert "vanished-id" not in [name for name, _ in told(root)]


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


def test_a_badge_with_an_unknown_key_is_not_told_as_gone(write_course: WriteCourse, tmp_path: Path) -> None:
    badge = "badges:\n  - {id: a, name: A, description: D, criteria: {modules: [orbits]}}\n"
    root = write_course({**COURSE, "course.yml": COURSE["course.yml"] + badge})
    published(root, tmp_path)
    for old, new in (("description", "desciption"), ("badges", "bagdes")):
        write(root, "course.yml", COURSE["course.yml"] + badge.replace(old, new))
        assert "vanished-id" not in [name for name, _ in told(root)]
