"""Every course of the repository as an Open edX archive: nothing for Studio to lose."""

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from builder.diagnostics import Findings
from builder.model.course import questions_of
from builder.model.interaction import (
    Cloze,
    Essay,
    Interaction,
    Match,
    NumericEntry,
    Order,
    Presentation,
    Select,
    TextEntry,
    is_scored,
)
from builder.model.quiz import Quiz
from builder.read.course import read_course
from builder.read.workspace import Workspace
from builder.targets.olx.names import Names
from tests.openedx.archive import faults
from tests.openedx.cleaner import olxcleaner_errors
from tests.openedx.exported import built, files_of, problems_of
from tests.openedx.judge import Problem, judge
from tests.openedx.studio import opened

ROOT = Path(__file__).parent.parent.parent
COURSES = {folder.name: folder for folder in sorted((ROOT / "tests" / "courses").iterdir())} | {"sample": ROOT}


@pytest.fixture(scope="session", params=COURSES)
def course(request: pytest.FixtureRequest) -> Path:
    return COURSES[str(request.param)]


@pytest.fixture(scope="session")
def archive(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(course, tmp_path_factory.mktemp("olx"))


def test_nothing_is_wrong_with_its_structure(archive: Path) -> None:
    assert faults(archive) == []


def test_olxcleaner_finds_no_error(archive: Path) -> None:
    assert olxcleaner_errors(archive) == []


def test_another_build_gives_the_same_bytes(archive: Path, course: Path, tmp_path: Path) -> None:
    again = built(course, tmp_path)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(archive.read_bytes()).digest()


def test_members_are_plain_files_of_nobody(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        members = tar.getmembers()
    assert members[0].name == "course/course.xml"
    assert [member.name for member in members[1:]] == sorted(member.name for member in members[1:])
    assert {(member.type, member.mode, member.uid, member.gid, member.mtime) for member in members} == {
        (tarfile.REGTYPE, 0o644, 0, 0, 0)
    }


def test_every_question_has_its_problem_and_every_problem_works(archive: Path, course: Path) -> None:
    problems = problems_of(archive)
    assert set(problems) == {name for name, _ in questions(course)}
    assert [verdict.fault for verdict in judge([Problem(xml) for xml in problems.values()]) if verdict.fault] == []


def test_only_what_studio_does_not_know_is_left_to_its_raw_editor(archive: Path, course: Path) -> None:
    """Partial credit, shuffled choices, and questions of several parts; the visual editor opens everything else."""
    problems = problems_of(archive)
    refused = {name for name, one in zip(problems, opened(list(problems.values())), strict=True) if not one.opens}
    assert refused == {name for name, is_unknown in questions(course) if is_unknown}


def test_weights_and_formats_of_the_sample_course_are_one_a_quiz(tmp_path: Path) -> None:
    files = files_of(built(ROOT, tmp_path))
    formats = [
        etree.fromstring(content).get("format")
        for path, content in files.items()
        if path.startswith("course/sequential/") and b"graded" in content
    ]
    assert len(formats) == len(set(formats)) == 3


def questions(folder: Path) -> Iterator[tuple[str, bool]]:
    """Go through the problems that a course should have: the name of each, and whether Studio's editor knows it not."""
    read = read_course(Workspace(folder), Findings())
    assert read is not None
    for module in read.modules:
        for activity in module.activities:
            for question in questions_of(activity):
                shuffled = isinstance(activity, Quiz) and activity.shuffle_choices
                yield (
                    Names(read).problem_name(module, activity, question),
                    is_unknown(question.interaction, shuffled=shuffled),
                )


def is_unknown(interaction: Interaction, *, shuffled: bool) -> bool:
    match interaction:
        case Select():
            is_shuffled = shuffled and not interaction.multiple and is_scored(interaction)
            # Whatever is chosen in a poll is part of what is right.
            is_partial = interaction.partial or (interaction.multiple and not is_scored(interaction))
            return is_partial or (is_shuffled and interaction.presentation is not Presentation.TRUE_FALSE)
        case Match():
            return len(interaction.lines) > 1
        case Order() | Cloze():
            return True
        case NumericEntry() | TextEntry() | Essay():
            return False
