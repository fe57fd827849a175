"""`::: name Title` … `:::`: the names, and the rule of the parser that finds such blocks, one in another too."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

SELF_CHECKS = ("question", "cloze", "reflection")
"""Questions inside a page, ungraded unless they say otherwise."""
TABS, CARDS, STEPS, TIMELINE = "tabs", "cards", "steps", "timeline"
LAYOUTS = (TABS, CARDS, STEPS, TIMELINE)
"""Blocks that show side by side, or in a row, the parts that their headings or their list make."""
LANGUAGE = "lang"
NAMED_BLOCKS = ("objectives", "details", *LAYOUTS, LANGUAGE, *SELF_CHECKS)
"""Blocks with a name: objectives, an accordion with its title, parts laid out, another language, self-checks."""
FRENCH_NAMES = {
    "objectifs": "objectives",
    "détails": "details",
    "onglets": TABS,
    "cartes": CARDS,
    "étapes": STEPS,
    "frise": TIMELINE,
    "chronologie": TIMELINE,
    "langue": LANGUAGE,
    "trous": "cloze",
    "réflexion": "reflection",
}
"""What French authors may write, with or without accents, and the name that it stands for."""
CLOSED = "closed"
"""Where the `meta` of the opening token of a block tells whether a line of colons ends it."""

_FIRST_LINE = re.compile(r"(?P<name>[^\s{]*)(?P<title>.*)", re.DOTALL)
_COLONS = re.compile(r"(?P<colons>:{3,})(?P<info>.*)", re.DOTALL)
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?P<info>.*)", re.DOTALL)


def _plain(name: str) -> str:
    return "".join(letter for letter in normalize("NFD", name.lower()) if letter.isascii())


_MEANINGS = {_plain(name): name for name in NAMED_BLOCKS} | {_plain(name): of for name, of in FRENCH_NAMES.items()}


def name_and_title(info: str) -> tuple[str, str]:
    """Return the name of a block, in English where it is known, and what stands beside it, from after the colons."""
    found = _FIRST_LINE.match(info.strip())
    if found is None:
        return "", ""
    return _MEANINGS.get(_plain(found["name"]), found["name"]), found["title"].strip()


def add_blocks(parser: MarkdownIt, name: str) -> None:
    """Let a parser make `container_NAME_open` and `_close` tokens of blocks. A line of colons ends the last begun."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's shape
        opening = _COLONS.fullmatch(_line(state, start))
        if state.is_code_block(start) or opening is None or not opening["info"].strip():
            return False
        if not silent:
            last, closed = _last_line(state, start, end, len(opening["colons"]))
            _push(state, name, opening["info"], (start, last), closed=closed)
        return True

    alternatives = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", f"container_{name}", rule, {"alt": alternatives})


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


@dataclass(slots=True)
class _Nest:
    """The blocks open at a line, as their numbers of colons, and the mark of the code that is open."""

    colons: list[int]
    code: str = ""

    def enter(self, line: str) -> None:
        fence = _FENCE.fullmatch(line)
        if self.code:
            if fence and fence["mark"].startswith(self.code) and not fence["info"].strip():
                self.code = ""
        elif fence:
            self.code = fence["mark"]
        elif found := _COLONS.fullmatch(line):
            self._enter_block(len(found["colons"]), is_opening=bool(found["info"].strip()))

    def _enter_block(self, count: int, *, is_opening: bool) -> None:
        if is_opening:
            self.colons.append(count)
            return
        # A line as long as that of an outer block ends that one: what stands in it was never closed.
        while count in self.colons and self.colons[-1] != count:
            self.colons.pop()
        self.colons.pop()


def _last_line(state: StateBlock, start: int, end: int, colons: int) -> tuple[int, bool]:
    """Return the line that ends the block which begins at a line, and whether it is one that closes it."""
    nest = _Nest([colons])
    for number in range(start + 1, end):
        if not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            return number, False
        if not state.is_code_block(number):
            nest.enter(_line(state, number))
        if not nest.colons:
            return number, True
    return end, False


def _push(state: StateBlock, name: str, info: str, lines: tuple[int, int], *, closed: bool) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", lines[1]
    token = state.push(f"container_{name}_open", "div", 1)
    token.block, token.info, token.map, token.meta = True, info, list(lines), {CLOSED: closed}
    state.md.block.tokenize(state, lines[0] + 1, lines[1])
    state.push(f"container_{name}_close", "div", -1).block = True
    state.parentType, state.lineMax = parent, line_max
    state.line = lines[1] + closed
