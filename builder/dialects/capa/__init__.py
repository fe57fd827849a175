"""capa, the problems of Open edX: one question, one `problem`, in the simplest markup that keeps its meaning.

Simple problems stay within what Studio's visual editor opens: one response, every text inside it, hints after it.
Questions of several parts have a response for each. Feedback for which capa has no place is said with the
explanation, and `moved_feedback` lists it.
"""

from typing import assert_never

from lxml import etree

from builder.dialects.capa.cloze import add_cloze
from builder.dialects.capa.entry import add_essay, add_number, add_text_entry
from builder.dialects.capa.match import add_match, add_order
from builder.dialects.capa.select import add_select
from builder.dialects.capa.solution import add_solution, moved_feedback
from builder.dialects.capa.texts import Texts
from builder.model.interaction import (
    Cloze,
    Essay,
    Match,
    NumericEntry,
    Order,
    Select,
    TextEntry,
    is_scored,
)
from builder.model.quiz import Keep, Question, Quiz, ShowFeedback
from builder.syntax.values import plain_number
from builder.syntax.xml import sub

__all__ = ["Texts", "gives_part_for_each", "keeps_choices_in_order", "moved_feedback", "problem"]

_GRADING_METHODS = {Keep.BEST: "highest_score", Keep.LAST: "last_score"}


def problem(question: Question, quiz: Quiz, name: str, texts: Texts) -> etree._Element:
    """Return the `problem` of a question. `name` is what it is called in the course and in reports."""
    root = etree.Element("problem", display_name=name, weight=plain_number(question.points, "en"))
    root.set("grading_method", _GRADING_METHODS[quiz.keep])
    if not is_scored(question.interaction):
        _hide_outcome(root, question, quiz)
    elif quiz.attempts:
        root.set("max_attempts", str(quiz.attempts))
    add_solution(_responses(root, question, quiz, texts), question, texts)
    if question.hints:
        demand = sub(root, "demandhint")
        for hint in question.hints:
            texts.phrase(sub(demand, "hint"), hint)
    return root


def gives_part_for_each(question: Question) -> bool:
    """Tell whether Open edX gives points for each right part although all should have to be right."""
    match question.interaction:
        case Match() | Order() | Cloze():
            return is_scored(question.interaction) and not question.interaction.partial
        case Select() | NumericEntry() | TextEntry() | Essay():
            return False
        case _:
            assert_never(question.interaction)


def keeps_choices_in_order(question: Question) -> bool:
    """Tell whether Open edX cannot shuffle the choices of a question."""
    return (
        isinstance(question.interaction, Select) and question.interaction.multiple and is_scored(question.interaction)
    )


def _hide_outcome(root: etree._Element, question: Question, quiz: Quiz) -> None:
    """Spare learners to be told that they are right where nothing is right or wrong."""
    if isinstance(question.interaction, Essay):
        root.set("showanswer", "never")  # the answer would be a pattern
        if quiz.show_feedback is ShowFeedback.NEVER:
            root.set("show_correctness", "always")  # an example to compare with is no verdict
    elif question.explanation:
        root.set("showanswer", "attempted")
    else:
        root.set("show_correctness", "never")


def _responses(root: etree._Element, question: Question, quiz: Quiz, texts: Texts) -> etree._Element:
    """Add what asks for the answer; return where the solution goes."""
    match question.interaction:
        case Select() as select:
            holder = add_select(root, question, select, texts, shuffled=quiz.shuffle_choices)
        case NumericEntry() as entry:
            holder = add_number(root, question, entry, texts)
        case TextEntry() as entry:
            holder = add_text_entry(root, question, entry, texts)
        case Match() as match:
            holder = add_match(root, question, match, texts)
        case Order() as order:
            holder = add_order(root, question, order, texts)
        case Cloze() as cloze:
            holder = add_cloze(root, question, cloze, texts)
        case Essay() as essay:
            holder = add_essay(root, question, essay, texts)
        case _:
            assert_never(question.interaction)
    return holder
