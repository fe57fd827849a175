"""A course in a language that is written from right to left, without knowing any: letters stand for letters."""

import json
import re
from pathlib import Path

from builder.render.strings import sentences
from builder.render.theme import LOCALE

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ?,;",
    "ابجدهوزحطيكلمنسعفصقرشتثخذضابجدهوزحطيكلمنسعفصقرشتثخذض؟،؛",
)
_KEPT = re.compile(r"(\{\w+\})")


def arabic(text: str) -> str:
    """Return a text in Arabic letters, as long as it was; `{values}` stay."""
    return "".join(part if _KEPT.fullmatch(part) else part.translate(_LETTERS) for part in _KEPT.split(text))


def write_course(root: Path) -> Path:
    """Write a course of every kind of page, all of it and of the interface in Arabic letters."""
    strings = {
        one.english[0]: [arabic(form) for form in one.english] if len(one.english) > 1 else arabic(one.english[0])
        for one in sentences(LOCALE, "ar")
    }
    files = {"course.yml": _course(strings), "course/glossary.yml": f"{arabic('Compost')}: {arabic('What decays.')}\n"}
    files |= {"course/one/1-page.md": _PAGE, "course/one/2-more.md": f"# {arabic('More')}\n\n{arabic('Text.')}\n"}
    files |= {"course/one/quiz.yml": _QUIZ, "course/two/page.md": f"# {arabic('The end')}\n\n{arabic('Text.')}\n"}
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def _course(strings: object) -> str:
    return f"""id: rtl
title: {arabic("Compost together in the quarter")}
subtitle: {arabic("How to begin and how to go on")}
language: ar
duration: 1 h 15
license: CC-BY-SA-4.0
organization: {arabic("The gardens of the river")}
contact: {{help: help@example.org}}
objectives: [{arabic("Choose a place")}, {arabic("Say what may be thrown in")}]
issuer: {{name: {arabic("The gardens")}}}
badges: [{{id: sower, name: {arabic("Sower")}, description: {arabic("Knows how")}, criteria: {{modules: [one]}}}}]
targets: [web]
allow: [unexplained-mistake, few-choices]
strings: {json.dumps(strings, ensure_ascii=False)}
"""


_WORDS = arabic("Compost is what becomes of leaves and peelings when they are left in a heap with air and water.")
_PAGE = f"""# {arabic("Why compost")}

{_WORDS} [{arabic("A site")}](https://example.org/), [{arabic("a word")}](../glossary.yml)[^1].

> [!NOTE] {arabic("A tip")}
> {_WORDS}

- {_WORDS}
- {arabic("Write to")} `course.yml` {arabic("and")} $E = mc^2$

1. {arabic("First")}
2. {arabic("Second")}

```python
for leaf in heap:  # a long line of code that reads from left to right whatever stands around it in the page
    turn(leaf)
```

| {arabic("Matter")} | {arabic("Colour")} | {arabic("Speed")} | {arabic("Water")} |
|---|---|---:|---|
| {arabic("Peelings")} | {arabic("green")} | 12 | {arabic("yes")} |

::: details {arabic("More")}
{_WORDS}
:::

::: question
{arabic("Which one?")}

- [x] {arabic("This one")}
- [ ] {arabic("That one")}
- [ ] {arabic("None")}
:::

[^1]: {arabic("A note.")}
"""
_QUIZ = f"""title: {arabic("What you know")}
questions:
  - id: one
    question: {arabic("Which one is right?")}
    choices: [{{correct: {arabic("This")}}}, {{wrong: {arabic("That")}}}, {{wrong: {arabic("None")}}}]
    explanation: {_WORDS}
  - id: number
    question: {arabic("How many?")}
    number: 12
    unit: kg
    explanation: {_WORDS}
  - id: order
    question: {arabic("In which order?")}
    order: [{arabic("First of all")}, {arabic("Then")}, {arabic("At last")}]
    explanation: {_WORDS}
  - id: pairs
    question: {arabic("What goes with what?")}
    pairs:
      - {{match: {arabic("leaves")}, with: {arabic("brown")}}}
      - {{match: {arabic("peelings")}, with: {arabic("green")}}}
    explanation: {_WORDS}
"""
