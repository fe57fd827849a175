"""Whether a file is the picture that its name says, and a drawing that stands on its own."""

import re
import struct
from pathlib import PurePosixPath

from lxml import etree

from builder.diagnostics import Message, msg

PNG = b"\x89PNG\r\n\x1a\n"
"""What every PNG file begins with."""
NEITHER = msg("it is neither an SVG nor a PNG file")
_SVG = "{http://www.w3.org/2000/svg}svg"
_NOT_DRAWN = frozenset({"script", "foreignObject", "iframe", "audio", "video", "set", "animate"})
_FOREIGN_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!\s*['\"]?(?:#|data:))", re.IGNORECASE)


def picture_trouble(name: str, content: bytes) -> Message | None:
    """Return why a file cannot be shown as the SVG or PNG picture that its name promises, or None."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".png":
        return None if all(png_size(content)) else msg("it is not a PNG file")
    root = drawing(content) if suffix == ".svg" else None
    return NEITHER if root is None else drawing_trouble(root)


def png_size(content: bytes) -> tuple[int, int]:
    """Return the width and the height of a PNG picture, zeros when it is none."""
    header = content[16:24]  # width and height, the first two fields of the first chunk
    is_png = content.startswith(PNG) and len(header) == len("wwwwhhhh")
    width, height = struct.unpack(">II", header) if is_png else (0, 0)
    return width, height


def drawing(content: bytes) -> etree._Element | None:
    """Return the root of an SVG, or None when it cannot be read as one."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    return root if root.tag == _SVG else None


def drawing_trouble(root: etree._Element, also_not: frozenset[str] = frozenset()) -> Message | None:
    """Return what in a drawing acts or leads out of its file, or None; `also_not` are elements refused besides."""
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in _NOT_DRAWN or name in also_not:
            return msg("it holds an element `{name}`", name=name)
        if name == "style" and _FOREIGN_STYLE.search(element.text or ""):
            return msg("its styles ask for something outside the file")
        for key, value in element.attrib.items():
            attribute = etree.QName(str(key)).localname
            if attribute.lower().startswith("on"):
                return msg("its attribute `{name}` is a script", name=attribute)
            if _leads_out(attribute, str(value)):
                return msg("its attribute `{name}` asks for something outside the file", name=attribute)
    return None


def _leads_out(name: str, value: str) -> bool:
    if name.lower() == "href":
        return not value.startswith(("#", "data:image/"))
    return "url(" in value.replace("url(#", "").replace("url('#", "").replace('url("#', "")
