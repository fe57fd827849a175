"""Rules about formulas."""

import re
from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, Span, msg
from builder.model.course import Course
from builder.syntax.markdown import Document
from builder.syntax.mathml import fault

_EATEN = re.compile(r"(?<![\w$])\$(?!\s)[^$\n\\]*(?:\\\\[^$\n\\]*)*\\[A-Za-z][^$\n]*(?<!\s)\$(?!\d)")


def broken_math(course: Course) -> Iterator[Diagnostic]:
    """Find formulas that cannot be shown."""
    for _, document in course.documents():
        eaten = _eaten(document)
        if eaten:
            yield BROKEN_MATH.kind.at(
                eaten,
                msg("between double quotes, YAML does not leave the `\\` of a formula as it is"),
                remedy=msg("put the text between single quotes, or below `|`"),
            )
            continue
        for formula in document.formulas:
            found = fault(formula.tex)
            if found:
                yield BROKEN_MATH.kind.at(formula.span, found.message, remedy=found.remedy)


def _eaten(document: Document) -> Span | None:
    """Return the first formula whose commands YAML reads as its own: `t` after a backslash is a tab to it."""
    span = document.span
    found = _EATEN.search(span.text) if span.text.startswith('"') else None
    return span.source.span(span.start + found.start(), span.start + found.end()) if found else None


BROKEN_MATH = Rule(
    Kind("broken-math", Severity.ERROR, msg("Learners would see the source of the formula, or something else.")),
    broken_math,
    bad=course_of(page="# Page\n\nHalf: $\\frac{1}$.\n"),
    good=course_of(page="# Page\n\nHalf: $\\frac{1}{2}$, for 5 $ or $6.\n\n$$\nx^2\n$$\n"),
)
