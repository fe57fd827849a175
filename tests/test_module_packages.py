"""A package for each module: complete by itself, with nothing of the others."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from builder.badges.decide import decide
from builder.badges.evidence import Reading
from builder.badges.reports import NOBODY, read_report
from builder.model.course import Course
from builder.project import build_course, check_course
from tests.conftest import WriteCourse

COURSE = Path(__file__).parent / "courses" / "parts"
NAMES = ["01-start", "02-build", "03-more"]


@pytest.fixture(scope="module")
def course() -> Course:
    found = check_course(COURSE).course
    assert found is not None
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, zipfile.ZipFile]:
    files = build_course(COURSE, tmp_path_factory.mktemp("dist"), ("scorm12",)).files
    return {file.stem.removeprefix("garden-2.0.0-scorm12-"): zipfile.ZipFile(file) for file in files}


def outline(package: zipfile.ZipFile) -> dict[str, Any]:
    text = package.read("course.js").decode().strip().removeprefix("parcours.receive(").removesuffix(");")
    found: dict[str, Any] = json.loads(f"[{text}]")[1]
    return found


def manifest(package: zipfile.ZipFile) -> etree._Element:
    return etree.fromstring(package.read("imsmanifest.xml"))


def titles(package: zipfile.ZipFile) -> list[str]:
    return [str(title.text) for title in manifest(package).iter("{*}title")]


def test_each_module_is_a_package_named_by_its_place_and_id(built: dict[str, zipfile.ZipFile]) -> None:
    assert list(built) == NAMES
    assert all(name.isascii() and " " not in name for name in built)


def test_manifests_differ_by_their_identifiers_and_the_item_stays_the_same(built: dict[str, zipfile.ZipFile]) -> None:
    manifests = [manifest(package) for package in built.values()]
    assert [one.get("identifier") for one in manifests] == [
        f"parcours-garden-{name}" for name in ("start", "build", "more")
    ]
    assert {one.find(".//{*}item").get("identifier") for one in manifests} == {"item"}  # type: ignore[union-attr]
    assert [titles(package) for package in built.values()] == [
        [title, title] for title in ("Before you dig", "Build the beds", "For the curious")
    ]


def test_a_module_that_was_renamed_is_the_same_package_to_platforms(write_course: WriteCourse) -> None:
    found = []
    for module in ({"course/01-old/01-page.md": "# Page\n"}, {"course/01-new/01-page.md": "# Page\n"}):
        name = next(iter(module)).split("/")[1]
        settings = {} if name == "01-old" else {f"course/{name}/module.yml": "was: old\n"}
        yml = {"course.yml": "id: garden\ntitle: Garden\nlanguage: en\ntargets: {scorm12: {packages: [modules]}}\n"}
        root = write_course({f"{name}/{path}": text for path, text in {**yml, **module, **settings}.items()}) / name
        (file,) = build_course(root, root / "dist", ("scorm12",)).files
        with zipfile.ZipFile(file) as package:
            found.append((manifest(package).get("identifier"), outline(package)["id"]))
    assert found == [("parcours-garden-old", "garden/old")] * 2


def test_a_module_is_a_course_of_its_own_and_required_there(built: dict[str, zipfile.ZipFile]) -> None:
    outlines = [outline(package) for package in built.values()]
    assert [one["id"] for one in outlines] == ["garden/start", "garden/build", "garden/more"]
    assert [(len(one["modules"]), one["modules"][0]["number"]) for one in outlines] == [(1, 1), (1, 2), (1, 3)]
    assert not any(module["optional"] for one in outlines for module in one["modules"])
    names = [activity["name"] for one in outlines for activity in one["modules"][0]["activities"]]
    assert names == ["start/check", "start/ground", "build/beds", "more/wish", "more/worms"]


def test_only_what_a_module_uses_travels_with_it(built: dict[str, zipfile.ZipFile]) -> None:
    files = {
        name: [path for path in package.namelist() if path.startswith("files/")] for name, package in built.items()
    }
    assert files == {
        "01-start": ["files/course/01-start/spade.svg"],
        "02-build": ["files/course/02-build/bed.svg", "files/course/02-build/plan.txt"],
        "03-more": [],
    }
    for name, package in built.items():
        assert "content/glossary.js" in package.namelist()
        others = {other[3:] for other in NAMES if other != name}
        searched = package.read("search/1.js").decode()
        assert not [other for other in others if f"{other}/" in searched or f"content/{other}/" in package.namelist()]


def test_a_badge_is_where_all_that_it_asks_for_is(built: dict[str, zipfile.ZipFile]) -> None:
    assert [[badge["id"] for badge in outline(package)["badges"]] for package in built.values()] == [
        ["digger"],
        [],
        ["curious"],
    ]


def test_a_badge_looks_as_it_does_in_the_course(built: dict[str, zipfile.ZipFile], tmp_path: Path) -> None:
    (whole,) = build_course(COURSE, tmp_path, ("web",)).files
    picture = "badges/curious/earned.svg"
    assert built["03-more"].read(picture) == zipfile.ZipFile(whole).read(picture)


def test_objectives_are_those_that_its_questions_are_about(built: dict[str, zipfile.ZipFile]) -> None:
    said = [package.read("index.html").decode() for package in built.values()]
    assert ["Tell a soil" in page for page in said] == [True, False, False]
    assert not any("Plan beds for a year" in page for page in said)


def test_a_link_to_another_package_is_words_that_say_where(built: dict[str, zipfile.ZipFile]) -> None:
    page = built["01-start"].read("content/start/ground.js").decode()
    assert "comes with the plan (module “Build the beds”).</p>" in page
    assert "in planning (module “Build the beds”).</p>" in built["03-more"].read("content/glossary.js").decode()
    assert '#/build/beds\\">planning</a>' in built["02-build"].read("content/glossary.js").decode()


def test_home_says_what_it_is_a_part_of(built: dict[str, zipfile.ZipFile]) -> None:
    page = built["02-build"].read("index.html").decode()
    assert '<p class="eyebrow">A garden for everyone</p>\n<h1>Build the beds</h1>' in page
    assert "Start the module" in page
    assert 'data-course="garden/build"' in page
    assert not re.search("To complete the course|1 module<|From bare ground|Start the course", page)


def test_the_attestation_names_the_module_and_the_course(built: dict[str, zipfile.ZipFile]) -> None:
    said = outline(built["02-build"])["sentences"]
    assert said["{name} has completed the online course {title}"] == (
        "{name} has completed the module {title} of the online course “A garden for everyone”"
    )


def test_an_author_s_own_words_are_kept(write_course: WriteCourse) -> None:
    settings = "strings: {Start the course: Off we go}\ntargets: {scorm12: {packages: [modules]}}\n"
    files = {"course.yml": f"title: T\nlanguage: en\n{settings}", "course/one/page.md": "# Page\n\nText.\n"}
    root = write_course(files)
    (file,) = build_course(root, root / "dist", ("scorm12",)).files
    assert "Off we go" in zipfile.ZipFile(file).read("index.html").decode()


def test_course_and_modules_together(write_course: WriteCourse) -> None:
    files = {"course.yml": "title: Two\ntargets: {scorm12: {packages: [course, modules]}}\n"}
    files |= {f"course/{at:02}-m{at}/page.md": "# Page\n\nText.\n" for at in range(1, 101)}
    root = write_course(files)
    names = [file.name for file in build_course(root, root / "dist", ("scorm12",)).files]
    assert names[:2] == ["two-1.0.0-scorm12.zip", "two-1.0.0-scorm12-001-m1.zip"]
    assert len(names) == 101


def test_the_same_course_gives_the_same_packages(tmp_path: Path) -> None:
    first, second = (build_course(COURSE, tmp_path / name, ("scorm12",)).files for name in ("one", "two"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_the_report_says_which_badges_no_package_shows(tmp_path: Path) -> None:
    facts = [fact.text(str) for fact in build_course(COURSE, tmp_path, ("scorm12",)).facts]
    assert any("“Planner”, “Gardener”" in fact and "`parcours badges award`" in fact for fact in facts)


def test_a_badge_that_several_modules_count_for_is_awarded_from_reports_named_as_the_packages_are(
    course: Course, built: dict[str, zipfile.ZipFile]
) -> None:
    names = [titles(package)[0] for package in built.values()]
    readings = [_completion(course, names), *(_attempts(course, name) for name in names)]
    for found in (readings[:1], readings[1:]):
        assert not [trouble for reading in found for trouble in reading.troubles]
        granted = {(one.person.email, one.badge) for one in decide(course, found) if one.granted}
        assert granted >= {("ada@example.org", "gardener")}
        assert {badge for who, badge in granted if who == "bob@example.org"} <= {"digger"}
    awarded = {one.badge for one in decide(course, readings) if one.granted}
    assert awarded == {"digger", "planner", "gardener", "curious"}


def _completion(course: Course, names: list[str]) -> Reading:
    """Moodle, activity completion: an activity for each package."""
    rows = [",".join(["", "Email address", *(cell for name in names for cell in (name, ""))])]
    for person, done in (("Ada", 3), ("Bob", 1)):
        states = [state for at in range(3) for state in ("Completed" if at < done else "Not completed", "")]
        rows.append(",".join([person, f"{person.lower()}@example.org", *states]))
    return read_report("\n".join(rows).encode(), "progress.csv", course, None, NOBODY)


def _attempts(course: Course, name: str) -> Reading:
    """Moodle, the SCORM report of one package."""
    heading = ["First name", "Email address", "Attempt", "Started on", "Last accessed on", "Score", name]
    on = ["2026-03-02 09:10", "2026-03-02 10:10"]
    rows = ["\t".join(heading), "\t".join(["Ada", "ada@example.org", "1", *on, "", "passed"])]
    rows.append(
        "\t".join(["Ada", "ada@example.org", "2", *on, "80", "80" if name == "Before you dig" else "completed"])
    )
    rows.append("\t".join(["Bob", "bob@example.org", "1", *on, "", "incomplete"]))
    return read_report("\n".join(rows).encode(), "attempts.txt", course, None, NOBODY)
