"""Formulas in Markdown: `$x$` in a line, `$$x$$` apart."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin

from builder.diagnostics import Span

_APART = re.compile(r"\$\$(?P<tex>(?:[^$\\]|\\.)++)\$\$", re.DOTALL)
_IN_LINE = re.compile(r"(?<![\w$])\$(?!\s)(?P<tex>(?:[^$\\]|\\.)++)(?<!\s)\$(?![\d$])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its LaTeX, without the dollars."""

    tex: str
    span: Span


def add_formulas(parser: MarkdownIt) -> None:
    """Make a parser read formulas, as tokens `math_inline`, `math_inline_double` and `math_block`."""
    parser.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    parser.inline.ruler.at("math_inline", _formula_rule)


def _formula_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the shape that the parser calls
    """Read a formula in a line.

    The plugin's own rule looks at the last letter of the text when a formula opens it, and takes `US$5 or CA$` for a
    formula. A dollar with a letter, a digit or a space on its wrong side is money.
    """
    for name, pattern, markup in (("math_inline_double", _APART, "$$"), ("math_inline", _IN_LINE, "$")):
        found = pattern.match(state.src, state.pos)
        if found:
            if not silent:
                token = state.push(name, "math", 0)
                token.content, token.markup = found["tex"], markup
            state.pos = found.end()
            return True
    return False
