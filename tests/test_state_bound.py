"""The proof that progress fits: never less than a learner's state, nor much more; what is said where it does not."""

import re

import pytest
from click.testing import CliRunner

from builder.cli import cli
from builder.targets import TARGETS
from builder.targets.scorm12.state_report import OTHER_TARGETS
from builder.targets.scorm12.state_size import LIMIT, essential_size, largest_size, shares
from tests.conftest import Ask, WriteCourse
from tests.generated import long_course, random_course
from tests.vectors.learner_data import learner_data, sound_course

JOURNEYS = 20


@pytest.mark.parametrize("seed", range(30))
def test_no_journey_through_any_course_takes_more_than_the_bound(
    ask: Ask, write_course: WriteCourse, seed: int
) -> None:
    course = sound_course(write_course(random_course(seed)))
    data = learner_data(course)
    bounds = [essential_size(course), largest_size(course)]
    found = ask("journeys", data.outline, data.questions, JOURNEYS, seed)
    assert isinstance(found, list)
    longest = [max(journey[at] for journey in found) for at in (0, 1)]
    ratios = [bound / length for bound, length in zip(bounds, longest, strict=True)]
    print(f"bounds {bounds}, longest of {JOURNEYS} journeys {longest}, ratios {ratios[0]:.3f} and {ratios[1]:.3f}")  # noqa: T201 - asked for with -s
    assert all(ratio >= 1 for ratio in ratios)
    assert ratios[0] < 1.25
    assert ratios[1] < 3
    assert ask("fullSizes", data.outline, data.questions) == bounds


@pytest.mark.parametrize("seed", range(3))
def test_what_modules_take_adds_up_to_less_than_the_whole(write_course: WriteCourse, seed: int) -> None:
    course = sound_course(write_course(random_course(seed)))
    found = shares(course)
    assert [share.module for share in found] == list(course.modules)
    # The header, two counts, and the mark of each badge are nobody's.
    rest = essential_size(course) - sum(share.progress for share in found)
    assert 0 < rest <= 16 + 5 * len(course.badges)
    assert 0 < largest_size(course) - sum(share.whole for share in found) <= rest + 1
    assert all(0 < share.page_size <= share.progress <= share.whole for share in found)


def test_three_hundred_pages_and_forty_quizzes_fit_and_the_build_prints_the_margin(write_course: WriteCourse) -> None:
    root = write_course(long_course(20, 15, 2))
    built = CliRunner().invoke(cli, ["build", str(root), "--target", "scorm12", "--lang", "en"])
    assert built.exit_code == 0, built.output
    size = essential_size(sound_course(root))
    assert size < LIMIT / 2
    said = f"progress and scores take at most {size} characters of 4096; {LIMIT - size} are left."
    assert said in built.output
    assert "  each of the 14 other modules, at most" in built.output


def test_a_course_that_cannot_fit_is_refused_and_told_what_to_do(write_course: WriteCourse) -> None:
    root = write_course(long_course(45, 30, 1, settings="targets:\n  scorm12:\n"))
    built = CliRunner().invoke(cli, ["build", str(root), "--lang", "en"])
    assert built.exit_code == 1
    assert not (root / "dist").exists()
    for said in (
        "error[state-too-large]: progress in this course may take ",
        " --> course.yml:4:3",
        " (pages (30): 88; quizzes (1): ",
        "the largest: “",
        "as large: 42 more",
        "write `targets: {scorm12: {packages: [modules]}}`",
        "whoever has begun the course in one package begins afresh",
    ):
        assert said in built.output
    (root / "course.yml").write_text("title: A long course\ntargets: {scorm12: {packages: [modules]}, web: }\n")
    built = CliRunner().invoke(cli, ["build", str(root), "--lang", "en"])
    assert built.exit_code == 0, built.output
    assert len(list((root / "dist").glob("*-scorm12-*.zip"))) == 45


@pytest.mark.parametrize(
    ("settings", "remedy"),
    [
        ("[scorm12, web, olx]", "write `targets: {scorm12: {packages: [modules]}, web: , olx: }`"),
        ("", "write `targets: {scorm12: {packages: [modules]}, olx: , web: }`"),
        ("{scorm12: {lms: moodle}, web: }", "write `packages: [modules]` among the options of `scorm12`"),
    ],
)
def test_what_to_write_takes_no_target_away(write_course: WriteCourse, settings: str, remedy: str) -> None:
    root = write_course(long_course(45, 30, 1, settings=f"targets: {settings}\n"))
    assert remedy in CliRunner().invoke(cli, ["check", str(root), "--lang", "en"]).output
    if "`targets:" in remedy:
        (root / "course.yml").write_text(f"title: A long course\n{remedy.split('`')[1]}\n")
        assert [one.id for one in sound_course(root).targets] == list(
            dict.fromkeys(["scorm12", *re.findall(r"web|olx", remedy)])
        )


def test_where_no_target_is_named_all_of_them_are() -> None:
    assert {"scorm12", *OTHER_TARGETS} == {target.name for target in TARGETS}


def test_rows_stand_in_the_order_of_the_course_under_headings(write_course: WriteCourse) -> None:
    root = write_course(long_course(20, 15, 2))
    lines = CliRunner().invoke(cli, ["build", str(root), "--target", "scorm12", "--lang", "fr"]).output.splitlines()
    at = lines.index("  doit tenir  avec les réponses  module")
    rows = [line.split(maxsplit=2) for line in lines[at + 1 : at + 9]]
    titles = [title for *_, title in rows[:6]]
    assert titles == [module.title for module in sound_course(root).modules if module.title in titles]
    assert all(int(fits) <= int(whole) for fits, whole, _ in rows)


def test_a_module_that_cannot_fit_alone_is_refused_where_it_stands(write_course: WriteCourse) -> None:
    settings = "targets: {scorm12: {packages: [modules]}}\n"
    files = long_course(1, 0, 0, settings=settings) | {
        "course/one/module.yml": "title: One\n",
        **{f"course/one/page-{at}.md": f"# Page {at}\n\nText.\n" for at in range(1600)},
    }
    built = CliRunner().invoke(cli, ["build", str(write_course(files)), "--lang", "en"])
    assert built.exit_code == 1
    assert "error[state-too-large]: progress in the module “One” may take " in built.output
    assert "= help: split this module in two, or join short pages and short quizzes" in built.output
