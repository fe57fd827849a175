"""Naming what the author may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from builder.diagnostics import Message, msg


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """Return a remedy that names the known word nearest to a misspelt one, or None when none is near."""
    names = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return msg("did you mean `{name}`?", name=names[near[0]]) if near else None


def one_of(known: Iterable[str]) -> Message:
    """Return a remedy that lists what may stand here."""
    return msg("write one of: {names}", names=", ".join(known))
