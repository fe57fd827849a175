"""What the run-time grades with: the shapes that `types.js` describes."""

import re
from html import unescape
from typing import assert_never

from builder.dialects.learner.texts import QuizTexts
from builder.model.interaction import (
    Blank,
    Cloze,
    Essay,
    Interaction,
    Match,
    NumericEntry,
    Order,
    Select,
    TextEntry,
    is_scored,
)
from builder.model.progress import question_key
from builder.model.quiz import Question
from builder.render.outline import Json
from builder.render.typography import typeset
from builder.syntax.blanks import blank_mark
from builder.syntax.values import plain_number


def question_data(question: Question, attempts: int, texts: QuizTexts) -> Json:
    """Return the data of a question that may be answered so often, 0 without limit."""
    scored = is_scored(question.interaction)
    return {
        "id": question.id,
        "key": question_key(question),
        "points": float(question.points),
        "scored": scored,
        "attempts": attempts if scored else 0,
        "feedback": {
            "right": texts.blocks(question.feedback.right),
            "partial": texts.blocks(question.feedback.partial),
            "wrong": texts.blocks(question.feedback.wrong),
        },
        "explanation": texts.blocks(question.explanation),
        "objective": question.objective.id if question.objective else "",
    } | _interaction_data(question.interaction, texts)


def _interaction_data(interaction: Interaction, texts: QuizTexts) -> Json:
    match interaction:
        case Select():
            return {
                "kind": "select",
                "presentation": interaction.presentation.value,
                "multiple": interaction.multiple,
                "partial": interaction.partial,
                "correct": [choice.is_correct for choice in interaction.choices],
                "choiceFeedback": [texts.blocks(choice.feedback) for choice in interaction.choices],
            }
        case NumericEntry():
            return {
                "kind": "number",
                "low": float(interaction.low),
                "high": float(interaction.high),
                "unit": interaction.unit,
                "solution": _number_solution(interaction, texts),
                "near": [
                    {"number": float(miss.number), "feedback": texts.blocks(miss.feedback)} for miss in interaction.near
                ],
            }
        case TextEntry():
            return _text_data(interaction, texts)
        case Match():
            return _match_data(interaction, texts)
        case Order():
            items = [texts.words(item) for item in interaction.items]
            return {"kind": "order", "partial": interaction.partial, "items": items}
        case Cloze():
            shown = str(texts.blocks(interaction.text))
            blanks = [
                _blank_data(blank, texts) | _unit_data(blank, index, shown)
                for index, blank in enumerate(interaction.blanks)
            ]
            return {"kind": "cloze", "partial": interaction.partial, "blanks": blanks}
        case Essay():
            return {"kind": "essay", "required": interaction.required, "model": texts.blocks(interaction.model)}
        case _:
            assert_never(interaction)


def _blank_data(blank: Blank, texts: QuizTexts) -> Json:
    options: Json = {}
    if isinstance(blank, Select):
        options = {"options": [texts.words(choice.content) for choice in blank.choices]}
    return _interaction_data(blank, texts) | options


def _unit_data(blank: Blank, index: int, shown: str) -> Json:
    """Return the word that follows a number, such as %: learners may type it too."""
    if not isinstance(blank, NumericEntry):
        return {}
    found = re.search(re.escape(blank_mark(index)) + r"(?:\s|</\w+>)*([^\s<.,;:!?)\ue000]+)", shown)
    return {"unit": unescape(found[1]) if found else ""}


def _text_data(entry: TextEntry, texts: QuizTexts) -> Json:
    rejected = [{"text": known.text, "feedback": texts.blocks(known.feedback)} for known in entry.rejected]
    return {
        "kind": "text",
        "accepted": list(entry.accepted),
        "rejected": rejected,
        "comparison": entry.comparison.value,
        "solution": entry.solution,
    }


def _match_data(match: Match, texts: QuizTexts) -> Json:
    return {
        "kind": "match",
        "presentation": match.presentation.value,
        "partial": match.partial,
        "lines": len(match.lines),
        "correct": [line.option for line in match.lines if line.option is not None],
        "options": [texts.words(option) for option in match.options],
    }


def _number_solution(entry: NumericEntry, texts: QuizTexts) -> str:
    language = texts.theme.language
    if entry.answer is None:
        low, high = (plain_number(bound, language) for bound in (entry.low, entry.high))
        number = texts.theme.text("from {low} to {high}", low=low, high=high)
    else:
        number = plain_number(entry.answer, language)
    return typeset(f"{number} {entry.unit}".strip(), language)
