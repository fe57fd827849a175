"""Blanks of a cloze: `[[…]]` in a text that learners fill in."""

from dataclasses import dataclass

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from builder.diagnostics import Span
from builder.syntax.blocks import name_and_title

BLANK = "blank"
"""The token of a blank; `meta["index"]` counts those of a text from 0."""
HAS_BLANKS = "has_blanks"
"""The key of the parser's environment that says that `[[` begins a blank."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between `[[` and `]]` in a text with blanks."""

    content: str
    span: Span


def blank_mark(index: int) -> str:
    """Return what stands for a blank in HTML, until a dialect puts a field there; no author can type it."""
    return f"\ue000{index}\ue001"


def blank_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the shape of a rule
    """Read `[[…]]` as one token, in a text with blanks: what stands inside is not Markdown."""
    end = state.src.find("]]", state.pos, state.posMax)
    if not state.env.get(HAS_BLANKS) or not state.src.startswith("[[", state.pos) or end < 0:
        return False
    if not silent:
        state.push(BLANK, "", 0).content = " ".join(state.src[state.pos + 2 : end].split())
    state.pos = end + 2
    return True


def inline_rule(state: StateCore) -> None:
    """Parse what stands in blocks; there are blanks in a whole text that has them, and in the `::: cloze` of a page."""
    everywhere, cloze = bool(state.env.get(HAS_BLANKS)), None
    for token in state.tokens:
        if token.type == "container_block_open" and cloze is None and name_and_title(token.info)[0] == "cloze":
            cloze = token.level
        elif token.type == "container_block_close" and token.level == cloze:
            cloze = None
        elif token.type == "inline":
            state.env[HAS_BLANKS] = everywhere or cloze is not None
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
