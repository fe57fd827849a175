"""What is said of Open edX courses, written here as Studio exports them."""

from pathlib import Path

# ruff: noqa: E501 - a file of an archive is one line here
import pytest

from builder.diagnostics import Severity
from builder.inspection.inspection import Inspection, inspect
from tests.inspection.made import olx, tarred, zipped
from tests.inspection.test_made import names


def course(tmp_path: Path, changes: dict[str, str | bytes | None]) -> Inspection:
    """Inspect the course with other files, None for one that is not there."""
    files = {name: text for name, text in {**olx(), **changes}.items() if text is not None}
    return inspect(tarred(tmp_path / "course.tar.gz", files))


def test_a_course_of_studio_can_be_uploaded(tmp_path: Path) -> None:
    report = course(tmp_path, {})
    assert (report.form.key, report.verdict.key, names(report)) == ("olx", "good", set())
    assert report.course
    assert (report.course.title, report.course.run) == ("A course", "2026")
    assert [block.tag for block in report.course.blocks] == "course chapter sequential vertical html problem".split()


@pytest.mark.parametrize(
    ("name", "verdict", "changes"),
    [
        ("broken-xml", "losses", {"course/problem/p1.xml": "<problem><p></problem>"}),
        ("broken-xml", "refused", {"course/course.xml": "<course"}),
        ("dangling-pointer", "losses", {"course/problem/p1.xml": None}),
        ("dangling-pointer", "losses", {"course/html/h1.html": None}),
        ("dangling-pointer", "refused", {"course/course/2026.xml": None}),
        ("not-a-course", "refused", {"course/course.xml": "<library/>"}),
        ("nameless-run", "refused", {"course/course.xml": "<course org='Org' course='C1'/>"}),
        ("several-courses", "losses", {"course/static/course.xml": "<course/>"}),
        ("wrong-nesting", "losses", {"course/chapter/ch1.xml": '<chapter><sequential url_name="s1"/><vertical/></chapter>'}),
        ("same-url-name-twice", "losses", {"course/vertical/v1.xml": '<vertical><html url_name="h1"/><html url_name="h1"/></vertical>'}),
        ("empty-part", "remarks", {"course/vertical/v1.xml": "<vertical/>"}),
        ("unusual-block", "remarks", {"course/vertical/v1.xml": '<vertical><hologram url_name="x">1</hologram></vertical>'}),
        ("policy-missing", "remarks", {"course/policies/2026/policy.json": None}),
        ("policy-missing", "remarks", {"course/policies/2026/policy.json": "{}"}),
        ("broken-json", "losses", {"course/policies/2026/policy.json": "{'course/2026': 1}"}),
        ("broken-json", "losses", {"course/policies/2026/grading_policy.json": "[" * 100_000}),
        ("odd-grading", "remarks", {"course/policies/2026/grading_policy.json": '{"GRADER": [{"type": "Quiz", "weight": 0.4}]}'}),
        ("odd-grading", "remarks", {"course/policies/2026/grading_policy.json": '{"GRADER": [{"type": "Exam", "weight": 1}]}'}),
        ("missing-static-file", "remarks", {"course/static/a.png": None}),
        ("files-of-macos", "losses", {"course/._course.xml": b"\x00\x05"}),
    ],
)  # fmt: skip
def test_what_open_edx_would_lose_is_found(
    name: str, verdict: str, changes: dict[str, str | bytes | None], tmp_path: Path
) -> None:
    report = course(tmp_path, changes)
    assert name in names(report)
    assert report.verdict.key == verdict


def test_a_mistake_in_a_block_is_shown_at_its_line(tmp_path: Path) -> None:
    report = course(tmp_path, {"course/problem/p1.xml": "<problem>\n<p>\n</problem>"})
    found = [problem.span for problem in report.problems if problem.kind.name == "broken-xml"]
    assert [(span.source.path, span.position[0]) for span in found] == [("course/problem/p1.xml", 3)]


@pytest.mark.parametrize("text", ["<sequential>", None])
def test_a_part_that_cannot_be_read_is_not_also_said_to_be_empty(text: str | None, tmp_path: Path) -> None:
    assert "empty-part" not in names(course(tmp_path, {"course/sequential/s1.xml": text}))


def test_the_name_of_the_archive_must_say_what_it_is(tmp_path: Path) -> None:
    assert names(inspect(tarred(tmp_path / "course.tgz", olx())), Severity.ERROR) == {"wrong-archive"}
    assert inspect(zipped(tmp_path / "course.zip", olx())).verdict.key == "good"


def test_blocks_that_point_in_a_circle_are_read_once(tmp_path: Path) -> None:
    report = course(tmp_path, {"course/chapter/ch1.xml": '<chapter><chapter url_name="ch1"/></chapter>'})
    assert "wrong-nesting" in names(report)


def test_what_a_course_shows_of_other_servers_is_told(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        "course/problem/p1.xml": '<problem><img src="https://pictures.example/a.png"/></problem>',
        "course/vertical/v1.xml": '<vertical><problem url_name="p1"/><video url_name="v" youtube_id_1_0="abc"/></vertical>',
    }
    report = course(tmp_path, changes)
    assert {host.name: host.when for host in report.contents.ranked} == {
        "pictures.example": "page",
        "www.youtube.com": "page",
    }


def test_a_course_below_several_folders_is_found_as_studio_finds_it(tmp_path: Path) -> None:
    files = {f"copy/of/{name}": text for name, text in olx().items()}
    report = inspect(tarred(tmp_path / "course.tar.gz", {**files, "copy/__MACOSX/x": "x"}))
    assert (report.form.key, report.verdict.key, names(report)) == ("olx", "good", set())


@pytest.mark.parametrize("folder", ["course/", "", "a/b/c/"])
def test_a_course_without_its_course_xml_is_no_web_site(folder: str, tmp_path: Path) -> None:
    files = {name.replace("course/", folder, 1): text for name, text in olx().items() if name != "course/course.xml"}
    report = inspect(tarred(tmp_path / "course.tar.gz", files))
    assert (report.form.key, report.verdict.key, names(report)) == ("olx", "refused", {"course-file-missing"})
