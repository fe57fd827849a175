"""The pictures of badges: seen by everybody, everywhere, without a font."""

import struct
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from builder.badges.art import artworks, png, preview
from builder.badges.art.colours import colours
from builder.badges.art.design import Design, designs
from builder.badges.art.drawing import draw, picture
from builder.badges.art.lettering import Letters
from builder.model.badge import Icon, Palette, Shape
from builder.project import check_course
from builder.syntax.colours import WHITE, contrast
from tests.conftest import WriteCourse

DESIGN = Design("Observer", "Knows why.", Shape.HEXAGON, "#1b6b45", "#f3c65f", Icon.BOOK, ("Earth",), "Issuer", 2)
PAGE = {"course/one/page.md": "# Page\n\nText.\n"}
_SVG = "{http://www.w3.org/2000/svg}"


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True), st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_texts_and_marks_stand_out_whatever_colour_is_asked_for(base: str, accent: str) -> None:
    made = colours(base, accent)
    assert contrast(made.paper, made.deep) >= 4.5
    assert min(contrast(WHITE, made.field), contrast(WHITE, made.glow)) >= 4.5
    assert min(contrast(made.accent, made.deep), contrast(made.accent, made.field)) >= 3


@pytest.mark.parametrize(("shape", "earned"), [*product(Shape, (True, False))])
def test_a_picture_needs_no_font_and_names_itself(shape: Shape, *, earned: bool) -> None:
    svg = draw(replace(DESIGN, shape=shape), earned=earned)
    root = etree.fromstring(svg)
    assert not list(root.iter(f"{_SVG}text"))
    assert root.findtext(f"{_SVG}title") == "Observer"
    assert root.findtext(f"{_SVG}desc") == "Knows why."


@pytest.mark.parametrize("icon", Icon)
def test_every_icon_is_drawn(icon: Icon) -> None:
    assert draw(replace(DESIGN, icon=icon)) != draw(replace(DESIGN, icon=Icon.STAR)) or icon is Icon.STAR


@pytest.mark.parametrize("shape", Shape)
def test_a_png_is_square_and_small(shape: Shape) -> None:
    made = picture(
        draw(replace(DESIGN, shape=shape, name="Cartographe des six thèmes", rings=("A course of a title",)))
    )
    assert struct.unpack(">II", made[16:24]) == (600, 600)
    assert len(made) < 60_000


def test_the_same_badge_is_the_same_bytes() -> None:
    first = draw(DESIGN)
    draw.cache_clear()
    picture.cache_clear()
    again = draw(replace(DESIGN))
    assert again == first
    shown = picture(first)
    picture.cache_clear()
    assert picture(again) == shown


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=90))
def test_any_name_stays_on_its_banner(name: str) -> None:
    letters = Letters(600)
    lines = letters.fitted(name, 424, 106, (60, 20))
    assert all(letters.width(text, lines.size) <= 424 for text in lines.texts)


def test_badges_of_a_course_look_different_but_of_one_family(write_course: WriteCourse) -> None:
    badges = "".join(
        f"  - {{id: b{number}, name: Badge {number}, description: D., criteria: {{modules: all}}}}\n"
        for number in range(6)
    )
    course = check_course(write_course(PAGE | {"course.yml": f"title: Earth\nbadges:\n{badges}"}), ("web",)).course
    assert course is not None
    made = list(designs(course).values())
    assert len({design.shape for design in made}) == 1
    assert len({design.base for design in made}) == len({design.icon for design in made}) == 6


def test_the_author_decides(write_course: WriteCourse) -> None:
    art = "{shape: shield, palette: plum, icon: bridge, level: 3, ring: Around}"
    badge = f"  - {{id: b, name: B, description: D., criteria: {{modules: all}}, art: {art}}}\n"
    course = check_course(write_course(PAGE | {"course.yml": f"title: Earth\nbadges:\n{badge}"}), ("web",)).course
    assert course is not None
    design = designs(course)["b"]
    assert (design.shape, design.icon, design.level, design.rings) == (Shape.SHIELD, Icon.BRIDGE, 3, ("Around",))
    assert len(Palette) == 6


def test_the_authors_own_picture_is_the_badge(write_course: WriteCourse) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    badge = "  - {id: b, name: B, description: D., criteria: {modules: all}, image: own.svg}\n"
    root = write_course(PAGE | {"course.yml": f"title: Earth\nbadges:\n{badge}", "own.svg": svg})
    course = check_course(root, ("web",)).course
    assert course is not None
    artwork = artworks(course)["b"]
    assert artwork.svg == svg.encode()
    assert struct.unpack(">II", png(artwork)[16:24]) == (600, 600)
    assert struct.unpack(">II", preview(artwork, course.badges[0], course)[16:24]) == (1200, 630)
    Path(root, "own.svg").unlink()


@pytest.mark.parametrize(
    "inside",
    ["<text>Hi</text>", "<script/>", '<image href="https://a.example/x.png"/>', '<path onclick="x()"/>', "<g>"],
)
def test_a_picture_that_does_not_stand_on_its_own_is_refused(write_course: WriteCourse, inside: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'
    badge = "  - {id: b, name: B, description: D., criteria: {modules: all}, image: own.svg}\n"
    root = write_course(PAGE | {"course.yml": f"title: Earth\nbadges:\n{badge}", "own.svg": svg})
    findings = check_course(root, ("web",)).findings
    assert [found.kind.name for found in findings] == ["unusable-badge-image"]
