"""Callouts: `> [!NOTE] Optional title`, as GitHub writes them, with French kinds besides."""

import re
from unicodedata import normalize

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

CALLOUTS = {
    "NOTE": "note",
    "TIP": "tip",
    "ASTUCE": "tip",
    "IMPORTANT": "important",
    "WARNING": "warning",
    "ATTENTION": "warning",
    "CAUTION": "warning",
    "EXAMPLE": "example",
    "EXEMPLE": "example",
    "KEY": "key",
    "A-RETENIR": "key",
    "À-RETENIR": "key",
    "LAW": "law",
    "LOI": "law",
}
"""The word of the author, and the kind of callout that it names."""

TITLE = "title"
"""Where the `meta` of the opening token of a callout holds what follows the marker."""
_MARKER = re.compile(r"\[!(?P<word>[\wÀ-ÿ-]+)\][ \t]*(?P<title>[^\n]*)(?:\n|\Z)")


def callout_rule(state: StateCore) -> None:
    """Turn blockquotes that begin with a known marker into callouts, before their inlines are parsed.

    The opening token gets `meta["callout"]` (the kind) and `meta["title"]` (what follows the marker). An unknown
    word leaves a plain blockquote, which still shows every word.
    """
    kept: list[Token] = []
    skip = 0
    for index, token in enumerate(state.tokens):
        if skip:
            skip -= 1
            continue
        kept.append(token)
        if token.type == "blockquote_open" and _starts_paragraph(state.tokens, index):
            skip = _mark(token, state.tokens[index + 2])
    state.tokens = kept


def _starts_paragraph(tokens: list[Token], index: int) -> bool:
    return len(tokens) > index + 3 and tokens[index + 1].type == "paragraph_open"


def _mark(quote: Token, inline: Token) -> int:
    """Mark a blockquote; return how many tokens to drop (the paragraph, when only the marker stood in it)."""
    found = _MARKER.match(normalize("NFC", inline.content))
    if found is None or found["word"].upper() not in CALLOUTS:
        return 0
    quote.meta["callout"] = CALLOUTS[found["word"].upper()]
    inline.content = normalize("NFC", inline.content)
    quote.meta[TITLE] = found["title"].strip()
    inline.content = inline.content[found.end() :]
    return 0 if inline.content.strip() else 3
