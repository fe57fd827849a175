"""Tables: the line above or below that is a caption, and the cells that name their row."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

NAMES_ROW = "names_row"
"""Set in the `meta` of the tokens of a cell that names its row."""
_CAPTION = re.compile(r"(?:Table|Tableau)(?P<number>\s+\d+)?\s*:\s+")
_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


def table_rule(state: StateCore) -> None:
    """Give tables their captions (`caption` tokens) and their rows the cells that name them."""
    tokens = state.tokens
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].type == "table_open" and tokens[at + 1].type != "caption_open":
            start = _move_caption(tokens, at)
            _name_rows(tokens[start : _end_of_table(tokens, start)])


def _move_caption(tokens: list[Token], at: int) -> int:
    """Put the caption of a table at its head; return where the table then begins. A caption between two is above."""
    for first, last in _caption_places(tokens, at):
        words = [token for token in tokens[first:last] if token.type == "inline"]
        if words and not any(word.content.strip() for word in words[1:]) and _take_mark(words[0]):
            start = at if first > at else at - (last - first)
            del tokens[first:last]
            opening, closing = (Token(f"caption_{side}", "caption", 1, block=True) for side in ("open", "close"))
            closing.nesting = -1
            tokens[start + 1 : start + 1] = [opening, words[0], closing]
            return start
    return at


def _caption_places(tokens: list[Token], at: int) -> Iterator[tuple[int, int]]:
    """Go through where a caption may stand: in the paragraphs around the table, or in what was read as its last row."""
    end = _end_of_table(tokens, at)
    for first in (at - 3, end + 1):
        if first >= 0 and [token.type for token in tokens[first : first + 3]] == _PARAGRAPH:
            yield first, first + 3
    row = max(place for place in range(at, end) if tokens[place].type == "tr_open")
    if tokens[row + 1].type == "td_open":
        is_only_row = tokens[row - 1].type == "tbody_open"
        yield (row - 1, end) if is_only_row else (row, end - 1)


def has_header(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether the table that opens at an index has a word in its first row."""
    end = next(at for at in range(start, len(tokens)) if tokens[at].type == "thead_close")
    return any(tokens[at + 1].content.strip() for at in range(start, end) if tokens[at].type == "th_open")


def _end_of_table(tokens: list[Token], start: int) -> int:
    return next(at for at in range(start, len(tokens)) if tokens[at].type == "table_close")


def _take_mark(inline: Token) -> bool:
    """Take `Table:` off a caption; one with a number keeps it."""
    words = inline.children or []
    found = _CAPTION.match(words[0].content) if words and words[0].type == "text" else None
    if found and not found["number"]:
        words[0].content = words[0].content[found.end() :]
    return found is not None


def _name_rows(table: list[Token]) -> None:
    """The first cells name their rows where the corner above them is empty, or where all of them are bold."""
    corner = next(at for at, token in enumerate(table) if token.type == "th_open")
    firsts = [at + 1 for at, token in enumerate(table) if token.type == "tr_open" and table[at + 1].type == "td_open"]
    is_empty = not table[corner + 1].content.strip()
    if is_empty or all(_is_bold(table[at + 1]) for at in firsts):
        for at in firsts:
            if table[at + 1].content.strip():
                table[at].meta[NAMES_ROW] = table[at + 2].meta[NAMES_ROW] = True


def _is_bold(cell: Token) -> bool:
    words = [word for word in cell.children or () if word.type != "text" or word.content.strip()]
    return bool(words) and words[0].type == "strong_open" and words[-1].type == "strong_close"
