"""The colours of a badge: from one colour, a set in which every text and mark can be read."""

import colorsys
from dataclasses import dataclass

TEXT, MARK = 4.5, 3.0
"""The least contrast of texts, and of marks that carry meaning (WCAG 2.2, criteria 1.4.3 and 1.4.11)."""
WHITE = "#ffffff"
_STEP = 0.01
_DARKEST = 0.04045  # below, sRGB is a straight line


@dataclass(frozen=True, slots=True)
class Colours:
    """What each part is filled with. `paper` and `accent` stand on `deep`; `deep` stands on `paper`."""

    deep: str
    field: str
    glow: str
    paper: str
    accent: str


def colours(base: str, accent: str) -> Colours:
    """Return colours around one: the base is darkened, and the accent lightened, as far as contrast asks for it."""
    field = darkened_until(base, WHITE, TEXT + 0.5)
    glow = darkened_until(_mixed(field, WHITE, 0.14), WHITE, TEXT)
    deep = darkened_until(_mixed(field, "#000000", 0.38), WHITE, 2 * TEXT)
    return Colours(deep, field, glow, _mixed(field, WHITE, 0.93), lightened_until(accent, glow, MARK))


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def darkened_until(colour: str, other: str, least: float) -> str:
    """Return a colour, as much darker as it takes to stand out from a light one."""
    return _moved_until(colour, other, least, -_STEP)


def lightened_until(colour: str, other: str, least: float) -> str:
    """Return a colour, as much lighter as it takes to stand out from a dark one."""
    return _moved_until(colour, other, least, _STEP)


def _moved_until(colour: str, other: str, least: float, step: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    # A colour on the wrong side of the other has all the way to go, however much they differ.
    side = 1 if step > 0 else -1
    while 0 <= lightness + step <= 1 and (
        contrast(colour, other) < least or side * (_luminance(colour) - _luminance(other)) < 0
    ):
        lightness += step
        colour = _hex(*colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return _hex(*(own * (1 - share) + its * share for own, its in pairs))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= _DARKEST else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
