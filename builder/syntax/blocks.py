"""The names that may follow `:::`."""

import re

SELF_CHECKS = ("question", "cloze", "reflection")
"""Questions inside a page, ungraded unless they say otherwise."""
NAMED_BLOCKS = ("objectives", "details", *SELF_CHECKS)
"""Blocks with a name: learning objectives, an accordion with its title, and self-checks."""
_FIRST_LINE = re.compile(r"(?P<name>[^\s{]*)(?P<title>.*)", re.DOTALL)


def name_and_title(info: str) -> tuple[str, str]:
    """Return the name of a block, and what stands beside it, from what follows the colons."""
    found = _FIRST_LINE.match(info.strip())
    return (found["name"], found["title"].strip()) if found else ("", "")
