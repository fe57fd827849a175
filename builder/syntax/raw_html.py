"""HTML inside Markdown: images and links become ordinary tokens, the other tags become facts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from builder.diagnostics import Span

HARMLESS_TAGS = frozenset(
    """
    abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp section small span strong sub summary sup
    table tbody td tfoot th thead tr u ul var wbr
    """.split()
)
"""Tags that people use in Markdown and that cannot harm a page. `a` and `img` are read as links and images."""


HAS_HTML = "has_html"
"""Set in the parser's environment when the text holds any HTML, links and pictures too."""


@dataclass(frozen=True, slots=True)
class RawTag:
    """A tag written by hand: its name, and the first attribute of it that would run a script or a style."""

    name: str
    handler: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag in a piece of HTML."""

    name: str
    handler: str | None


def raw_tags(html: str) -> list[TagUse]:
    """Return the opening tags of a piece of HTML, one that is cut off in the middle too."""
    scan = _Scan()
    scan.feed(html)
    scan.close()
    found = [TagUse(name, _handler(attributes)) for name, attributes, _ in scan.opened]
    seen = {use.name for use in found}
    found += [TagUse(name, None) for name in map(str.lower, _OPENING.findall(html)) if name not in seen]
    return [use for use in found if use.name not in {"a", "img"}]


def raw_html_rule(state: StateCore) -> None:
    """Replace raw `<img>` and `<a>` by the tokens of Markdown, so that every rule about links sees them."""
    for token in state.tokens:
        kinds = {token.type, *(child.type for child in token.children or ())}
        if kinds & {"html_block", "html_inline"}:
            state.env[HAS_HTML] = True
        if token.type == "html_block":
            token.type, token.children = "inline", [_html(token.content)]
            token.content = ""
        if token.type == "inline" and token.children:
            token.children = [made for child in token.children for made in _lowered(child)]


def _lowered(token: Token) -> Iterator[Token]:
    if token.type != "html_inline":
        yield token
        return
    token.content = _COMMENT.sub("", token.content)
    scan = _Scan()
    scan.feed(token.content)
    scan.close()
    at = 0
    for start, end, made in scan.lowered:
        if token.content[at:start]:
            yield _html(token.content[at:start])
        yield made
        at = end
    if token.content[at:]:
        yield _html(token.content[at:])


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENING = re.compile(r"<([A-Za-z][\w-]*|!--)")


class TagScan(HTMLParser):
    """Goes through a piece of HTML, and knows where in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._line_starts: list[int] = []

    def feed(self, data: str) -> None:
        self._line_starts = list(accumulate((len(line) + 1 for line in data.split("\n")), initial=0))
        super().feed(data)

    def place(self) -> int:
        """Return the place of what is being handled."""
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 - the shape of the base class
        # The base class fails on `<![` that begins no section: browsers take all of it for a comment.
        return self.parse_bogus_comment(i)


class _Scan(TagScan):
    """Collects the tags of a piece of HTML, and what `<img>`, `<a>` and `</a>` become."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str], int]] = []
        self.lowered: list[tuple[int, int, Token]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        start = self.place()
        self.opened.append((tag, attributes, start))
        written = self.get_starttag_text() or ""
        if tag == "img":
            self.lowered.append((start, start + len(written), _image(attributes)))
        elif tag == "a":
            self.lowered.append((start, start + len(written), _link(attributes)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            start = self.place()
            end = self.rawdata.find(">", start) + 1
            self.lowered.append((start, end, Token("link_close", "a", -1)))


def _image(attributes: dict[str, str]) -> Token:
    alt = Token("text", "", 0, content=attributes.get("alt", ""))
    kept: dict[str, str | int | float] = {name: attributes[name] for name in ("title", "class") if name in attributes}
    kept["src"] = attributes.get("src", "")
    return Token("image", "img", 0, kept, children=[alt])


def _link(attributes: dict[str, str]) -> Token:
    return Token("link_open", "a", 1, {"href": attributes.get("href", "")})


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _handler(attributes: dict[str, str]) -> str | None:
    return next((name for name in attributes if name.startswith("on") or name in {"style", "srcdoc"}), None)
