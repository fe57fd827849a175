"""The outlines of drawn badges, around a circle of radius 250 in the middle of 600 by 600."""

import math
from dataclasses import dataclass
from typing import assert_never

from builder.model.badge import Shape

MIDDLE = 300


@dataclass(frozen=True, slots=True)
class Frame:
    """An outline: its path, its own middle height, how it is shrunk and moved, and the ribbons behind it."""

    edge: str
    heart: int = MIDDLE
    scale: float = 1.0
    rise: int = 0
    tails: tuple[str, ...] = ()
    folds: tuple[str, ...] = ()

    def unscaled(self, y: float) -> float:
        """Return the height inside the frame of a height of the picture."""
        return (y - self.rise - MIDDLE) / self.scale + MIDDLE


def frame(shape: Shape) -> Frame:
    """Return the frame of a shape."""
    match shape:
        case Shape.HEXAGON:
            return Frame(_rounded([_around(number * 60, 297) for number in range(6)], 34))
        case Shape.DISC:
            return Frame(_scalloped(24, 272, 293))
        case Shape.SHIELD:
            return Frame(_SHIELD, heart=300, scale=0.94, rise=-6)
        case Shape.RIBBON:
            return Frame(_scalloped(32, 262, 272), scale=0.9, rise=-28, tails=_TAILS, folds=_FOLDS)
        case _:
            assert_never(shape)


_SHIELD = "M300 2C352 34 438 46 548 40C566 39 570 46 570 60V290C570 444 470 552 300 616C130 552 30 444 30 290V60C30 46 34 39 52 40C162 46 248 34 300 2Z"  # noqa: E501 - one outline
_TAILS = ("M150 360L96 588L178 556L236 598L290 380Z", "M450 360L504 588L422 556L364 598L310 380Z")
_FOLDS = ("M222 470L205 575L236 598L282 420Z", "M378 470L395 575L364 598L318 420Z")


def _around(degrees: float, radius: float) -> tuple[float, float]:
    """Return a point of a circle; 0 is at the top."""
    angle = math.radians(degrees)
    return MIDDLE + radius * math.sin(angle), MIDDLE - radius * math.cos(angle)


def _rounded(corners: list[tuple[float, float]], cut: float) -> str:
    """Return a polygon whose corners are rounded from `cut` before each to `cut` behind it."""
    parts: list[str] = []
    for number, corner in enumerate(corners):
        before, after = corners[number - 1], corners[(number + 1) % len(corners)]
        start, end = _towards(corner, before, cut), _towards(corner, after, cut)
        parts.append(f"{'L' if parts else 'M'}{_at(start)}Q{_at(corner)} {_at(end)}")
    return "".join(parts) + "Z"


def _scalloped(count: int, valley: float, crest: float) -> str:
    """Return a disc with a wavy edge."""
    step = 360 / count
    parts = [f"M{_at(_around(0, valley))}"]
    for number in range(count):
        top, end = _around((number + 0.5) * step, 2 * crest - valley), _around((number + 1) * step, valley)
        parts.append(f"Q{_at(top)} {_at(end)}")
    return "".join(parts) + "Z"


def _towards(point: tuple[float, float], other: tuple[float, float], length: float) -> tuple[float, float]:
    share = length / math.dist(point, other)
    return point[0] + (other[0] - point[0]) * share, point[1] + (other[1] - point[1]) * share


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
