"""Text as outlines: what is drawn needs no font where it is shown. The font is Jost (SIL Open Font License)."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uharfbuzz

_UNITS = 1000  # of the font, in an em
_FIGURES = 1  # decimals of an outline: a tenth of the 600th part of a badge


@dataclass(frozen=True, slots=True)
class Lines:
    """A text on lines that fit, at the size at which they do."""

    texts: tuple[str, ...]
    size: float


@dataclass(frozen=True, slots=True)
class Letters:
    """One weight of the font. `tracking` is the space after each letter, in ems."""

    weight: int
    tracking: float = 0.0

    def has(self, text: str) -> bool:
        """Tell whether the font has every letter of a text."""
        return all(glyph for glyph, *_ in self._shaped(text))

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is."""
        return sum(advance + self.tracking * _UNITS for *_, advance in self._shaped(text)) * size / _UNITS

    def line(self, text: str, size: float, x: float, y: float) -> str:
        """Return the outline of a text whose middle is at `x`, on a baseline."""
        pen = _Pen()
        left = x - (self.width(text, size) - self.tracking * size) / 2
        for glyph, dx, dy, advance in self._shaped(text):
            pen.place(size / _UNITS, left + dx * size / _UNITS, y - dy * size / _UNITS, 0)
            self._font().draw_glyph_with_pen(glyph, pen)
            left += (advance / _UNITS + self.tracking) * size
        return pen.path

    def arc(self, text: str, size: float, radius: float, *, below: bool = False) -> str:
        """Return the outline of a text around 0, 0: its middle at the top, or `below`, where it reads upright too."""
        pen = _Pen()
        side = 1 if below else -1
        angle = -(self.width(text, size) - self.tracking * size) / 2 / radius
        for glyph, dx, dy, advance in self._shaped(text):
            half = advance / 2 * size / _UNITS
            angle += half / radius
            tilt = -side * angle
            # From the middle of the letter, on the circle, back to where its outline begins.
            shift, rise = dx * size / _UNITS - half, dy * size / _UNITS
            x = radius * math.sin(angle) + shift * math.cos(tilt) + rise * math.sin(tilt)
            y = side * radius * math.cos(angle) + shift * math.sin(tilt) - rise * math.cos(tilt)
            pen.place(size / _UNITS, x, y, tilt)
            self._font().draw_glyph_with_pen(glyph, pen)
            angle += half / radius + self.tracking * size / radius
        return pen.path

    def fitted(self, text: str, width: float, height: float, sizes: tuple[int, int]) -> Lines:
        """Return a text on as many lines as let it be largest, from the second size to the first."""
        words = text.split()
        largest, smallest = sizes
        for size in range(largest, smallest - 1, -1):
            for cuts in range(min(len(words), int(height // (size * LEADING)) or 1)):
                broken = _broken(words, cuts, lambda line, size=size: self.width(line, size))  # type: ignore[misc]
                if max(self.width(line, size) for line in broken) <= width:
                    return Lines(broken, size)
        return Lines((self._shortened(text, width, smallest),), smallest)

    def _shortened(self, text: str, width: float, size: float) -> str:
        while text and self.width(text + "…", size) > width:
            text = text[:-1].rstrip()
        return text + "…"

    def _shaped(self, text: str) -> tuple[tuple[int, int, int, int], ...]:
        return _shape(self.weight, text)

    def _font(self) -> "uharfbuzz.Font":
        return _font(self.weight)


LEADING = 1.08
"""From one baseline to the next, in ems."""


def baselines(lines: Lines, middle: float) -> list[float]:
    """Return the baselines of lines that stand around a height."""
    step = lines.size * LEADING
    first = middle - step * (len(lines.texts) - 1) / 2 + lines.size * 0.35
    return [first + step * number for number in range(len(lines.texts))]


def _broken(words: list[str], cuts: int, width: Callable[[str], float]) -> tuple[str, ...]:
    """Return words on lines, cut where the longest line is shortest."""
    ways = (
        tuple(" ".join(words[start:end]) for start, end in zip((0, *places), (*places, len(words)), strict=True))
        for places in combinations(range(1, len(words)), cuts)
    )
    return min(ways, key=lambda lines: max(width(line) for line in lines))


class _Pen:
    """Collects outlines as one path, each scaled, turned and put in its place."""

    def __init__(self) -> None:
        self.path = ""
        self._matrix = (1.0, 0.0, 0.0, 0.0)

    def place(self, scale: float, x: float, y: float, angle: float) -> None:
        self._matrix = (scale * math.cos(angle), scale * math.sin(angle), x, y)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the names that the font calls
        self.path += f"M{self._at(point)}"

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.path += f"L{self._at(point)}"

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.path += f"Q{' '.join(map(self._at, points))}"

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.path += f"C{' '.join(map(self._at, points))}"

    def closePath(self) -> None:  # noqa: N802
        self.path += "Z"

    def _at(self, point: tuple[float, float]) -> str:
        along, across, x, y = self._matrix
        # The heights of a font grow upwards.
        right, down = point[0], -point[1]
        return f"{_short(x + along * right - across * down)} {_short(y + across * right + along * down)}"


def _short(number: float) -> str:
    rounded = round(number, _FIGURES)
    return f"{rounded:g}" if rounded else "0"


@cache
def _font(weight: int) -> "uharfbuzz.Font":
    # Loaded with the first badge: most runs of the command line draw none.
    import fontpkg_jost  # noqa: PLC0415
    import uharfbuzz  # noqa: PLC0415

    face = uharfbuzz.Face((fontpkg_jost.ROOT / "files" / "Jost[wght].ttf").read_bytes())
    font = uharfbuzz.Font(face)
    font.set_variations({"wght": weight})
    return font


@cache
def _shape(weight: int, text: str) -> tuple[tuple[int, int, int, int], ...]:
    """Return the glyphs of a text, each with its shift and its advance in units of the font."""
    import uharfbuzz  # noqa: PLC0415

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_font(weight), buffer, {"kern": True, "liga": False})
    return tuple(
        (info.codepoint, place.x_offset, place.y_offset, place.x_advance)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
