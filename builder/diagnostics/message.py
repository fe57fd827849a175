"""Sentences for people, kept as data until the language of the reader is known."""

from collections.abc import Callable
from dataclasses import dataclass

Translate = Callable[[str], str]
"""Gives the sentence of the reader's language for an English template."""


@dataclass(frozen=True, slots=True)
class Message:
    """An English template and the values for its `{names}`."""

    template: str
    values: tuple[tuple[str, "str | Message"], ...] = ()

    def text(self, translate: Translate) -> str:
        """Return the sentence in the language of `translate`, values filled in."""
        filled = {name: value.text(translate) if isinstance(value, Message) else value for name, value in self.values}
        return translate(self.template).format(**filled)


def msg(template: str, /, **values: object) -> Message:
    """Return a message; values that are not messages are shown with `str`."""
    return Message(template, tuple((name, _shown(value)) for name, value in values.items()))


def _shown(value: object) -> str | Message:
    return value if isinstance(value, Message) else str(value)
