"""imsmanifest.xml of a single-SCO SCORM 1.2 package."""

from urllib.parse import quote

from lxml import etree

from builder.model.course import Course
from builder.render.site import DOCUMENT
from builder.syntax.xml import canonical, sub

MANIFEST = "imsmanifest.xml"
_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PREFIXES = {None: _CP, "adlcp": _ADLCP, "xsi": _XSI}
_LOCATIONS = f"{_CP} imscp_rootv1p1p2.xsd {_ADLCP} adlcp_rootv1p2.xsd"
LONGEST_TITLE = 200  # imscp_rootv1p1p2.xsd, titleType

# Constant for ever: an LMS keys learners' progress on the identifier of the item, and some refuse an update
# whose manifest has another identifier than before.
_ORGANIZATION, _ITEM, _RESOURCE = "organization", "item", "resource"


def manifest(course: Course, files: tuple[str, ...]) -> bytes:
    """Return the manifest: one organization, one item, one resource that lists every file (SCORM 1.2 CAM 2.3)."""
    # Moodle looks for the literal prefix `adlcp:` and for unprefixed IMS names.
    attributes = {"identifier": f"parcours-{course.id.replace('/', '-')}", "version": "1.2"}
    root = etree.Element(f"{{{_CP}}}manifest", attributes, _PREFIXES)  # type: ignore[arg-type] # None: no prefix
    root.set(f"{{{_XSI}}}schemaLocation", _LOCATIONS)
    metadata = sub(root, "metadata")
    sub(metadata, "schema").text = "ADL SCORM"
    sub(metadata, "schemaversion").text = "1.2"
    _organizations(root, course)
    _resources(root, files)
    return canonical(root)


def _organizations(root: etree._Element, course: Course) -> None:
    title = course.title[:LONGEST_TITLE]
    organizations = sub(root, "organizations", default=_ORGANIZATION)
    organization = sub(organizations, "organization", identifier=_ORGANIZATION)
    sub(organization, "title").text = title
    # Open edX shows only items that say they are visible.
    item = sub(organization, "item", identifier=_ITEM, identifierref=_RESOURCE, isvisible="true")
    sub(item, "title").text = title


def _resources(root: etree._Element, files: tuple[str, ...]) -> None:
    resources = sub(root, "resources")
    resource = sub(resources, "resource", identifier=_RESOURCE, type="webcontent", href=DOCUMENT)
    resource.set(f"{{{_ADLCP}}}scormtype", "sco")
    for path in sorted(files, key=lambda path: (path != DOCUMENT, path)):
        sub(resource, "file", href=quote(path))
