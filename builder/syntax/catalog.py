"""Translations: gettext catalogues, read as they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Catalog:
    """Sentences of one language by their English template.

    `plurals` is keyed by the English singular and holds the forms in the order of the catalogue, `many` has the English
    plural of each.
    """

    language: str
    sentences: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    many: Mapping[str, str]

    def sentence(self, template: str) -> str:
        """Return the sentence for a template, or the template itself where none is known."""
        return self.sentences.get(template, template)

    def plural(self, one: str, many: str, count: int) -> str:
        """Return the form of a sentence that suits a count."""
        forms = self.plurals.get(one, (one, many))
        return forms[0] if _is_singular(count, self.language) else forms[-1]


@cache
def read_catalog(folder: Path, language: str) -> Catalog:
    """Return the catalogue of a language from a folder of `.po` files; English needs none.

    A language without a catalogue of its own uses that of its first part (`fr-CA` uses `fr`), else English.
    """
    for name in (language.lower(), language.lower().split("-")[0]):
        path = folder / f"{name}.po"
        if path.is_file():
            return _read(path, name)
    return Catalog("en", {}, {}, {})


def _read(path: Path, language: str) -> Catalog:
    # Slow to import, and not needed in English.
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id and message.string and not message.fuzzy]
    sentences = {message.id: str(message.string) for message in messages if isinstance(message.id, str)}
    counted = [message for message in messages if not isinstance(message.id, str)]
    plurals = {message.id[0]: tuple(message.string or ()) for message in counted}
    return Catalog(language, sentences, plurals, {message.id[0]: message.id[1] for message in counted})


def _is_singular(count: int, language: str) -> bool:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return Locale.parse(language, sep="-").plural_form(count) == "one"
    except UnknownLocaleError:
        return count == 1
