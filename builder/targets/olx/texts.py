"""The author's texts as Open edX shows them."""

from itertools import count
from pathlib import Path

import lxml.html
from lxml import etree

from builder.model.course import Page
from builder.render.html import HtmlRenderer
from builder.render.typography import typeset
from builder.render.words import Words
from builder.syntax.markdown import Document
from builder.targets.olx.html4 import inner, put, rewrite

LOCALE = Path(__file__).resolve().parent / "locale"


class StudioTexts:
    """The texts of one file, and the sentences of the target in the language of the course.

    `prefix` keeps the notes and headings of texts apart that are shown on one screen; those of parts of a `page` are.
    """

    def __init__(self, html: HtmlRenderer, words: Words, path: str, prefix: str, page: Page | None = None) -> None:
        self.language = words.language
        self.word = words.text
        self._html = html
        self._path = path
        self._prefix = prefix
        self._page = page
        self._count = count(1)

    def blocks(self, parent: etree._Element, document: Document) -> None:
        """Add a text with its paragraphs."""
        put(parent, self._blocks(document))

    def phrase(self, parent: etree._Element, document: Document) -> None:
        """Add a text, without the paragraph when it is the only one."""
        put(parent, self._phrase(document))

    def html(self, document: Document) -> str:
        """Return a text as HTML, without the paragraph when it is the only one."""
        return inner(self._phrase(document))

    def words(self, document: Document) -> str:
        """Return a text without any marks."""
        return typeset(document.plain_text, self.language)

    def _phrase(self, document: Document) -> lxml.html.HtmlElement:
        phrase = self._html.phrase(document, self._path)
        return self._blocks(document) if phrase is None else rewrite(phrase)

    def _blocks(self, document: Document) -> lxml.html.HtmlElement:
        if self._page:
            return rewrite(self._html.part(self._page, document))
        return rewrite(self._html.blocks(document, self._path, prefix=f"{self._prefix}-{next(self._count)}-"))
