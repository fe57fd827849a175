"""Texts and XML of an archive, read without trusting them."""

import codecs
import re
from dataclasses import dataclass

from lxml import etree

from builder.diagnostics import Diagnostic, Kind, Severity, Source, msg
from builder.inspection.archive import Archive
from builder.inspection.names import about, shown
from builder.inspection.troubles import Refused

BROKEN_XML = Kind(
    "broken-xml", Severity.ERROR, msg("A platform stops at the first mistake of XML, or leaves the file out.")
)
ENTITIES_IN_XML = Kind(
    "entities-in-xml",
    Severity.ERROR,
    msg("Entities of one's own can read files of the server or fill its memory; platforms do not replace them."),
)
WRONG_ENCODING = Kind("wrong-encoding", Severity.ERROR, msg("Text in another encoding than it says stops the reader."))

LONGEST_XML = 4 << 20  # bytes: a manifest of ten thousand pages has less, and a tree takes thirty times as much
_ENCODINGS = frozenset("ascii cp1252 iso8859-1 iso8859-15 utf-8 utf-16".split())
_DECLARATION = re.compile(r"""\s{0,99}<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_HEAD = re.compile(r"<\?xml\s[^>]{0,300}\?>")
_SHOWN_OF_ERROR = 160


@dataclass(frozen=True, slots=True)
class Document:
    """An XML file of the archive: its text, and its tree where it has one."""

    source: Source
    root: etree._Element | None
    problems: tuple[Diagnostic, ...]


def text_of(archive: Archive, name: str, limit: int) -> str:
    """Return a text as far as it can be read: what is no UTF-8 is replaced. Raises `Refused`."""
    content = archive.read(name, limit)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "replace")


def xml_of(archive: Archive, name: str) -> Document:
    """Return the tree of an XML file. Entities, DTDs and addresses in it are never followed."""
    try:
        content = archive.read(name, LONGEST_XML)
    except Refused as refused:
        return Document(Source(shown(name), ""), None, (refused.diagnostic,))
    text = _decoded(content)
    if text is None:
        problem = about(
            WRONG_ENCODING,
            name,
            msg("“{path}” is not in the encoding that it should be in"),
            msg("save it as UTF-8, then pack it again"),
        )
        return Document(Source(shown(name), ""), None, (problem,))
    source = Source(shown(name), text)
    if (entity := text.find("<!ENTITY")) >= 0:
        return Document(source, None, (_entities(source, entity),))
    return _parsed(source, text)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def line_of(element: etree._Element) -> int:
    """Return the line where an element is, 1 when that is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) and line > 0 else 1


def _decoded(content: bytes) -> str | None:
    """Return the text of an XML file by its mark or its declaration; None when that is not what it is."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        said = _DECLARATION.match(content[:600].decode("latin-1").removeprefix("ï»¿"))
        try:
            encoding = codecs.lookup(said[1]).name if said else "utf-8"
        except LookupError:
            return None
        if encoding == "utf-16" or encoding not in _ENCODINGS:
            return None
        encoding = "utf-8-sig" if encoding in {"utf-8", "ascii"} else encoding
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _entities(source: Source, at: int) -> Diagnostic:
    return ENTITIES_IN_XML.at(
        source.span(at, at + 8),
        msg("“{path}” defines entities of its own", path=source.path),
        remedy=msg("write what they stand for in their place, and take the definitions out"),
    )


def _parsed(source: Source, text: str) -> Document:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )
    # The declaration speaks of bytes that are gone; its lines stay, so that places stay right.
    head = _HEAD.match(text)
    plain = "\n" * head[0].count("\n") + text[head.end() :] if head else text
    try:
        # Nothing may stand in front of a document type but white space that no line is lost with.
        root = etree.fromstring(plain.encode("utf-8", "surrogatepass"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Document(source, None, (_broken(source, error),))
    return Document(source, root, ())


def _broken(source: Source, error: Exception) -> Diagnostic:
    line, column = getattr(error, "position", (1, 1))
    at = source.offset(max(line, 1), max(column, 1))
    said = shown(re.sub(r", line \d+, column \d+.*$", "", str(error)), _SHOWN_OF_ERROR)
    return BROKEN_XML.at(
        source.span(at, at),
        msg("“{path}” is not well-formed XML", path=source.path),
        label=msg("the reader stops here: {reason}", reason=said),
        remedy=msg("make the package again; if the file was edited by hand, mend it here"),
    )
