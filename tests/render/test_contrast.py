"""The colours of the default theme can be read, in both schemes (WCAG 1.4.3 and 1.4.11)."""

import re
from itertools import product

import pytest

from builder.render.code import token_style
from builder.render.theme import THEMES

SHEET = (THEMES / "default" / "css" / "first" / "10-colours.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in SHEET.split("@media"))
GROUNDS = ("paper", "surface")
ROLES = ("comment", "keyword", "name", "number", "string")
TEXTS = [
    *product(("ink", "ink-soft", "accent", "right", "wrong", "partial"), GROUNDS),
    *((name, f"{name}-soft") for name in ("accent", "right", "wrong", "partial", "note")),
    *(("ink", f"{name}-soft") for name in ("accent", "right", "wrong", "partial", "note")),
    *(("ink-soft", f"{name}-soft") for name in ("accent", "right", "wrong", "partial")),
    *product(("ink", *(f"code-{role}" for role in ROLES)), ("sunken",)),
    ("accent-ink", "accent"),
]
MARKS = [*product(("line-strong", "focus"), GROUNDS)]


def luminance(colour: str) -> float:
    """WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), TEXTS, ids="-on-".join)
def test_text_can_be_read(scheme: dict[str, str], front: str, ground: str) -> None:
    assert contrast(scheme[front], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), MARKS, ids="-on-".join)
def test_marks_that_carry_meaning_can_be_seen(scheme: dict[str, str], front: str, ground: str) -> None:
    assert contrast(scheme[front], scheme[ground]) >= 3


@pytest.mark.parametrize("role", ROLES)
def test_code_has_the_same_light_colours_where_no_theme_gives_them(role: str) -> None:
    colour = token_style(f"tok-{role}").split(";")[0].removeprefix("color:")
    assert colour == LIGHT[f"code-{role}"]
    assert contrast(colour, "#f6f6f6") >= 4.5
