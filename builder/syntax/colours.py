"""Colours as authors write them, and what can be read on what."""

import colorsys
import re

TEXT, MARK = 4.5, 3.0
"""The least contrast of texts, and of marks that carry meaning (WCAG 2.2, criteria 1.4.3 and 1.4.11)."""
WHITE, BLACK = "#ffffff", "#000000"
_COLOUR = re.compile(r"#(?P<digits>(?:[0-9a-fA-F]{3}){1,2})")
_STEP = 0.01
_DARKEST = 0.04045  # below, sRGB is a straight line


def parse_colour(text: str) -> str | None:
    """Return a colour as `#rrggbb` in small letters; `#rgb` is understood."""
    found = _COLOUR.fullmatch(text.strip())
    if found is None:
        return None
    digits = found["digits"].lower()
    return "#" + (digits if len(digits) == len("rrggbb") else "".join(2 * digit for digit in digits))


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def readable_on(ground: str) -> str:
    """Return black or white, whichever stands out more."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))


def darkened_until(colour: str, other: str, least: float) -> str:
    """Return a colour, as much darker as it takes to stand out from a light one."""
    return _moved_until(colour, other, least, -_STEP)


def lightened_until(colour: str, other: str, least: float) -> str:
    """Return a colour, as much lighter as it takes to stand out from a dark one."""
    return _moved_until(colour, other, least, _STEP)


def shades(colour: str) -> list[str]:
    """Return a colour lighter and darker, from the nearest to the farthest."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    steps = sorted((step for step in range(101)), key=lambda step: abs(step / 100 - lightness))
    return [_hex(*colorsys.hls_to_rgb(hue, step / 100, saturation)) for step in steps]


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return _hex(*(own * (1 - share) + its * share for own, its in pairs))


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
