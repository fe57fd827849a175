"""Packages in the shapes that authoring tools make, written here from their documented layout; nothing is copied."""

# ruff: noqa: E501 - a file of an archive is one line here
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, str | bytes]

_NAMESPACES = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
)
_NAMESPACES_2004 = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"'
    ' xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'
)
SPEAKS = 'var api = parent.API; api.LMSInitialize(""); api.LMSSetValue("cmi.core.lesson_status", "completed");'


def zipped(path: Path, files: Files) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, files: Files) -> Path:
    """Write a tar.gz archive."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def manifest(  # noqa: PLR0913 - each is a part of a manifest that some test changes
    *,
    title: str = "A course",
    identifier: str = "course-1",
    items: str = '<item identifier="i1" identifierref="r1" isvisible="true"><title>A course</title></item>',
    resources: str = '<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html"/>',
    metadata: str = "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>",
    namespaces: str = _NAMESPACES,
    default: str = "o1",
) -> str:
    """Return a manifest, its lines in this order."""
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<manifest identifier="{identifier}" version="1.0" {namespaces}>',
            metadata,
            f'<organizations default="{default}"><organization identifier="o1"><title>{title}</title>',
            items,
            "</organization></organizations>",
            f"<resources>{resources}</resources>",
            "</manifest>",
        )
    )


def manifest_2004(version: str = "2004 4th Edition") -> str:
    """Return a manifest of SCORM 2004."""
    return manifest(
        metadata=f"<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>",
        namespaces=_NAMESPACES_2004,
        resources='<resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="index.html"/>',
    )


def sound() -> dict[str, str | bytes]:
    """Return a package that nothing is wrong with."""
    return {
        "imsmanifest.xml": manifest(
            resources='<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html">'
            '<file href="index.html"/><file href="app.js"/></resource>'
        ),
        "index.html": '<!doctype html><title>A course</title><script src="app.js"></script>',
        "app.js": SPEAKS,
    }


def adapt() -> Files:
    """Return the shape of the Adapt framework with spoor: one part, constant names, XSDs beside the manifest."""
    return {
        "imsmanifest.xml": manifest(
            identifier="adapt_manifest",
            items='<item identifier="adapt_item" isvisible="true" identifierref="adapt_resource"><title>Adapt</title></item>',
            resources='<resource identifier="adapt_resource" type="webcontent" href="index_lms.html" adlcp:scormtype="sco">'
            '<file href="index_lms.html"/></resource>',
        ),
        "adlcp_rootv1p2.xsd": "<schema/>",
        "index_lms.html": '<script src="libraries/SCORM_API_wrapper.js"></script><script src="adapt/js/adapt.min.js"></script>',
        "libraries/SCORM_API_wrapper.js": SPEAKS,
        "adapt/js/adapt.min.js": 'window.addEventListener("beforeunload", x); $(window).on("beforeunload unload", y)',
        "course/en/components.json": "{}",
    }


def exelearning() -> Files:
    """Return the shape of eXeLearning: a part for each page, common files in a resource that the others depend on."""
    pages = ("index", "html/lune", "html/mars")
    return {
        "imsmanifest.xml": manifest(
            identifier="eXe-cours",
            items="".join(
                f'<item identifier="ITEM-{at}" identifierref="RES-{at}" isvisible="true"><title>Page {at}</title></item>'
                for at in range(len(pages))
            ),
            resources="".join(
                f'<resource identifier="RES-{at}" type="webcontent" adlcp:scormtype="sco" href="{page}.html">'
                f'<file href="{page}.html"/><dependency identifierref="COMMON"/></resource>'
                for at, page in enumerate(pages)
            )
            + '<resource identifier="COMMON" type="webcontent" adlcp:scormtype="asset"><file href="base.css"/>'
            '<file href="SCORM_API_wrapper.js"/><file href="content.xml"/></resource>',
        ),
        **{f"{page}.html": '<body onunload="unloadPage()">' for page in pages},
        "base.css": "body { color: black }",
        "SCORM_API_wrapper.js": SPEAKS,
        "content.xml": "<ode/>",
    }


def storyline() -> Files:
    """Return the shape of Articulate Storyline: a launcher page, a player and data below, fonts of another server."""
    return {
        "imsmanifest.xml": manifest(
            identifier="Storyline_course_id",
            items='<item identifier="i1" identifierref="r1" isvisible="true"><title>Sûreté</title>'
            "<adlcp:masteryscore>80</adlcp:masteryscore></item>",
            resources='<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index_lms.html">'
            '<file href="index_lms.html"/><file href="lms/scormdriver.js"/><file href="html5/data/css/output.min.css"/>'
            "</resource>",
        ),
        "index_lms.html": '<script src="lms/scormdriver.js"></script><link rel="stylesheet" href="html5/data/css/output.min.css">',
        "lms/scormdriver.js": SPEAKS + "window.onbeforeunload = leave; var other = 'API_1484_11';",
        "html5/data/css/output.min.css": '@import url("https://fonts.googleapis.com/css?family=Open+Sans");',
        "meta.xml": "<meta/>",
    }


def rise() -> Files:
    """Return the shape of Articulate Rise: everything below scormcontent/, in a frame of a driver that knows both APIs."""
    return {
        "imsmanifest.xml": manifest(
            identifier="rise-1",
            resources='<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="scormdriver/indexAPI.html">'
            '<file href="scormdriver/indexAPI.html"/><file href="scormcontent/index.html"/></resource>',
        ),
        "scormdriver/indexAPI.html": '<script src="scormdriver.js"></script><iframe src="../scormcontent/index.html"></iframe>',
        "scormdriver/scormdriver.js": SPEAKS + "'API_1484_11'",
        "scormcontent/index.html": '<img src="https://cdn.example.org/hero.jpg"><a href="https://example.com/more">More</a>',
    }


def ispring() -> Files:
    """Return the shape of iSpring: everything in res/, a password for nothing, the title with an entity."""
    return {
        "imsmanifest.xml": manifest(
            title="R&amp;D",
            resources='<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="res/index.html">'
            '<file href="res/index.html"/></resource>',
        ),
        "res/index.html": f"<script>{SPEAKS}</script>",
    }


def lumi() -> Files:
    """Return the shape of an H5P activity that Lumi exports as SCORM: one long page that holds everything."""
    return {
        "imsmanifest.xml": manifest(identifier="lumi-1"),
        "index.html": f"<script>{SPEAKS}</script><script>var license = 'https://creativecommons.org/licenses/by/4.0/';</script>",
    }


def xerte() -> Files:
    """Return the shape of Xerte: page types below, a link to its site, a file with an accent in its name."""
    return {
        "imsmanifest.xml": manifest(
            resources='<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="scormRLO.htm">'
            '<file href="scormRLO.htm"/><file href="media/%C3%A9t%C3%A9.png"/></resource>'
        ),
        "scormRLO.htm": '<script src="apiwrapper_1.2.js"></script><a href="http://www.xerte.org.uk/">Xerte</a>',
        "apiwrapper_1.2.js": SPEAKS,
        "media/été.png": b"\x89PNG",
    }


def captivate() -> Files:
    """Return the shape of Adobe Captivate: a score to reach, and a web service asked by a script."""
    return {
        "imsmanifest.xml": manifest(
            items='<item identifier="SCO_ID1" identifierref="r1" isvisible="true"><title>Captivate</title>'
            "<adlcp:datafromlms></adlcp:datafromlms><adlcp:masteryscore>80</adlcp:masteryscore></item>",
            resources='<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index_scorm.html">'
            '<file href="index_scorm.html"/><file href="callees/get.js"/></resource>',
        ),
        "index_scorm.html": '<script src="callees/get.js"></script>',
        "callees/get.js": SPEAKS + 'fetch("https://telemetry.example.net/collect");',
    }


def golf() -> Files:
    """Return the shape of the golf examples of Rustici: an outline with conditions, shared scripts, several parts."""
    return {
        "imsmanifest.xml": manifest(
            title="Golf Explained",
            items='<item identifier="i1" identifierref="r1"><title>Playing</title>'
            '<item identifier="i2" identifierref="r2"><title>Par</title></item></item>'
            '<item identifier="i3" identifierref="r3"><title>Quiz</title>'
            '<adlcp:prerequisites type="aicc_script">i1&amp;i2</adlcp:prerequisites></item>',
            resources="".join(
                f'<resource identifier="r{at}" type="webcontent" adlcp:scormtype="sco" href="{page}">'
                f'<file href="{page}"/><file href="shared/scormfunctions.js"/></resource>'
                for at, page in enumerate(("Playing/Playing.html", "Playing/Par.html", "Playing/Quiz.html"), 1)
            ),
        ),
        **{
            f"Playing/{page}.html": '<script src="../shared/scormfunctions.js"></script><body onunload="leave()">'
            for page in ("Playing", "Par", "Quiz")
        },
        "shared/scormfunctions.js": SPEAKS,
    }


def coursecode() -> Files:
    """Return the shape of CourseCode: a page of modules, loaded by name."""
    return {
        "imsmanifest.xml": manifest(
            items='<item identifier="item-1" identifierref="r1" isvisible="true"><title>Course</title></item>',
            resources='<resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html">'
            '<file href="index.html"/><file href="assets/main.js"/></resource>',
        ),
        "index.html": '<script type="module" src="./assets/main.js"></script>',
        "assets/main.js": SPEAKS,
    }


def olx() -> dict[str, str | bytes]:
    """Return a course as Studio exports it."""
    return {
        "course/course.xml": '<course url_name="2026" org="Org" course="C1"/>',
        "course/course/2026.xml": '<course display_name="A course">\n<chapter url_name="ch1"/>\n</course>',
        "course/chapter/ch1.xml": '<chapter display_name="One">\n<sequential url_name="s1"/>\n</chapter>',
        "course/sequential/s1.xml": '<sequential display_name="S" format="Quiz">\n<vertical url_name="v1"/>\n</sequential>',
        "course/vertical/v1.xml": '<vertical display_name="V">\n<html url_name="h1"/>\n<problem url_name="p1"/>\n</vertical>',
        "course/html/h1.xml": '<html filename="h1" display_name="H"/>',
        "course/html/h1.html": '<p>Hello <img src="/static/a.png" alt=""></p>',
        "course/problem/p1.xml": "<problem><p>?</p></problem>",
        "course/static/a.png": b"\x89PNG",
        "course/policies/2026/policy.json": '{"course/2026": {"start": "2020-01-01T00:00:00Z", "display_name": "A course"}}',
        "course/policies/2026/grading_policy.json": '{"GRADER": [{"type": "Quiz", "weight": 1.0}]}',
    }
