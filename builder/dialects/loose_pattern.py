"""Regular expressions that accept what `grading.js` accepts, for systems that compare with nothing else.

`loose` and `exact` mirror `looseForm` and `exactForm` there; `tests/vectors/grading.yml` holds all to one truth.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby

_APOSTROPHES = "'\u2018\u2019\u02bc\u00b4`"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_ACCENTS = re.compile("[\u0300-\u036f]")
_SPACES = r"\s*"
_SPACES_AND_ACCENTS = r"[\s\u0300-\u036f]*"  # an accent may stand apart from its letter
_JOINED = {"oe": "œ", "ae": "æǽǣ", "...": "…"}
_LAST_ACCENTED = 0x1FFF  # Latin, Greek and Cyrillic letters with accents lie before it


def loose(text: str) -> str:
    """Return a pattern for a text whatever its case, accents and spaces; match it without regard to case."""
    folded = _fold(text)
    parts: list[str] = []
    at = 0
    while at < len(folded):
        joined = next((letters for letters in _JOINED if folded.startswith(letters, at)), "")
        if joined:
            apart = "".join(map(_letter, joined))
            parts.append(f"(?:{apart}|[{_JOINED[joined]}]{_SPACES})")
        else:
            parts.append(_letter(folded[at]))
        at += len(joined) or 1
    return "".join(parts)


def exact(text: str) -> str:
    """Return a pattern for a text as it is: only apostrophes, the coding of accents and the width of spaces vary."""
    parts = (_same(character) for character in unicodedata.normalize("NFC", " ".join(text.split())))
    return "".join(parts)


def spellings(text: str, *, accents: bool) -> list[str]:
    """Return a text as it is most often typed: with either apostrophe, and unless `accents` count, without any."""
    plain = text.replace("\u2019", "'")
    forms = [text, plain, plain.replace("'", "\u2019")]
    if not accents:
        forms += [_ACCENTS.sub("", unicodedata.normalize("NFD", form)) for form in forms]
    return list(dict.fromkeys(unicodedata.normalize("NFC", form) for form in forms))


def _same(character: str) -> str:
    if character == " ":
        return r"\s+"
    if character in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    apart = unicodedata.normalize("NFD", character)
    return re.escape(character) if apart == character else f"(?:{re.escape(character)}|{re.escape(apart)})"


def _fold(text: str) -> str:
    # Apostrophes first: one of them would come apart into a space and an accent.
    plain = unicodedata.normalize("NFKD", re.sub(f"[{_APOSTROPHES}]", "'", text))
    plain = _ACCENTS.sub("", plain).lower().replace("œ", "oe").replace("æ", "ae")
    # Put together again what is no letter with an accent, such as the syllables of Korean.
    return unicodedata.normalize("NFC", re.sub(r"\s+", "", re.sub(f"[{_HYPHENS}]", "-", plain)))


def _letter(character: str) -> str:
    """Return a pattern for a folded letter in all its forms, and for the spaces after it."""
    if character == "'":
        return f"[{_APOSTROPHES}]{_SPACES}"
    if character == "-":
        return f"[{_HYPHENS}]{_SPACES}"
    forms = _forms().get(character, "")
    return f"[{character}{forms}]{_SPACES_AND_ACCENTS}" if forms else f"{re.escape(character)}{_SPACES}"


@cache
def _forms() -> Mapping[str, str]:
    """Return, by the letter or digit that it folds to, the inside of a class with its other forms."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for code in (*range(0x80, _LAST_ACCENTED + 1), *_SMALL_DIGITS, *_WIDE_FORMS):
        folded = _fold(chr(code))
        if len(folded) == 1 and folded.isalnum() and folded != chr(code):
            found[folded].append(code)
    return {letter: "".join(_ranges(codes)) for letter, codes in found.items()}


_SMALL_DIGITS = range(0x2070, 0x208A)  # as in CO₂
_WIDE_FORMS = range(0xFF10, 0xFF5B)


def _ranges(codes: list[int]) -> Iterator[str]:
    """Go through runs of neighbouring characters; one of capitals alone is left to the match."""
    for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        letters = [chr(code) for _, code in run]
        if all(letter != letter.lower() for letter in letters):
            continue
        yield "".join(letters) if len(letters) <= _SHORT_RUN else f"{letters[0]}-{letters[-1]}"


_SHORT_RUN = 2
