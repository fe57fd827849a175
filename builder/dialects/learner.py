"""The learner's page: a question as accessible HTML, and the data that `grading.js` needs.

The answers travel inside the package, as in every SCORM 1.2 course: there is no server to keep them.
"""

from itertools import count
from typing import assert_never

from markupsafe import Markup

from builder.model.course import Course, Module
from builder.model.interaction import Interaction, NumericEntry, Presentation, Select, TextEntry
from builder.model.progress import activity_name, question_key
from builder.model.quiz import Question, Quiz
from builder.render.html import HtmlRenderer
from builder.render.outline import Json
from builder.render.site import Fragment
from builder.render.typography import typeset
from builder.syntax.markdown import Document
from builder.syntax.values import plain_number

LONGEST_TEXT = 85
"""Characters that a learner may type: at three bytes each, they fit the 255 that the saved state holds."""
LONGEST_NUMBER = 30
"""Characters of a typed number: what `values.py` and `numbers.js` read at the most."""


def quiz_fragments(course: Course, html: HtmlRenderer) -> dict[str, Fragment]:
    """Return every quiz of a course, by `module/quiz`."""
    return {
        activity_name(module, quiz): _fragment(number, module, quiz, html)
        for number, module in enumerate(course.modules, 1)
        for quiz in module.quizzes
    }


def _fragment(number: int, module: Module, quiz: Quiz, html: HtmlRenderer) -> Fragment:
    texts = _Texts(html, quiz.path)
    shown = html.theme.render(
        "quiz.html",
        quiz=quiz,
        module=module,
        number=number,
        intro=html.blocks(quiz.intro, quiz.path),
        questions=[_markup(place, question, quiz, texts) for place, question in enumerate(quiz.questions, 1)],
        pass_percent=plain_number(quiz.passing_score * 100, html.theme.language),
    )
    return Fragment(shown, tuple(_data(question, quiz, texts) for question in quiz.questions))


class _Texts:
    """Renders the texts of one quiz file."""

    def __init__(self, html: HtmlRenderer, path: str) -> None:
        self.html = html
        self.theme = html.theme
        self._path = path
        self._count = count(1)

    def blocks(self, document: Document | None) -> Markup | None:
        if document is None or document.is_empty:
            return None
        return self.html.blocks(document, self._path, prefix=f"t{next(self._count)}-")

    def phrase(self, document: Document) -> Markup | None:
        return self.html.phrase(document, self._path)

    def labels(self, select: Select) -> list[Markup]:
        """Return what stands beside each control; true and false are words of the interface."""
        if select.presentation is Presentation.TRUE_FALSE:
            return [Markup.escape(self.theme.text("True")), Markup.escape(self.theme.text("False"))]
        return [self.phrase(choice.content) or self.blocks(choice.content) or Markup("") for choice in select.choices]


def _markup(number: int, question: Question, quiz: Quiz, texts: _Texts) -> Markup:
    html = texts.theme.render(
        "question.html",
        number=number,
        count=len(quiz.questions),
        question=question,
        prompt=texts.blocks(question.prompt),
        hints=[texts.blocks(hint) for hint in question.hints],
        controls=Markup(_controls(f"q{number}", question.interaction, texts)),  # noqa: S704 - rendered by the theme
    )
    return Markup(html)  # noqa: S704 - rendered by the theme


def _controls(prefix: str, interaction: Interaction, texts: _Texts) -> str:
    match interaction:
        case Select():
            return texts.theme.render(
                "questions/select.html", prefix=prefix, select=interaction, labels=texts.labels(interaction)
            )
        case NumericEntry():
            return texts.theme.render(
                "questions/entry.html",
                prefix=prefix,
                longest=LONGEST_NUMBER,
                numeric=True,
                unit=interaction.unit,
            )
        case TextEntry():
            return texts.theme.render(
                "questions/entry.html", prefix=prefix, longest=_longest(interaction), numeric=False, unit=""
            )
        case _:
            assert_never(interaction)


def _longest(entry: TextEntry) -> int:
    """Return how many characters may be typed: always enough for every accepted spelling."""
    return max(LONGEST_TEXT, *(len(accepted) for accepted in entry.accepted))


def _data(question: Question, quiz: Quiz, texts: _Texts) -> Json:
    return {
        "id": question.id,
        "key": question_key(question),
        "points": float(question.points),
        "attempts": quiz.attempts,
        "feedback": {
            "right": texts.blocks(question.feedback.right),
            "partial": texts.blocks(question.feedback.partial),
            "wrong": texts.blocks(question.feedback.wrong),
        },
        "explanation": texts.blocks(question.explanation),
    } | _interaction_data(question.interaction, texts)


def _interaction_data(interaction: Interaction, texts: _Texts) -> Json:
    match interaction:
        case Select():
            return {
                "kind": "select",
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
                "solution": _solution(interaction, texts.theme.language),
                "near": [
                    {"number": float(miss.number), "feedback": texts.blocks(miss.feedback)} for miss in interaction.near
                ],
            }
        case TextEntry():
            return {
                "kind": "text",
                "accepted": list(interaction.accepted),
                "rejected": [
                    {"text": rejected.text, "feedback": texts.blocks(rejected.feedback)}
                    for rejected in interaction.rejected
                ],
                "exact": interaction.exact,
                "solution": interaction.accepted[0],
            }
        case _:
            assert_never(interaction)


def _solution(entry: NumericEntry, language: str) -> str:
    number = plain_number(entry.answer, language)
    return typeset(f"{number} {entry.unit}".strip(), language)
