"""A SCORM 1.2 manifest as it is: what it names, and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from builder.diagnostics import Span
from builder.inspection.kinds import CARTRIDGE, CONTENT_PACKAGE, QTI, SCORM12, SCORM2004, Form
from builder.inspection.texts import Document, line_of, local

ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SCORM_2004 = ("adlcp_v1p3", "adlcp_v1p2", "imsss", "adlseq", "adlnav")


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource: `path` is the file that its address names, empty for none; `base` the folder of its files."""

    identifier: str
    href: str
    path: str
    base: str
    scormtype: str | None
    element: etree._Element
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the outline; `resource` is what it launches."""

    identifier: str
    title: str
    reference: str
    resource: Resource | None
    depth: int
    masteryscore: str | None
    prerequisites: str | None
    element: etree._Element
    span: Span

    @property
    def is_sco(self) -> bool:
        """True when what it launches says that it talks to the platform."""
        return self.resource is not None and (self.resource.scormtype or "").lower() == "sco"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest, with the folder of the archive that it stands in (with `/` at the end, or empty)."""

    document: Document
    root: etree._Element
    folder: str
    identifier: str
    title: str
    schema: str
    version: str
    organizations: tuple[etree._Element, ...]
    default: str
    items: tuple[Item, ...]
    resources: tuple[Resource, ...]

    @property
    def launched(self) -> tuple[Item, ...]:
        """The items that open something."""
        return tuple(item for item in self.items if item.resource is not None)

    def span(self, element: etree._Element) -> Span:
        """Return the line of an element."""
        return self.document.source.line_span(line_of(element))


def read_manifest(document: Document, root: etree._Element, folder: str) -> Manifest:
    """Return what a manifest says."""
    resources = tuple(_resources(document, root, folder))
    by_identifier = {resource.identifier: resource for resource in reversed(resources)}
    holder = _child(root, "organizations")
    organizations = tuple(_children(holder, "organization")) if holder is not None else ()
    default = (holder.get("default") or "") if holder is not None else ""
    items = tuple(item for organization in organizations for item in _items(document, organization, by_identifier))
    chosen = next((each for each in organizations if each.get("identifier") == default), None)
    named = chosen if chosen is not None else next(iter(organizations), None)
    metadata = _child(root, "metadata")
    return Manifest(
        document,
        root,
        folder,
        root.get("identifier") or "",
        _text(named, "title") if named is not None else "",
        _text(metadata, "schema") if metadata is not None else "",
        _text(metadata, "schemaversion") if metadata is not None else "",
        organizations,
        default,
        items,
        resources,
    )


def form_of(manifest: Manifest) -> Form:
    """Return what the manifest is of: of SCORM 1.2, unless it says that it is something else."""
    spaces = " ".join(str(space) for space in (manifest.root.nsmap or {}).values())
    version = manifest.version.lower()
    if "imsccv1p" in spaces or "common cartridge" in manifest.schema.lower():
        return CARTRIDGE
    if "2004" in version or version.startswith("cam 1.3") or version == "1.3":
        return SCORM2004
    if version == "1.2" or ADLCP in spaces or manifest.schema.upper().startswith("ADL"):
        return SCORM12
    if any(space in spaces for space in _SCORM_2004):
        return SCORM2004
    types = {(resource.element.get("type") or "").lower() for resource in manifest.resources}
    if types and all(kind.startswith("imsqti") for kind in types):
        return QTI
    return SCORM12 if any(resource.scormtype for resource in manifest.resources) else CONTENT_PACKAGE


def file_of(href: str, base: str = "") -> str | None:
    """Return the path in a package that an address means, None for an address elsewhere."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path.replace("\\", "/"))
    return _flat(base + path)


def adl(element: etree._Element, name: str) -> str | None:
    """Return the text of an element of ADL below this one, in whatever namespace it is."""
    found = next((child for child in element if local(child).lower() == name), None)
    return None if found is None else (found.text or "").strip()


def _flat(path: str) -> str | None:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _resources(document: Document, root: etree._Element, folder: str) -> Iterator[Resource]:
    holder = _child(root, "resources")
    if holder is None:
        return
    outer = (root.get(f"{_XML}base") or "") + (holder.get(f"{_XML}base") or "")
    for element in _children(holder, "resource"):
        href = element.get("href") or ""
        base = outer + (element.get(f"{_XML}base") or "")
        path = file_of(href, base) if href else ""
        yield Resource(
            element.get("identifier") or "",
            href,
            folder + path if path else "",
            folder + (f"{flat}/" if (flat := _flat(base)) else ""),
            next((str(value) for name, value in element.attrib.items() if _is_scormtype(str(name))), None),
            element,
            document.source.line_span(line_of(element)),
        )


def _is_scormtype(name: str) -> bool:
    return etree.QName(name).localname.lower() == "scormtype"


def _items(
    document: Document, organization: etree._Element, resources: dict[str, Resource], depth: int = 0
) -> Iterator[Item]:
    for element in _children(organization, "item"):
        reference = element.get("identifierref") or ""
        yield Item(
            element.get("identifier") or "",
            _text(element, "title"),
            reference,
            resources.get(reference),
            depth,
            adl(element, "masteryscore"),
            adl(element, "prerequisites"),
            element,
            document.source.line_span(line_of(element)),
        )
        yield from _items(document, element, resources, depth + 1)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in parent if local(child).lower() == name)


def _child(parent: etree._Element, name: str) -> etree._Element | None:
    return next(_children(parent, name), None)


def _text(parent: etree._Element, name: str) -> str:
    child = _child(parent, name)
    return " ".join("".join(map(str, child.itertext())).split()) if child is not None else ""
