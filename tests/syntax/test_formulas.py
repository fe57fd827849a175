"""Which dollars make a formula, and what else knows of it."""

import pytest

from builder.diagnostics import Source
from builder.syntax.markdown import Document, parse_page, parse_text


def page(text: str) -> Document:
    return parse_page(Source("page.md", text), 0)


def formulas(text: str) -> list[str]:
    return [formula.tex.strip() for formula in page(text).formulas]


@pytest.mark.parametrize(
    "text",
    [
        "5 $",
        "It costs $5 and $6.",
        "10 $ et 20 $",
        "de 5$ à 10$",
        "US$5 ou CA$6",
        "US$5 et CA$.",
        "(5 $)/(6 $)",
        "5 $, 6 $ et $7",
        r"\$x\$",
        r"\$5 ou 6$",
        "$",
        "$$",
        "$$$$ $",
        "`$x$`",
        "    $x$",
        "$ x $",
    ],
)
def test_money_stays_text(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x$ vaut 5", ["x"]),
        ("soit $x$, le $n$ième ($y$)", ["x", "n", "y"]),
        (r"\\$x$", ["x"]),
        (r"$\text{5 \$}$", [r"\text{5 \$}"]),
        ("*$a_1$ b $c_2$*", ["a_1", "c_2"]),
        ("$a * b * c$", ["a * b * c"]),
        ("| a |\n|---|\n| $x$ |", ["x"]),
        ("$$x$$", ["x"]),
        ("$$\nx\ny\n$$", ["x\ny"]),
        ("Text\n$$\nx\n$$\nmore", ["x"]),
        ("Text $$x$$ more", ["x"]),
        ("> $$\n> x\n> $$", ["x"]),
        ("Note[^1].\n\n[^1]: It is $x$.", ["x"]),
        ("5 $ and $x$ and $6", ["x"]),
    ],
)
def test_a_formula_is_read(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


def test_a_formula_knows_its_place() -> None:
    found = page("# P\n\nSee ($x$) and $y$:\n\n$$\nz\n$$\n").formulas
    assert [formula.span.text for formula in found] == ["$x$", "$y$", "$$\nz\n$$"]


def test_words_include_the_source_of_formulas() -> None:
    document = page("# Energy $E = mc^2$\n\nSo $x$:\n\n$$\ny\n$$\n\n![A curve $z$](a.svg)\n")
    assert document.plain_text == "Energy E = mc^2 So x: y A curve z"
    assert document.headings[0].text == "Energy E = mc^2"
    assert document.images[0].alt == "A curve z"


def test_a_text_of_a_quiz_holds_formulas_too() -> None:
    source = Source("quiz.yml", "- correct: Half, $\\frac{1}{2}$\n")
    document = parse_text("Half, $\\frac{1}{2}$", source.span(11, len(source.text)))
    assert document.plain_text == r"Half, \frac{1}{2}"
    assert document.formulas[0].span.text == r"$\frac{1}{2}$"
