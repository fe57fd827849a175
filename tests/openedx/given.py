"""What learners give, from the words of the vectors to those of a problem, input by input."""

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from tests.openedx.judge import Given

TRUTHS = {"true": ("True", "Vrai"), "vrai": ("True", "Vrai"), "false": ("False", "Faux"), "faux": ("False", "Faux")}
Vector = Mapping[str, Any]
PARTS = ("pairs", "categories", "order", "scale")


def sent(vector: Vector, given: Given, xml: str) -> Given | Sequence[Given]:
    """Return an answer as the platform gets it: where the problem has several inputs, one for each in its order."""
    language = vector["language"]
    if isinstance(given, str):
        return given
    if "text" in vector:
        return _alone([_one(text, kind, language) for text, kind in zip(given, _blank_kinds(xml), strict=True)])
    if not any(key in vector for key in PARTS):
        return [_shown(text, language) for text in given]
    problem = etree.fromstring(xml.encode())
    labels = ["".join(str(text) for text in label.itertext()) for label in problem.iter("label")]
    if "order" in vector:
        places = {_shown(text, language): str(place) for place, text in enumerate(given, 1)}
        return [[next(place for text, place in places.items() if text in label)] for label in labels]
    options = dict(zip((_shown(line, language) for line in _lines(vector)), given, strict=True))
    return [[_shown(options[label], language)] if options[label] else [] for label in labels]


def _lines(vector: Vector) -> list[str]:
    """Return the lines in the order of the author's file."""
    if "pairs" in vector:
        return [pair["match"] for pair in vector["pairs"]]
    if "scale" in vector:
        return list(vector["items"])
    return [item for category in vector["categories"] for item in category.get("items", [])]


def _blank_kinds(xml: str) -> list[str]:
    return [str(field.tag) for field in etree.fromstring(xml.encode()).iter("textline", "optioninput")]


def _one(text: str, kind: str, language: str) -> Given:
    if kind == "textline":
        return text
    return [_shown(text, language)] if text else []


def _alone(answers: list[Given]) -> Given | list[Given]:
    return answers[0] if len(answers) == 1 else answers


def _shown(text: str, language: str) -> str:
    """Return a choice as the learner sees it: true and false are words of the interface, and French is typeset."""
    word = TRUTHS[text][language == "fr"] if text in TRUTHS else text
    return word.replace("'", "\u2019") if language == "fr" else word
