"""Markdown texts inside blocks."""

from builder.syntax.fields import Block
from builder.syntax.markdown import Document, parse_text


def document(block: Block, name: str) -> Document | None:
    """Return the Markdown text of a key, or None when the key is absent."""
    text = block.text_value(name)
    return parse_text(text.text, text.span) if text else None


def documents(block: Block, name: str) -> tuple[Document, ...]:
    """Return the Markdown texts of a list."""
    return tuple(parse_text(text.text, text.span) for text in block.texts(name))
