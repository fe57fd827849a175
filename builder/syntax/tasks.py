"""`- [x]` and `- [ ]`: right and wrong choices in a question of a page, and elsewhere what is done or is to be done."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from builder.syntax.blocks import name_and_title

IS_RIGHT = "is_right"
IS_DONE = "is_done"
_MARK = re.compile(r"\[(?P<mark>[ xX\u00a0])\](?:\s+|\Z)")
_DEPTH = 2  # the list, then its item


def task_rule(state: StateCore) -> None:
    """Take the marks off items, before their inlines are parsed.

    `meta["is_right"]` of a choice keeps them; elsewhere, `meta["is_done"]` of the item's first paragraph.
    """
    question: int | None = None
    for index, token in enumerate(state.tokens):
        if token.type == "container_block_open" and name_and_title(token.info)[0] == "question":
            question = token.level
        elif token.type == "container_block_close" and token.level == question:
            question = None
        elif token.type == "list_item_open" and question is None:
            _take_mark(state.tokens[index + 1 : index + 3], state.tokens[index + 1], IS_DONE)
        elif token.type == "list_item_open" and question is not None and token.level == question + _DEPTH:
            _take_mark(state.tokens[index + 1 : index + 3], token, IS_RIGHT)


def _take_mark(following: list[Token], keeper: Token, name: str) -> None:
    types = [token.type for token in following]
    found = _MARK.match(following[1].content) if types == ["paragraph_open", "inline"] else None
    if found:
        keeper.meta[name] = found["mark"] in {"x", "X"}
        following[1].content = following[1].content[found.end() :]
