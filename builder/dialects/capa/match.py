"""Several parts, a response each: lines and their options, items and their places, statements on a scale."""

from lxml import etree

from builder.dialects.capa.select import choice_names
from builder.dialects.capa.texts import Texts
from builder.model.identifier import fingerprint
from builder.model.interaction import Line, Match, Order, Presentation
from builder.model.quiz import Question
from builder.syntax.markdown import Document
from builder.syntax.xml import add_text, sub

_ITEM = "\ue000"


def add_match(root: etree._Element, question: Question, match: Match, texts: Texts) -> etree._Element:
    """Add a response for each line; return where the solution goes."""
    texts.blocks(root, question.prompt)
    for line in match.lines:
        if match.presentation is Presentation.SCALE:
            _add_steps(root, line, match.options, texts)
        else:
            _add_list(root, line, match.options, texts)
    return root


def add_order(root: etree._Element, question: Question, order: Order, texts: Texts) -> etree._Element:
    """Add a list of places for each item; return where the solution goes."""
    texts.blocks(root, question.prompt)
    places = [str(place) for place, _ in enumerate(order.items, 1)]
    before, after = texts.word("Place of “{item}”", item=_ITEM).split(_ITEM)
    for index in mixed(order):
        response = sub(root, "optionresponse")
        label = sub(response, "label")
        add_text(label, before)
        texts.phrase(label, order.items[index])
        add_text(label, after)
        add_options(sub(response, "optioninput"), places, places[index])
    return root


def mixed(order: Order) -> list[int]:
    """Return the places of the items in another order than the right one, always the same for the same items."""
    places = list(range(len(order.items)))
    made = sorted(places, key=lambda place: fingerprint(order.items[place].plain_text, 32))
    return made[1:] + made[:1] if made == places else made


def add_options(field: etree._Element, options: list[str], right: str | None) -> None:
    """Add the options of a list, which holds plain text only."""
    for option in options:
        # The platform writes them between straight apostrophes, and reads them back.
        sub(field, "option", correct="true" if option == right else "false").text = option.replace("'", "\u2019")


def _add_list(root: etree._Element, line: Line, options: tuple[Document, ...], texts: Texts) -> None:
    response = sub(root, "optionresponse")
    texts.phrase(sub(response, "label"), line.content)
    shown = [texts.words(option) for option in options]
    add_options(sub(response, "optioninput"), shown, None if line.option is None else shown[line.option])


def _add_steps(root: etree._Element, line: Line, options: tuple[Document, ...], texts: Texts) -> None:
    """Add the steps of a scale, all of them right: nobody shall read the contrary."""
    response = sub(root, "multiplechoiceresponse")
    texts.phrase(sub(response, "label"), line.content)
    group = sub(response, "choicegroup", type="MultipleChoice")
    for name, option in zip(choice_names(options), options, strict=True):
        texts.phrase(sub(group, "choice", correct="true", name=name), option)
