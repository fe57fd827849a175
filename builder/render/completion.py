"""What completes a module, in words: said on home and below each of its activities."""

from builder.model.course import CompleteWhen, Module
from builder.model.quiz import Quiz
from builder.render.theme import Theme
from builder.render.words import Words
from builder.syntax.values import plain_number


def facts(module: Module, theme: Theme) -> str:
    """Return what learners want to know of a module before they begin: how long it takes, and what it asks for."""
    told = (
        theme.duration(module.minutes) if module.minutes else "",
        theme.text("to complete it: {list}", list=asked(module, theme)),
        theme.text("optional") if module.optional else "",
    )
    return " · ".join(filter(None, told))


def asked(module: Module, words: Words) -> str:
    """Return what a module asks for: “read the 3 pages, pass the quiz (70% or more)”."""
    rule, pages = module.complete_when, len(module.pages)
    reads = pages if rule in {CompleteWhen.READ, CompleteWhen.ALL} else 0
    quizzes = () if rule is CompleteWhen.READ else module.quizzes
    passed = [quiz for quiz in quizzes if quiz.points and rule is not CompleteWhen.QUIZ_SUBMITTED]
    answered = len(quizzes) - len(passed)
    parts = (
        words.counted(reads, "read the page", "read the {count} pages") if reads else "",
        _passed(passed, words) if passed else "",
        words.counted(answered, "answer the quiz", "answer the {count} quizzes") if answered else "",
    )
    return ", ".join(filter(None, parts))


def _passed(quizzes: list[Quiz], words: Words) -> str:
    marks = {quiz.passing_score for quiz in quizzes}
    if len(marks) > 1:
        return words.counted(len(quizzes), "pass the quiz", "pass the {count} quizzes")
    percent = plain_number(marks.pop() * 100, words.language)
    return words.counted(
        len(quizzes),
        "pass the quiz ({percent}% or more)",
        "pass the {count} quizzes ({percent}% or more)",
        percent=percent,
    )
