"""What is said of packages in the shapes of many tools, and of files that are no packages. All are written here."""

from collections.abc import Callable
from pathlib import Path

# ruff: noqa: E501 - a file of an archive is one line here
import pytest

from builder.diagnostics import Severity
from builder.inspection.inspection import Inspection, inspect
from tests.inspection import made
from tests.inspection.made import Files, manifest, manifest_2004, sound, tarred, zipped


def names(report: Inspection, severity: Severity | None = None) -> set[str]:
    """Return what was found, by name."""
    return {found.kind.name for found in report.problems if severity in (None, found.severity)}


TOOLS: dict[str, tuple[Callable[[], Files], str, set[str]]] = {
    "Adapt": (made.adapt, "remarks", {"unload-handler", "unlisted-files"}),
    "eXeLearning": (made.exelearning, "remarks", {"several-scos", "unload-handler"}),
    "Storyline": (made.storyline, "remarks", {"mastery-score", "beforeunload-handler", "unlisted-files"}),
    "Rise": (made.rise, "remarks", {"unlisted-files"}),
    "iSpring": (made.ispring, "good", set()),
    "Lumi": (made.lumi, "good", set()),
    "Xerte": (made.xerte, "remarks", {"accents-in-path", "unlisted-files"}),
    "Captivate": (made.captivate, "remarks", {"mastery-score"}),
    "golf": (made.golf, "remarks", {"several-scos", "unload-handler"}),
    "CourseCode": (made.coursecode, "good", set()),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_a_package_in_the_shape_of_a_tool_can_be_uploaded(tool: str, tmp_path: Path) -> None:
    make, verdict, wanted = TOOLS[tool]
    report = inspect(zipped(tmp_path / "course.zip", make()))
    assert (report.form.key, report.verdict.key, names(report)) == ("scorm12", verdict, wanted)


OTHERS: dict[str, tuple[str, Files]] = {
    "scorm2004": ("p.zip", {"imsmanifest.xml": manifest_2004(), "index.html": ""}),
    "imscc": (
        "p.imscc",
        {
            "imsmanifest.xml": manifest(
                namespaces='xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" xmlns:adlcp="x"',
                metadata="<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion></metadata>",
            )
        },
    ),
    "imscp": (
        "p.zip",
        {
            "imsmanifest.xml": manifest(
                namespaces='xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"',
                metadata="<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>",
                resources='<resource identifier="r1" type="webcontent" href="index.html"/>',
            ),
            "index.html": "",
        },
    ),
    "qti": (
        "p.zip",
        {
            "imsmanifest.xml": manifest(
                namespaces='xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"',
                metadata="",
                resources='<resource identifier="r1" type="imsqti_item_xmlv2p1" href="q.xml"/>',
            ),
            "q.xml": "<x/>",
        },
    ),
    "h5p": ("p.h5p", {"h5p.json": "{}", "content/content.json": "{}"}),
    "moodle-backup": ("p.mbz", {"moodle_backup.xml": "<x/>", "course/course.xml": "<course/>"}),
    "cmi5": ("p.zip", {"cmi5.xml": "<courseStructure/>", "index.html": ""}),
    "xapi": ("p.zip", {"tincan.xml": "<tincan/>", "story.html": ""}),
    "aicc": ("p.zip", {"c.crs": "", "c.au": "", "c.des": "", "c.cst": "", "index.html": ""}),
    "exelearning": ("p.elpx", {"content.xml": "<ode/>", "index.html": ""}),
    "olx-library": ("p.tar.gz", {"library/library.xml": "<library/>"}),
    "epub": ("p.epub", {"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>", "a.xhtml": ""}),
    "office": ("p.docx", {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
    "nested": ("p.zip", {"course/scorm.zip": b"PK\x05\x06" + bytes(18), "read me.txt": ""}),
    "web": ("p.zip", {"site/index.html": "<p>Hello</p>", "site/a.css": ""}),
    "unknown": ("p.zip", {"a.txt": "a", "b.csv": "b"}),
}


@pytest.mark.parametrize("key", OTHERS)
def test_another_format_is_named_with_what_to_do(key: str, tmp_path: Path) -> None:
    name, files = OTHERS[key]
    report = inspect((tarred if name.endswith("gz") else zipped)(tmp_path / name, files))
    assert report.form.key == key
    assert report.verdict.key == ("not-a-course" if key == "unknown" else "other-format")
    assert report.form.advice


def test_a_sound_package_is_said_to_be_sound(tmp_path: Path) -> None:
    report = inspect(zipped(tmp_path / "course.zip", sound()))
    assert (report.verdict.key, report.problems, report.contents.ranked) == ("good", (), [])


def scorm(tmp_path: Path, files: Files) -> Inspection:
    return inspect(zipped(tmp_path / "course.zip", {**sound(), **files}))


ITEM = '<item identifier="i1" identifierref="r1"><title>{title}</title>{more}</item>'
RESOURCE = '<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="{href}"/>'

MANIFESTS: dict[str, tuple[str, dict[str, str]]] = {
    "launch-file-missing": ("refused", {"resources": RESOURCE.format(href="start.html")}),
    "launch-elsewhere": ("refused", {"resources": RESOURCE.format(href="https://example.org/course/")}),
    "item-without-resource": ("refused", {"resources": RESOURCE.format(href="index.html").replace("r1", "r2")}),
    "nothing-to-launch": ("refused", {"items": ""}),
    "default-without-organization": ("remarks", {"default": "o2"}),
    "not-a-sco": ("losses", {"resources": RESOURCE.format(href="index.html").replace("sco", "asset")}),
    "same-identifier-twice": ("losses", {"identifier": "o1"}),
    "title-too-long": ("losses", {"items": ITEM.format(title="x" * 256, more="")}),
    "long-title": ("remarks", {"items": ITEM.format(title="x" * 201, more="")}),
    "odd-manifest-identifier": ("remarks", {"identifier": "1 é"}),
    "odd-masteryscore": (
        "remarks",
        {"items": ITEM.format(title="x", more="<adlcp:masteryscore>80 %</adlcp:masteryscore>")},
    ),
    "mastery-score": (
        "remarks",
        {"items": ITEM.format(title="x", more="<adlcp:masteryscore>80</adlcp:masteryscore>")},
    ),
    "odd-prerequisites": (
        "remarks",
        {"items": ITEM.format(title="x", more="<adlcp:prerequisites type='x'>i0</adlcp:prerequisites>")},
    ),
    "odd-order": (
        "remarks",
        {"items": ITEM.format(title="x", more="<adlcp:masteryscore>80</adlcp:masteryscore><metadata/>")},
    ),
    "odd-version": ("remarks", {"metadata": ""}),
    "odd-address": (
        "remarks",
        {"resources": RESOURCE.format(href="index.html").replace("/>", '><file href="\\app.js"/></resource>')},
    ),
    "listed-file-missing": (
        "remarks",
        {"resources": RESOURCE.format(href="index.html").replace("/>", '><file href="b.js"/></resource>')},
    ),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_what_is_wrong_with_a_manifest_is_found_at_its_line(name: str, tmp_path: Path) -> None:
    verdict, changes = MANIFESTS[name]
    report = scorm(tmp_path, {"imsmanifest.xml": manifest(**changes)})
    found = [problem for problem in report.problems if problem.kind.name == name]
    assert len(found) == 1
    assert found[0].span.source.path == "imsmanifest.xml"
    assert found[0].span.position[0] > 1
    assert found[0].remedy
    assert report.verdict.key == verdict


def test_another_prefix_than_that_of_adl_is_found(tmp_path: Path) -> None:
    report = scorm(tmp_path, {"imsmanifest.xml": manifest().replace("adlcp", "adl").replace("adl_root", "adlcp_root")})
    assert "other-prefix" in names(report, Severity.ERROR)


def test_a_launch_file_in_other_letters_is_named(tmp_path: Path) -> None:
    report = scorm(tmp_path, {"imsmanifest.xml": manifest(resources=RESOURCE.format(href="Index.html"))})
    found = next(problem for problem in report.problems if problem.kind.name == "launch-file-missing")
    assert dict(found.remedy.values if found.remedy else ())["name"] == "index.html"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("folder/imsmanifest.xml", "manifest-in-a-folder"),
        ("IMSMANIFEST.XML", "manifest-misnamed"),
        ("imsmanifest (1).xml", "manifest-misnamed"),
        ("imsmanifest.xml.txt", "manifest-misnamed"),
        ("Copie de imsmanifest.xml", "manifest-misnamed"),
    ],
)
def test_a_manifest_in_the_wrong_place_is_refused(file: str, name: str, tmp_path: Path) -> None:
    folder = file.rpartition("/")[0]
    files = {f"{folder}/{path}".lstrip("/"): text for path, text in sound().items() if path != "imsmanifest.xml"}
    report = inspect(zipped(tmp_path / "course.zip", {file: manifest(), **files}))
    assert (report.form.key, report.verdict.key) == ("scorm12", "refused")
    assert name in names(report, Severity.ERROR)


XML: dict[str, str | bytes] = {
    "broken-xml": manifest().replace("</title>", "", 1),
    "broken-xml behind an empty line": "\n" + manifest(),
    "broken-xml behind an empty line, in another encoding": ("\n" + manifest().replace("UTF-8", "ISO-8859-1")).encode(),
    "entities-in-xml": manifest().replace(
        "<manifest", '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest', 1
    ),
    "wrong-encoding": manifest(title="été").encode("cp1252"),
    "not-a-manifest": "<html/>",
}


@pytest.mark.parametrize("name", XML)
def test_a_manifest_that_cannot_be_read_is_refused(name: str, tmp_path: Path) -> None:
    report = scorm(tmp_path, {"imsmanifest.xml": XML[name]})
    assert (report.verdict.key, names(report, Severity.ERROR)) == ("refused", {name.partition(" ")[0]})


def test_a_manifest_of_an_old_encoding_is_read(tmp_path: Path) -> None:
    text = manifest(title="Été").replace("UTF-8", "ISO-8859-1").encode("latin-1")
    report = scorm(tmp_path, {"imsmanifest.xml": text})
    assert report.manifest
    assert report.manifest.title == "Été"


def test_a_mistake_of_xml_is_shown_at_its_line(tmp_path: Path) -> None:
    report = scorm(tmp_path, {"imsmanifest.xml": manifest().replace("</resources>", "")})
    assert report.problems[0].span.position[0] == 8


def test_a_scorm_package_in_a_tar_is_refused(tmp_path: Path) -> None:
    report = inspect(tarred(tmp_path / "course.tar.gz", sound()))
    assert (report.verdict.key, names(report)) == ("refused", {"wrong-archive"})


def test_scripts_for_scorm_2004_only_are_found(tmp_path: Path) -> None:
    report = scorm(tmp_path, {"app.js": "window.API_1484_11.Initialize('')"})
    assert names(report) == {"api-of-2004"}
    assert names(scorm(tmp_path, {"app.js": ""})) == {"no-api-call"}


def test_names_and_endings_that_platforms_mind_are_found(tmp_path: Path) -> None:
    report = inspect(zipped(tmp_path / "mon été.zip", {**sound(), "a.php": "", "zero.bin": bytes(1 << 20)}))
    assert names(report) == {"refused-ending", "accents-in-path", "tight-compression", "unlisted-files"}


def test_a_package_without_a_manifest_is_no_web_site(tmp_path: Path) -> None:
    report = inspect(
        zipped(tmp_path / "p.zip", {name: text for name, text in sound().items() if "manifest" not in name})
    )
    assert (report.form.key, report.verdict.key, names(report)) == ("scorm12", "refused", {"manifest-missing"})


def test_a_manifest_in_the_right_letters_is_taken_before_copies_of_it(tmp_path: Path) -> None:
    report = scorm(tmp_path, {"imsmanifest (1).xml": "<x/>"})
    assert (report.verdict.key, names(report)) == ("remarks", {"unlisted-files"})
