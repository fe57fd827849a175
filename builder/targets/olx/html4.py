"""The learner page's HTML, rewritten to what Open edX keeps: HTML 4 tags, styles inline, formulas for MathJax.

Studio's validation stops an import at any tag that HTML 4 does not know, and a course has no style sheet there.
"""

from collections.abc import Iterator

import lxml.html
from lxml import etree

from builder.render.code import token_style
from builder.syntax.xml import add_text

_BORDER = "border-left:5px solid {colour};background:#f6f6f4;color:#222;padding:.8em 1.1em;margin:1.2em 0"
_CALLOUT_COLOURS = {
    "tip": "#1b6e3c",
    "key": "#1b6e3c",
    "objectives": "#1b6e3c",
    "warning": "#a3261f",
    "important": "#8a5a00",
    "example": "#8a5a00",
}
_NOTE_COLOUR = "#23539c"

# Tags that HTML 4 does not know: what stands for each, and how it looks.
_EQUIVALENTS = {
    "section": ("div", ""),
    "figure": ("div", "margin:1.2em 0"),
    "figcaption": ("div", "font-size:.9em;color:#444;margin-top:.4em"),
    "details": ("div", "border:1px solid #999;border-radius:4px;padding:.6em 1em;margin:1.2em 0"),
    "summary": ("span", "display:block;font-weight:bold"),
    "mark": ("span", "background:#fff0a8;color:#222"),
}
_STYLES = {
    "pre": "overflow-x:auto;background:#f6f6f6;color:#222;padding:.8em 1em",
    "table": "border-collapse:collapse",
    "th": "border:1px solid #888;padding:.4em .7em;background:#f0f0ee;color:#222",
    "td": "border:1px solid #888;padding:.4em .7em",
    "img": "max-width:100%;height:auto",
    "blockquote": "border-left:3px solid #999;padding-left:1em",
    "dt": "font-weight:bold",
}
_CLASS_STYLES = {
    "table": "overflow-x:auto;margin:1.2em 0",
    "callout-title": "font-weight:bold",
    "block-title": "font-weight:bold",
    "card": "border:1px solid #999;border-radius:4px;padding:.6em 1em;margin:1.2em 0",
    "part-title": "display:block",
    "timeline": "list-style-type:none;padding-left:0",
    "credit": "display:block;font-size:.9em",
    "file-facts": "color:#444",
    "footnotes": "font-size:.9em;border-top:1px solid #999;margin-top:2em",
    "align-left": "text-align:left",
    "align-center": "text-align:center",
    "align-right": "text-align:right",
}
_HTML5_ATTRIBUTES = {"img": ("loading", "decoding"), "a": ("download",)}
_NAMED_BY_STYLE_SHEET = {"visually-hidden": "sr"}
"""Classes that mean the same in the style sheet of Open edX."""
_HEADED = frozenset({"tabs", "tab"})
"""Classes of what is told by its headings alone, so that a question in a tab stays where it is in the page."""
_FORMULA_BOXES = frozenset({"math", "math-inline"})
_WORD_JOINER = "\u2060"


def rewrite(html: str) -> lxml.html.HtmlElement:
    """Return the HTML in a `div`, in HTML 4; a formula becomes the TeX that MathJax reads."""
    holder = lxml.html.fragment_fromstring(html, create_parent="div")
    if "\\(" in html or "\\[" in html:
        _part_delimiters(holder)
    for element in list(holder.iterdescendants(etree.Element)):
        _rewrite_element(element)
    return holder


def put(parent: etree._Element, holder: etree._Element) -> etree._Element:
    """Move what a holder holds to the end of an element, and return the element."""
    add_text(parent, holder.text or "")
    parent.extend(list(holder))
    return parent


def inner(holder: etree._Element) -> str:
    """Return what a holder holds, as HTML."""
    whole = lxml.html.tostring(holder, encoding="unicode", with_tail=False)
    return str(whole[whole.index(">") + 1 : whole.rindex("</")])


def _rewrite_element(element: lxml.html.HtmlElement) -> None:
    if element.tag == "wbr" or _HEADED.intersection(str(element.get("class", "")).split()):
        element.drop_tag()
    elif element.tag == "math":
        _replace_formula(element)
    elif element.tag == "audio":
        _replace_player(element)
    else:
        if element.tag == "li" and len(element) == 0:
            # Without a text, were it an empty one, the serialiser leaves out the end of an item.
            element.text = element.text or ""
        _restyle(element)


def _replace_formula(math: lxml.html.HtmlElement) -> None:
    opening, closing = ("\\[", "\\]") if math.get("display") == "block" else ("\\(", "\\)")
    tex = math.get("alttext", "")
    for child in list(math):
        math.remove(child)
    math.text = f"{opening}{tex}{closing}"
    math.drop_tag()


def _replace_player(audio: lxml.html.HtmlElement) -> None:
    """Put links to a sound file and its captions in the place of the player, which HTML 4 lacks."""
    links = [(audio.get("src", ""), audio.get("aria-label", ""))]
    links += [(track.get("src", ""), track.get("label", "")) for track in audio.iter("track")]
    for child in list(audio):
        audio.remove(child)
    audio.attrib.clear()
    audio.tag = "p"
    for address, text in links:
        link = etree.SubElement(audio, "a", href=address)
        link.text, link.tail = text, " · "
    audio[-1].tail = None
    caption = audio.getnext()
    if caption is not None and caption.text_content().strip() == links[0][1]:
        caption.drop_tree()


def _restyle(element: lxml.html.HtmlElement) -> None:
    if element.tag == "li" and not len(element) and not element.text:
        element.text = "\n"  # libxml2 writes no end tag for an empty item
    tag, classes = str(element.tag), str(element.get("class", "")).split()
    if classes or tag in _HTML5_ATTRIBUTES:
        _drop_attributes(element, classes)
    styles = ";".join(_styles_of(tag, classes))
    if tag in _EQUIVALENTS:
        element.tag = _EQUIVALENTS[tag][0]
    if styles:
        element.set("style", styles)


def _drop_attributes(element: lxml.html.HtmlElement, classes: list[str]) -> None:
    kept = [_NAMED_BY_STYLE_SHEET[name] for name in classes if name in _NAMED_BY_STYLE_SHEET]
    for name in ("class", *_HTML5_ATTRIBUTES.get(str(element.tag), ())):
        element.attrib.pop(name, None)
    if kept:
        element.set("class", " ".join(kept))
    if _FORMULA_BOXES.intersection(classes):
        # MathJax names and scrolls its formulas itself.
        for name in ("role", "tabindex", "aria-label"):
            element.attrib.pop(name, None)


def _styles_of(tag: str, classes: list[str]) -> Iterator[str]:
    if tag in _EQUIVALENTS and _EQUIVALENTS[tag][1]:
        yield _EQUIVALENTS[tag][1]
    if tag in _STYLES:
        yield _STYLES[tag]
    yield from (style for name in classes if (style := _CLASS_STYLES.get(name) or token_style(name)))
    if "callout" in classes:
        kind = next((name.removeprefix("callout-") for name in classes if name.startswith("callout-")), "")
        yield _BORDER.format(colour=_CALLOUT_COLOURS.get(kind, _NOTE_COLOUR))


def _part_delimiters(element: lxml.html.HtmlElement) -> None:
    r"""Keep prose that happens to hold `\(` from being taken for a formula; MathJax leaves code alone."""
    if element.tag in {"code", "pre"}:
        return
    if element.text:
        element.text = _parted(element.text)
    for child in element.iterchildren(etree.Element):
        _part_delimiters(child)
        if child.tail:
            child.tail = _parted(child.tail)


def _parted(text: str) -> str:
    for bracket in "([":
        text = text.replace(f"\\{bracket}", f"\\{_WORD_JOINER}{bracket}")
    return text
