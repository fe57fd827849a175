"""Numbers, percentages, durations and yes/no, as people write them in the language of the course."""

import re
from decimal import Decimal

_SPACES = "[ \u00a0\u202f\u2009]"
_NUMBER = {
    # French, and most of Europe: `3,5`, `35 000`, and `3.5` because keyboards have it.
    ",": re.compile(rf"[+-]?(?:\d{{1,3}}(?:{_SPACES}\d{{3}})+|\d+)(?:[.,]\d+)?", re.ASCII),
    # English: `3.5`, `35,000`.
    ".": re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII),
}
_DECIMAL_POINT = frozenset({"en", "he", "hi", "ja", "ko", "th", "zh"})
_LONGEST_NUMBER = 30
_YES = frozenset({"yes", "true", "oui", "vrai"})
_NO = frozenset({"no", "false", "non", "faux"})
_DURATION = re.compile(
    rf"(?:(?P<hours>\d{{1,4}}){_SPACES}?(?:h|heures?|hours?))?{_SPACES}?(?:(?P<minutes>\d{{1,4}}){_SPACES}?(?:mn|min(?:utes?)?)?)?"
)
_MINUS = str.maketrans({"\u2212": "-"})


def decimal_mark(language: str) -> str:
    """Return the decimal mark that a language writes: `,` or `.`."""
    return "." if language.split("-", maxsplit=1)[0].lower() in _DECIMAL_POINT else ","


def plain_number(number: Decimal, language: str) -> str:
    """Return a number as a language writes it, without an exponent or useless zeros."""
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain.replace(".", decimal_mark(language))


def parse_number(text: str, language: str) -> Decimal | None:
    """Return the number that a text means in a language, or None when it is not plainly one.

    `numbers.js` reads what learners type by the same rules; `tests/vectors/numbers.yml` holds both to them.
    """
    mark = decimal_mark(language)
    cleaned = text.strip().translate(_MINUS)
    if len(cleaned) > _LONGEST_NUMBER or not _NUMBER[mark].fullmatch(cleaned):
        return None
    digits = re.sub(_SPACES, "", cleaned)
    digits = digits.replace(",", ".") if mark == "," else digits.replace(",", "")
    return Decimal(digits)


def parse_percent(text: str, language: str) -> Decimal | None:
    """Return a percentage as a part of one: `70 %` is 0.7. The sign is required."""
    stripped = text.strip()
    if not stripped.endswith("%"):
        return None
    number = parse_number(stripped[:-1], language)
    return None if number is None else number / 100


def parse_duration(text: str) -> int | None:
    """Return minutes: `45 min`, `2 h`, `1 h 30`."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not (found["hours"] or found["minutes"]):
        return None
    return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)


def parse_yes_no(text: str) -> bool | None:
    """Return True for yes, oui, true or vrai, False for no, non, false or faux."""
    word = text.strip().lower()
    if word in _YES:
        return True
    return False if word in _NO else None
