"""Sentences of a catalogue in the language of a course, typeset."""

from collections.abc import Iterable
from pathlib import Path

from builder.model.course import Override
from builder.render.strings import catalog_with
from builder.render.typography import typeset
from builder.syntax.catalog import Catalog


class Words:
    """The sentences of one catalogue folder in one language, or in an author's words."""

    def __init__(self, folder: Path, language: str, strings: Iterable[Override] = ()) -> None:
        self.language = language
        self.catalog: Catalog = catalog_with(folder, language, strings)

    def text(self, template: str, **values: object) -> str:
        """Return a sentence with its values filled in."""
        return typeset(self.catalog.sentence(template).format(**values), self.language)

    def counted(self, count: int, one: str, many: str, **values: object) -> str:
        """Return a sentence that suits a count."""
        return typeset(self.catalog.plural(one, many, count).format(count=count, **values), self.language)
