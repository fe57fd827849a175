"""File sizes as people read them."""

from builder.syntax.values import decimal_mark

_UNITS = {True: ("octets", "ko", "Mo", "Go"), False: ("bytes", "kB", "MB", "GB")}
_STEP = 1000
_SMALL = 10


def file_size(size: int, language: str) -> str:
    """Return a size in bytes with its unit: “220 ko”, “1,3 MB”."""
    units = _UNITS[language.lower().startswith("fr")]
    value, unit = float(size), 0
    while value >= _STEP and unit < len(units) - 1:
        value, unit = value / _STEP, unit + 1
    shown = f"{value:.1f}" if unit and value < _SMALL else f"{value:.0f}"
    return f"{shown.replace('.', decimal_mark(language))}\u00a0{units[unit]}"
