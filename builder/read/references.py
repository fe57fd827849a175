"""Lists of names of other things in the course."""

from builder.model.badge import Reference
from builder.syntax.fields import Block


def references(block: Block, name: str) -> tuple[Reference, ...]:
    """Return the names in a list, each with its place."""
    return tuple(Reference(text.text.strip(), text.span) for text in block.texts(name))
