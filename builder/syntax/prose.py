"""French prose that YAML refuses: finding the value of a line, and quoting it.

`question: Attention : que faire ?` is good French and a YAML syntax error, because of the space before the second
colon. So is a value that begins with `*`, a backquote, `[link](x)` or a quoted word.
"""

import re
from dataclasses import dataclass

_KEYED = re.compile(r"^(?P<front>[ ]*(?:-[ ]+)*[^\W\d][\w-]*:[ ]+)(?P<value>\S.*?)[ \t\r]*$")
_ITEM = re.compile(r"^(?P<front>[ ]*(?:-[ ]+)+)(?P<value>\S.*?)[ \t\r]*$")
# A key of several words, such as a term of a glossary; inside a block, such a line may as well be prose.
_PHRASED = re.compile(r"^(?P<front>[^\W\d][\w '’-]*:[ ]+)(?P<value>\S.*?)[ \t\r]*$")
# A key between quotes, such as a sentence of the interface.
_QUOTED = re.compile(r"""^(?P<front>[ ]*(?:"[^"\\]*"|'[^']*'):[ ]+)(?P<value>\S.*?)[ \t\r]*$""")
_MEANS_SOMETHING = re.compile(r"^(?:[\[{].*[\]}]|'.*'|\".*\"|[|>][-+0-9]*)$")
_SHAPES = (_KEYED, _ITEM, _PHRASED, _QUOTED)


@dataclass(frozen=True, slots=True)
class Patch:
    """Quotes to put around the value of one line (counted from 0), which begins at a column."""

    line: int
    start: int
    value: str

    def apply(self, text: str) -> str:
        """Return the text with the value between single quotes; no other line changes."""
        lines = text.split("\n")
        quoted = self.value.replace("'", "''")
        lines[self.line] = f"{lines[self.line][: self.start]}'{quoted}'"
        return "\n".join(lines)

    def original_column(self, column: int) -> int:
        """Return where a column of the patched line was before."""
        if column <= self.start:
            return column
        return min(column - 1, self.start + len(self.value))


def patch(text: str, line: int) -> Patch | None:
    """Return how to quote the value of a line, or None when that line is not plainly prose."""
    lines = text.split("\n")
    if line >= len(lines):
        return None
    found = next((match for shape in _SHAPES if (match := shape.match(lines[line]))), None)
    if found is None or _MEANS_SOMETHING.match(found["value"]):
        return None
    return Patch(line, found.end("front"), found["value"])
