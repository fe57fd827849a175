"""capa, the problems of Open edX: one question, one `problem`, in the simplest markup that keeps its meaning.

Simple problems stay within what Studio's visual editor opens: one response, every text inside it, hints after it.
Feedback for which capa has no place is said with the explanation, and `moved_feedback` lists it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol, assert_never

from lxml import etree

from builder.dialects.loose_pattern import exact, loose, spellings
from builder.model.identifier import fingerprint
from builder.model.interaction import (
    Cloze,
    Comparison,
    Essay,
    Match,
    NumericEntry,
    Order,
    Presentation,
    Select,
    TextEntry,
)
from builder.model.quiz import Question, Quiz
from builder.syntax.markdown import Document
from builder.syntax.values import plain_number
from builder.syntax.xml import add_text, sub

_LETTERS = 26  # capa names the choices of a compound hint by letters
_DOLLAR = re.escape("$")


class Texts(Protocol):
    """The texts of one question, for Open edX."""

    def blocks(self, parent: etree._Element, document: Document) -> None:
        """Add a text with its paragraphs."""
        ...

    def phrase(self, parent: etree._Element, document: Document) -> None:
        """Add a text, without the paragraph when it is the only one."""
        ...

    def html(self, document: Document) -> str:
        """Return a text as HTML, without the paragraph when it is the only one."""
        ...

    def word(self, template: str, **values: object) -> str:
        """Return a sentence of the target."""
        ...


def problem(question: Question, quiz: Quiz, name: str, texts: Texts) -> etree._Element:
    """Return the `problem` of a question. `name` is what it is called in the course and in reports."""
    root = etree.Element("problem", display_name=name, weight=plain_number(question.points, "en"))
    root.set("grading_method", "highest_score")  # elsewhere too the best answer counts
    if quiz.attempts:
        root.set("max_attempts", str(quiz.attempts))
    match question.interaction:
        case Select() as select:
            response = _select(root, question, select, texts)
        case NumericEntry() as entry:
            response = _number(root, question, entry, texts)
        case TextEntry() as entry:
            response = _text(root, question, entry, texts)
        case Match() | Order() | Cloze() | Essay():
            raise NotImplementedError
        case _:
            assert_never(question.interaction)
    _solution(response, question, texts)
    if question.hints:
        demand = sub(root, "demandhint")
        for hint in question.hints:
            texts.phrase(sub(demand, "hint"), hint)
    return root


def moved_feedback(question: Question) -> Iterator[Document]:
    """Go through the feedback that capa cannot say after the answer that it is for."""
    return (document for _, _, document in _moved(question))


def _select(root: etree._Element, question: Question, select: Select, texts: Texts) -> etree._Element:
    _lead(root, question, texts)
    if select.multiple:
        response = sub(root, "choiceresponse")
        if select.partial:
            response.set("partial_credit", "EDC")  # every decision counts: the formula of `Select.partial`
        _label(response, question, texts)
        group = sub(response, "checkboxgroup")
    else:
        response = sub(root, "multiplechoiceresponse")
        _label(response, question, texts)
        group = sub(response, "choicegroup", type="MultipleChoice")
    names = _choice_names(select)
    for index, choice in enumerate(select.choices):
        element = sub(group, "choice", correct="true" if choice.is_correct else "false")
        if not select.multiple:
            element.set("name", names[index])
        if select.presentation is Presentation.TRUE_FALSE:
            element.text = texts.word("True") if index == 0 else texts.word("False")
        else:
            texts.phrase(element, choice.content)
        _choice_hint(element, question, select, index, texts)
    if _says_right_by_compound(question, select):
        _compound_hint(group, question, select, texts)
    return response


def _choice_names(select: Select) -> list[str]:
    """Return names that follow a choice when it is moved; Open edX gives those of several choices itself, by place."""
    if select.presentation is Presentation.TRUE_FALSE:
        return ["true", "false"]
    names: list[str] = []
    for choice in select.choices:
        name = f"{fingerprint(choice.content.plain_text, 32):08x}"
        names.append(f"{name}-{names.count(name)}" if name in names else name)
    return names


def _choice_hint(element: etree._Element, question: Question, select: Select, index: int, texts: Texts) -> None:
    choice, said = select.choices[index], []
    if choice.feedback:
        said.append(choice.feedback)
    if not select.multiple:
        outcome = question.feedback.right if choice.is_correct else question.feedback.wrong
        said += [outcome] if outcome else []
    if said:
        hint = sub(element, "choicehint")
        if select.multiple:
            hint.set("selected", "true")
        _say(hint, said, texts)


def _says_right_by_compound(question: Question, select: Select) -> bool:
    return select.multiple and question.feedback.right is not None and len(select.choices) <= _LETTERS


def _compound_hint(group: etree._Element, question: Question, select: Select, texts: Texts) -> None:
    """Say what is for a right answer: capa says it instead of the hints of the choices, which it therefore repeats."""
    right = [(chr(ord("A") + index), choice) for index, choice in enumerate(select.choices) if choice.is_correct]
    said = [choice.feedback for _, choice in right if choice.feedback]
    said += [question.feedback.right] if question.feedback.right else []
    hint = sub(group, "compoundhint", value=" ".join(letter for letter, _ in right))
    # capa reads the text of this element, and shows it as HTML.
    hint.text = texts.html(said[0]) if len(said) == 1 else "".join(f"<div>{texts.html(one)}</div>" for one in said)


def _number(root: etree._Element, question: Question, entry: NumericEntry, texts: Texts) -> etree._Element:
    _lead(root, question, texts)
    middle = (entry.low + entry.high) / 2 if entry.answer is None else entry.answer
    margin = entry.high - middle
    whole = not margin or (margin == margin.to_integral() and middle == middle.to_integral())
    # A range compares its ends without the error of floating point; Studio's editor would round a tolerance.
    answer = _plain(middle) if whole else f"[{_plain(entry.low)},{_plain(entry.high)}]"
    response = sub(root, "numericalresponse", answer=answer)
    label = _label(response, question, texts)
    if entry.unit:
        add_text(label, f" ({entry.unit})")
    # Open edX refuses `3,5` and `35 000` as syntax, at no cost to the learner: this says so beforehand. Not in a
    # `description`: Studio's editor would lose it, and the label with it.
    sub(label, "br")
    sub(label, "em").text = texts.word("Type the number alone, with a point for decimals (12.5) and without spaces.")
    if whole:
        sub(response, "responseparam", type="tolerance", default=_plain(margin))
    sub(response, "formulaequationinput")
    _correct_hint(response, question, texts)
    return response


def _text(root: etree._Element, question: Question, entry: TextEntry, texts: Texts) -> etree._Element:
    _lead(root, question, texts)
    answers, kind = _answers(entry)
    response = sub(root, "stringresponse", answer=answers[0], type=kind)
    _label(response, question, texts)
    additional = [sub(response, "additional_answer", answer=answer) for answer in answers[1:]]
    for right in (response, *additional):
        _correct_hint(right, question, texts)
        if entry.rejected and not question.feedback.right:
            # Studio's editor does not open a problem that has feedback for wrong answers alone.
            sub(right, "correcthint").text = texts.word("That is right.")
    for rejected in entry.rejected:
        # capa looks for these letter by letter, without a pattern.
        for spelling in spellings(rejected.text, accents=entry.comparison is Comparison.EXACT):
            texts.phrase(sub(response, "stringequalhint", answer=spelling), rejected.feedback)
    sub(response, "textline", size="40")
    return response


def _answers(entry: TextEntry) -> tuple[list[str], str]:
    """Return the accepted answers, the most legible first, and how Open edX compares them."""
    if entry.comparison is Comparison.EXACT and all(_is_plain(accepted) for accepted in entry.accepted):
        return list(entry.accepted), "cs"
    if entry.comparison is Comparison.EXACT:
        return [_whole("|".join(map(exact, entry.accepted)))], "regexp"
    legible = _whole("|".join(map(re.escape, entry.accepted)))
    return [legible, _whole("|".join(map(loose, entry.accepted)))], "ci regexp"


def _is_plain(accepted: str) -> bool:
    # `$name` would be replaced, and `_or_` is an old way to part answers.
    return exact(accepted) == re.escape(accepted) and not re.search(r"\$|_or_", accepted, re.IGNORECASE)


def _whole(pattern: str) -> str:
    # Open edX anchors only the beginning of the first answer and the end of the last.
    # Neither `_or_` nor `$name` may stand in it: the one would cut it, the other be replaced.
    return f"^(?:{pattern.replace('_', '[_]').replace(_DOLLAR, '[$]')})$"


def _lead(root: etree._Element, question: Question, texts: Texts) -> None:
    if not question.prompt.is_paragraph:
        texts.blocks(root, question.prompt)


def _label(response: etree._Element, question: Question, texts: Texts) -> etree._Element:
    """Name the field: the question itself, or where it is long, a word after it."""
    label = sub(response, "label")
    if question.prompt.is_paragraph:
        texts.phrase(label, question.prompt)
    else:
        label.text = texts.word("Your answer")
    return label


def _correct_hint(parent: etree._Element, question: Question, texts: Texts) -> None:
    if question.feedback.right:
        texts.phrase(sub(parent, "correcthint"), question.feedback.right)


def _say(parent: etree._Element, said: list[Document], texts: Texts) -> None:
    if len(said) == 1:
        texts.phrase(parent, said[0])
        return
    for document in said:
        texts.blocks(parent, document)


def _solution(response: etree._Element, question: Question, texts: Texts) -> None:
    answer, moved = _spoken_answer(question, texts), list(_moved(question))
    if not (question.explanation or answer or moved):
        return
    detail = sub(sub(response, "solution"), "div")
    detail.set("class", "detailed-solution")
    sub(detail, "p").text = texts.word("Explanation")
    if answer:
        sub(detail, "p").text = answer
    if question.explanation:
        texts.blocks(detail, question.explanation)
    for occasion, number, document in moved:
        sub(sub(detail, "p"), "strong").text = _occasion(occasion, number, texts)
        texts.blocks(detail, document)


def _spoken_answer(question: Question, texts: Texts) -> str:
    """Return the answer as people write it, where Open edX would show a range or a pattern."""
    match question.interaction:
        case NumericEntry() as entry:
            # As the learner has to type it here.
            return texts.word("Answer: {answer}", answer=f"{_plain(entry.answer or entry.low)} {entry.unit}".strip())
        case TextEntry() as entry:
            return texts.word("Answer: {answer}", answer=entry.solution)
        case Select() | Match() | Order() | Cloze() | Essay():
            return ""


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
    if isinstance(interaction, NumericEntry):
        for miss in interaction.near:
            yield "near", _plain(miss.number), miss.feedback
    if isinstance(interaction, Select) and not interaction.multiple:
        return
    if isinstance(interaction, Select) and feedback.right and not _says_right_by_compound(question, interaction):
        yield "right", "", feedback.right
    if isinstance(interaction, Select) and interaction.partial and feedback.partial:
        yield "partial", "", feedback.partial
    if feedback.wrong:
        yield "wrong", "", feedback.wrong


def _plain(number: Decimal) -> str:
    return plain_number(number, "en")
