"""What pages say of a module in a package of its own, where those of a course speak of the course."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from builder.syntax.catalog import Catalog, read_catalog

MODULE_WORDS: Mapping[str, str] = {
    "Start the course": "Start the module",
    "Search this course": "Search this module",
    "There is no such page in this course; here is its home page.": (
        "There is no such page in this module; here is its home page."
    ),
    "You have completed this course.": "You have completed this module.",
    "Your score over the whole course: {percent}": "Your score over the whole module: {percent}",
    "{name} has completed the online course {title}": (
        "{name} has completed the module {title} of the online course “{course}”"
    ),
}
"""What is said instead of each sentence; `{course}` is the title of the course."""


def of_a_module(catalog: Catalog, folder: Path, language: str, course: str) -> Catalog:
    """Return a catalogue that speaks of a module of a course; where the author has own words, they stay."""
    own = read_catalog(folder, language)
    said = {
        template: catalog.sentence(other).replace("{course}", course)
        for template, other in MODULE_WORDS.items()
        if catalog.sentence(template) == own.sentence(template)
    }
    return replace(catalog, sentences={**catalog.sentences, **said})
