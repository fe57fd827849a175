"""What completes a module and what earns a badge, in few words: said on home and below each activity."""

from builder.model.badge import BadgeClass, Criteria
from builder.model.course import CompleteWhen, Course, Module
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
    line = " · ".join(filter(None, told))
    return line[:1].upper() + line[1:]


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


def asked_for(badge: BadgeClass, course: Course, words: Words) -> str:
    """Return what a badge asks for: “complete 1 of 3 modules, earn another badge first”."""
    criteria = badge.criteria
    others = len(criteria.badges)
    parts = (
        _modules(criteria, course, words),
        _scores(criteria, words),
        words.counted(others, "earn another badge first", "earn {count} other badges first") if others else "",
    )
    return ", ".join(filter(None, parts))


def _modules(criteria: Criteria, course: Course, words: Words) -> str:
    total = len(course.modules_for(criteria))
    enough = total if criteria.enough is None else criteria.enough
    if enough == total:
        return words.counted(total, "complete {count} module", "complete {count} modules") if total else ""
    return words.counted(
        enough, "complete {count} module out of {total}", "complete {count} modules out of {total}", total=total
    )


def _scores(criteria: Criteria, words: Words) -> str:
    if not criteria.scores:
        return ""
    percent = plain_number(min(score.minimum for score in criteria.scores) * 100, words.language)
    return words.counted(
        len(criteria.scores),
        "reach {percent}% in a quiz",
        "reach {percent}% or more in {count} quizzes",
        percent=percent,
    )
