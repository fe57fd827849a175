"""Regular expressions that mean the same to the learner's page and to Open edX.

JavaScript and Python share most of the notation, not all of it: what only one knows, or both read differently, is
refused, and the rest is written so that both read it alike.
"""

import re
from collections.abc import Mapping
from math import inf
from unicodedata import normalize

_APOSTROPHES = "'\u2019"
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_SETS = {"d": "0-9", "s": r"\s"}
_SEVERAL = frozenset({*_SETS.values(), _APOSTROPHES})
_RESERVED = frozenset({"&&", "||", "~~", "--"})  # set operations of later versions
_REPEAT = re.compile(r"\{([0-9]*)(,?)([0-9]*)\}")


class UnsharedPatternError(ValueError):
    """A pattern uses what the two readers do not share; `at` is where, from 0."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class NestedRepeatError(UnsharedPatternError):
    """A pattern repeats at will what repeats at will already: a wrong answer may take both readers for ever."""


def shared_pattern(text: str) -> str:
    r"""Return a pattern that Python's `re` and JavaScript's `RegExp` (flag `u`) read alike.

    Both kinds of apostrophe are one, and accents one character with their letter. Known are letters, `.`, `|`,
    groups, classes, `* + ? {n,m}` and their lazy forms, `\d`, `\s` and marks after a backslash. Raises
    `UnsharedPatternError` for anything else, and its `NestedRepeatError` for `(a+)+`.
    """
    text = normalize("NFC", text)
    parts: dict[int, str] = {}
    at = 0
    while at < len(text):
        parts[at], at = _part(text, at)
    made = "".join(parts.values())
    try:
        re.compile(made)
    except re.error as error:
        raise UnsharedPatternError(min(error.pos or 0, len(text))) from error
    except (OverflowError, RecursionError) as error:  # repeated too often, nested too deeply
        raise UnsharedPatternError(0) from error
    _refuse_nested_repeats(parts)
    return made


def _refuse_nested_repeats(parts: Mapping[int, str]) -> None:
    """Refuse `(a+)+`: every letter more doubles the ways to try before an answer is wrong."""
    repeating = [False]  # for each group that is open, whether something in it repeats at will
    inner = False
    for at, made in parts.items():
        least, most = _times(made)
        if most >= _OFTEN and inner:
            raise NestedRepeatError(at)
        repeating[-1] |= most >= _OFTEN and least != most
        if made == "(?:":
            repeating.append(False)
        inner = made == ")" and repeating.pop()
        repeating[-1] |= inner


_OFTEN = 10  # fewer times are few ways to try


def _times(made: str) -> tuple[int, float]:
    """Return how often at least and at most a part lets stand what is before it."""
    sign = made.removesuffix("?")
    if sign in {"*", "+"}:
        return int(sign == "+"), inf
    found = _REPEAT.fullmatch(sign)
    if found is None:
        return 1, 1
    return int(found[1]), float(found[3] or (inf if found[2] else found[1]))


def _part(text: str, at: int) -> tuple[str, int]:
    """Return one part of a pattern as both read it, and where the next begins."""
    character = text[at]
    if character == "\\":
        return _escaped(text, at, inside=False)
    if character == "[":
        return _class(text, at)
    if character == "(":
        return _group(text, at)
    if character in "*+?":
        return _repeated(text, at, character, at + 1)
    if character == "{":
        return _counted(text, at)
    if character in _APOSTROPHES:
        return f"[{_APOSTROPHES}]", at + 1
    if character in "]}":
        return "\\" + character, at + 1
    return character, at + 1


def _group(text: str, at: int) -> tuple[str, int]:
    if text.startswith("(?", at) and not text.startswith("(?:", at):
        raise UnsharedPatternError(at)
    # No group is ever referred to.
    return "(?:", at + (3 if text.startswith("(?:", at) else 1)


def _counted(text: str, at: int) -> tuple[str, int]:
    found = _REPEAT.match(text, at)
    if found is None or not (found[1] or found[3]):
        return "\\{", at + 1
    return _repeated(text, at, f"{{{found[1] or 0}{found[2]}{found[3]}}}", found.end())


def _repeated(text: str, at: int, made: str, end: int) -> tuple[str, int]:
    if text.startswith("?", end):
        made, end = made + "?", end + 1
    if end < len(text) and text[end] in "+*?":
        # `a++` is read by Python alone.
        raise UnsharedPatternError(at)
    return made, end


def _escaped(text: str, at: int, *, inside: bool) -> tuple[str, int]:
    escaped = text[at + 1 : at + 2]
    if escaped in _SETS:
        made = _SETS[escaped]
        return (made if inside or escaped == "s" else f"[{made}]"), at + 2
    if not escaped or escaped.isalnum():
        raise UnsharedPatternError(at)
    if escaped in _APOSTROPHES:
        return (_APOSTROPHES if inside else f"[{_APOSTROPHES}]"), at + 2
    is_syntax = escaped in _SYNTAX or (inside and escaped in "-^")
    return ("\\" if is_syntax and escaped != "/" else "") + escaped, at + 2


def _class(text: str, at: int) -> tuple[str, int]:
    start = at + 2 if text.startswith("[^", at) else at + 1
    parts, here = [text[at:start]], start
    while here < len(text) and text[here] != "]":
        made, end = _member(text, here)
        if text.startswith("-", end) and text[end + 1 : end + 2] not in {"", "]"}:
            last, last_end = _member(text, end + 1)
            if made in _SEVERAL or last in _SEVERAL:
                # No range begins or ends with more than one character: written out, it would be another one.
                raise UnsharedPatternError(here)
            made, end = f"{made}-{last}", last_end
        if parts[-1][-1] + made[0] in _RESERVED or any(pair in made for pair in _RESERVED):
            raise UnsharedPatternError(end - 1)
        parts.append(made)
        here = end
    if here == start or here >= len(text):
        # An empty class means nothing to one reader, an error to the other.
        raise UnsharedPatternError(at)
    return "".join(parts) + "]", here + 1


def _member(text: str, at: int) -> tuple[str, int]:
    character = text[at]
    if character == "\\":
        return _escaped(text, at, inside=True)
    if character in _APOSTROPHES:
        return _APOSTROPHES, at + 1
    return f"\\{character}" if character in "[^" else character, at + 1
