"""Choices of a question in a page: `- [x] right` and `- [ ] wrong`."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from builder.syntax.blocks import name_and_title

IS_RIGHT = "is_right"
_MARK = re.compile(r"\[(?P<mark>[ xX\u00a0])\](?:\s+|\Z)")
_DEPTH = 2  # the list, then its item


def task_rule(state: StateCore) -> None:
    """Take the marks off the choices of questions, before their inlines are parsed; `meta["is_right"]` keeps them.

    Elsewhere `[x]` is a text like any other.
    """
    question: int | None = None
    for index, token in enumerate(state.tokens):
        if token.type == "container_block_open" and name_and_title(token.info)[0] == "question":
            question = token.level
        elif token.type == "container_block_close" and token.level == question:
            question = None
        elif question is not None and token.type == "list_item_open" and token.level == question + _DEPTH:
            _take_mark(token, state.tokens[index + 1 : index + 3])


def _take_mark(item: Token, following: list[Token]) -> None:
    types = [token.type for token in following]
    found = _MARK.match(following[1].content) if types == ["paragraph_open", "inline"] else None
    if found:
        item.meta[IS_RIGHT] = found["mark"] in {"x", "X"}
        following[1].content = following[1].content[found.end() :]
