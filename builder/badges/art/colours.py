"""The colours of a badge: from one colour, a set in which every text and mark can be read."""

from dataclasses import dataclass

from builder.syntax.colours import BLACK, MARK, TEXT, WHITE, darkened_until, lightened_until, mixed


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
    glow = darkened_until(mixed(field, WHITE, 0.14), WHITE, TEXT)
    deep = darkened_until(mixed(field, BLACK, 0.38), WHITE, 2 * TEXT)
    return Colours(deep, field, glow, mixed(field, WHITE, 0.93), lightened_until(accent, glow, MARK))
