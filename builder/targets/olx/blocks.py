"""Blocks on their way into the archive: each in a file of its own, with a pointer from its parent."""

import re

from lxml import etree

from builder.package import Package
from builder.syntax.xml import sub


class Blocks:
    """Writes blocks below `course/`. A `url_name` that is already taken raises `ValueError`: it would lose a block."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._names: set[str] = set()

    def add(self, parent: etree._Element, name: str, root: etree._Element) -> None:
        """Write a block, all of whose children were added, and point to it from its parent."""
        self._claim(name)
        kind = str(root.tag)
        sub(parent, kind, url_name=name)
        self._package.add(f"course/{kind}/{name}.xml", xml(root))

    def add_html(self, parent: etree._Element, name: str, title: str, html: str) -> None:
        """Write an `html` block, whose text is a file of its own."""
        self.add(parent, name, etree.Element("html", filename=name, display_name=title))
        self._package.add(f"course/html/{name}.html", html.encode())

    def add_bank(self, parent: etree._Element, name: str, title: str, count: int) -> etree._Element:
        """Add a bank of which each learner gets `count` blocks, in an order of their own; return it to be filled.

        It stands inside its parent: not every release reads banks from files.
        """
        self._claim(name)
        return sub(parent, "itembank", url_name=name, display_name=title, max_count=str(count))

    def _claim(self, name: str) -> None:
        if name in self._names:
            raise ValueError(f"two blocks are called {name!r}")
        self._names.add(name)


def xml(root: etree._Element) -> bytes:
    """Return a block as UTF-8, a child to a line where no text stands between them."""
    _spread(root)
    if root.tag == "problem":
        for code in list(root.iter("pre")):
            _make_plain(code)
        for element in list(root.iter()):
            _hold_blanks(element)
            _hold_dollars(element)
    return etree.tostring(root, encoding="unicode").encode() + b"\n"


def _spread(element: etree._Element) -> None:
    """Put the children of structure on lines of their own.

    Never more than one line break: Studio's visual editor gives up on other text after the answers.
    """
    if element.tag not in _STRUCTURE or (element.text or "").strip() or not len(element):
        return
    element.text = "\n"
    for child in element:
        if not (child.tail or "").strip():
            child.tail = "\n"
        _spread(child)


def _make_plain(code: etree._Element) -> None:
    """Take the colours from code: nothing invisible may get into what people copy, and an import spares plain text."""
    text = "".join(map(str, code.itertext()))
    for child in list(code):
        code.remove(child)
    code.text = text


def _hold_blanks(element: etree._Element) -> None:
    """Keep the blanks of a text in a problem: an import drops those between elements, and indents elements anew.

    It does neither to an element that holds text besides, so an invisible character is put where there is none.
    """
    inline = [child for child in element if child.tag in _INLINE]
    if not inline or element.tag in _STRUCTURE:
        return
    for child in inline:
        following = child.getnext()
        if following is not None and following.tag in _INLINE and not (child.tail or "").strip():
            child.tail = f"{child.tail}{_BREAKING}" if child.tail else _JOINING
    if element.tag in _INLINE:  # of others, nobody sees the blanks at their ends
        if element.text and not element.text.strip():
            element.text += _BREAKING
        if element[-1].tail and not element[-1].tail.strip():
            element[-1].tail += _BREAKING
    if not any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        element.text = f"{element.text or ''}{_JOINING}"


def _hold_dollars(element: etree._Element) -> None:
    """Keep `$seed` and its like: the platform would put a value of its own in their place."""
    if element.tag == "option":
        element.text = _VARIABLE.sub(f"${_JOINING}", element.text or "")  # it holds no elements
        return
    found = _VARIABLE.search(element.text or "")
    if found:
        element.text, rest = found.string[: found.start()], found.string[found.end() :]
        element.insert(0, _dollar(rest))
    at = 0
    while at < len(element):
        found = _VARIABLE.search(element[at].tail or "")
        at += 1
        if found:
            element[at - 1].tail, rest = found.string[: found.start()], found.string[found.end() :]
            element.insert(at, _dollar(rest))


def _dollar(rest: str) -> etree._Element:
    made = etree.Element("span")
    made.text, made.tail = "$", rest
    return made


# The names that problems know without a script of their own (capa_problem.py).
_VARIABLE = re.compile(r"\$(?=seed|anonymous_student_id|script_code|python_path|extra_files)")
_BREAKING, _JOINING = "\u200b", "\u2060"  # no width: the one allows a line break, the other does not
_INLINE = frozenset("a abbr b cite code del em i img ins kbd label q s samp small span strong sub sup u var".split())
_STRUCTURE = frozenset(
    """
    course chapter sequential vertical itembank problem multiplechoiceresponse choiceresponse numericalresponse
    stringresponse optionresponse choicegroup checkboxgroup optioninput demandhint solution video
    """.split()
)
