"""Building XML: elements in, canonical text out. Text is escaped by lxml, once."""

from lxml import etree


def sub(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    """Add a child in the namespace of its parent, attributes in the order given."""
    namespace = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name, attributes)


def add_text(element: etree._Element, text: str) -> None:
    """Add text at the end of what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def canonical(root: etree._Element) -> bytes:
    """Return a document as UTF-8 bytes, indented, with an XML declaration; the same tree gives the same bytes."""
    etree.indent(root, "  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
