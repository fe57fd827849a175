"""Sentences of the interface in the author's words: the `strings:` key of course.yml."""

from collections.abc import Iterator

from builder.diagnostics import msg
from builder.model.course import Override
from builder.syntax.fields import WRONG_SHAPE, Block
from builder.syntax.yaml import Sequence, Text

_MOST_FORMS = 2


def read_strings(course: Block) -> tuple[Override, ...]:
    """Return what the author says in place of sentences of the interface."""
    return tuple(_overrides(course))


def _overrides(course: Block) -> Iterator[Override]:
    mapping = course.mapping("strings")
    for key, value in mapping.entries if mapping else ():
        items = value.items if isinstance(value, Sequence) else (value,)
        forms = tuple(text for item in items if (text := course.as_text(item, key.text)))
        blank = not all(form.text.strip() for form in forms)
        if blank or not 0 < len(items) <= _MOST_FORMS:
            course.report(
                WRONG_SHAPE.at(
                    key.span,
                    msg("“{sentence}” needs a text in its place", sentence=key.text)
                    if blank or not items
                    else msg("“{sentence}” has more than two forms", sentence=key.text),
                    remedy=msg("write one text, or two between brackets: for one thing, for several"),
                )
            )
        elif len(forms) == len(items):
            yield Override(key, tuple(Text(form.text.strip(), form.span) for form in forms))
