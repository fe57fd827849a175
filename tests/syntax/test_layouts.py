"""Which bold words are the title of an item."""

import pytest

from builder.diagnostics import Source
from builder.syntax.layouts import PART_TITLE
from builder.syntax.markdown import parse_page


def titled(text: str) -> str | None:
    """Return what follows the title of the only item of a block, or None where the item has none."""
    document = parse_page(Source("page.md", text), 0)
    words = next(token.children or [] for token in document.tokens if token.type == "inline")
    if not any(word.attrGet("class") == PART_TITLE for word in words):
        return None
    end = next(at for at, word in enumerate(words) if word.type == "strong_close")
    return "".join(word.content for word in words[end:]).strip()


@pytest.mark.parametrize(
    ("item", "rest"),
    [
        ("**Observer** : qui agit ?", "qui agit ?"),
        ("**Observer.** Qui agit ?", "Qui agit ?"),
        ("**Observer** – qui agit ?", "qui agit ?"),
        ("**Observer**", ""),
        ("**Observer**\n   qui agit ?", "qui agit ?"),
        ("**Réunir** les personnes", None),
        ("**Réunir**, puis agir", None),
    ],
)
def test_bold_words_are_a_title_where_something_parts_them_from_the_text(item: str, rest: str | None) -> None:
    assert titled(f"::: steps\n1. {item}\n:::\n") == rest


@pytest.mark.parametrize("item", ["**2015** La loi", "**2015**, la loi", "**La loi** est votée"])
def test_bold_words_always_stand_apart_in_a_timeline(item: str) -> None:
    assert titled(f"::: timeline\n- {item}\n:::\n") == item.split("**")[2].removeprefix(",").strip()
