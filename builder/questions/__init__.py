"""What authors may ask: one file a question type, each lowering to the kernel of `model.interaction`."""

from builder.questions import (
    categorise,
    cloze,
    image_choice,
    likert,
    matching,
    multiple,
    numeric,
    ordering,
    poll,
    reflection,
    short_text,
    single,
    true_false,
)
from builder.questions.question_type import QuestionType

QUESTION_TYPES: tuple[QuestionType, ...] = (
    single,
    multiple,
    true_false,
    numeric,
    short_text,
    matching,
    categorise,
    ordering,
    cloze,
    image_choice,
    reflection,
    likert,
    poll,
)
"""Every question type there is."""
