"""Sentences of a catalogue in the language of a course, typeset."""

from pathlib import Path

from builder.render.typography import typeset
from builder.syntax.catalog import Catalog, read_catalog


class Words:
    """The sentences of one catalogue folder in one language."""

    def __init__(self, folder: Path, language: str) -> None:
        self.language = language
        self.catalog: Catalog = read_catalog(folder, language)

    def text(self, template: str, **values: object) -> str:
        """Return a sentence with its values filled in."""
        return typeset(self.catalog.sentence(template).format(**values), self.language)

    def counted(self, count: int, one: str, many: str, **values: object) -> str:
        """Return a sentence that suits a count."""
        return typeset(self.catalog.plural(one, many, count).format(count=count, **values), self.language)
