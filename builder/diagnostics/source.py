"""Texts that authors wrote, and places in them."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate


class Source:
    """One author file: its path as people write it, and its text.

    Offsets count characters from 0. Lines and columns count from 1, as editors do.
    """

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    def position(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of an offset."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """Return the offset of a place, held inside the text."""
        starts = self._line_starts()
        if line > len(starts):
            return len(self.text)
        return min(starts[line - 1] + column - 1, len(self.text))

    def line(self, number: int) -> str:
        """Return the text of a line, without its line end."""
        start = self.offset(number)
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")

    def span(self, start: int, end: int) -> "Span":
        """Return the span between two offsets, held inside the text."""
        size = len(self.text)
        return Span(self, min(start, size), min(max(start, end), size))

    def line_span(self, number: int) -> "Span":
        """Return the span of what is written on a line, without its indentation."""
        start = self.offset(number)
        text = self.line(number)
        indent = len(text) - len(text.lstrip())
        return self.span(start + indent, start + len(text.rstrip()))

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            lengths = (len(line) + 1 for line in self.text.split("\n")[:-1])
            self._starts = list(accumulate(lengths, initial=0))
        return self._starts


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an author file."""

    source: Source
    start: int
    end: int

    @property
    def position(self) -> tuple[int, int]:
        """Line and column of the first character."""
        return self.source.position(self.start)

    @property
    def text(self) -> str:
        """What is written there."""
        return self.source.text[self.start : self.end]

    def find(self, needle: str) -> "Span":
        """Return the first place of `needle` inside this span, or the whole span."""
        at = self.source.text.find(needle, self.start, self.end) if needle else -1
        return self if at < 0 else self.source.span(at, at + len(needle))
