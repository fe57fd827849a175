"""What course.yml says below a target."""

from builder.diagnostics import Findings
from builder.model.course import Course
from builder.syntax.fields import Block, Context, Field, open_block
from builder.syntax.yaml import Mapping


def open_options(course: Course, name: str, fields: tuple[Field, ...], findings: Findings) -> Block:
    """Return the options that a course gives to a target: an empty block when it gives none, or none that is sound."""
    context = Context(course.language, findings)
    chosen = next((choice for choice in course.targets if choice.id == name), None)
    block = open_block(chosen.options, fields, context) if chosen and chosen.options else None
    return block or Block(Mapping((), chosen.span if chosen else course.span), context)
