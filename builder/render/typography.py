"""French spacing of text that learners read; other languages pass unchanged.

Applied to text alone: never to code, addresses, identifiers, or anything that answers are compared with.
"""

import re

_NO_BREAK = "\u00a0"
_NARROW_NO_BREAK = "\u202f"
_HIGH_MARKS = re.compile(r"[ \u00a0](?=[;!?»])")
_COLON = re.compile(r" (?=:(?:\s|$))")
_OPENING = re.compile(r"«[ \u00a0]")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:%|€|km|kg|min|h|ans?|\d{3})(?:\W|$))")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def typeset(text: str, language: str) -> str:
    """Return a text with the no-break spaces and apostrophes that French typography wants."""
    if language.lower().split("-")[0] != "fr":
        return text
    text = _HIGH_MARKS.sub(_NARROW_NO_BREAK, text)
    text = _COLON.sub(_NO_BREAK, text)
    text = _OPENING.sub("«" + _NARROW_NO_BREAK, text)
    text = _BEFORE_UNIT.sub(_NARROW_NO_BREAK, text)
    return _APOSTROPHE.sub("’", text)
