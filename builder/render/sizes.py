"""File sizes as people read them."""

from builder.render.theme import Theme
from builder.syntax.values import decimal_mark

_STEP = 1000
_SMALL = 10
_LARGEST_UNIT = 3  # gigabytes, counted in steps from bytes


def file_size(size: int, theme: Theme) -> str:
    """Return a size in bytes with its unit: “220 ko”, “1.3 MB”."""
    value, power = float(size), 0
    while value >= _STEP and power < _LARGEST_UNIT:
        value, power = value / _STEP, power + 1
    shown = f"{value:.1f}" if power and value < _SMALL else f"{value:.0f}"
    return _units(theme, shown.replace(".", decimal_mark(theme.language)))[power]


def _units(theme: Theme, size: str) -> tuple[str, ...]:
    return (
        theme.counted(int(size) if size.isdecimal() else 2, "{size} byte", "{size} bytes", size=size),
        theme.text("{size} kB", size=size),
        theme.text("{size} MB", size=size),
        theme.text("{size} GB", size=size),
    )
