"""What the cells of reports say: texts to compare, numbers, dates, yes and no."""

import html
import re
from datetime import datetime
from decimal import Decimal

from builder.syntax.values import parse_yes_no

_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", '"': "'"})
_MINUS = str.maketrans({"\u2212": "-"})
_FORMULA = re.compile(r"[=+@\-]")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,20})?", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_MACHINE_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,40})?(?:e-?\d{1,2})?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII)
_DAYS = (r"(?P<day>\d{1,2})(?:er)? (?P<month>[^\W\d]+)\.?", r"(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2}),?")
_TIME = r"(?:,? (?:à )?(?P<hour>\d{1,2})[:h](?P<minute>\d\d)(?::\d\d)?(?: ?(?P<half>am|pm))?)?"
_LONG = [re.compile(rf"(?:[^\W\d]+\.?,? )?{day} (?P<year>\d{{4}}){_TIME}") for day in _DAYS]
_MONTHS = {
    name: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
}
_NOON = 12
_DONE = frozenset({"x", "✓", "✔", "done", "completed", "fait", "terminé"})


def folded(text: str) -> str:
    """Return a text in the form in which titles, headings and statuses are compared.

    Moodle escapes `&` in titles, and writes `'` for `"` in its reports.
    """
    return " ".join(html.unescape(text).translate(_PLAIN).split()).casefold()


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would compute the cell: what begins so, but is neither a number nor a dash."""
    plain = text.translate(_MINUS)
    return bool(_FORMULA.match(plain)) and plain != "-" and not _NUMBER.fullmatch(plain.rstrip("% "))


def parse_decimal(text: str, mark: str) -> Decimal | None:
    """Return the number that people or Moodle wrote with a decimal mark, or None where it may be another one.

    `1.234` may be a thousand and more; `0,85` in a language that writes `0.85` may be a list.
    """
    plain = text.translate(_MINUS)
    if not _NUMBER.fullmatch(plain) or _THOUSANDS.fullmatch(plain) or (mark == "." and "," in plain):
        return None
    return Decimal(plain.replace(",", "."))


def parse_machine_decimal(text: str) -> Decimal | None:
    """Return a number that a program wrote for programs: always with a point, never with thousands apart."""
    return Decimal(text) if _MACHINE_NUMBER.fullmatch(text.lower()) else None


def parse_share(text: str, mark: str) -> Decimal | None:
    """Return `80 %` or `8/10` as a part of one."""
    if text.endswith("%"):
        number = parse_decimal(text[:-1].strip(), mark)
        return None if number is None else number / 100
    parts = [parse_decimal(part.strip(), mark) for part in text.split("/")]
    return _quotient(parts)


def parse_machine_share(text: str) -> Decimal | None:
    """Return `8/10`, or a score out of 100 that stands alone, as a part of one (SCORM 1.2 RTE, score.raw)."""
    parts = [parse_machine_decimal(part.strip()) for part in text.split("/")]
    return _quotient(parts if len(parts) > 1 else [*parts, Decimal(100)])


def _quotient(parts: list[Decimal | None]) -> Decimal | None:
    match parts:
        case [Decimal() as part, Decimal() as whole] if whole > 0:
            return part / whole
        case _:
            return None


def score(share: Decimal | None) -> Decimal | None:
    """Return a part of one without the dust of binary fractions; None where it is none."""
    if share is None or not 0 <= share <= 1:
        return None
    return round(share, 6).normalize() + 0


def parse_when(text: str) -> datetime | None:
    """Return the moment: `2026-03-02 09:10:00`, `lundi 2 mars 2026, 09:10`, `Monday, March 2, 2026, 9:10 AM`."""
    if found := _ISO.fullmatch(text):
        return _moment(*(int(part or 0) for part in found.groups()))
    plain = " ".join(text.lower().split())
    long = next((found for pattern in _LONG if (found := pattern.fullmatch(plain))), None)
    month = _MONTHS.get(long["month"]) if long else None
    if long is None or month is None:
        return None
    hour, half = int(long["hour"] or 0), long["half"]
    if half and not 1 <= hour <= _NOON:
        return None
    hour = hour % _NOON + (_NOON if half == "pm" else 0) if half else hour
    return _moment(int(long["year"]), month, int(long["day"]), hour, int(long["minute"] or 0), 0)


def _moment(*parts: int) -> datetime | None:
    year, month, day, hour, minute, second = parts
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - reports do not tell their zone
    except ValueError:
        return None


def says_yes(text: str) -> bool | None:
    """Return True for yes, done or a cross, False for no, None for anything else."""
    return True if folded(text) in _DONE else parse_yes_no(text)
