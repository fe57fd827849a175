"""The explanation, and the feedback that capa can say nowhere else."""

from collections.abc import Iterator
from typing import assert_never

from lxml import etree

from builder.dialects.capa.select import says_right_by_compound
from builder.dialects.capa.texts import Texts, plain
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
from builder.model.quiz import Question
from builder.syntax.markdown import Document
from builder.syntax.xml import sub


def moved_feedback(question: Question) -> Iterator[Document]:
    """Go through the feedback that capa cannot say after the answer that it is for."""
    return (document for _, _, document in _moved(question))


def add_solution(holder: etree._Element, question: Question, texts: Texts) -> None:
    """Add what learners read once the question is settled."""
    if isinstance(question.interaction, Essay):
        return  # read after the answer
    answers, moved = list(_answers(question.interaction, texts)), list(_moved(question))
    if not (question.explanation or answers or moved):
        return
    detail = sub(sub(holder, "solution"), "div")
    detail.set("class", "detailed-solution")
    sub(detail, "p").text = texts.word("Explanation")
    for answer in answers:
        sub(detail, "p").text = answer
    if question.explanation:
        texts.blocks(detail, question.explanation)
    for occasion, number, document in moved:
        sub(sub(detail, "p"), "strong").text = _occasion(occasion, number, texts)
        texts.blocks(detail, document)


def _answers(interaction: Interaction, texts: Texts) -> Iterator[str]:
    """Go through the right answers as people write them, where Open edX would show a range, a pattern or a place."""
    match interaction:
        case NumericEntry() | TextEntry():
            yield texts.word("Answer: {answer}", answer=_answer(interaction, texts))
        case Cloze():
            for number, blank in enumerate(interaction.blanks, 1):
                yield texts.word("Blank {number}: {answer}", number=number, answer=_answer(blank, texts))
        case Order():
            yield texts.word("In order:")
            for place, item in enumerate(interaction.items, 1):
                yield f"{place}. {texts.words(item)}"
        case Select() | Match() | Essay():
            return
        case _:
            assert_never(interaction)


def _answer(blank: Blank, texts: Texts) -> str:
    match blank:
        case NumericEntry():
            # As the learner has to type it here.
            number = (
                texts.word("from {low} to {high}", low=plain(blank.low), high=plain(blank.high))
                if blank.answer is None
                else plain(blank.answer)
            )
            return f"{number} {blank.unit}".strip()
        case TextEntry():
            return blank.solution
        case Select():
            return next(texts.words(choice.content) for choice in blank.choices if choice.is_correct)
        case _:
            assert_never(blank)


def _occasion(occasion: str, number: str, texts: Texts) -> str:
    match occasion:
        case "near":
            return texts.word("If you answered {answer}:", answer=number)
        case "right":
            return texts.word("If your answer was right:")
        case "partial":
            return texts.word("If your answer was partly right:")
        case _:
            return texts.word("If your answer was wrong:")


def _moved(question: Question) -> Iterator[tuple[str, str, Document]]:
    """Go through the feedback to say with the explanation: the occasion, perhaps a number, and the text."""
    feedback, interaction = question.feedback, question.interaction
    if not is_scored(interaction) or (isinstance(interaction, Select) and not interaction.multiple):
        return
    if isinstance(interaction, NumericEntry):
        for miss in interaction.near:
            yield "near", plain(miss.number), miss.feedback
    if feedback.right and not _says_right(question):
        yield "right", "", feedback.right
    if feedback.partial and _can_be_partly_right(interaction):
        yield "partial", "", feedback.partial
    if feedback.wrong:
        yield "wrong", "", feedback.wrong


def _says_right(question: Question) -> bool:
    match question.interaction:
        case Select() as select:
            return says_right_by_compound(question, select)
        case NumericEntry() | TextEntry():
            return True
        case Match() | Order() | Cloze() | Essay():
            return False
        case _:
            assert_never(question.interaction)


def _can_be_partly_right(interaction: Interaction) -> bool:
    match interaction:
        case Select() | Match() | Order() | Cloze():
            return interaction.partial
        case NumericEntry() | TextEntry() | Essay():
            return False
        case _:
            assert_never(interaction)
