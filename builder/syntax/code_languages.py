"""The languages of code that can be coloured."""

from functools import cache

PLAIN = frozenset({"", "none", "plain", "plaintext", "text", "txt"})
"""What authors write for a text without colours."""


@cache
def code_languages() -> frozenset[str]:
    """Return every name of a language, in lower case."""
    # Listing languages is quick, but few courses hold code. What is installed beside changes no package: no plug-ins.
    from pygments.lexers import get_all_lexers  # noqa: PLC0415

    return PLAIN.union(alias.lower() for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)
