"""`parcours diff`: what it says, on 80 columns and to programs, of packages of ours, of others, and of what is none."""

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from functools import reduce
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import cli
from builder.inspection import successors
from builder.project import build_course
from tests.inspection.versions import Part, Unit, Version, files_of

QUIZ = Part("quiz", "quiz", (), {"q": "A", "r": "A"})
OLD: Version = (Unit("one", (Part("a"), Part("b"))), Unit("two", (QUIZ,)))


def packages(version: Version, root: Path, **changes: str) -> dict[str, Path]:
    """Build a version, with some texts of its files replaced; return the package of each target."""
    for path, text in files_of(version).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        pairs = ((before.replace("_", " "), after) for before, after in changes.items())
        file.write_text(reduce(lambda made, pair: made.replace(*pair), pairs, text), encoding="utf-8")
    built = build_course(root, root / "dist").files
    assert built
    return {target: file for file in built for target in ("scorm12", "web", "olx") if f"-{target}." in file.name}


def words(done: Result) -> str:
    """Return what was printed, lines joined."""
    return " ".join(done.stdout.split())


def diff(*arguments: Path | str) -> Result:
    return CliRunner().invoke(cli.cli, ["diff", "--lang", "en", *map(str, arguments)])


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return packages(OLD, tmp_path_factory.mktemp("old"))


def test_a_page_that_was_added_costs_nobody_anything(old: dict[str, Path], tmp_path: Path) -> None:
    new = packages((Unit("one", (Part("a"), Part("c"), Part("b"))), OLD[1]), tmp_path)
    done = diff(old["scorm12"], new["scorm12"])
    assert done.exit_code == 0
    assert "Nobody loses any progress." in words(done)
    assert "Who is in the middle of it has 1 more to do; who completed it is not asked." in words(done)


def test_what_is_lost_comes_with_the_words_to_write(old: dict[str, Path], tmp_path: Path) -> None:
    parts = (Part("a"), Part("cc"))
    new = packages((Unit("one", parts), Unit("zwei", OLD[1].parts)), tmp_path)
    done = diff(old["scorm12"], new["scorm12"])
    said = words(done)
    assert done.exit_code == 1
    assert "Modules kept: 0, kept in part: 1, lost: 1." in said
    assert "If “Page cc” has taken its place, write `was: b` in its file and build again." in said
    assert "If `zwei` has taken its place, write `was: two` there and build again." in said
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_a_quiz_that_changed_keeps_its_score(old: dict[str, Path], tmp_path: Path) -> None:
    quiz = Part("quiz", "quiz", (), {"q": "B", "s": "A"})
    new = packages(
        (OLD[0], Unit("two", (quiz,))), tmp_path, title_Quiz="title", **{"title:_Quiz": "pass: 90 %\ntitle: Quiz"}
    )
    said = words(diff(old["scorm12"], new["scorm12"]))
    assert "1 question asked again, 1 question gone" in said
    assert "The best score stays, and so does having passed" in said
    assert "It asks for 90 % instead of 70 %: who passed it stays so." in said


def test_programs_read_the_same(old: dict[str, Path], tmp_path: Path) -> None:
    new = packages((Unit("uno", OLD[0].parts, was=("one",)),), tmp_path)
    done = diff(old["scorm12"], new["scorm12"], "--format", "json", "--lms", "moodle")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [(one["id"], one["now"], one["progress"]) for one in told["modules"]] == [
        ("one", "uno", "kept"),
        ("two", None, "lost"),
    ]
    assert [(one["id"], one["progress"]) for one in told["badges"]] == [
        ("one", "lost"),
        ("two", "lost"),
        ("uno", "new"),
    ]
    assert [(one["name"], one["loses"]) for one in told["platforms"]] == [("moodle", False)]


def test_the_same_file_twice_changes_nothing(old: dict[str, Path]) -> None:
    done = diff(old["scorm12"], old["scorm12"])
    assert (done.exit_code, "The two files are the same" in words(done)) == (0, True)


def test_files_in_the_wrong_order_are_noticed(old: dict[str, Path], tmp_path: Path) -> None:
    later = packages(OLD, tmp_path / "later", **{"title:_Course": "title: Course\nversion: 2.0.0"})
    renamed = packages((Unit("one", (Part("a"), Part("c", was=("b",)))), OLD[1]), tmp_path / "renamed")
    assert "right order? The old one is version 2.0.0, the new one 1.0.0" in words(diff(later["web"], old["web"]))
    assert "right order?" in words(diff(renamed["web"], old["web"]))
    assert "right order?" not in words(diff(old["web"], renamed["web"]))


def test_two_courses_are_told_apart(old: dict[str, Path], tmp_path: Path) -> None:
    other = packages((Unit("else", (Part("x"),)),), tmp_path, **{"id:_course": "id: other"})
    done = diff(old["scorm12"], other["scorm12"])
    assert done.exit_code == 1
    assert "These are two courses, “Course” (course) and “Course” (other)" in words(done)
    assert "Give the second an activity of its own" in words(done)
    assert "Totara: the file is refused by default" in words(done)


def test_a_new_id_of_the_course_is_told_with_what_it_costs(old: dict[str, Path], tmp_path: Path) -> None:
    new = packages(OLD, tmp_path, **{"id:_course": "id: other"})
    done = diff(old["scorm12"], new["scorm12"])
    assert (done.exit_code, diff(old["scorm12"], new["scorm12"], "--lms", "moodle").exit_code) == (1, 0)
    assert "The course was `course` and is `other`" in words(done)
    assert "Totara: the new file is refused, or results are deleted; see below." in words(done)
    assert "progress that a platform keeps is found again" in words(done)


def test_on_the_web_a_new_id_of_the_course_loses_everything(old: dict[str, Path], tmp_path: Path) -> None:
    new = packages(OLD, tmp_path, **{"id:_course": "id: other"})
    done = diff(old["web"], new["web"])
    assert (done.exit_code, "everybody begins afresh" in words(done)) == (1, True)
    told = json.loads(diff(old["web"], new["web"], "--format", "json").stdout)
    assert [one["progress"] for one in told["modules"] + told["badges"]] == ["lost"] * 4
    assert "Whoever earned it sees it as not earned" in words(done)
    assert "was:" not in done.stdout


def test_course_and_modules_are_activities_of_their_own(old: dict[str, Path], tmp_path: Path) -> None:
    packages(OLD, tmp_path, **{"title:_Course": "title: Course\ntargets: {scorm12: {packages: [modules]}}"})
    one, two = sorted((tmp_path / "dist").glob("*-scorm12-*.zip"))
    for first, second in ((old["scorm12"], one), (one, old["scorm12"])):
        done = diff(first, second)
        assert (done.exit_code, "begins afresh" in words(done)) == (1, True)
        assert "Moodle" not in words(done)
    done = diff(one, two)
    assert (done.exit_code, "These are the packages of two modules" in words(done)) == (1, True)


def test_what_went_to_the_package_of_another_module_is_to_be_done_again(tmp_path: Path) -> None:
    by_module = {"title:_Course": "title: Course\ntargets: {scorm12: {packages: [modules]}}"}
    moved = (Unit("one", (Part("a"),)), Unit("two", (*OLD[1].parts, Part("b", was=("one/b",)))))
    for version, name in ((OLD, "old"), (moved, "new")):
        packages(version, tmp_path / name, **by_module)
    before, after = (next((tmp_path / name / "dist").glob("*-01-one.zip")) for name in ("old", "new"))
    done = diff(before, after)
    assert (done.exit_code, "is to be done again there" in words(done)) == (1, True)


def test_modules_that_become_one_are_told_apart(old: dict[str, Path], tmp_path: Path) -> None:
    merged = Unit("one", (*OLD[0].parts, Part("quiz", "quiz", ("two/quiz",), {"q": "A", "r": "A"})), was=("two",))
    done = diff(old["scorm12"], packages((merged,), tmp_path)["scorm12"])
    titles = [line.split("  ")[0] for line in done.stdout.splitlines() if line.endswith("kept")]
    assert len(set(titles)) == 2
    said = words(done)
    assert said.count("From another module: ") == said.count("From another module: “Quiz quiz”") == 1
    assert "whoever completed one of the two has that one completed" in said


def test_a_badge_asks_for_the_same_when_only_names_changed(old: dict[str, Path], tmp_path: Path) -> None:
    new = packages((Unit("uno", OLD[0].parts, was=("one",)), OLD[1]), tmp_path, **{"id: uno, name": "id: one, name"})
    done = diff(old["scorm12"], new["scorm12"])
    assert (done.exit_code, "What earns it has changed" in words(done)) == (0, False)


@pytest.mark.parametrize(("first", "second"), [("scorm12", "web"), ("olx", "olx"), ("scorm12", "olx")])
def test_what_cannot_be_compared_is_said(old: dict[str, Path], first: str, second: str) -> None:
    done = diff(old[first], old[second])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "These files cannot be compared: " in done.stderr


def write_zip(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


OUTLINE = '{"id":"c","title":"C","modules":[],"badges":[]}'
MANIFEST = '<manifest identifier="m"><resources/></manifest>'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "no imsmanifest.xml"),
        ({"imsmanifest.xml": "<manifest"}, "cannot be read"),
        ({"imsmanifest.xml": ""}, "cannot be read"),
        ({"course.js": "alert(1)", "parcours.js": ""}, "damaged"),
        ({"course.js": 'parcours.receive("course",[]);', "parcours.js": ""}, "damaged"),
        ({"course.js": f'parcours.receive("course",{"[" * 100_000});', "parcours.js": ""}, "damaged"),
        ({"course.js": 'parcours.receive("course",{"id":1});', "parcours.js": ""}, "damaged"),
        (
            {
                "course.js": f'parcours.receive("course",{OUTLINE.replace("[]", "[1]", 1)});',
                "parcours.js": "",
            },
            "damaged",
        ),
    ],
)
def test_a_damaged_package_is_no_bug(tmp_path: Path, files: dict[str, str], told: str) -> None:
    file = write_zip(tmp_path / "x.zip", files or {"a.txt": "x"})
    done = diff(file, file)
    assert (done.exit_code, told in done.stderr) == (2, True), done.output


def test_a_manifest_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden", encoding="utf-8")
    text = (
        f'<!DOCTYPE m [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>'
        '<manifest identifier="m"><organizations><organization><item identifier="i" identifierref="r">'
        '<title>&s;</title></item></organization></organizations><resources><resource identifier="r" href="a.html"/>'
        "</resources></manifest>"
    )
    one = write_zip(tmp_path / "one.zip", {"imsmanifest.xml": text})
    two = write_zip(tmp_path / "two.zip", {"imsmanifest.xml": text, "a.html": "x"})
    assert "hidden" not in diff(one, two).output


def test_a_package_without_former_names_and_version_is_read(tmp_path: Path) -> None:
    outline = {
        "id": "c",
        "title": "C",
        "language": "en",
        "modules": [
            {
                "id": "m",
                "title": "M",
                "minutes": None,
                "optional": False,
                "completeWhen": "all",
                "activities": [{"name": "m/q", "title": "Q", "kind": "quiz", "pass": 0.5, "points": 1.0}],
            }
        ],
        "badges": [],
        "sentences": {},
        "plurals": {},
    }
    scripts = {
        "parcours.js": "",
        "course.js": f'parcours.receive("course",{json.dumps(outline)});\n',
        "content/m/q.js": 'parcours.receive("m/q",{"html":"","questions":[{"id":"x","key":7}]});\n',
    }
    one = write_zip(tmp_path / "one.zip", scripts)
    two = write_zip(tmp_path / "two.zip", scripts | {"style.css": ""})
    done = diff(one, two)
    assert (done.exit_code, "Nobody loses any progress." in words(done)) == (0, True)


def foreign(path: Path, *items: str, identifier: str = "m", more: str = "") -> Path:
    listed = "".join(f'<item identifier="{one}" identifierref="r"><title>T</title></item>' for one in items)
    manifest = (
        f'<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="{identifier}">'
        f"<organizations><organization>{listed}</organization></organizations>"
        '<resources><resource identifier="r" href="start.html"/></resources></manifest>'
    )
    return write_zip(path, {"imsmanifest.xml": manifest, "start.html": more})


def test_of_packages_by_other_tools_only_the_manifests_are_compared(tmp_path: Path, old: dict[str, Path]) -> None:
    one = foreign(tmp_path / "one.zip", "i1", "i2")
    same, fewer = foreign(tmp_path / "two.zip", "i1", "i2", more="x"), foreign(tmp_path / "three.zip", "i1")
    done = diff(one, same)
    assert done.exit_code == 0
    assert "Whether the pages find again what learners left cannot be told from here." in words(done)
    done = diff(one, fewer)
    assert done.exit_code == 1
    assert "not there any more are deleted (i2)" in words(done)
    done = diff(old["scorm12"], one)
    assert done.exit_code == 1
    assert "One of the two was not made by Parcours" in words(done)


def test_a_new_identifier_matters_where_it_is_locked(tmp_path: Path) -> None:
    one, two = foreign(tmp_path / "one.zip", "i"), foreign(tmp_path / "two.zip", "i", identifier="n")
    assert [diff(one, two, "--lms", name).exit_code for name in ("totara", "moodle", "ilias")] == [1, 0, 0]


def test_a_dangerous_archive_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "x.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        link = tarfile.TarInfo("imsmanifest.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link, io.BytesIO())
    assert diff(file, file).exit_code == 2


def ours(path: Path, outline: Mapping[str, object], fragment: str = '{"questions":[]}', **files: str) -> Path:
    """Write a package of ours with this outline, and the same content for each of its activities."""
    whole = {"id": "c", "title": "C", "badges": [], **outline}
    modules = [module for module in outline.get("modules", []) if isinstance(module, dict)]  # type: ignore[attr-defined]
    names = {activity["name"] for module in modules for activity in module["activities"]}
    scripts = {f"content/{name}.js": f"parcours.receive({json.dumps(name)},{fragment});" for name in names}
    head = {"parcours.js": "", "course.js": f'parcours.receive("course",{json.dumps(whole)});'}
    return write_zip(path, {**head, **scripts, **files})


def module(name: str, *activities: str, title: str = "T", **rules: object) -> dict[str, object]:
    return {
        "id": name,
        "title": title,
        "optional": False,
        "completeWhen": "all",
        "activities": [{"name": one, "title": title, "kind": "quiz", **rules} for one in activities],
    }


ACTS = "\x1b[31mred\x1b]0;x\x07\u202e\x9b1m"


def test_nothing_that_a_package_says_acts_on_the_terminal(tmp_path: Path) -> None:
    badge = {"id": "b", "name": ACTS, "modules": [], "enough": 0, "scores": [], "badges": []}
    manifest = MANIFEST.replace('"m"', '"m\x9b1m"')
    old = {"title": ACTS, "version": ACTS, "badges": [badge], "modules": [module("a", "a/q", title=ACTS), module("b")]}
    new = {**old, "badges": [], "modules": [module("a", "a/q", "a/r", title=ACTS + "!", attempts=ACTS)]}
    one = ours(tmp_path / "one\x1b[31m.zip", old, **{"imsmanifest.xml": manifest})
    two = ours(tmp_path / "two.zip", new, **{"imsmanifest.xml": MANIFEST})
    for arguments in ([], ["--format", "json"]):
        done = diff(one, two, *arguments)
        assert done.exit_code == 1, done.output
        assert "red" in done.output
        assert done.output.replace("\n", "").isprintable()
        assert json.dumps(json.loads(done.stdout), ensure_ascii=False).isprintable() if arguments else True
    foreign_one, foreign_two = foreign(tmp_path / "f.zip", "i\x9b1m", "\u202ej"), foreign(tmp_path / "g.zip", "k")
    assert diff(foreign_one, foreign_two).output.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "outline",
    [
        {"modules": [module("a\x1b[31m")]},
        {"modules": [module("a", "a/q", "a/q")]},
        {"modules": [module("a"), module("a")]},
        {"modules": [module("a" * 301)]},
        {"modules": [], "was": [["page:a/\u202e", "page:a/b"]]},
        {"modules": [], "id": "\x1bc"},
        {"modules": [module("a", "a/q", attempts=10**400)]},
        {"modules": [module("a", "a/q", attempts=float("nan"))]},
        {"modules": [module(f"m{at}") for at in range(5_001)]},
    ],
)
def test_an_outline_that_parcours_would_not_write_is_not_compared(outline: dict[str, object], tmp_path: Path) -> None:
    file = ours(tmp_path / "x.zip", outline)
    done = diff(file, ours(tmp_path / "y.zip", {"modules": []}))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.replace("\n", "").isprintable()


def test_scripts_longer_than_those_of_any_course_are_not_read(tmp_path: Path) -> None:
    names = [f"m/a{at}" for at in range(40)]
    file = ours(
        tmp_path / "x.zip", {"modules": [module("m", *names)]}, json.dumps({"html": " " * 2_000_000, "questions": []})
    )
    many = json.dumps({"questions": [{"id": f"q{at}", "key": at} for at in range(2_000)]})
    asking = ours(tmp_path / "y.zip", {"modules": [module("m", *names)]}, many)
    for one in (file, asking):
        assert "has more in it than is compared" in " ".join(diff(one, file).stderr.split())


def test_hundreds_of_new_names_are_not_compared_letter_by_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        ours(
            tmp_path / f"{sign}.zip",
            {
                "modules": [module(f"{sign}{at}", f"{sign}{at}/{sign}", title=f"{sign}{at}") for at in range(400)],
                "badges": [
                    {"id": f"{sign}{at}", "name": sign, "modules": [], "enough": 0, "scores": [], "badges": []}
                    for at in range(400)
                ],
                "was": [["module:a0", "module:b0"]] if sign == "b" else [],
            },
        )
        for sign in "ab"
    ]
    monkeypatch.setattr(successors, "nearest", None)
    assert diff(*files).exit_code == 1


def test_a_file_named_course_xml_makes_no_course_for_open_edx(tmp_path: Path) -> None:
    one = foreign(tmp_path / "one.zip", "i")
    with zipfile.ZipFile(one, "a") as archive:
        archive.writestr("data/course.xml", "<x/>")
    assert diff(one, foreign(tmp_path / "two.zip", "i")).exit_code == 0
