"""Markdown to the HTML of the learner's page."""

from collections.abc import Mapping

import nh3
from markupsafe import Markup

from builder.model.asset import Asset
from builder.model.course import Page
from builder.render.addresses import Addresses
from builder.render.markup import MarkupRenderer, Scene
from builder.render.theme import Theme
from builder.syntax.markdown import Document
from builder.syntax.raw_html import HARMLESS_TAGS

_TAGS = set(HARMLESS_TAGS) | {"a", "img"}
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "role", "tabindex", "title"},
    "a": {"href", "target", "rel", "download"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "col": {"span"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}


class HtmlRenderer:
    """Renders the documents of one course."""

    def __init__(self, theme: Theme, addresses: Addresses, assets: Mapping[str, Asset]) -> None:
        self.theme = theme
        self.addresses = addresses
        self._assets = assets
        self._renderer = MarkupRenderer()

    def page_body(self, page: Page) -> Markup:
        """Return a page without the heading that is its title: the template prints the title."""
        document = page.document
        skip = _title_tokens(document, page.title)
        return self._render(document, self._scene(page.path, {c.image.target: c.text for c in page.credits}), skip)

    def blocks(self, document: Document, path: str) -> Markup:
        """Return a text with its paragraphs; `path` is the file that links start from."""
        return self._render(document, self._scene(path, {}), 0)

    def phrase(self, document: Document, path: str) -> Markup | None:
        """Return a text of one paragraph without its `<p>`, or None when it has other blocks."""
        if [token.type for token in document.tokens] != ["paragraph_open", "inline", "paragraph_close"]:
            return None
        html = self._render(document, self._scene(path, {}), 0).strip()
        return html[len("<p>") : -len("</p>")] if html.startswith("<p>") else None

    def _scene(self, path: str, credit: Mapping[str, str]) -> Scene:
        return Scene(path, credit, self.theme, self.addresses, self._assets)

    def _render(self, document: Document, scene: Scene, skip: int) -> Markup:
        html = self._renderer.render_document(document.tokens[skip:], scene)
        # Only what authors wrote as HTML can leave a tag open or carry an odd attribute.
        return Markup(_sanitized(html) if document.raw_tags else html)  # noqa: S704 - escaped by the renderer


def _title_tokens(document: Document, title: str) -> int:
    """Return how many tokens at the head are the title of the page."""
    if not document.opens_with_heading:
        return 0
    first = document.headings[0]
    return 3 if first.level == 1 or first.text == title else 0


def _sanitized(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        generic_attribute_prefixes={"aria-", "data-"},
        link_rel=None,
    )
