"""Choices: one of a list, several of it, or a poll."""

from collections.abc import Sequence

from lxml import etree

from builder.dialects.capa.texts import Texts, add_label, add_lead, say
from builder.model.identifier import fingerprint
from builder.model.interaction import Presentation, Select, is_scored
from builder.model.quiz import Question
from builder.syntax.markdown import Document
from builder.syntax.xml import sub

_LETTERS = 26  # capa names the choices of a compound hint by letters


def add_select(
    root: etree._Element, question: Question, select: Select, texts: Texts, *, shuffled: bool
) -> etree._Element:
    """Add the response of a Select, and return it; `shuffled` when each learner gets the choices in another order."""
    add_lead(root, question, texts)
    if select.multiple:
        response = sub(root, "choiceresponse")
        if select.partial or not is_scored(select):
            response.set("partial_credit", "EDC")  # every decision counts: the formula of `Select.partial`
        add_label(response, question, texts)
        group = sub(response, "checkboxgroup")
    else:
        response = sub(root, "multiplechoiceresponse")
        add_label(response, question, texts)
        group = sub(response, "choicegroup", type="MultipleChoice")
        if shuffled and is_scored(select) and select.presentation is not Presentation.TRUE_FALSE:
            group.set("shuffle", "true")
            root.set("rerandomize", "per_student")  # without it, all get the same order
    names = choice_names([choice.content for choice in select.choices])
    for index, choice in enumerate(select.choices):
        # In a poll everything is right: nobody shall read the contrary.
        element = sub(group, "choice", correct=_truth(is_true=choice.is_correct or not is_scored(select)))
        if select.presentation is Presentation.TRUE_FALSE:
            element.set("name", _truth(is_true=index == 0))
            element.text = texts.word("True") if index == 0 else texts.word("False")
        else:
            if not select.multiple:
                element.set("name", names[index])
            texts.phrase(element, choice.content)
        _add_hint(element, question, select, index, texts)
    if says_right_by_compound(question, select):
        _add_compound_hint(group, question, select, texts)
    return response


def choice_names(choices: Sequence[Document]) -> list[str]:
    """Return names that follow a choice when it is moved; Open edX gives those of several choices itself, by place."""
    names: list[str] = []
    for choice in choices:
        name = f"{fingerprint(choice.plain_text, 32):08x}"
        names.append(f"{name}-{names.count(name)}" if name in names else name)
    return names


def says_right_by_compound(question: Question, select: Select) -> bool:
    """Tell whether the feedback for a right answer of several choices has a place."""
    return (
        select.multiple
        and is_scored(select)
        and question.feedback.right is not None
        and len(select.choices) <= _LETTERS
    )


def _truth(*, is_true: bool) -> str:
    return "true" if is_true else "false"


def _add_hint(element: etree._Element, question: Question, select: Select, index: int, texts: Texts) -> None:
    choice, said = select.choices[index], []
    if choice.feedback:
        said.append(choice.feedback)
    if not select.multiple and is_scored(select):
        outcome = question.feedback.right if choice.is_correct else question.feedback.wrong
        said += [outcome] if outcome else []
    if said:
        hint = sub(element, "choicehint")
        if select.multiple:
            hint.set("selected", "true")
        say(hint, said, texts)


def _add_compound_hint(group: etree._Element, question: Question, select: Select, texts: Texts) -> None:
    """Say what is for a right answer: capa says it instead of the hints of the choices, which it therefore repeats."""
    right = [(chr(ord("A") + index), choice) for index, choice in enumerate(select.choices) if choice.is_correct]
    said = [choice.feedback for _, choice in right if choice.feedback]
    said += [question.feedback.right] if question.feedback.right else []
    hint = sub(group, "compoundhint", value=" ".join(letter for letter, _ in right))
    # capa reads the text of this element, and shows it as HTML.
    hint.text = texts.html(said[0]) if len(said) == 1 else "".join(f"<div>{texts.html(one)}</div>" for one in said)
