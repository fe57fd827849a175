"""YAML as text: a tree of values that keep their places and never change type.

Every scalar stays text; the schema of its key decides what it means. So `no`, `08`, `12:30` and `1.10` mean what
the author sees.
"""

import re
from dataclasses import dataclass

import yaml

from builder.diagnostics import Diagnostic, Findings, Kind, Severity, Source, Span, msg
from builder.syntax import prose
from builder.syntax.yaml_errors import COLOUR, KEYED_COLOUR, SUSPECTS, explain

YAML_SYNTAX = Kind(
    "yaml-syntax",
    Severity.ERROR,
    msg("The file does not follow the rules of YAML, so nothing after that place can be understood."),
)
DUPLICATE_KEY = Kind(
    "duplicate-key", Severity.ERROR, msg("A key written twice would silently keep only one of its values.")
)
YAML_TOO_LARGE = Kind(
    "yaml-too-large",
    Severity.ERROR,
    msg("Aliases that repeat each other can make a small file fill the memory of the computer."),
)
TEXT_CUT_SHORT = Kind("text-cut-short", Severity.WARNING, msg("Learners would read only the part before the sign."))
UNQUOTED_PROSE = Kind(
    "unquoted-prose",
    Severity.WARNING,
    msg("Other YAML tools refuse this line; quotes make the file safe for all of them."),
)
UNQUOTED_COLOUR = Kind(
    "unquoted-colour",
    Severity.ERROR,
    msg("For YAML a comment begins there, so the course would be built without the colour."),
)

_Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST_TREE = 200_000


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as its author means it: quotes and folding undone, nothing converted."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Value", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; no key twice."""

    entries: tuple[tuple[Text, "Value"], ...]
    span: Span

    def get(self, name: str) -> "Value | None":
        """Return the value of a key, if it is there."""
        return next((value for key, value in self.entries if key.text == name), None)


Value = Text | Sequence | Mapping


def read_yaml(source: Source, findings: Findings, *, start: int = 0, end: int | None = None) -> Value | None:
    """Return the tree of a YAML text, or None when it is empty or cannot be read (which is then a finding).

    `start` and `end` bound the part of the file to read: the front matter of a page.
    """
    text = source.text[start:end]
    patches: dict[int, prose.Patch] = {}
    if _too_deep(text):
        findings.add(YAML_TOO_LARGE.at(source.line_span(1), msg("this file nests its blocks too deeply")))
        return None
    while True:
        try:
            node = yaml.compose(text, Loader=_Loader)
            break
        except yaml.MarkedYAMLError as error:
            patch = _patch(text, error, patches)
            if patch is None:
                _report_syntax(text, error, _Places(source, start, patches), findings)
                return None
            text, patches[patch.line] = patch.apply(text), patch
        except yaml.YAMLError as error:
            _report_characters(source, error, findings)
            return None
    places = _Places(source, start, patches)
    for patch in patches.values():
        findings.add(_quoted(places, patch))
    return None if node is None else _Converter(places, findings).convert(node)


class _Places:
    """Turns the places of the YAML parser into spans, past the front of the file and added quotes."""

    def __init__(self, source: Source, start: int, patches: dict[int, prose.Patch]) -> None:
        self.source = source
        self._first_line = source.position(start)[0]
        self._patches = patches

    def offset(self, line: int, column: int) -> int:
        patch = self._patches.get(line)
        if patch is not None:
            column = patch.original_column(column)
        return self.source.offset(self._first_line + line, column + 1)

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        first, last = self.offset(start.line, start.column), self.offset(end.line, end.column)
        # The end mark of a block runs on to the next token, past blank lines and comments.
        text = self.source.text[first:last]
        return self.source.span(first, first + len(text.rstrip()))


class _Converter:
    def __init__(self, places: _Places, findings: Findings) -> None:
        self._places = places
        self._findings = findings
        self._left = _LARGEST_TREE
        self._open: set[int] = set()

    def convert(self, node: yaml.Node) -> Value | None:
        span = self._places.span(node)
        self._left -= 1
        if self._left < 0 or id(node) in self._open:
            if self._left > -_LARGEST_TREE:
                self._left = -_LARGEST_TREE
                self._findings.add(YAML_TOO_LARGE.at(span, msg("this alias repeats too much of the file")))
            return None
        if isinstance(node, yaml.ScalarNode):
            self._check_text(node, span)
            return Text(node.value, span)
        if len(self._open) >= _DEEPEST:
            self._findings.add(YAML_TOO_LARGE.at(span, msg("this file nests its blocks too deeply")))
            return None
        self._open.add(id(node))
        try:
            return self._collection(node, span)
        finally:
            self._open.discard(id(node))

    def _check_text(self, node: yaml.ScalarNode, span: Span) -> None:
        if _CONTROL.search(node.value):
            self._findings.add(_control_character(span))
        line_end = span.source.text.find("\n", span.end)
        rest = span.source.text[span.end : line_end if line_end >= 0 else None]
        is_colour = not node.value and COLOUR.match(span.source.text, span.end - 1)  # told with its key
        if not node.style and not is_colour and _GLUED_COMMENT.match(rest):
            self._findings.add(_cut_short(span, rest))

    def _collection(self, node: yaml.Node, span: Span) -> Value | None:
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(item for child in node.value if (item := self.convert(child))), span)
        return self._mapping(node, span)

    def _mapping(self, node: yaml.Node, span: Span) -> Mapping | None:
        entries: dict[str, tuple[Text, Value]] = {}
        for key_node, value_node in node.value:
            key, value = self.convert(key_node), self.convert(value_node)
            if key is None or value is None:
                return None
            if not isinstance(key, Text):
                self._findings.add(_unreadable_key(key.span))
            elif key.text in entries:
                self._findings.add(_duplicate(key, entries[key.text][0]))
            else:
                entries[key.text] = (key, value)
                self._check_colour(key, value)
        return Mapping(tuple(entries.values()), span)

    def _check_colour(self, key: Text, value: Value) -> None:
        # Between braces, the place of an empty value is after the comment.
        found = COLOUR.match(key.span.source.text, key.span.end)
        if found and isinstance(value, Text) and not value.text:
            self._findings.add(_unquoted_colour(key.span.source, found, key.text))


def _patch(text: str, error: yaml.MarkedYAMLError, patches: dict[int, prose.Patch]) -> prose.Patch | None:
    mark = error.problem_mark or error.context_mark
    if mark is None or mark.line in patches:
        return None
    return prose.patch(text, mark.line)


def _too_deep(text: str) -> bool:
    """Tell a text that would overrun the stack of libyaml's composer, which has no limit of its own."""
    if _MANY_INDICATORS.search(text):
        return True
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        depth = max(0, depth)  # a bracket that closes nothing stands in prose
        deepest = max(deepest, depth)
    return deepest > _DEEPEST


_DEEPEST = 200
_BRACKET = re.compile(r"[\[\]{}]")
_MANY_INDICATORS = re.compile(r"(?:[-?:][ \t]+){200}")


def _report_syntax(text: str, error: yaml.MarkedYAMLError, places: _Places, findings: Findings) -> None:
    problem = f"{error.context}; {error.problem}"
    unclosed = "unexpected end of stream" in problem
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    if mark is None:
        at = places.source.span(0, 0)
    else:
        offset = places.offset(mark.line, mark.column)
        at = places.source.span(offset, offset + 1)
        suspect = (
            _colour_in_braces(error, places)
            or _open_bracket(error, places)
            or _open_quote(text, mark.line, places)
            or _suspect(places, mark.line)
        )
        if suspect is not None:
            findings.add(suspect)
            return
    cause, remedy = explain(problem, at)
    findings.add(YAML_SYNTAX.at(at, cause, remedy=remedy))


def _colour_in_braces(error: yaml.MarkedYAMLError, places: _Places) -> Diagnostic | None:
    """Return the colour without quotes that hides the rest of its line, where a block in braces does not go on."""
    mark, last = error.context_mark, error.problem_mark
    if mark is None or last is None or "flow" not in (error.context or ""):
        return None
    source = places.source
    # At the end of the file, YAML no longer knows where the braces began.
    start = places.offset(max(0, min(mark.line, last.line - _LOOK_BACK)), 0)
    end = places.offset(last.line, last.column)
    found = KEYED_COLOUR.search(source.text, start, end)
    return _unquoted_colour(source, found, found["key"]) if found else None


def _open_bracket(error: yaml.MarkedYAMLError, places: _Places) -> Diagnostic | None:
    """Return the bracket after which a list or a block in brackets goes on past the end of its line."""
    mark = error.context_mark if "flow" in (error.context or "") else None
    if mark is None:
        return None
    at = places.offset(mark.line, mark.column)
    opening = places.source.span(at, at + 1)
    closing = {"[": "]", "{": "}"}.get(opening.text)
    if closing is None or closing in places.source.line(opening.position[0]):
        return None
    return YAML_SYNTAX.at(
        opening,
        msg("`{opening}` is never closed", opening=opening.text),
        remedy=msg("add `{closing}` after the last value", closing=closing),
    )


def _open_quote(text: str, line: int, places: _Places) -> Diagnostic | None:
    """Return the quote of a text that takes in all up to another quote, on the line where YAML stumbled."""
    last: yaml.Event | None = None
    try:
        for last in yaml.parse(text, Loader=_Loader):  # noqa: B007 - the last one before the mistake is wanted
            pass
    except yaml.YAMLError:
        pass
    if not isinstance(last, yaml.ScalarEvent) or last.style not in {"'", '"'}:
        return None
    start, end = last.start_mark, last.end_mark
    if start is None or end is None or not start.line < end.line == line:
        return None
    at = places.offset(start.line, start.column)
    ends = places.source.position(places.offset(line, 0))[0]
    return YAML_SYNTAX.at(
        places.source.span(at, at + 1),
        msg("the quote opened here is only closed on line {line}", line=ends),
        remedy=msg("close it at the end of its text, or remove it"),
    )


def _suspect(places: _Places, line: int) -> Diagnostic | None:
    """Return what is plainly wrong on the line where YAML stumbled, or on one of the few before it."""
    source = places.source
    number = source.position(places.offset(line, 0))[0]
    for above in range(number, max(0, number - _LOOK_BACK), -1):
        for pattern, cause, remedy in SUSPECTS:
            found = pattern.match(source.line(above))
            if found is not None:
                start = source.offset(above)
                return YAML_SYNTAX.at(source.span(start + found.start(1), start + found.end(1)), cause, remedy=remedy)
    return None


_LOOK_BACK = 4


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_GLUED_COMMENT = re.compile(r"[ \t]+#\S")


def _cut_short(span: Span, rest: str) -> Diagnostic:
    return TEXT_CUT_SHORT.at(
        span.source.span(span.end, span.end + len(rest.rstrip())),
        msg("what follows the `#` is a comment for YAML, and is not part of the text"),
        remedy=msg("put the whole text between double quotes, or write a space after the `#` of a comment"),
    )


def _unquoted_colour(source: Source, found: re.Match[str], key: str) -> Diagnostic:
    return UNQUOTED_COLOUR.at(
        source.span(found.start("colour"), found.end("colour")),
        msg("for YAML, the `#` of this colour begins a comment"),
        remedy=msg('put it between double quotes: `{key}: "{colour}"`', key=key, colour=found["colour"]),
    )


def _control_character(span: Span) -> Diagnostic:
    return YAML_SYNTAX.at(
        span,
        msg("this text holds a control character, which no page can show"),
        remedy=msg("remove control characters, which a copy and paste may have brought"),
    )


def _report_characters(source: Source, error: yaml.YAMLError, findings: Findings) -> None:
    at = getattr(error, "position", 0)
    at = at if isinstance(at, int) else 0
    findings.add(
        YAML_SYNTAX.at(
            source.span(at, at + 1),
            msg("this file holds a character that YAML does not allow"),
            remedy=msg("remove control characters, which a copy and paste may have brought"),
        )
    )


def _quoted(places: _Places, patch: prose.Patch) -> Diagnostic:
    start = places.offset(patch.line, patch.start)
    span = places.source.span(start, start + len(patch.value))
    return UNQUOTED_PROSE.at(
        span,
        msg("this text needs quotes to be strict YAML; it was read as plain text"),
        remedy=msg("put the whole text between double quotes"),
    )


def _unreadable_key(span: Span) -> Diagnostic:
    return YAML_SYNTAX.at(
        span, msg("a key must be a plain word"), remedy=msg("put the text between quotes if it is not a key")
    )


def _duplicate(key: Text, first: Text) -> Diagnostic:
    return DUPLICATE_KEY.at(
        key.span,
        msg("the key `{key}` stands twice in this block", key=key.text),
        label=msg("it already stands on line {line}", line=first.span.position[0]),
        remedy=msg("keep one of the two, or begin a new item of the list with `- `"),
    )
