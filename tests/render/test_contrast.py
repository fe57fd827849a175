"""The colours of every theme can be read, in both schemes (WCAG 1.4.3 and 1.4.11)."""

from pathlib import Path

import pytest

from builder.model.theme import DARK, LIGHT, Look, pairs
from builder.project import check_course
from builder.read.theme import theme_names
from builder.render.code import token_style
from builder.syntax.colours import contrast

ROLES = ("comment", "keyword", "name", "number", "string")
ACCENTS = ("#1b5e3b", "#000000", "#8a1f5c", "#b00020", "#005fcc", "#5a5a00")


def look(folder: Path, theme: str) -> Look:
    """Return the look of a course of one page whose `theme:` is a text."""
    (folder / "course").mkdir(parents=True, exist_ok=True)
    (folder / "course" / "page.md").write_text("# Page\n\nText.\n", encoding="utf-8")
    (folder / "course.yml").write_text(f"title: Course\ntheme: {theme}\n", encoding="utf-8")
    course = check_course(folder, ("web",)).course
    assert course
    return course.theme


def faint(made: Look) -> list[str]:
    """Name the pairs that miss the least, in both schemes."""
    return [
        f"{front} on {ground}, {name}"
        for name, scheme in made.schemes()
        for front, ground, least in pairs()
        if contrast(scheme[front].code, scheme[ground].code) < least
    ]


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("name", theme_names())
def test_every_pair_of_a_theme_can_be_told_apart(name: str, tmp_path: Path) -> None:
    made = look(tmp_path, name)
    assert [name for name, _ in made.schemes()] == [LIGHT, DARK]
    assert faint(made) == []


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("name", theme_names())
def test_what_is_made_to_go_with_an_accent_can_be_told_apart(name: str, accent: str, tmp_path: Path) -> None:
    made = look(tmp_path, f"{{name: {name}, accent: '{accent}'}}")
    assert made.light["accent"].code == accent
    assert faint(made) == []


@pytest.mark.parametrize("role", ROLES)
def test_code_has_the_same_light_colours_where_no_theme_gives_them(role: str, tmp_path: Path) -> None:
    colour = token_style(f"tok-{role}").split(";")[0].removeprefix("color:")
    assert colour == look(tmp_path, "default").light[f"code-{role}"].code
    assert contrast(colour, "#f6f6f6") >= 4.5
