"""Names that never change: the only place that makes one.

Learning management systems key learners' progress on identifiers, so these come from the author or from a file
name, never from a position, a clock or chance. Only a course or a question without an `id:` takes it from its words.
"""

import re
import unicodedata

_ORDER_NUMBER = re.compile(r"^\d+[\s._-]+(?=.)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
# Windows cannot unpack files of these names.
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
LONGEST_IDENTIFIER = 60


def slug(text: str) -> str:
    """Return a text as lower-case ASCII words joined by hyphens; a text without any becomes `x` and a digest."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    ascii_text = folded.encode("ascii", "ignore").decode()
    made = _NOT_SLUG.sub("-", ascii_text).strip("-")[:LONGEST_IDENTIFIER].rstrip("-")
    if not made:
        return f"x{fingerprint(text, 32):08x}"
    return f"{made}-x" if _DEVICE.fullmatch(made) else made


def without_order(stem: str) -> str:
    """Return a file name without the number that orders it: `02-les-outils` is `les-outils`, `3D` stays."""
    return _ORDER_NUMBER.sub("", unicodedata.normalize("NFC", stem))


def from_file_name(stem: str) -> str:
    """Return the identifier of a file: its name without the number that orders it."""
    return slug(without_order(stem))


def is_identifier(text: str) -> bool:
    """Tell whether an author's `id:` can be used as it is."""
    return len(text) <= LONGEST_IDENTIFIER and bool(_IDENTIFIER.fullmatch(text)) and not _DEVICE.fullmatch(text)


def joined(first: str, second: str) -> str:
    """Return one identifier made of two; where that is too long, its end gives way to a digest of the whole."""
    whole = f"{first}-{second}"
    if len(whole) <= LONGEST_IDENTIFIER:
        return whole
    return f"{whole[: LONGEST_IDENTIFIER - 9].rstrip('-')}-{fingerprint(whole, 32):08x}"


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that puts `2-x` before `10-x`, whatever the locale."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFC", name).lower())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def alphabetical(text: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return a sort key for people: accents and case decide last, `2 ans` comes before `10 ans`."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return natural_order("".join(letter for letter in folded if not unicodedata.combining(letter))), text


def fingerprint(text: str, bits: int) -> int:
    """Return a well-mixed number of `bits` bits for a text.

    FNV-1a over UTF-8, then the finaliser of MurmurHash3: `fingerprint.js` computes the same, and
    learners' saved states hold these numbers, so neither may ever change.
    """
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return (value ^ value >> 16) >> (32 - bits)
