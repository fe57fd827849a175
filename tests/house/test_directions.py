"""Style sheets say start and end, never left and right: the same theme serves both ways of writing."""

import re
from pathlib import Path

import pytest

from builder.model.theme import THEMES

SHEETS = sorted(THEMES.glob("*/css/**/*.css"))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"\{([^{}]*)\}")
_SIDE = re.compile(r"(?<![\w-])(?:[a-z]+-)*(?:left|right)(?:-[a-z]+)*(?![\w-])")
_FOUR_SIDES = re.compile(r"^(?:margin|padding|inset|border-(?:width|style|color)|scroll-(?:margin|padding))$")
_CORNERS = "border-radius"
_TWO, _FOUR = 2, 4

ALLOWED = {
    ("mtd", "text-align: left"): "the author of a formula aligns its columns, and formulas run from left to right",
    ("mtd", "text-align: right"): "the same",
    (
        ".objective-list li::before",
        "border-width",
    ): "a tick, drawn as a corner that is turned, is a tick in both directions",
    ("summary::before", "border-width"): "an arrow drawn likewise, which a rule of its own turns the other way",
    (".table", "background"): "the shadows of both edges are the same",
    ("menclose", "background"): "a stroke through a formula, which runs from left to right",
}
"""What may name a side: the beginning of the selector and of the declaration, and why."""


def offences(css: str) -> list[str]:
    """Return the declarations of a style sheet that would be wrong in the other direction."""
    found = []
    text = _COMMENT.sub("", css)
    for block in _BLOCK.finditer(text):
        selector = re.split(r"[{};]", text[: block.start()])[-1].strip()
        for declaration in block[1].split(";"):
            name, _, value = (part.strip() for part in declaration.partition(":"))
            if _is_sided(name, value) and not _is_allowed(selector, f"{name}: {value}"):
                found.append(f"{selector} {{ {name}: {value} }}")
    return found


def _is_sided(name: str, value: str) -> bool:
    if name.startswith("--"):
        return False
    said = re.sub(r"var\(--[\w-]+|\"[^\"]*\"", "", value)
    if _SIDE.search(name) or _SIDE.search(said):
        return True
    parts = _parts(said.replace("!important", ""))
    if _FOUR_SIDES.match(name):
        return len(parts) == _FOUR and parts[1] != parts[3]
    # One value, or two that are the same ones: the corners are alike on both sides.
    return name == _CORNERS and "/" not in said and len(set(parts)) > 1 and not _corners_mirror(parts)


def _parts(value: str) -> list[str]:
    """Return the values of a shorthand; those with brackets are one."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", value)


def _corners_mirror(corners: list[str]) -> bool:
    if len(corners) == _TWO:
        return False
    first, second, third, fourth = [*corners, corners[1]][:4]
    return first == second and third == fourth


def _is_allowed(selector: str, declaration: str) -> bool:
    return any(selector.startswith(place) and declaration.startswith(start) for place, start in ALLOWED)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(THEMES)))
def test_a_style_sheet_names_no_side(sheet: Path) -> None:
    assert offences(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1px }",
        "a { float: right }",
        "a { left: 0 }",
        "a { text-align: right }",
        "a { border-top-left-radius: 1px }",
        "a { padding: 1px 2px 3px 4px }",
        "@media print { a { background: url(x.svg) right } }",
        "a { border-radius: 1px 0 0 1px }",
        "a { transition: left .2s }",
    ],
)
def test_a_side_is_seen(css: str) -> None:
    assert len(offences(css)) == 1


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-inline-start: 1px }",
        "a { color: var(--right) }",
        ":root { --right: #fff }",
        '[data-verdict="right"] { inset: 0 1px 2px 1px }',
        "a { padding: 1px clamp(1px, 2px, 3px) 2px clamp(1px, 2px, 3px) }",
        "a { border-radius: 1px 1px 0 0 }",
        '.copyright { content: "left" }',
    ],
)
def test_what_mirrors_is_left_alone(css: str) -> None:
    assert offences(css) == []
