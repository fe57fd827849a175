"""Choices: a list where each line says itself whether it is right."""

import re

from builder.diagnostics import Diagnostic, msg
from builder.model.interaction import Choice
from builder.questions.texts import document
from builder.syntax.fields import MISSING_FIELD, WRONG_SHAPE, Block, Field, open_block
from builder.syntax.markdown import Document, parse_text
from builder.syntax.yaml import Mapping, Value

IMAGE_FIELDS = (
    Field("file", msg("the picture, by its path from this file"), required=True),
    Field("alt", msg("what the picture shows, without giving the answer away"), required=True),
)
CHOICE_FIELDS = (
    Field("correct", msg("the text of a right choice")),
    Field("wrong", msg("the text of a wrong choice")),
    Field("image", msg("the picture of this choice: file, alt"), inside=IMAGE_FIELDS),
    Field("feedback", msg("what to say to whoever picks this choice")),
)
_TEXT_APART = frozenset({"text", "texte"})  # as in tools where `correct: true` stands beside it
_MARKUP = re.compile(r"([\\`*_{}\[\]<>$~!#|^])")


def read_choices(block: Block) -> tuple[Choice, ...]:
    """Return the choices of a question; what cannot be read is reported and left out."""
    read = (_read_choice(item, block) for item in block.items("choices"))
    return tuple(choice for choice in read if choice is not None)


def count_correct(block: Block) -> int:
    """Return how many choices say that they are right."""
    items = block.items("choices")
    return sum(isinstance(item, Mapping) and item.get("correct") is not None for item in items)


def has_images(block: Block) -> bool:
    """Tell whether a choice has a picture of its own."""
    return any(isinstance(item, Mapping) and item.get("image") is not None for item in block.items("choices"))


def _read_choice(item: Value, question: Block) -> Choice | None:
    apart = (
        next((key for key, _ in item.entries if key.text in _TEXT_APART), None) if isinstance(item, Mapping) else None
    )
    if apart is not None:
        question.report(
            WRONG_SHAPE.at(
                apart.span,
                msg("the text of a choice stands after `correct:` or `wrong:`"),
                remedy=msg("write `- correct: …` or `- wrong: …`"),
            )
        )
        return None
    choice = open_block(item, CHOICE_FIELDS, question.context) if isinstance(item, Mapping) else None
    if choice is None:
        question.report(
            WRONG_SHAPE.at(
                item.span,
                msg("this choice does not say whether it is right"),
                remedy=msg("write `- correct: …` or `- wrong: …`"),
            )
        )
        return None
    made = _choice(choice)
    question.sound = question.sound and choice.sound
    return made


def _choice(choice: Block) -> Choice | None:
    marks = [name for name in ("correct", "wrong") if name in choice]
    if len(marks) != 1:
        if choice.sound:
            choice.report(_unmarked(choice, both=len(marks) > 1))
        return None
    content = _content(choice, marks[0])
    if content is None:
        return None
    return Choice(content, marks[0] == "correct", document(choice, "feedback"), choice.head)


def _content(choice: Block, mark: str) -> Document | None:
    """Return the text of a choice, its picture in front: both are one label."""
    text, image = choice.text_value(mark), choice.value("image")
    if text is None or image is None:
        return document(choice, mark)
    if not isinstance(image, Mapping):
        choice.report(_bare_image(choice))
        return None
    block = open_block(image, IMAGE_FIELDS, choice.context)
    if block is None or not block.sound:
        choice.sound = False
        return None
    alt, file = (_MARKUP.sub(r"\\\1", block.text(name)) for name in ("alt", "file"))
    return parse_text(f"![{alt}](<{file}>) {text.text}", choice.span)


def _bare_image(choice: Block) -> Diagnostic:
    return WRONG_SHAPE.at(
        choice.key_span("image"),
        msg("this picture does not say what it shows"),
        remedy=msg("write `image: {{file: …, alt: …}}`"),
    )


def _unmarked(choice: Block, *, both: bool) -> Diagnostic:
    if both:
        return WRONG_SHAPE.at(
            choice.key_span("wrong"),
            msg("this choice is both `correct` and `wrong`"),
            remedy=msg("keep one of the two, or begin a new choice with `- `"),
        )
    return MISSING_FIELD.at(
        choice.head,
        msg("this choice has no text"),
        remedy=msg("write `- correct: …` or `- wrong: …`"),
    )
