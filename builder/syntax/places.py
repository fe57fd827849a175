"""Where the tokens of a text stand in its file."""

from urllib.parse import unquote

from markdown_it.token import Token

from builder.diagnostics import Source, Span


class LineFinder:
    """Finds places from line numbers: in a page, the parser's lines are those of the file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._entered = -1
        self._cursor = 0

    def enter(self, token: Token) -> None:
        # The cells of a table row share one line: the search goes on from one cell to the next.
        if token.map and token.map[0] != self._entered:
            self._entered = token.map[0]
            self._cursor = self.source.offset(self._entered + 1)

    def line(self, token: Token) -> Span:
        return self.source.line_span(token.map[0] + 1 if token.map else 1)

    def block(self, token: Token) -> Span:
        first, last = token.map or (0, 1)
        return self.source.span(self.source.offset(first + 1), self.source.offset(last + 1))

    def seek(self, opening: str, target: str, token: Token) -> Span:
        """Return the place of the next link to a target, from its opening mark on."""
        end = self.source.offset(token.map[1] + 1) if token.map else len(self.source.text)
        found = _seek(self.source, opening, target, self._cursor, end)
        if found is None:
            return self.line(token)
        self._cursor = found.end
        return found


class RangeFinder:
    """Finds places by looking for what was written, inside the span of a YAML text."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self._cursor = span.start

    def enter(self, token: Token) -> None:
        """Blocks have no lines of their own in the file."""

    def line(self, token: Token) -> Span:
        content = token.content.split("\n", 1)[0] if token.content else ""
        return self._span.find(content) if content else self._span

    def block(self, token: Token) -> Span:  # noqa: ARG002 - same shape as above
        return self._span

    def seek(self, opening: str, target: str, token: Token) -> Span:  # noqa: ARG002 - same shape as above
        found = _seek(self._span.source, opening, target, self._cursor, self._span.end)
        if found is None:
            return self._span
        self._cursor = found.end
        return found


Finder = LineFinder | RangeFinder


def _seek(source: Source, opening: str, target: str, start: int, end: int) -> Span | None:
    forms = sorted({target, unquote(target)} - {""}, key=len, reverse=True)
    places = [(at, form) for form in forms if (at := source.text.find(form, start, end)) >= 0]
    if not places:
        return None
    at, form = min(places, key=lambda place: place[0])
    first = source.text.rfind(opening, start, at)
    closing = opening != "" and source.text[at + len(form) : at + len(form) + 1] == ")"
    return source.span(first if first >= 0 else at, at + len(form) + closing)
