"""The texts of a problem, and where capa wants them."""

from decimal import Decimal
from typing import Protocol

from lxml import etree

from builder.model.quiz import Question
from builder.syntax.markdown import Document
from builder.syntax.values import plain_number
from builder.syntax.xml import sub


class Texts(Protocol):
    """The texts of one question, for Open edX."""

    def blocks(self, parent: etree._Element, document: Document) -> None:
        """Add a text with its paragraphs."""
        ...

    def phrase(self, parent: etree._Element, document: Document) -> None:
        """Add a text, without the paragraph when it is the only one."""
        ...

    def html(self, document: Document) -> str:
        """Return a text as HTML, without the paragraph when it is the only one."""
        ...

    def words(self, document: Document) -> str:
        """Return a text without any marks."""
        ...

    def word(self, template: str, **values: object) -> str:
        """Return a sentence of the target."""
        ...


def add_lead(root: etree._Element, question: Question, texts: Texts) -> None:
    """Add the question before its field, unless it is short enough for the label."""
    if not question.prompt.is_paragraph:
        texts.blocks(root, question.prompt)


def add_label(response: etree._Element, question: Question, texts: Texts) -> etree._Element:
    """Name the field: the question itself, or where it is long, a word after it."""
    label = sub(response, "label")
    if question.prompt.is_paragraph:
        texts.phrase(label, question.prompt)
    else:
        label.text = texts.word("Your answer")
    return label


def number_spelling(texts: Texts) -> str:
    """Say beforehand what Open edX refuses as syntax, at no cost to the learner: `3,5` and `35 000`."""
    return texts.word("Type the number alone, with a point for decimals (12.5) and without spaces.")


def say(parent: etree._Element, said: list[Document], texts: Texts) -> None:
    """Add one text or several, each apart from the others."""
    if len(said) == 1:
        texts.phrase(parent, said[0])
        return
    for document in said:
        texts.blocks(parent, document)


def plain(number: Decimal) -> str:
    """Return a number as Open edX reads it."""
    return plain_number(number, "en")
