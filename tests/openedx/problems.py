"""What is wrong with a problem where the platform says nothing: inputs without a name, and markup that it misreads."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.openedx.studio import stored

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
Faults = Iterator[str]
BLOCKS = (
    "p div pre label description li dt dd td th caption h1 h2 h3 h4 h5 h6 choice option hint choicehint correcthint"
).split()
INPUTS = "choicegroup checkboxgroup optioninput textline formulaequationinput".split()


def problem_faults(problem: Element) -> Faults:
    """Go through the faults of a problem."""
    for response in problem.iter("*"):
        if str(response.tag).endswith("response"):
            yield from (f"no-label: <{one.tag}>" for one in _unlabelled(response))
            yield from _answer_faults(response)
    yield from _choice_faults(problem)
    yield from _space_faults(problem)


def _unlabelled(response: Element) -> Iterator[Element]:
    """Go through the inputs without an accessible name: by the platform (`response_a11y_data`), or a label around."""
    inputs = list(response.iter(*INPUTS))
    if len(inputs) == 1 and _is_named_around(response):
        return
    if len(inputs) > 1:
        yield from (one for one in inputs if not one.get("label", "").strip())
        return
    for one in inputs:
        label, before = response.find("label"), response.getprevious()
        if label is None and before is not None:
            # The attribute alone is not shown: it only picks the paragraph before that says the same.
            says_the_same = before.tag == "p" and before.text == one.get("label")
            label = before if says_the_same or (before.tag == "label" and "label" not in one.attrib) else None
        if label is None or not "".join(str(text) for text in label.itertext()).strip():
            yield one


def _is_named_around(response: Element) -> bool:
    """Tell whether a `label` with text of its own holds this response alone."""
    label = next(response.iterancestors("label"), None)
    if label is None or len([one for one in label.iter("*") if str(one.tag).endswith("response")]) != 1:
        return False
    inside = set(response.iter("*"))
    return any((one.text or "").strip("\u2060 ") for one in label.iter("*") if one not in inside)


def _answer_faults(response: Element) -> Faults:
    answers = [str(one.get("answer")) for one in (response, *response.findall("additional_answer"))]
    for answer in answers:
        if response.tag == "stringresponse" and "_or_" in answer.lower():
            yield f"legacy-or: {answer!r} is split at _or_"
        if response.tag == "stringresponse" and "regexp" in response.get("type", ""):
            yield from _pattern_faults(answer)
        if response.tag == "numericalresponse" and not _is_number(answer, is_first=answer is answers[0]):
            yield f"not-a-number: {answer!r}"


def _pattern_faults(answer: str) -> Faults:
    try:
        re.compile(f"^{answer}$")
    except re.error as error:
        yield f"bad-pattern: {answer!r}: {error}"
    if not (answer == ".+" or (answer.startswith("^(?:") and answer.endswith(")$"))):
        yield f"loose-pattern: {answer!r} is not wrapped as ^(?:...)$"


def _is_number(answer: str, *, is_first: bool) -> bool:
    number = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
    bounds = rf"[\[(]\s*{number}\s*,\s*{number}\s*[\])]"
    return re.fullmatch(f"{number}|{bounds}" if is_first else f"{number}%?", answer) is not None


def _choice_faults(problem: Element) -> Faults:
    for option in problem.iter("option"):
        text = option.text or ""
        # The platform writes the options into a quoted list and reads that back.
        # Of the apostrophes, it only spares those between two letters without accents.
        has_quote = "'" in re.sub("[a-zA-Z]'[a-zA-Z]", "", text)
        if has_quote or not text.strip() or any(child.tag != "optionhint" for child in option):
            yield f"option-text: {text!r} of a dropdown is not read as it stands"
    for hint in problem.iter("compoundhint"):
        if len(hint) or not (hint.text or "").strip():
            yield "compound-hint: only plain text is shown, and an element at its start breaks the problem"
    for group in problem.iter("choicegroup"):
        choices = list(group.iter("choice"))
        if 0 < sum("name" in choice.attrib for choice in choices) < len(choices):
            yield "choice-names: some choices have one and some have none"
        names = Counter(choice.get("name") for choice in choices if "name" in choice.attrib)
        yield from (f"choice-names: {name} twice" for name, count in names.items() if count > 1)


def _space_faults(problem: Element) -> Faults:
    """Find the texts that an import changes: it drops blanks between elements, and indents elements anew."""
    kept = etree.fromstring(stored(etree.tostring(problem, encoding="unicode", with_tail=False)))
    for before, after in zip(problem.iter(*BLOCKS), kept.iter(*BLOCKS), strict=True):
        if _is_line(before) and _read(before) != _read(after):
            yield f"lost-space: {_read(before)!r} becomes {_read(after)!r}"


def _is_line(block: Element) -> bool:
    """Tell whether a block holds text, and no blocks but fields in it."""
    fields = {one for label in block.iter("label") if label is not block for one in label.iter("*")}
    return all(one in fields for one in block.iterdescendants(*BLOCKS))


def _read(block: Element) -> str:
    text = "".join(str(text) for text in block.itertext())
    return text if block.tag == "pre" else " ".join(text.split())
