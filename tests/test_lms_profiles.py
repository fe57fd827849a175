"""Limits that a literate case would be too small for, and what a build says of each platform."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.cli.console import translator
from builder.diagnostics import Diagnostic
from builder.model.course import Course
from builder.model.part import modules_alone
from builder.project import build_course, check_course
from builder.targets.scorm12.acceptance import acceptance_facts, acceptance_findings
from builder.targets.scorm12.profiles import PROFILES, Profile, profiles_named
from tests.conftest import WriteCourse
from tests.vectors.learner_data import sound_course

SIZES = {"film.mp4": 3000, "notes.txt": 1000, "map.png": 2000}
PAGE = "# Page\n\n" + "".join(f"[The file]({name})\n\n" for name in SIZES)
UNLIKELY = bytes(range(256))


@pytest.fixture
def course(write_course: WriteCourse) -> Course:
    """Read a course whose page links to three files."""
    root = write_course({"course.yml": "id: files\ntitle: Files\nlanguage: en\n", "course/one/page.md": PAGE})
    for name, size in SIZES.items():
        (root / "course" / "one" / name).write_bytes((UNLIKELY * 12)[:size])
    return sound_course(root)


def profile(name: str) -> Profile:
    return profiles_named([name])[0]


def told(found: Diagnostic) -> tuple[str, str, int, str]:
    return found.kind.name, found.span.source.path, found.span.position[0], found.span.text


def test_a_package_within_the_limits_is_taken_by_every_platform_but_for_its_status(course: Course) -> None:
    assert {found.kind.name for found in acceptance_findings((course,), PROFILES)} == {"unliked-status"}


@pytest.mark.parametrize(
    ("limited", "kind"),
    [
        (replace(profile("crossknowledge"), largest=5000), "refused-package"),
        (replace(profile("cornerstone"), advised=5000), "heavy-package"),
        (replace(profile("360learning"), unpacked=5999), "refused-package"),
    ],
)
def test_too_much_is_told_where_the_largest_file_is_used(course: Course, limited: Profile, kind: str) -> None:
    (found,) = acceptance_findings((course,), (limited,))
    assert told(found) == (kind, "course/one/page.md", 3, "[The file](film.mp4)")


def test_what_to_do_about_too_much_can_help(course: Course) -> None:
    (alone,) = modules_alone(course)
    cases: list[tuple[Course, int]] = [(course, 5000), (course, 2500), (alone, 5000)]
    said = [
        found.remedy.text(translator("en")) if found.remedy else ""
        for part, limit in cases
        for found in acceptance_findings((part,), (replace(profile("crossknowledge"), largest=limit),))
    ]
    assert ["cut the course" in said[0], "alone it is above the limit" in said[1], "the module in two" in said[2]] == [
        True
    ] * 3


def test_text_is_weighed_as_the_zip_holds_it(course: Course) -> None:
    # 3,000 bytes of film and 2,000 of a picture stay; the text of 1,000 bytes is four times the same 256.
    assert not list(acceptance_findings((course,), (replace(profile("crossknowledge"), largest=5300),)))


def test_too_many_files_are_told_at_the_head_of_course_yml(course: Course) -> None:
    (found,) = acceptance_findings((course,), (replace(profile("360learning"), most_files=3),))
    assert told(found)[:3] == ("refused-package", "course.yml", 1)


def test_a_file_that_a_zip_makes_two_hundred_times_smaller_is_refused(write_course: WriteCourse) -> None:
    root = write_course(
        {
            "course.yml": "id: files\ntitle: Files\nlanguage: en\n",
            "course/one/page.md": "# Page\n\n[Table](table.csv), [letters](letters.csv), [film](film.mp4)\n",
            "course/one/table.csv": "0" * 100_000,
            "course/one/film.mp4": "0" * 100_000,
            "course/one/letters.csv": "abcdefghijklmnopqrstuvwxyz\n",
        }
    )
    (found,) = acceptance_findings((sound_course(root),), (profile("360learning"),))
    assert told(found) == ("refused-file", "course/one/page.md", 3, "[Table](table.csv)")


@pytest.mark.parametrize(
    ("name", "refused"),
    [("a.php", True), ("a.PHP5", True), ("a.sh", True), ("sh", False), ("a.pyc", False), ("a.py.zip", False)],
)
def test_types_of_files_are_those_of_their_names_in_the_package(
    write_course: WriteCourse,
    name: str,
    refused: bool,  # noqa: FBT001 - a table
) -> None:
    root = write_course(
        {
            "course.yml": "id: files\ntitle: Files\nlanguage: en\n",
            "course/one/page.md": f"# Page\n\n[It]({name})\n",
            f"course/one/{name}": "x",
        }
    )
    assert bool(list(acceptance_findings((sound_course(root),), (profile("crossknowledge"),)))) == refused


def test_a_build_says_of_each_platform_what_was_checked_and_claims_no_more(course: Course) -> None:
    names = ("moodle", "riseup", "chamilo", "ilias", "openedx-xblock")
    said = [fact.text(translator("en")) for fact in acceptance_facts((course,), profiles_named(names))]
    assert said == [
        "Moodle: nothing in this course that it is known to refuse or change. Checked: scores that may fall.",
        "Moodle: to require a status, tick “Passed” and “Completed”: this course ends as “Completed”.",
        (
            "Rise Up: 1 thing that it refuses or changes. Checked: the size of the files (1000 MB at most), "
            "links that open a window, the final status."
        ),
        "Chamilo: no rule about what a course holds is known; nothing was checked for it.",
        "Chamilo before 1.11.16 loses the time of a visit that ends with the back button.",
        "ILIAS: no rule about what a course holds is known; nothing was checked for it.",
        "Open edX (SCORM XBlock): no rule about what a course holds is known; nothing was checked for it.",
    ]


def test_what_a_platform_refuses_stops_the_build_unless_it_is_allowed(
    write_course: WriteCourse, tmp_path: Path
) -> None:
    files = {
        "course.yml": "id: files\ntitle: Files\nlanguage: en\ntargets: {scorm12: {lms: crossknowledge}}\n",
        "course/one/page.md": "# Page\n\n[It](a.py)\n",
        "course/one/a.py": "x",
    }
    assert not build_course(write_course(files), tmp_path / "out").files
    files["course.yml"] += "allow: refused-file\n"
    built = build_course(write_course(files), tmp_path / "out")
    assert len(built.files) == 1
    assert any("CrossKnowledge: 1 thing that it refuses" in fact.text(translator("en")) for fact in built.facts)


def test_limits_are_those_of_each_package(write_course: WriteCourse) -> None:
    files = {
        "course.yml": "title: Files\nlanguage: en\ntargets: {scorm12: {packages: modules, lms: [riseup, totara]}}\n",
        "course/one/quiz.yml": "questions:\n  - {id: q, question: Which?, accept: a}\n",
        "course/two/page.md": "# Page\n\nText.\n",
    }
    found = [told(one) for one in check_course(write_course(files)).findings]
    assert found == [
        ("unliked-status", "course.yml", 1, "title"),
        ("loose-identifier", "course.yml", 1, "Files"),
    ]
    course = sound_course(
        write_course(files | {"course/two/page.md": "# Page\n\n[It](a.pdf)\n", "course/two/a.pdf": "x" * 9})
    )
    small = (replace(profile("crossknowledge"), largest=8),)
    assert [len(list(acceptance_findings((part,), small))) for part in modules_alone(course)] == [0, 1]
    *_, note = acceptance_facts(modules_alone(course), (profile("moodle"),))
    assert "where something is graded, packages end as “Passed”" in note.text(translator("en"))


def test_every_platform_is_in_the_guide() -> None:
    guide = (Path(__file__).parent.parent / "docs" / "authoring.md").read_text(encoding="utf-8")
    rows = guide.split("| Platform |")[1].split("\n\n")[0].split("\n")[2:]
    assert [row.split("`")[1] for row in rows] == [one.name for one in PROFILES]
