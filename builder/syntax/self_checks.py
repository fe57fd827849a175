"""Self-checks in a page: `::: question`, `::: cloze` and `::: reflection`, taken apart into texts of their own.

The parts keep the tokens that parsing the page made: links and notes that the page defines mean the same in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

from markdown_it.token import Token

from builder.diagnostics import Span
from builder.syntax.blanks import BLANK
from builder.syntax.blocks import SELF_CHECKS
from builder.syntax.callouts import TITLE
from builder.syntax.markdown import Document, NamedBlock
from builder.syntax.tasks import IS_RIGHT

SELF_CHECK = "self_check"
"""The token that stands in a page for a self-check; `meta["index"]` counts them from 0."""
TEXT, CHOICES, LIST, QUOTE = "text", "choices", "list", "quote"


@dataclass(frozen=True, slots=True)
class Task:
    """One item of a list of choices: `is_right` is None where it is marked neither `[x]` nor `[ ]`."""

    content: Document
    feedback: Document
    is_right: bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a self-check. `kind` is one of the words above, or the kind of a callout, such as `tip`."""

    kind: str
    document: Document
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """A self-check: its first line, and what stands in it."""

    block: NamedBlock
    parts: tuple[Part, ...]


def take_self_checks(page: Document) -> tuple[Document, tuple[SelfCheck, ...]]:
    """Return a page with one token in place of each self-check, and the self-checks.

    What the page knows of its links, pictures and other marks goes on to cover them. Those that stand inside another
    block, or are never closed, stay where they are: they are mistakes.
    """
    named = {
        block.span.position[0]: block
        for block in page.blocks
        if block.name in SELF_CHECKS and block.closed and not block.inside
    }
    tokens: list[Token] = []
    taken: list[SelfCheck] = []
    at = 0
    while at < len(page.tokens):
        opening = page.tokens[at]
        found = named.get(_lines([opening])[0]) if opening.type == "container_block_open" else None
        block = next(_side_by_side(page.tokens[at:])) if found else (opening,)
        at += len(block)
        if found is None:
            tokens.append(opening)
            continue
        tokens.append(Token(SELF_CHECK, "", 0, map=opening.map, meta={"index": len(taken)}, block=True))
        taken.append(SelfCheck(found, tuple(_parts(block[1:-1], page))))
    return replace(page, tokens=tuple(tokens)), tuple(taken)


def joined(texts: Sequence[Document], page: Document) -> Document:
    """Return texts of one page as one text."""
    return _text(tuple(chain.from_iterable(text.tokens for text in texts)), page)


def _side_by_side(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Go through blocks that stand one after the other, each from its opening token to its closing one."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield tuple(block)
            block = []


def _parts(tokens: Sequence[Token], page: Document) -> list[Part]:
    parts: list[Part] = []
    end = 0
    for block in _side_by_side(tokens):
        part = _part(block, page)
        below = part.kind == QUOTE and end == _lines(block)[0]
        # The lines of a list take in the empty ones that follow it.
        end = max((token.map[1] + 1 for token in block if token.map and token.nesting == 0), default=0)
        if part.kind == CHOICES and [one.kind for one in parts[-2:]] == [CHOICES, QUOTE]:
            quote = parts.pop()
            parts[-1] = _with_feedback(parts[-1], quote.document, page)
        if below and parts[-1].kind == CHOICES:
            parts[-1] = _with_feedback(parts[-1], part.document, page)
        elif part.kind == CHOICES and parts and parts[-1].kind == CHOICES:
            parts[-1] = replace(parts[-1], tasks=parts[-1].tasks + part.tasks)
        else:
            parts.append(part)
    return parts


def _part(block: tuple[Token, ...], page: Document) -> Part:
    opening = block[0]
    if opening.type == "blockquote_open":
        return Part(str(opening.meta.get("callout", QUOTE)), _quoted(block, page))
    if opening.type not in {"bullet_list_open", "ordered_list_open"}:
        return Part(TEXT, _text(block, page))
    tasks = tuple(_task(item, page) for item in _side_by_side(block[1:-1]))
    is_choices = any(task.is_right is not None for task in tasks)
    return Part(CHOICES if is_choices else LIST, _text(block, page), tasks)


def _with_feedback(choices: Part, feedback: Document, page: Document) -> Part:
    """Return choices with a feedback for the last one, which stands under it without being indented."""
    *before, last = choices.tasks
    return replace(choices, tasks=(*before, replace(last, feedback=joined((last.feedback, feedback), page))))


def _task(item: tuple[Token, ...], page: Document) -> Task:
    blocks = list(_side_by_side(item[1:-1]))
    quotes = [_quoted(block, page) for block in blocks if block[0].type == "blockquote_open"]
    content = tuple(chain.from_iterable(block for block in blocks if block[0].type != "blockquote_open"))
    for token in content:
        token.hidden = False  # a choice is a text of its own, no longer a line of a tight list
    source = page.span.source
    return Task(
        _text(content, page),
        joined(quotes, page),
        item[0].meta.get(IS_RIGHT),
        source.line_span(_lines(item)[0]),
    )


def _quoted(block: tuple[Token, ...], page: Document) -> Document:
    """Return what stands in a quote, the title of a callout first."""
    title = str(block[0].meta.get(TITLE, ""))
    words = Token("inline", "", 0, children=[Token("text", "", 0, content=title)], content=title, map=block[0].map)
    head = (Token("paragraph_open", "p", 1), words, Token("paragraph_close", "p", -1)) if title else ()
    return _text((*head, *block[1:-1]), page)


def _text(tokens: tuple[Token, ...], page: Document) -> Document:
    """Return some tokens of a page as a text that knows of the links, pictures and other marks in it."""
    blanks = (child for token in tokens for child in token.children or () if child.type == BLANK)
    for index, blank in enumerate(blanks):
        blank.meta["index"] = index
    lines = set(_lines(tokens))
    source = page.span.source
    kept: dict[str, Any] = {
        field.name: tuple(fact for fact in getattr(page, field.name) if fact.span.position[0] in lines)
        for field in fields(page)
        if field.name != "tokens" and isinstance(getattr(page, field.name), tuple)
    }
    first, last = (min(lines), max(lines)) if lines else (1, 0)
    span = source.span(source.offset(first), source.offset(last + 1)) if lines else page.span
    opens = bool(tokens) and tokens[0].type == "heading_open"
    return replace(page, tokens=tokens, span=span, opens_with_heading=opens, **kept)


def _lines(tokens: Sequence[Token]) -> list[int]:
    """Return the lines on which tokens stand, in order, counted from 1."""
    return sorted({line + 1 for token in tokens if token.map for line in range(*token.map)})
