"""One finding as text: header, place, excerpt with an arrow, remedy."""

import unicodedata
from collections.abc import Callable

from builder.diagnostics.diagnostic import Diagnostic, Severity
from builder.diagnostics.message import Message, Translate, msg

Paint = Callable[[str, str], str]
"""Colours a text for a role: error, warning, place, arrow or help."""

_LONGEST = 120  # columns under which an arrow is drawn
_SEVERITY: dict[Severity, Message] = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning")}


def plain(role: str, text: str) -> str:  # noqa: ARG001 - the shape of Paint
    """Return the text as it is."""
    return text


def snippet(found: Diagnostic, translate: Translate, paint: Paint = plain) -> str:
    """Return a finding as several lines of text, without a line end after the last."""
    line, column = found.span.position
    gutter = " " * len(str(line))
    severity = found.severity.value
    title = f"{_SEVERITY[found.severity].text(translate)}[{found.kind.name}]"
    lines = [
        f"{paint(severity, title)}{_colon(translate)} {found.message.text(translate)}",
        f"{gutter}{paint('place', '-->')} {found.span.source.path}:{line}:{column}",
        *_excerpt(found, gutter, translate, paint),
    ]
    if found.remedy is not None:
        word = paint("help", msg("help").text(translate))
        lines.append(f"{gutter} {paint('place', '=')} {word}{_colon(translate)} {found.remedy.text(translate)}")
    return "\n".join(lines)


def _excerpt(found: Diagnostic, gutter: str, translate: Translate, paint: Paint) -> list[str]:
    source, span = found.span.source, found.span
    line, column = span.position
    text = source.line(line)
    if not text and span.start == span.end:
        return []
    shown = text.replace("\t", " ")
    length = max(1, min(span.end - span.start, len(text) - column + 1))
    marked = max(1, _width(shown[column - 1 : column - 1 + length]))
    # A whole paragraph is known by its beginning.
    arrow = " " * _width(shown[: column - 1]) + ("^" * marked if marked <= _LONGEST else "^" * _LONGEST + "…")
    label = f" {found.label.text(translate)}" if found.label else ""
    bar = paint("place", "|")
    return [
        f"{gutter} {bar}",
        f"{paint('place', str(line))} {bar} {shown}",
        f"{gutter} {bar} {paint(found.severity.value, arrow + label)}",
    ]


def _width(text: str) -> int:
    """Return the columns that a text takes in a terminal: wide characters two, combining marks none."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _colon(translate: Translate) -> str:
    """Return the colon as the reader's language spaces it (French puts a no-break space before it)."""
    return msg(":").text(translate)
