"""Drawing a badge: an SVG whose texts are outlines, and a PNG of it."""

import base64
import math
from functools import cache
from pathlib import Path

import jinja2

from builder.badges.art.colours import Colours, colours
from builder.badges.art.design import Design
from builder.badges.art.frames import MIDDLE, frame
from builder.badges.art.lettering import LEADING, Letters, Lines, baselines
from builder.syntax.colours import WHITE

SIZE = 600
"""The width and height of a picture, in pixels."""
_NAME = Letters(600)
_RING = Letters(600, tracking=0.1)
_UNEARNED = Colours(deep="#50565c", field="#6b7177", glow="#757b81", paper="#f1f2f3", accent="#d5d8db")
_RING_RADIUS = 210
_RING_SIZES = range(29, 15, -1)
_RING_MARGIN = math.radians(7)
_FIELD = 195
_BEAMS = 16
_NAME_WIDTH, _NAME_HEIGHT = 424, 106
_NAME_SIZES = (60, 20)
_BANNER_MIDDLE = 400


@cache
def draw(design: Design, *, earned: bool = True) -> bytes:
    """Return the SVG of a badge; one that is not earned is grey and has a padlock."""
    shades = colours(design.base, design.accent) if earned else _UNEARNED
    shape = frame(design.shape)
    lines = _NAME.fitted(design.name, _NAME_WIDTH, _NAME_HEIGHT, _NAME_SIZES) if _NAME.has(design.name) else None
    height = len(lines.texts) * lines.size * LEADING + 36 if lines else 0
    top, bottom = _BANNER_MIDDLE - height / 2, _BANNER_MIDDLE + height / 2
    low = bottom + 44 * bool(design.level)
    # Without a banner, the icon has the middle for itself.
    room = min(top - 146, 190) if lines else 210
    icon_y = round(top - 20 - room / 2, 1) if lines else MIDDLE
    unscaled = [shape.unscaled(y) for y in (top, low)]
    ring = _ring(design.rings, unscaled[0])
    foot = _ring((design.foot,), unscaled[1], below=True)
    return fill_in(
        "badge.svg",
        title=design.name,
        words=design.description,
        c=shades,
        white=WHITE,
        earned=earned,
        frame=shape,
        icon=design.icon.value,
        icon_y=icon_y,
        icon_scale=round(room / 100, 3),
        ring=ring,
        foot=foot,
        rays=_rays(icon_y),
        stars=_stars(design.level, bottom + 26),
        banner=_banner(height) if lines else None,
        name=_name(lines) if lines else "",
    )


def fill_in(template: str, **values: object) -> bytes:
    """Return an SVG from a template."""
    made = _templates().get_template(template).render(values)
    return ("".join(line for line in made.split("\n") if line) + "\n").encode()


@cache
def picture(svg: bytes, width: int = SIZE, height: int = SIZE) -> bytes:
    """Return the PNG of an SVG that holds no text, packed tightly without a loss."""
    # Loaded with the first picture: most runs of the command line make none.
    import oxipng  # noqa: PLC0415
    import resvg_py  # noqa: PLC0415

    png = resvg_py.svg_to_bytes(svg_string=svg.decode(), width=width, height=height, skip_system_fonts=True)
    return bytes(oxipng.optimize_from_memory(bytes(png), level=0))


def _name(lines: Lines) -> str:
    placed = zip(lines.texts, baselines(lines, _BANNER_MIDDLE), strict=True)
    return "".join(_NAME.line(text, lines.size, MIDDLE, y) for text, y in placed)


def _ring(texts: tuple[str, ...], end: float, *, below: bool = False) -> str:
    """Return the outline of the first text that fits around the edge, above a height or `below` it; "" if none does."""
    for text in texts:
        capitals = text.upper()
        for size in _RING_SIZES:
            # Letters at the bottom hang from the same circle that those at the top stand on.
            radius = _RING_RADIUS + (size * 0.72 if below else 0)
            rise = (end - MIDDLE if below else MIDDLE - end) / radius
            span = 2 * (math.acos(max(-1.0, min(1.0, rise))) - _RING_MARGIN)
            if capitals and _RING.width(capitals, size) <= span * radius and _RING.has(capitals):
                return _RING.arc(capitals, size, radius, below=below)
    return ""


def _banner(height: float) -> dict[str, str]:
    """Return the paths of a banner across the badge: its front, its tails behind, and the folds between them."""
    top, bottom = _BANNER_MIDDLE - height / 2, _BANNER_MIDDLE + height / 2
    low = 20  # how far the tails hang
    front = f"M58 {top:.0f}Q300 {top - 14:.0f} 542 {top:.0f}V{bottom:.0f}Q300 {bottom - 14:.0f} 58 {bottom:.0f}Z"
    tails = folds = ""
    for inner, outer, notch, fold in ((96, 12, 38, 58), (504, 588, 562, 542)):
        middle = (top + bottom) / 2 + low
        tails += f"M{inner} {top + low:.0f}H{outer}L{notch} {middle:.0f}L{outer} {bottom + low:.0f}H{inner}Z"
        folds += f"M{fold} {bottom - 2:.0f}L{inner} {bottom + low:.0f}V{bottom - 8:.0f}Z"
    return {"front": front, "tails": tails, "folds": folds}


def _stars(level: int, y: float) -> list[tuple[float, float, float]]:
    return [(MIDDLE + (number - (level - 1) / 2) * 46, round(y), 1.9) for number in range(level)]


def _rays(y: float) -> str:
    """Return the beams behind the icon, whose middle is at `y`; they end on the circle of the field."""
    parts = []
    for number in range(_BEAMS):
        for side in (-0.25, 0.25):
            angle = math.tau * (number + side) / _BEAMS
            across, along = math.sin(angle), -math.cos(angle)
            # How far it is from the icon to the circle.
            off = (y - MIDDLE) * along
            reach = math.sqrt(off * off - (y - MIDDLE) ** 2 + _FIELD**2) - off
            parts.append(
                f"{'L' if side > 0 else f'M{MIDDLE} {y:.1f}L'}{MIDDLE + reach * across:.1f} {y + reach * along:.1f}"
            )
        parts.append("Z")
    return "".join(parts)


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).resolve().parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


_CARD_LEFT, _CARD_WIDTH, _CARD_MIDDLE = 620, 520, 315
_SMALL = Letters(450)


def card(svg: bytes, name: str, *below: str) -> bytes:
    """Return the SVG of a preview for other sites, 1200 by 630: a badge, its name, and lines below."""
    title = _NAME.fitted(name, _CARD_WIDTH, 260, (76, 36)) if _NAME.has(name) else None
    smaller = [_SMALL.fitted(text, _CARD_WIDTH, 90, (34, 24)) for text in below if text and _SMALL.has(text)]
    blocks = [*([(_NAME, title)] if title else []), *((_SMALL, lines) for lines in smaller)]
    heights = [len(lines.texts) * lines.size * LEADING + 30 for _, lines in blocks]
    top = _CARD_MIDDLE - sum(heights) / 2
    paths = []
    for (letters, lines), height in zip(blocks, heights, strict=True):
        placed = zip(lines.texts, baselines(lines, top + height / 2), strict=True)
        paths.append("".join(letters.line(text, lines.size, _left(letters, text, lines.size), y) for text, y in placed))
        top += height
    named, said = (paths[0], paths[1:]) if title else ("", paths)
    address = base64.b64encode(svg).decode()
    return fill_in("preview.svg", picture=address, accent=_CARD_ACCENT, name=named, words="".join(said))


_CARD_ACCENT = "#1b5e3b"


def _left(letters: Letters, text: str, size: float) -> float:
    """Return the middle of a line that begins at the left edge of a preview."""
    return _CARD_LEFT + letters.width(text, size) / 2
