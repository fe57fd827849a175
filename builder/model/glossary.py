"""The glossary: what the words of the course mean."""

from dataclasses import dataclass

from builder.diagnostics import Span
from builder.syntax.markdown import Document


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its definition. `anchor` is what links to it end with, `also` are its other forms."""

    name: str
    anchor: str
    definition: Document
    also: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a course, in alphabetical order, and the path of their file."""

    path: str
    terms: tuple[Term, ...]
