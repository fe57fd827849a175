"""Markdown to the HTML of the learner's page."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

import nh3
from markupsafe import Markup

from builder.model.asset import Asset
from builder.model.course import Page
from builder.model.media import Media
from builder.model.reference import LINK_SCHEMES
from builder.render.addresses import Addressing, place_id
from builder.render.markup import MarkupRenderer, self_check_mark
from builder.render.scene import Scene
from builder.render.theme import Theme
from builder.syntax.markdown import Document
from builder.syntax.mathml import MATH_ATTRIBUTES, MATH_TAGS
from builder.syntax.raw_html import HARMLESS_TAGS

_TAGS = set(HARMLESS_TAGS) | MATH_TAGS | {"a", "img", "video", "audio", "track"}
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "role", "tabindex", "title"},
    "a": {"href", "target", "rel", "download"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "video": {"src", "controls", "preload"},
    "audio": {"src", "controls", "preload"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "col": {"span"},
    **{tag: set(MATH_ATTRIBUTES) for tag in MATH_TAGS},
}


class HtmlRenderer:
    """Renders the documents of one course."""

    def __init__(
        self, theme: Theme, addresses: Addressing, assets: Mapping[str, Asset], media: Mapping[str, Media]
    ) -> None:
        self.theme = theme
        self.addresses = addresses
        self._assets = assets
        self._media = media
        self._renderer = MarkupRenderer()

    def page_body(self, page: Page, self_checks: Sequence[Markup] = ()) -> Markup:
        """Return a page without the heading that is its title: the template prints the title.

        `self_checks` are its questions as HTML. Where they are not given, their marks stay.
        """
        document = page.document
        skip = _title_tokens(document, page.title)
        html = self._render(document, self._scene(page.path, _credits(page)), skip)
        for index, self_check in enumerate(self_checks):
            html = html.replace(Markup(self_check_mark(index)), self_check)  # noqa: S704 - our own
        return html

    def part(self, page: Page, document: Document) -> Markup:
        """Return a text that was taken out of a page, such as a choice of one of its self-checks."""
        return self._render(document, self._scene(page.path, _credits(page)), 0)

    def blocks(self, document: Document, path: str, prefix: str = "") -> Markup:
        """Return a text with its paragraphs; `path` is the file that links start from.

        Texts that share a page need a `prefix` each: it keeps their notes and headings apart.
        """
        return self._render(document, self._scene(path, {}, prefix), 0)

    def phrase(self, document: Document, path: str) -> Markup | None:
        """Return a text of one paragraph without its `<p>`, or None when it has other blocks."""
        if not document.is_paragraph:
            return None
        html = self._render(document, self._scene(path, {}), 0).strip()
        return html[len("<p>") : -len("</p>")] if html.startswith("<p>") else None

    def _scene(self, path: str, credit: Mapping[str, str], prefix: str = "") -> Scene:
        return Scene(
            path, credit, self.theme, self.addresses, self._assets, self._media, blocks=self.blocks, prefix=prefix
        )

    def _render(self, document: Document, scene: Scene, skip: int) -> Markup:
        headings = document.headings[1:] if skip else document.headings
        scene.own = frozenset(heading.anchor for heading in headings)
        html = self._renderer.render_document(document.tokens[skip:], scene)
        # Only what authors wrote as HTML can leave a tag open or carry an odd attribute.
        return Markup(_sanitized(html) if document.has_html else html)  # noqa: S704 - escaped by the renderer


def _credits(page: Page) -> Mapping[str, str]:
    return {unquote(credit.image.target): credit.text for credit in page.credits}


def _title_tokens(document: Document, title: str) -> int:
    """Return how many tokens at the head are the title of the page."""
    if not document.opens_with_heading:
        return 0
    first = document.headings[0]
    return 3 if first.text == title else 0


def _own_ids(tag: str, attribute: str, value: str) -> str | None:  # noqa: ARG001 - the shape that nh3 calls
    """Keep only the ids that the renderer made: an author's could be one of the theme's."""
    return None if attribute == "id" and not value.startswith(place_id("")) else value


def _sanitized(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=set(LINK_SCHEMES),
        attribute_filter=_own_ids,
        generic_attribute_prefixes={"aria-"},
        link_rel=None,
    )
