"""Markdown text to a `Document`: tokens, and the facts that the rest of the house asks about.

Rooms above use the facts; only the renderer reads the tokens.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from builder.diagnostics import Source, Span
from builder.syntax.blanks import BLANK, HAS_BLANKS, Gap, blank_rule, inline_rule
from builder.syntax.blocks import CLOSED, LANGUAGE, TABS, add_blocks, name_and_title
from builder.syntax.callouts import callout_rule
from builder.syntax.formulas import Formula, add_formulas
from builder.syntax.layouts import LAYOUT, PART_OF, Layout, Shape, layout_rule
from builder.syntax.places import Finder, LineFinder, RangeFinder
from builder.syntax.raw_html import HAS_HTML, RawTag, raw_html_rule, raw_tags
from builder.syntax.tables import has_header, table_rule
from builder.syntax.tasks import task_rule

Env = dict[str, object]
ANCHOR = "anchor"
"""Where the `meta` of the opening token of a heading holds its anchor."""
BLOCK = "block"
"""The token name of `::: name Title`: `container_block_open`."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level from 1 to 6, its plain text, and the name that links to it use, unique in the text."""

    level: int
    text: str
    anchor: str
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image, with its address: see `model.reference.resolve`."""

    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Image(Link):
    """An image, its alternative text, whether it is marked as decorative, whether it is all of its paragraph."""

    alt: str
    decorative: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class PlainText:
    """Words that stand between marks; `opens_block` when they are the first of their paragraph."""

    text: str
    opens_block: bool
    span: Span


@dataclass(frozen=True, slots=True)
class NamedBlock:
    """A `::: name Title` block.

    `closed` is false when it runs on to the end of the text, `inside` is true when it stands in another block that is
    not one of tabs; `level` is that of the heading above it, and `layout` tells of its parts where it has some.
    """

    name: str
    title: str
    closed: bool
    inside: bool
    span: Span
    is_empty: bool
    level: int
    layout: Layout | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and whether its first row says what its columns are."""

    has_header: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Language:
    """Words in another language, with its tag."""

    tag: str
    span: Span


@dataclass(frozen=True, slots=True)
class CodeFence:
    """A block of code, and the language that its first line names, or an empty text."""

    language: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed Markdown text. `span` is all of it; tokens belong to the renderer."""

    span: Span
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    blocks: tuple[NamedBlock, ...]
    texts: tuple[PlainText, ...]
    raw_tags: tuple[RawTag, ...]
    has_html: bool
    opens_with_heading: bool
    formulas: tuple[Formula, ...]
    fences: tuple[CodeFence, ...]
    gaps: tuple[Gap, ...]
    tables: tuple[Table, ...]
    languages: tuple[Language, ...]

    @property
    def is_paragraph(self) -> bool:
        """True when the text is one paragraph and nothing else."""
        return [token.type for token in self.tokens] == ["paragraph_open", "inline", "paragraph_close"]

    @property
    def is_empty(self) -> bool:
        """True when the text says nothing."""
        return not self.tokens

    @property
    def plain_text(self) -> str:
        """The words, without any marks."""
        parts = (plain_words(token) for token in self.tokens if token.type in _HOLDS_WORDS)
        return " ".join(" ".join(parts).split())


_HOLDS_WORDS = {"inline", "fence", "code_block", "math_block"}


def parse_page(source: Source, body_start: int) -> Document:
    """Parse the Markdown of a page file, which begins at an offset (after the front matter)."""
    # Blank lines in front keep the line numbers of the parser those of the file.
    front = "\n" * (source.position(body_start)[0] - 1)
    env: Env = {}
    tokens = _parser().parse(front + source.text[body_start:], env)
    return _document(tokens, LineFinder(source), source.span(body_start, len(source.text)), env)


def parse_text(text: str, span: Span) -> Document:
    """Parse Markdown that stands in another file, such as the text of a question."""
    env: Env = {}
    return _document(_parser().parse(text, env), RangeFinder(span), span, env)


def parse_cloze(text: str, span: Span) -> Document:
    """Parse Markdown in which `[[…]]` is a blank: its HTML holds `blank_mark(n)` for the blank of index n."""
    env: Env = {HAS_BLANKS: True}
    return _document(_parser().parse(text, env), RangeFinder(span), span, env)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.use(deflist_plugin)
    add_blocks(parser, BLOCK)
    parser.use(attrs_plugin, spans=True, allowed=["class", "lang"])
    add_formulas(parser)
    parser.inline.ruler.before("link", BLANK, blank_rule)
    parser.core.ruler.at("inline", inline_rule)
    parser.core.ruler.before("inline", "callout", callout_rule)
    parser.core.ruler.before("inline", "task", task_rule)
    parser.core.ruler.after("inline", "raw_html", raw_html_rule)
    parser.core.ruler.after("raw_html", "table", table_rule)
    parser.core.ruler.after("table", "layout", layout_rule)
    return parser


@dataclass(slots=True)
class _Facts:
    headings: list[Heading]
    links: list[Link]
    images: list[Image]
    blocks: list[NamedBlock]
    texts: list[PlainText]
    raw_tags: list[RawTag]
    formulas: list[Formula]
    fences: list[CodeFence]
    gaps: list[Gap]
    tables: list[Table]
    languages: list[Language]


def _document(tokens: list[Token], finder: Finder, span: Span, env: Env) -> Document:
    facts = _Facts([], [], [], [], [], [], [], [], [], [], [])
    around: list[Token] = []
    level = 1
    for index, token in enumerate(tokens):
        finder.enter(token)
        if token.type == "heading_open":
            text = " ".join(plain_words(tokens[index + 1]).split())
            anchor = _anchor(text, {heading.anchor for heading in facts.headings})
            token.meta[ANCHOR] = anchor
            level = int(token.tag[1])
            facts.headings.append(Heading(level, text, anchor, finder.line(token)))
        elif token.type == f"container_{BLOCK}_open":
            token.meta[_LEVEL] = level
            _block_facts(token, tokens[index + 1], around, finder, facts)
        elif token.type == "fence":
            place = finder.seek("", token.markup + token.info, token)
            facts.fences.append(CodeFence(code_language(token.info), place))
        elif token.type == "math_block":
            facts.formulas.append(_formula(token, token, finder))
        elif token.type == "table_open":
            facts.tables.append(Table(has_header(tokens, index), finder.line(token)))
        elif token.type == "inline":
            _inline_facts(token, finder, facts, is_paragraph=tokens[index - 1].type == "paragraph_open")
        if token.nesting > 0:
            around.append(token)
        elif token.nesting < 0:
            level = around.pop().meta.get(_LEVEL, level)
    opens = bool(tokens) and tokens[0].type == "heading_open"
    return Document(
        span,
        tuple(tokens),
        tuple(facts.headings),
        tuple(facts.links),
        tuple(facts.images),
        tuple(facts.blocks),
        tuple(facts.texts),
        tuple(facts.raw_tags),
        bool(env.get(HAS_HTML)),
        opens,
        tuple(facts.formulas),
        tuple(facts.fences),
        tuple(facts.gaps),
        tuple(facts.tables),
        tuple(facts.languages),
    )


def _anchor(text: str, taken: set[str]) -> str:
    """Return the anchor of a heading as GitHub makes it: letters with their accents, hyphens for spaces."""
    base = _NOT_ANCHOR.sub("", text.strip().lower()).replace(" ", "-") or "section"
    made, number = base, 1
    while made in taken:
        made, number = f"{base}-{number}", number + 1
    return made


_NOT_ANCHOR = re.compile(r"[^\w\- ]")


_LEVEL = "level"


def _block_facts(token: Token, following: Token, around: list[Token], finder: Finder, facts: _Facts) -> None:
    (name, title), span = name_and_title(token.info), finder.line(token)
    inside = any(other.meta.get(PART_OF, _name(other)) != TABS for other in around)
    shape: Shape | None = token.meta.get(LAYOUT)
    flaws = tuple((flaw, finder.line(part)) for flaw, part in (shape.flaws if shape else ()))
    layout = Layout(shape.made_by, shape.count, shape.level, flaws) if shape else None
    is_empty = following.nesting < 0
    level = int(token.meta[_LEVEL])
    facts.blocks.append(NamedBlock(name, title, bool(token.meta[CLOSED]), inside, span, is_empty, level, layout))
    if name == LANGUAGE:
        facts.languages.append(Language(title, span))


def _name(token: Token) -> str:
    return name_and_title(token.info)[0] if token.type == f"container_{BLOCK}_open" else ""


def code_language(info: str) -> str:
    """Return the language that the first line of a block of code names, or an empty text."""
    return info.split(maxsplit=1)[0].lower() if info.strip() else ""


def _formula(token: Token, block: Token, finder: Finder) -> Formula:
    return Formula(token.content, finder.seek("", token.markup + token.content + token.markup, block))


def _inline_facts(inline: Token, finder: Finder, facts: _Facts, *, is_paragraph: bool) -> None:
    facts.texts.extend(_texts(inline, finder))
    parts = [child for child in inline.children or () if child.type not in {"text", "softbreak"} or child.content]
    for token in inline.children or ():
        if token.type == "image":
            target = str(token.attrGet("src") or "")
            place = finder.seek("![", target, inline)
            classes = str(token.attrGet("class") or "").split()
            alone = is_paragraph and len(parts) == 1
            facts.images.append(Image(target, place, plain_words(token).strip(), "decor" in classes, alone))
        elif token.type == "link_open":
            target = str(token.attrGet("href") or "")
            facts.links.append(Link(target, finder.seek("[", target, inline)))
        elif token.type == "span_open" and "lang" in token.attrs:
            language = str(token.attrs["lang"])
            facts.languages.append(Language(language, finder.seek("{", f"lang={language}", inline)))
        elif token.type in {"math_inline", "math_inline_double"}:
            facts.formulas.append(_formula(token, inline, finder))
        elif token.type == BLANK:
            token.meta["index"] = len(facts.gaps)
            facts.gaps.append(Gap(token.content, finder.seek("[[", token.content, inline)))
        elif token.type == "html_inline":
            for tag in raw_tags(token.content):
                place = _opening_of(tag.name, finder.block(inline))
                facts.raw_tags.append(RawTag(tag.name, tag.handler, place))


def _texts(inline: Token, finder: Finder) -> Iterator[PlainText]:
    """Go through the words of a paragraph, lines joined, cut where anything but words stands."""
    words, opens = "", True
    for token in (*(inline.children or ()), None):
        if token is not None and token.type in {"text", "softbreak"}:
            words += token.content or "\n"
            continue
        if words.strip():
            yield PlainText(words, opens, finder.block(inline))
        words, opens = "\n" if token is not None and token.type == "hardbreak" else "", False


def _opening_of(name: str, block: Span) -> Span:
    found = re.compile(f"<{re.escape(name)}", re.IGNORECASE).search(block.source.text, block.start, block.end)
    return block.source.span(*found.span()) if found else block


def plain_words(token: Token) -> str:
    """Return the words of a token, without any marks."""
    return token.content if token.children is None else "".join(_plain_parts(token.children))


def _plain_parts(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield plain_words(token)
        elif token.type == BLANK:
            yield "…"
        elif token.type in {"text", "code_inline", "text_special", "math_inline", "math_inline_double"}:
            yield token.content


def has_front_matter(text: str) -> re.Match[str] | None:
    """Return the match of a front matter at the head of a page: group 1 is its YAML."""
    return _FRONT_MATTER.match(text)


_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
