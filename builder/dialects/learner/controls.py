"""What learners answer with: the fields of each kind of interaction, by the theme's templates."""

import re
from typing import assert_never

from markupsafe import Markup

from builder.dialects.learner.texts import QuizTexts
from builder.model.interaction import (
    Blank,
    Cloze,
    Essay,
    Interaction,
    Match,
    NumericEntry,
    Order,
    Presentation,
    Select,
    TextEntry,
)
from builder.syntax.blanks import blank_mark

LONGEST_TEXT = 85
"""Characters that a learner may type: at three bytes each, they fit the 255 that the saved state holds."""
LONGEST_NUMBER = 30
"""Characters of a typed number: what `values.py` and `numbers.js` read at the most."""
_LONGEST_BLANK = 40
_WIDEST_BLANK = 24


def controls(prefix: str, interaction: Interaction, texts: QuizTexts) -> Markup:
    """Return the fields of an interaction; their ids begin with `prefix`, and the errors of the form describe them."""
    return Markup(_controls(prefix, interaction, texts))  # noqa: S704 - rendered by the theme


def longest_blank(blank: NumericEntry | TextEntry) -> int:
    """Return how many characters may be typed into a blank: always enough for every accepted spelling."""
    if isinstance(blank, NumericEntry):
        return LONGEST_NUMBER
    return max(_LONGEST_BLANK, *(len(accepted) for accepted in blank.accepted))


def _controls(prefix: str, interaction: Interaction, texts: QuizTexts) -> str:
    render = texts.theme.render
    match interaction:
        case Select():
            return render(
                "questions/select.html", prefix=prefix, select=interaction, labels=_choice_labels(interaction, texts)
            )
        case NumericEntry():
            unit = interaction.unit
            return render("questions/entry.html", prefix=prefix, longest=LONGEST_NUMBER, numeric=True, unit=unit)
        case TextEntry():
            longest = _longest_text(interaction)
            return render("questions/entry.html", prefix=prefix, longest=longest, numeric=False, unit="")
        case Match():
            template = "scale" if interaction.presentation is Presentation.SCALE else "match"
            labels = [texts.label(line.content) for line in interaction.lines]
            options = [texts.words(option) for option in interaction.options]
            return render(f"questions/{template}.html", prefix=prefix, labels=labels, options=options)
        case Order():
            items = [(texts.label(item), texts.words(item)) for item in interaction.items]
            return render("questions/order.html", prefix=prefix, items=items)
        case Cloze():
            return _cloze(prefix, interaction, texts)
        case Essay():
            return render("questions/essay.html", prefix=prefix, essay=interaction)
        case _:
            assert_never(interaction)


def _choice_labels(select: Select, texts: QuizTexts) -> list[Markup]:
    """Return what stands beside each control; true and false are words of the interface."""
    if select.presentation is Presentation.TRUE_FALSE:
        return [Markup.escape(texts.theme.text("True")), Markup.escape(texts.theme.text("False"))]
    return [texts.label(choice.content) for choice in select.choices]


def _longest_text(entry: TextEntry) -> int:
    """Return how many characters may be typed: always enough for every accepted spelling."""
    return max(LONGEST_TEXT, len(entry.solution), *(len(accepted) for accepted in entry.accepted))


def _cloze(prefix: str, cloze: Cloze, texts: QuizTexts) -> str:
    fields = [
        _blank(prefix, index, blank, len(cloze.blanks), texts).strip() for index, blank in enumerate(cloze.blanks)
    ]
    text = texts.blocks(cloze.text) or ""
    marks = re.compile("|".join(re.escape(blank_mark(index)) for index in range(len(fields))))
    filled = marks.sub(lambda found: fields[int(found[0][1:-1])], str(text))
    shown = Markup(filled)  # noqa: S704 - rendered by the theme
    return texts.theme.render("questions/cloze.html", prefix=prefix, text=shown)


def _blank(prefix: str, index: int, blank: Blank, count: int, texts: QuizTexts) -> str:
    options = [texts.words(choice.content) for choice in blank.choices] if isinstance(blank, Select) else []
    longest = 0 if isinstance(blank, Select) else longest_blank(blank)
    return texts.theme.render(
        "questions/blank.html",
        prefix=prefix,
        index=index,
        count=count,
        options=options,
        longest=longest,
        width=_width(blank),
        numeric=isinstance(blank, NumericEntry),
    )


def _width(blank: Blank) -> int:
    """Return the width of a field in characters: as long as an answer may be, but in steps that give none away."""
    if isinstance(blank, TextEntry):
        needed = max(len(accepted) for accepted in blank.accepted) + 2
        return min(_WIDEST_BLANK, -(-needed // 8) * 8)
    return 8
