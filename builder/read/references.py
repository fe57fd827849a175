"""Lists of names: of other things in the course, and those that a thing had before."""

from builder.model.badge import Reference
from builder.questions.question import check_identifier
from builder.syntax.fields import Block, Context
from builder.syntax.yaml import Text


def references(block: Block, name: str) -> tuple[Reference, ...]:
    """Return the names in a list, each with its place."""
    return tuple(Reference(text.text.strip(), text.span) for text in block.texts(name))


def former_ids(block: Block) -> tuple[Reference, ...]:
    """Return the ids that a block says under `was:`; one that can have been none is reported."""
    texts = block.texts("was")
    return tuple(Reference(text.text.strip(), text.span) for text in texts if check_identifier(text, block.context))


def former_names(block: Block) -> tuple[Reference, ...]:
    """Return the same for a page or a quiz, which may have been in another module: `old-module/old-id`."""
    texts = block.texts("was")
    return tuple(Reference(text.text.strip(), text.span) for text in texts if _is_name(text, block.context))


def _is_name(text: Text, context: Context) -> bool:
    module, slash, own = text.text.strip().partition("/")
    parts = (module, own) if slash else (module,)
    return all(check_identifier(Text(part, text.span.find(part)), context) for part in parts)
