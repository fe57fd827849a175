"""Where the caption of a table may stand."""

import pytest

from builder.diagnostics import Source
from builder.syntax.markdown import Document, parse_page

TABLE = "| Matière | Couleur |\n|---|---|\n| Feuilles | brune |\n"


def parse(text: str) -> Document:
    return parse_page(Source("page.md", text), 0)


def captions(document: Document) -> list[str]:
    """Return the caption of each table, empty where it has none; nothing else is left of it."""
    found = []
    for at, token in enumerate(document.tokens):
        if token.type == "table_open":
            captioned = document.tokens[at + 1].type == "caption_open"
            words = document.tokens[at + 2].children or []
            found.append("".join(word.content for word in words) if captioned else "")
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"Tableau : Le tri\n\n{TABLE}",
        f"Tableau : Le tri\n{TABLE}",
        f"{TABLE}\nTableau : Le tri\n",
        f"{TABLE}Tableau : Le tri\n",
        f"> {TABLE.replace(chr(10), chr(10) + '> ')}\n> Tableau : Le tri\n",
    ],
    ids=["above", "directly above", "below", "directly below", "in a quote"],
)
def test_a_caption_stands_on_either_side_of_its_table(text: str) -> None:
    document = parse(text)
    assert captions(document) == ["Le tri"]
    assert [token.type for token in document.tokens].count("tr_open") == 2
    assert "paragraph_open" not in [token.type for token in document.tokens]


def test_a_caption_between_two_tables_is_that_of_the_second() -> None:
    assert captions(parse(f"{TABLE}\nTableau : Le tri\n\n{TABLE}")) == ["", "Le tri"]


def test_a_table_has_one_caption() -> None:
    assert captions(parse(f"Tableau 1 : Le tri\n\n{TABLE}\nTableau : Rien\n")) == ["Tableau 1 : Le tri"]


def test_a_caption_may_be_all_that_stands_below_the_headers() -> None:
    document = parse("| Matière | Couleur |\n|---|---|\nTable: Le tri\n")
    assert captions(document) == ["Le tri"]
    assert "tbody_open" not in [token.type for token in document.tokens]


def test_a_row_that_says_more_is_a_row() -> None:
    assert captions(parse(f"{TABLE}| Table: | verte |\n| Table: bois | brune |\n")) == [""]
