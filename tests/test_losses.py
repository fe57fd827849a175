"""What learners of the last publication would lose with the next one: found, told once, and kept by `was:`."""

from pathlib import Path

import pytest

from builder.check import successors
from builder.model.progress import former_names
from builder.project import build_course, check_course
from tests.conftest import WriteCourse
from tests.published import BODY, COURSE, LOCK, SCORM, published, rename, run, told, write


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


def test_a_badge_with_an_unknown_key_is_not_told_as_gone(write_course: WriteCourse, tmp_path: Path) -> None:
    badge = "badges:\n  - {id: a, name: A, description: D, criteria: {modules: [orbits]}}\n"
    root = write_course({**COURSE, "course.yml": COURSE["course.yml"] + badge})
    published(root, tmp_path)
    for old, new in (("description", "desciption"), ("badges", "bagdes")):
        write(root, "course.yml", COURSE["course.yml"] + badge.replace(old, new))
        assert "vanished-id" not in [name for name, _ in told(root)]
