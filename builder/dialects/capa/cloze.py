"""Texts with blanks: a field in the text for each."""

from typing import assert_never

from lxml import etree

from builder.dialects.capa.entry import set_number, set_text
from builder.dialects.capa.match import add_options
from builder.dialects.capa.texts import Texts, number_spelling
from builder.model.interaction import Blank, Cloze, NumericEntry, Select, TextEntry
from builder.model.quiz import Question
from builder.syntax.blanks import blank_mark
from builder.syntax.xml import sub

_LABEL_STYLE = "display:inline;margin:0;font:inherit;color:inherit"
_LINE_STYLE = "margin:1em 0;line-height:3"


def add_cloze(root: etree._Element, question: Question, cloze: Cloze, texts: Texts) -> etree._Element:
    """Add the text with its fields; return where the solution goes."""
    texts.blocks(root, question.prompt)
    if any(isinstance(blank, NumericEntry) for blank in cloze.blanks):
        sub(sub(root, "p"), "em").text = number_spelling(texts)
    text = sub(root, "div")
    texts.blocks(text, cloze.text)
    for index, blank in enumerate(cloze.blanks):
        name = texts.word("Blank {number} of {count}", number=index + 1, count=len(cloze.blanks))
        _put(text, blank_mark(index), _field(blank, name, texts))
    for paragraph in list(text.iter("p")):
        if paragraph.find(".//label") is not None:
            # Browsers would end a paragraph before the blocks that the platform makes of a field.
            paragraph.tag = "div"
            paragraph.set("style", _LINE_STYLE)
    return root


def _field(blank: Blank, name: str, texts: Texts) -> etree._Element:
    """Return a field inside its label: a label that the platform shows itself would break the line."""
    label = etree.Element("label", style=_LABEL_STYLE)
    hidden = sub(label, "span")
    hidden.set("class", "sr")
    hidden.text = name
    match blank:
        case Select():
            response = sub(label, "optionresponse", inline="1")
            right = next(texts.words(choice.content) for choice in blank.choices if choice.is_correct)
            options = [texts.words(choice.content) for choice in blank.choices]
            add_options(sub(response, "optioninput", inline="1"), options, right)
        case NumericEntry():
            response = sub(label, "numericalresponse", inline="1")
            set_number(response, blank)
            # Not a `formulaequationinput`, which shows the formula below.
            line = sub(response, "textline", inline="1", size="10")
            if blank.unit:
                line.set("trailing_text", blank.unit)
        case TextEntry():
            response = sub(label, "stringresponse", inline="1")
            set_text(response, blank)
            sub(response, "textline", inline="1", size="15")
        case _:
            assert_never(blank)
    return label


def _put(text: etree._Element, mark: str, field: etree._Element) -> None:
    """Put a field in the place of its mark."""
    for element in text.iter(etree.Element):
        if mark in (element.text or ""):
            element.text, _, field.tail = (element.text or "").partition(mark)
            element.insert(0, field)
            return
        parent = element.getparent()
        if mark in (element.tail or "") and parent is not None:
            element.tail, _, field.tail = (element.tail or "").partition(mark)
            parent.insert(parent.index(element) + 1, field)
            return
