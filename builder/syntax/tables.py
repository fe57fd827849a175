"""Tables: the line above that is a caption, and the cells that name their row."""

import re
from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

NAMES_ROW = "names_row"
"""Set in the `meta` of the tokens of a cell that names its row."""
_CAPTION = re.compile(r"(?:Table|Tableau)(?P<number>\s+\d+)?\s*:\s+")
_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


def table_rule(state: StateCore) -> None:
    """Give tables their captions (`caption` tokens) and their rows the cells that name them."""
    for at in range(len(state.tokens) - 1, -1, -1):
        if state.tokens[at].type == "table_open":
            _name_rows(state.tokens[at : _end_of_table(state.tokens, at)])
            before = state.tokens[max(0, at - 3) : at]
            if [token.type for token in before] == _PARAGRAPH and _take_mark(before[1]):
                caption = Token("caption_open", "caption", 1, block=True)
                table = state.tokens[at]
                closing = Token("caption_close", "caption", -1, block=True)
                state.tokens[at - 3 : at + 1] = [table, caption, before[1], closing]


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
