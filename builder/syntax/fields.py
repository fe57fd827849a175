"""Blocks of author files: which keys they have, and reading them.

One table of `Field` describes a block. It drives reading, suggestions for misspelt keys and the reference pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from builder.diagnostics import Diagnostic, Findings, Kind, Message, Severity, Span, msg
from builder.syntax.colours import parse_colour
from builder.syntax.suggest import did_you_mean, nearest, one_of
from builder.syntax.values import parse_duration, parse_number, parse_percent, parse_yes_no
from builder.syntax.yaml import Mapping, Sequence, Text, Value

UNKNOWN_FIELD = Kind("unknown-field", Severity.ERROR, msg("A key that nobody reads is most often a typing mistake."))
MISSING_FIELD = Kind("missing-field", Severity.ERROR, msg("Without this key the block has no meaning."))
WRONG_SHAPE = Kind("wrong-shape", Severity.ERROR, msg("The value cannot be read as what the key stands for."))

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """A key that a block may have: its name, what it holds in words, whether it must be there.

    `inside` are the keys of the block, or of each block of a list, that its value may be.
    """

    name: str
    doc: Message
    required: bool = False
    inside: tuple["Field", ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs to know: the language of the course, and where findings go."""

    language: str
    findings: Findings


class Block:
    """The keys of one block. A getter returns its default and reports when a value has the wrong shape.

    `sound` turns false with the first structural finding: a block that is not sound is not judged for its meaning.
    """

    def __init__(self, mapping: Mapping, context: Context) -> None:
        self.span = mapping.span
        self.context = context
        self.sound = True
        self._mapping = mapping

    def __contains__(self, name: str) -> bool:
        return self.value(name) is not None

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that the author wrote."""
        return tuple(key.text for key, _ in self._mapping.entries)

    @property
    def head(self) -> Span:
        """The first key, which names the block better than all of it."""
        return self._mapping.entries[0][0].span if self._mapping.entries else self.span

    def key_span(self, name: str) -> Span:
        """Return where a key stands, or the head of the block."""
        return next((key.span for key, _ in self._mapping.entries if key.text == name), self.head)

    def value(self, name: str) -> Value | None:
        """Return the value of a key as written; an empty value counts as absent."""
        value = self._mapping.get(name)
        return None if isinstance(value, Text) and not value.text.strip() else value

    def report(self, diagnostic: Diagnostic) -> None:
        """Report a structural finding of this block."""
        self.sound = False
        self.context.findings.add(diagnostic)

    def text_value(self, name: str) -> Text | None:
        """Return a text with its place, or None."""
        value = self.value(name)
        if value is None or isinstance(value, Text):
            return value
        self.report(_not_a_text(value, msg("`{name}` should be one text", name=name)))
        return None

    def text(self, name: str, default: str = "") -> str:
        """Return a text, trimmed."""
        value = self.text_value(name)
        return value.text.strip() if value else default

    def number(self, name: str) -> Decimal | None:
        """Return a number written in the language of the course."""
        return self._typed(name, lambda text: parse_number(text, self.context.language), _A_NUMBER)

    def count(self, name: str, default: int) -> int:
        """Return a whole number that is not negative."""
        number = self._typed(name, _parse_count, msg("write a whole number, such as 3"))
        return default if number is None else number

    def percent(self, name: str) -> Decimal | None:
        """Return a percentage between 0 and 100 as a part of one."""
        return self._typed(name, self._parse_share, msg("write a percentage between 0 and 100, such as 70 %"))

    def minutes(self, name: str) -> int | None:
        """Return a duration in minutes."""
        return self._typed(name, parse_duration, msg("write a duration, such as 45 min or 1 h 30"))

    def yes_no(self, name: str) -> bool | None:
        """Return a yes or a no, in French or in English."""
        return self._typed(name, parse_yes_no, msg("write yes or no, true or false"))

    def colour(self, name: str) -> str | None:
        """Return a colour as `#rrggbb`."""
        return self._typed(name, parse_colour, msg('write # and six figures between quotes, such as "#1b5e3b"'))

    def choice(self, name: str, known: tuple[str, ...], default: str) -> str:
        """Return one of a closed list of words."""
        value = self.value(name)
        remedy = (isinstance(value, Text) and did_you_mean(value.text, known)) or one_of(known)
        found = self._typed(name, lambda text: text if text in known else None, remedy)
        return default if found is None else found

    def items(self, name: str) -> tuple[Value, ...]:
        """Return the items of a list; a single value counts as a list of one."""
        value = self.value(name)
        if value is None:
            return ()
        return value.items if isinstance(value, Sequence) else (value,)

    def texts(self, name: str) -> tuple[Text, ...]:
        """Return the items of a list of texts."""
        return tuple(text for item in self.items(name) if (text := self.as_text(item, name)))

    def as_text(self, value: Value, name: str) -> Text | None:
        """Return a value of the list `name`, or its only value, as a text, or report that it is none."""
        if isinstance(value, Text):
            return value
        alone = value is self.value(name)
        told = (
            msg("`{name}` should be one text", name=name)
            if alone
            else msg("each value of `{name}` should be a text", name=name)
        )
        self.report(_not_a_text(value, told))
        return None

    def mapping(self, name: str) -> Mapping | None:
        """Return a block of keys that authors choose themselves."""
        value = self.value(name)
        if value is None or isinstance(value, Mapping):
            return value
        self.report(_not_a_block(value))
        return None

    def _typed(self, name: str, parse: Callable[[str], T | None], remedy: Message) -> T | None:
        text = self.text_value(name)
        if text is None:
            return None
        parsed = parse(text.text.strip())
        if parsed is None:
            self.report(_unreadable(text, name, remedy))
        return parsed

    def _parse_share(self, text: str) -> Decimal | None:
        share = parse_percent(text, self.context.language)
        return share if share is not None and 0 <= share <= 1 else None


def open_block(value: Value, fields: tuple[Field, ...], context: Context) -> Block | None:
    """Return the keys of a block after checking their names, or None when the value is not a block."""
    if not isinstance(value, Mapping):
        context.findings.add(_not_a_block(value, fields))
        return None
    block = Block(value, context)
    known = [field.name for field in fields]
    unknown = [key for key, _ in value.entries if key.text not in known]
    for key in unknown:
        block.report(_unknown(key, known))
    if unknown and len(unknown) == len(value.entries):
        return block
    # A misspelt key is one mistake: what it was meant to be is not missing besides.
    meant = [nearest(key.text, known) for key in unknown]
    missing = [field for field in fields if field.required and field.name not in block and field.name not in meant]
    for field in missing[meant.count(None) :]:
        block.report(_missing(block, field))
    return block


_A_NUMBER = msg("write a number, such as 12 or 3.5")


def _parse_count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - int32


def _unknown(key: Text, known: list[str]) -> Diagnostic:
    if key.text.strip() in known:
        return UNKNOWN_FIELD.at(
            key.span,
            msg("a no-break space stands beside the key `{name}`", name=key.text.strip()),
            remedy=msg("replace it with nothing, or with an ordinary space"),
        )
    if key.text.isdigit() and key.span.source.text[: key.span.start].endswith(","):
        return UNKNOWN_FIELD.at(
            key.span,
            msg("between braces, a comma ends the value, even that of a number"),
            remedy=msg("write each key on a line of its own, without braces"),
        )
    return UNKNOWN_FIELD.at(
        key.span,
        msg("`{name}` is not a key of this block", name=key.text),
        remedy=did_you_mean(key.text, known) or (one_of(known) if known else msg("remove it")),
    )


def _missing(block: Block, field: Field) -> Diagnostic:
    return MISSING_FIELD.at(
        block.head,
        msg("this block has no `{name}`", name=field.name),
        label=msg("this block"),
        remedy=msg("add `{name}:` ({doc})", name=field.name, doc=field.doc),
    )


def _unreadable(text: Text, name: str, remedy: Message) -> Diagnostic:
    return WRONG_SHAPE.at(
        text.span,
        msg("`{name}` cannot be “{text}”", name=name, text=text.text.strip()),
        remedy=remedy,
    )


def _not_a_text(value: Value, message: Message) -> Diagnostic:
    if isinstance(value, Sequence):
        label, remedy = msg("a list"), msg("keep one value, without brackets or a dash before it")
    else:
        label = msg("a block of keys")
        remedy = msg("if the text holds a colon followed by a space, put all of it between double quotes")
    return WRONG_SHAPE.at(_first_line(value.span), message, label=label, remedy=remedy)


def _not_a_block(value: Value, fields: tuple[Field, ...] = ()) -> Diagnostic:
    wanted = [field.name for field in fields if field.required] or [field.name for field in fields]
    names = ", ".join(f"`{name}: …`" for name in wanted)
    return WRONG_SHAPE.at(
        _first_line(value.span),
        msg("a block of keys is expected here"),
        remedy=msg("write its keys, one on each line: {names}", names=names)
        if 0 < len(wanted) <= _KEYS_TO_NAME
        else msg("write `key: value` lines, with a space after each colon"),
    )


_KEYS_TO_NAME = 4


def _first_line(span: Span) -> Span:
    end = span.source.text.find("\n", span.start, span.end)
    return span if end < 0 else span.source.span(span.start, end)
