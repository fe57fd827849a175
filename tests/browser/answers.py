"""What a learner gives to each kind of question: right, and wrong."""

from builder.model.interaction import Blank, Cloze, Essay, Interaction, Match, NumericEntry, Order, Select, TextEntry

Given = list[int] | list[int | str] | str
"""Indexes of choices; an option, item or text for each part; or what is typed."""


def answer_to(interaction: Interaction, *, right: bool) -> Given:
    """Return an answer; where nothing is right or wrong, one of two."""
    match interaction:
        case Select():
            return _choices(interaction, right=right)
        case NumericEntry() | TextEntry():
            return _typed(interaction, right=right)
        case Match():
            options = [line.option if line.option is not None else 0 for line in interaction.lines]
            return [option if right else (option + 1) % len(interaction.options) for option in options]
        case Order():
            order = list(range(len(interaction.items)))
            return order if right else [*order[1:], *order[:1]]
        case Cloze():
            return [_blank(blank, right=right) for blank in interaction.blanks]
        case Essay():
            return "Une rue scolaire\nle mardi." if right else "Rien."


def _choices(select: Select, *, right: bool) -> list[int]:
    wanted = [index for index, choice in enumerate(select.choices) if choice.is_correct]
    if right and wanted:
        return wanted
    others = [index for index, choice in enumerate(select.choices) if not choice.is_correct]
    return others[:1] if right else others[-1:]


def _typed(entry: NumericEntry | TextEntry, *, right: bool) -> str:
    if isinstance(entry, TextEntry):
        return entry.solution.lower() if right else "tout autre chose"
    number = (entry.low if entry.answer is None else entry.answer) if right else entry.high + 7919
    return str(number).replace(".", ",")


def _blank(blank: Blank, *, right: bool) -> int | str:
    return _choices(blank, right=right)[0] if isinstance(blank, Select) else _typed(blank, right=right)
