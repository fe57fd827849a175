"""The reference of quizzes says what the tables say, about every key there is."""

import os
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import builder.questions
from builder.questions import QUESTION_TYPES
from builder.questions.question import COMMON_FIELDS
from builder.read.quiz import FIELDS as QUIZ_FIELDS
from builder.syntax.fields import Field
from tests.reference import PAGES, page

REWRITE = os.environ.get("PARCOURS_GOLDEN") == "write"


@pytest.mark.parametrize("language", PAGES)
def test_the_reference_is_what_the_tables_say(language: str) -> None:
    if REWRITE:
        PAGES[language].write_text(page(language), encoding="utf-8")
    assert PAGES[language].read_text(encoding="utf-8") == page(language), "make golden writes it anew"


def test_every_table_of_questions_is_in_the_reference() -> None:
    documented = set(tables(QUIZ_FIELDS)) | set(tables(COMMON_FIELDS))
    documented |= {table for known in QUESTION_TYPES for table in tables(known.fields)}
    modules = [
        import_module(f"builder.questions.{found.name}") for found in pkgutil.iter_modules(builder.questions.__path__)
    ]
    there = {value for module in modules for value in vars(module).values() if is_table(value)}
    assert there <= documented


def tables(fields: tuple[Field, ...]) -> Iterator[tuple[Field, ...]]:
    yield fields
    for field in fields:
        yield from tables(field.inside)


def is_table(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(one, Field) for one in value)
