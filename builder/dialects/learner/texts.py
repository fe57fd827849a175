"""The texts of questions, rendered."""

from itertools import count

from markupsafe import Markup

from builder.model.course import Page
from builder.render.html import HtmlRenderer
from builder.render.typography import typeset
from builder.syntax.markdown import Document


class QuizTexts:
    """Renders the texts of a quiz, whose questions may stand in several files, or those of the questions of a page."""

    def __init__(self, html: HtmlRenderer, page: Page | None = None) -> None:
        self.html = html
        self.theme = html.theme
        self._page = page
        self._count = count(1)

    def blocks(self, document: Document | None) -> Markup | None:
        """Return a text with its paragraphs, or None when there is none."""
        if document is None or document.is_empty:
            return None
        if self._page:
            return self.html.part(self._page, document)
        return self.html.blocks(document, document.span.source.path, prefix=f"t{next(self._count)}-")

    def label(self, document: Document) -> Markup:
        """Return a text for beside a control: without the paragraph where it is the only one."""
        phrase = self.html.phrase(document, document.span.source.path)
        return phrase or self.blocks(document) or Markup("")

    def words(self, document: Document) -> str:
        """Return the plain words of a text, for lists and names, which hold no markup."""
        return typeset(document.plain_text, self.theme.language)
