"""Badges inside pictures: PNG chunks and SVG elements of both generations (1EdTech, Open Badges Baking 2.0 and 3.0)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from builder.badges.credential.award import Issued
from builder.badges.encoding import json_object

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_OB2_KEYWORD, _OB3_KEYWORD = b"openbadges", b"openbadgecredential"
_OB2_NAMESPACE, _OB3_NAMESPACE = "http://openbadges.org", "https://purl.imsglobal.org/ob/v3p0"
_SVG = "http://www.w3.org/2000/svg"
_PREFIX = "openbadges"
_MOST_TEXT = 1_000_000


class NotAPictureError(ValueError):
    """The bytes are not a picture that can carry a badge, or carry one already."""


@dataclass(frozen=True, slots=True)
class Baked:
    """The texts that a picture carries, None where there is none."""

    ob2: str | None
    ob3: str | None


def bake_png(png: bytes, issued: Issued) -> bytes:
    """Return the PNG with both badges right after its header, its pixels untouched; raises `NotAPictureError`."""
    chunks = [*_chunks(png)]
    if any(_keyword(kind, data) in {_OB2_KEYWORD, _OB3_KEYWORD} for kind, data, _ in chunks):
        raise NotAPictureError("the picture carries a badge already")
    head = chunks[0][2]
    badges = [(_OB2_KEYWORD, issued.ob2), (_OB3_KEYWORD, issued.ob3)]
    added = b"".join(_text_chunk(keyword, text) for keyword, text in badges if text)
    return png[:head] + added + png[head:]


def unbake_png(png: bytes) -> Baked:
    """Return what a PNG carries; raises `NotAPictureError`, also for two badges of one generation."""
    found: dict[bytes, str] = {}
    for kind, data, _ in _chunks(png):
        keyword = _keyword(kind, data)
        if keyword in {_OB2_KEYWORD, _OB3_KEYWORD}:
            if keyword in found:
                raise NotAPictureError("the picture carries two badges")
            found[keyword] = _text(kind, data)
    return Baked(found.get(_OB2_KEYWORD), found.get(_OB3_KEYWORD))


def bake_svg(svg: bytes, issued: Issued) -> bytes:
    """Return the SVG with both badges as its first children; raises `NotAPictureError`.

    Both standards want the prefix `openbadges` for namespaces of their own: the second element declares it anew.
    """
    from lxml import etree  # noqa: PLC0415 - a course without badges does not pay for it

    old = _svg_root(svg)
    if next(old.iter(f"{{{_OB2_NAMESPACE}}}*", f"{{{_OB3_NAMESPACE}}}*"), None) is not None:
        raise NotAPictureError("the picture carries a badge already")
    root = etree.Element(old.tag, nsmap={**old.nsmap, _PREFIX: _OB2_NAMESPACE})
    for name, value in old.attrib.items():
        root.set(name, value)
    root.text, children = old.text, list(old)
    for namespace, name, badge in (
        (_OB2_NAMESPACE, "assertion", issued.ob2),
        (_OB3_NAMESPACE, "credential", issued.ob3),
    ):
        if badge:
            element = etree.SubElement(root, f"{{{namespace}}}{name}", nsmap={_PREFIX: namespace})
            text = badge.decode()
            if text.startswith("{"):
                # Only a text of JSON can hold the end mark of CDATA, and there it may be escaped.
                element.text = etree.CDATA(text.replace("]]>", "]]\\u003e"))
            if not text.startswith("{") or name == "assertion":
                element.set("verify", _verify(text))
    root.extend(children)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def unbake_svg(svg: bytes) -> Baked:
    """Return what an SVG carries; raises `NotAPictureError`, also for two badges of one generation."""
    root = _svg_root(svg)
    texts: list[str | None] = []
    for name in (f"{{{_OB2_NAMESPACE}}}assertion", f"{{{_OB3_NAMESPACE}}}credential"):
        found = list(root.iter(name))
        if len(found) > 1:
            raise NotAPictureError("the picture carries two badges")
        texts.append(((found[0].text or "").strip() or found[0].get("verify", "")) if found else None)
    return Baked(*texts)


def _verify(text: str) -> str:
    """Return the JSON Web Signature itself, or the address of a hosted assertion."""
    return str(json_object(text)["id"]) if text.startswith("{") else text


def _svg_root(svg: bytes):  # type: ignore[no-untyped-def]
    from lxml import etree  # noqa: PLC0415 - same

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(svg, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAPictureError("not SVG") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise NotAPictureError("not SVG")
    return root


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Go through the chunks of a PNG: kind, data, where the next one begins."""
    if not png.startswith(_SIGNATURE):
        raise NotAPictureError("not PNG")
    place, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        if place + 12 > len(png):
            raise NotAPictureError("the PNG ends too early")
        length, kind = struct.unpack_from(">I4s", png, place)
        data, end = png[place + 8 : place + 8 + length], place + 12 + length
        if end > len(png) or (place == len(_SIGNATURE)) != (kind == b"IHDR"):
            raise NotAPictureError("not PNG")
        if struct.unpack_from(">I", png, end - 4)[0] != zlib.crc32(kind + data):
            raise NotAPictureError("the PNG is damaged")
        yield kind, data, end
        place = end


def _keyword(kind: bytes, data: bytes) -> bytes:
    return data.partition(b"\0")[0] if kind in {b"iTXt", b"tEXt", b"zTXt"} else b""


def _text_chunk(keyword: bytes, text: bytes) -> bytes:
    # Keyword, not compressed, method 0, no language, no translated keyword (PNG, 11.3.3.4).
    data = b"iTXt" + keyword + b"\0\0\0\0\0" + text
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def _text(kind: bytes, data: bytes) -> str:
    rest = data.partition(b"\0")[2]
    try:
        if kind == b"tEXt":
            return rest.decode("latin-1")
        compressed, rest = (rest[0], rest[2:]) if kind == b"iTXt" else (1, rest[1:])
        if kind == b"iTXt":
            rest = rest.split(b"\0", 2)[2]
        if compressed:
            rest = zlib.decompressobj().decompress(rest, _MOST_TEXT)
        return rest.decode()
    except (IndexError, ValueError, zlib.error) as error:
        raise NotAPictureError("the badge in the picture cannot be read") from error
