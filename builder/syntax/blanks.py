"""Blanks in a text that learners complete: `[[…]]`."""

from markdown_it.rules_inline import StateInline

BLANK = "blank"
"""The name of the token."""


def blank_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the shape of a rule
    """Read `[[…]]` as one token: what stands inside is not Markdown."""
    end = state.src.find("]]", state.pos, state.posMax)
    if not state.src.startswith("[[", state.pos) or end < 0:
        return False
    if not silent:
        state.push(BLANK, "", 0).content = " ".join(state.src[state.pos + 2 : end].split())
    state.pos = end + 2
    return True


def blank_mark(index: int) -> str:
    """Return what stands for a blank in HTML, until a dialect puts a field there; no author can type it."""
    return f"\ue000{index}\ue001"
