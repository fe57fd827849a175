"""The example of a question type: as a course of its own, and its answers as the learner's page reads them."""

import re
from pathlib import Path
from textwrap import indent
from typing import assert_never

from builder.model.interaction import (
    Cloze,
    Essay,
    Interaction,
    Match,
    NumericEntry,
    Order,
    Presentation,
    Select,
    TextEntry,
)
from builder.questions.question_type import Example
from builder.syntax.markdown import Document
from builder.syntax.values import parse_yes_no

ARROW = " → "
Response = str | list[int] | dict[str, list[str | int]]


def write_example(root: Path, example: Example) -> None:
    """Write a course of this one question, and the pictures that it shows."""
    folder = root / "course" / "one"
    folder.mkdir(parents=True)
    (root / "course.yml").write_text("title: Exemple\nlanguage: fr\n", encoding="utf-8")
    item = indent(example.question, "    ").replace("    ", "  - ", 1)
    (folder / "quiz.yml").write_text(f"title: Quiz\nquestions:\n{item}", encoding="utf-8")
    for name in re.findall(r"[\w/-]+\.svg", example.question):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text('<svg xmlns="http://www.w3.org/2000/svg"/>\n', encoding="utf-8")


def response_of(interaction: Interaction, given: tuple[str, ...]) -> Response:
    """Return the response that the learner's page makes of an answer in words."""
    match interaction:
        case Select():
            return [_choice(interaction, word) for word in given]
        case NumericEntry() | TextEntry() | Essay():
            return given[0]
        case Order():
            return {"parts": [_place(interaction.items, word) for word in given]}
        case Match():
            chosen = dict(pair.split(ARROW) for pair in given)
            assert len(chosen) == len(interaction.lines)
            options = [chosen[line.content.plain_text] for line in interaction.lines]
            return {"parts": [_place(interaction.options, option) for option in options]}
        case Cloze():
            blanks = zip(interaction.blanks, given, strict=True)
            return {"parts": [_choice(blank, word) if isinstance(blank, Select) else word for blank, word in blanks]}
        case _:
            assert_never(interaction)


def _choice(select: Select, word: str) -> int:
    if select.presentation is Presentation.TRUE_FALSE:
        return 0 if parse_yes_no(word) else 1
    return _place(tuple(choice.content for choice in select.choices), word)


def _place(documents: tuple[Document, ...], word: str) -> int:
    """Return which of several texts is meant; a picture stands before its text."""
    (place,) = [at for at, document in enumerate(documents) if document.plain_text.endswith(word)]
    return place
