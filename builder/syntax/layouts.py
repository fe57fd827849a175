"""Tabs, cards, steps and timelines: the parts that the headings of a block make, or the items of its list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from builder.diagnostics import Span
from builder.syntax.blocks import LAYOUTS, TABS, TIMELINE, name_and_title

HEADINGS, BULLETS, NUMBERS, NOTHING = "headings", "bullets", "numbers", "nothing"
UNTITLED, UNEVEN, TWIN, BARE = "untitled", "uneven", "twin", "bare"
"""Parts that do not begin with bold words, are of another level, have a name that is taken, or nothing below it."""
LAYOUT, PART_OF = "layout", "part_of"
"""Where the `meta` of a block's opening token holds its `Shape`, and that of the tokens of parts the block's name."""
PART_TITLE = "part-title"
"""The class of the bold words that begin an item: they are its title, or its date."""

_HEADING_ALONE = 3  # its opening, its words, its end
_LISTS = {"bullet_list_open": BULLETS, "ordered_list_open": NUMBERS}
_BEFORE_TITLE = {"image", "softbreak", "hardbreak", "link_open"}
_SEPARATOR = re.compile(r"\s*[:.–—-]\s+")
_AFTER_DATE = re.compile(r"\s*[:.,–—-]\s+")


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes the parts of a block, how many there are, the level of their headings, where parts are amiss."""

    made_by: str
    count: int
    level: int
    flaws: tuple[tuple[str, Token], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A `Shape` of which the flaws have places."""

    made_by: str
    count: int
    level: int
    flaws: tuple[tuple[str, Span], ...]


def layout_rule(state: StateCore) -> None:
    """Put `parts` and `part` tokens around what each heading begins, and mark lists; other blocks stay as they are."""
    for at in range(len(state.tokens) - 1, -1, -1):
        token = state.tokens[at]
        name = name_and_title(token.info)[0] if token.type == "container_block_open" else ""
        if name in LAYOUTS:
            end = _end(state.tokens, at)
            state.tokens[at + 1 : end], token.meta[LAYOUT] = _arranged(name, state.tokens[at + 1 : end], token.level)


def _end(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens)


def _arranged(name: str, tokens: list[Token], level: int) -> tuple[list[Token], Shape]:
    headings = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.level == level + 1]
    if headings:
        highest = min(tokens[at].tag for at in headings)
        starts = [at for at in headings if tokens[at].tag == highest]
        flaws = tuple(_uneven(tokens, headings)) or tuple(_unfit_tabs(tokens, starts) if name == TABS else ())
        shape = Shape(HEADINGS, len(starts), int(tokens[headings[0]].tag[1]), flaws)
        return list(_parted(name, tokens, starts)), shape
    lists = [at for at, token in enumerate(tokens) if token.type in _LISTS and token.level == level + 1]
    items = [item for at in lists for item in _items(tokens[at + 1 : _end(tokens, at)], level + 2)]
    for at in lists:
        tokens[at].attrJoin("class", name)
    untitled = tuple((UNTITLED, item[0]) for item in items if not _take_title(name, item))
    return tokens, Shape(_LISTS[tokens[lists[0]].type] if lists else NOTHING, len(items), 0, untitled)


def _uneven(tokens: list[Token], headings: list[int]) -> Iterator[tuple[str, Token]]:
    """Find headings that were meant to begin parts, but are higher than the first, or lower where it has no equal."""
    first, *others = (tokens[at] for at in headings)
    higher = [token for token in others if token.tag < first.tag]
    # Below a first part that is not alone, lower headings are its own.
    nearest = min((token.tag for token in others), default="")
    lower = [token for token in others if token.tag == nearest > first.tag]
    return ((UNEVEN, token) for token in higher or lower)


def _unfit_tabs(tokens: list[Token], starts: list[int]) -> Iterator[tuple[str, Token]]:
    names: set[str] = set()
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        name = tokens[start + 1].content.strip().lower()
        if name in names:
            yield TWIN, tokens[start]
        names.add(name)
        if end - start <= _HEADING_ALONE:
            yield BARE, tokens[start]


def _parted(name: str, tokens: list[Token], starts: list[int]) -> Iterator[Token]:
    yield from tokens[: starts[0]]
    yield _mark("parts_open", name, 1)
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield _mark("part_open", name, 1)
        yield from tokens[start:end]
        yield _mark("part_close", name, -1)
    yield _mark("parts_close", name, -1)


def _mark(sort: str, name: str, nesting: Literal[-1, 1]) -> Token:
    return Token(sort, "", nesting, meta={PART_OF: name}, block=True)


def _items(tokens: list[Token], level: int) -> Iterator[list[Token]]:
    for at, token in enumerate(tokens):
        if token.type == "list_item_open" and token.level == level:
            yield tokens[at : _end(tokens, at)]


def _take_title(name: str, item: list[Token]) -> bool:
    """Mark the bold words that begin an item, perhaps below a picture; what parts them from the text goes away."""
    texts = (token.children or [] for token in item if token.type == "inline")
    words = next((words for words in texts if any(word.type not in _BEFORE_TITLE | {"text"} for word in words)), [])
    for at, word in enumerate(words):
        if word.type == "strong_open":
            return _mark_title(name, words, at)
        if word.type not in _BEFORE_TITLE and word.content.strip():
            return False
    return False


def _mark_title(name: str, words: list[Token], at: int) -> bool:
    end = _end(words, at)
    ends = words[end - 1].content.rstrip().endswith((":", "."))
    following = (word for word in words[end + 1 :] if word.type != "link_close")
    after = next((word for word in following if word.content or word.type != "text"), None)
    separator = _AFTER_DATE if name == TIMELINE else _SEPARATOR
    parted = separator.match(after.content) if after is not None and after.type == "text" else None
    if after is not None and after.type == "text" and not (parted or ends or name == TIMELINE):
        # A sentence that goes on; after a date, all is the event.
        return False
    words[at].attrJoin("class", PART_TITLE)
    if after is not None and after.type == "text":
        after.content = " " + after.content[parted.end() if parted else 0 :].lstrip()
    return True
