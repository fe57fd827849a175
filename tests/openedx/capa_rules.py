"""What an answer to a problem is worth by the documented rules of its markup, read without the platform's code."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

Given = str | Sequence[str]
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)? *%?", re.ASCII)
INPUTS = "choicegroup checkboxgroup optioninput textline formulaequationinput".split()
# Without a tolerance of its own, a number may differ by a thousandth of a percent.
ROUNDING = Decimal("0.00001")


class RefusedError(Exception):
    """The learner is asked to type something else."""


def part(xml: str, given: Given | Sequence[Given]) -> float:
    """Return what an answer is worth, from 0 to 1; where a problem has several inputs, `given` is a list of answers."""
    inputs = list(etree.fromstring(xml.encode()).iter(*INPUTS))
    answers = [given] if len(inputs) == 1 else list(given)
    earned = [_earned(one, answer) for one, answer in zip(inputs, answers, strict=True)]
    return float(sum(earned) / len(earned))


def _earned(one: etree._Element, given: Given | Sequence[Given]) -> Decimal:
    response = next(one.iterancestors("*"))
    while not str(response.tag).endswith("response"):
        response = next(response.iterancestors("*"))
    if isinstance(given, str):
        is_right = _number_is_right if response.tag == "numericalresponse" else _text_is_right
        return Decimal(is_right(response, given))
    chosen = {str(text) for text in given}
    if response.tag == "choiceresponse":
        return _earned_by_boxes(one, chosen, response.get("partial_credit", "false").lower())
    return Decimal(chosen != set() and chosen <= _texts(one, correct=True))


def _earned_by_boxes(one: etree._Element, chosen: set[str], credit: str) -> Decimal:
    right, wrong = _texts(one, correct=True), _texts(one, correct=False)
    count, mistakes = len(right) + len(wrong), len(right ^ chosen)
    if not chosen:
        # Even where every decision counts and there is nothing to choose.
        return Decimal(0)
    if credit == "edc":
        return (Decimal(count - mistakes) / count).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if credit == "halves":
        is_lenient = mistakes == 0 or (mistakes == 1 and count > 2) or (mistakes == 2 and count > 4)
        return Decimal(2) ** -mistakes if is_lenient else Decimal(0)
    return Decimal(mistakes == 0)


def _texts(one: etree._Element, *, correct: bool) -> set[str]:
    return {
        _shown(choice)
        for choice in one.iter("choice", "option")
        if (choice.get("correct", "").lower() == "true") is correct
    }


def _shown(choice: etree._Element) -> str:
    shown = choice.xpath(".//text()[not(ancestor::choicehint or ancestor::optionhint)]")
    assert isinstance(shown, list)
    return " ".join("".join(str(text) for text in shown).split())


def _text_is_right(response: etree._Element, given: str) -> bool:
    kind = response.get("type", "").lower().split()
    answers, typed = _answers(response), given.strip()
    if not typed:
        return False
    if "regexp" in kind:
        # "^" binds to the first alternative only, "$" to the last.
        pattern = "^" + "|".join(answers) + "$"
        return re.search(pattern, typed, re.IGNORECASE if "ci" in kind else 0) is not None
    if "ci" in kind:
        return typed.lower() in [answer.lower() for answer in answers]
    return typed in answers


def _answers(response: etree._Element) -> list[str]:
    return [str(one.get("answer")).strip() for one in (response, *response.findall("additional_answer"))]


def _number_is_right(response: etree._Element, given: str) -> bool:
    typed = _number(given)
    if typed is None:
        return False
    answer, *others = _answers(response)
    # The others are exact, whatever the tolerance.
    is_right = _is_within(answer, typed) if answer[0] in "[(" else _is_near(response, Decimal(answer), typed)
    return is_right or typed in [_number(other) for other in others]


def _number(given: str) -> Decimal | None:
    text = given.strip()
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        raise RefusedError(text)
    return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)


def _is_within(answer: str, typed: Decimal) -> bool:
    low, high = (Decimal(bound.strip()) for bound in answer[1:-1].split(","))
    return low < typed < high or (typed == low and answer[0] == "[") or (typed == high and answer[-1] == "]")


def _is_near(response: etree._Element, answer: Decimal, typed: Decimal) -> bool:
    tolerance = response.find("responseparam[@type='tolerance']")
    if tolerance is None:
        return abs(typed - answer) <= ROUNDING * max(abs(typed), abs(answer))
    margin = str(tolerance.get("default")).strip()
    allowed = Decimal(margin[:-1]) / 100 * abs(answer) if margin.endswith("%") else Decimal(margin)
    return abs(typed - answer) <= allowed
