"""Rules about badges: what they name exists, and each can be earned."""

from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.model.badge import BadgeClass
from builder.model.course import Course
from builder.syntax.suggest import did_you_mean, one_of


def unknown_module(course: Course) -> Iterator[Diagnostic]:
    """Find badges that need a module which is not in the course."""
    known = [module.id for module in course.modules]
    for badge in course.badges:
        for reference in badge.criteria.modules:
            if reference.id not in known and not course.unread:
                yield UNKNOWN_MODULE.kind.at(
                    reference.span,
                    msg(
                        "the badge “{badge}” needs a module `{id}` that does not exist",
                        badge=badge.name,
                        id=reference.id,
                    ),
                    remedy=did_you_mean(reference.id, known) or one_of(known),
                )


def unknown_quiz(course: Course) -> Iterator[Diagnostic]:
    """Find badges whose minimum score names no quiz, or several."""
    for badge in course.badges:
        for score in badge.criteria.scores:
            named = course.find_quizzes(score.quiz.id)
            # A quiz file that could not be read may be the one that is meant.
            if len(named) == 1 or (not named and course.unread):
                continue
            known = [f"{module.id}/{quiz.id}" for module, quiz in named or course.quizzes()]
            yield UNKNOWN_QUIZ.kind.at(
                score.quiz.span,
                msg("several quizzes may be meant by `{id}`", id=score.quiz.id)
                if named
                else msg("there is no quiz `{id}`", id=score.quiz.id),
                remedy=did_you_mean(score.quiz.id, known) or one_of(known),
            )


def unknown_badge(course: Course) -> Iterator[Diagnostic]:
    """Find badges that need a badge which does not exist."""
    known = [badge.id for badge in course.badges]
    for badge in course.badges:
        for reference in badge.criteria.badges:
            if reference.id not in known:
                yield UNKNOWN_BADGE.kind.at(
                    reference.span,
                    msg(
                        "the badge “{badge}” needs a badge `{id}` that does not exist",
                        badge=badge.name,
                        id=reference.id,
                    ),
                    remedy=did_you_mean(reference.id, known) or one_of(one for one in known if one != badge.id),
                )


def badge_cycle(course: Course) -> Iterator[Diagnostic]:
    """Find badges that wait for themselves."""
    by_id = {badge.id: badge for badge in course.badges}
    told: set[str] = set()
    for badge in course.badges:
        for reference in badge.criteria.badges:
            circle = _needed(reference.id, by_id)
            if badge.id in circle and badge.id not in told:
                told |= circle
                yield BADGE_CYCLE.kind.at(
                    reference.span,
                    msg("the badge “{badge}” can never be earned: it waits for itself", badge=badge.name),
                    label=msg("`{id}` needs `{badge}`", id=reference.id, badge=badge.id),
                    remedy=msg("remove one badge from this circle"),
                )


def unreachable_badge(course: Course) -> Iterator[Diagnostic]:
    """Find badges that ask for more modules than they name, or for points where there are none."""
    for badge in course.badges:
        criteria = badge.criteria
        named = len(course.modules_for(criteria))
        if criteria.enough is not None and criteria.enough > named:
            yield UNREACHABLE_BADGE.kind.at(
                criteria.span,
                msg("the badge “{badge}” can never be earned", badge=badge.name),
                label=msg("{enough} modules of {named} are asked for", enough=criteria.enough, named=named),
                remedy=msg("lower `any:`, or name more modules"),
            )
        for score in criteria.scores:
            named_quizzes = course.find_quizzes(score.quiz.id)
            if score.minimum and named_quizzes and not any(quiz.is_graded for _, quiz in named_quizzes):
                yield UNREACHABLE_BADGE.kind.at(
                    score.span,
                    msg("the badge “{badge}” can never be earned", badge=badge.name),
                    label=msg("no question of this quiz is worth a point"),
                    remedy=msg("name another quiz, or give `points:` to its questions"),
                )


def _needed(badge_id: str, by_id: dict[str, BadgeClass]) -> set[str]:
    """Return a badge and all that it waits for."""
    found: set[str] = set()
    waiting = [badge_id]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(reference.id for reference in (by_id[current].criteria.badges if current in by_id else ()))
    return found


def _badges(*criteria: str) -> dict[str, str]:
    lines = [
        f"  - id: b{number}\n    name: B{number}\n    description: Text.\n    criteria: {{{one}}}\n"
        for number, one in enumerate(criteria, 1)
    ]
    return course_of(course="badges:\n" + "".join(lines), quiz="  - id: q\n    question: Which?\n    accept: A\n")


UNKNOWN_MODULE = Rule(
    Kind(
        "unknown-module",
        Severity.ERROR,
        msg("A badge that waits for a module nobody can do is never earned."),
    ),
    unknown_module,
    bad=_badges("modules: [on]"),
    good=_badges("modules: [one]"),
)
UNKNOWN_QUIZ = Rule(
    Kind(
        "unknown-quiz",
        Severity.ERROR,
        msg("A badge that waits for a score nobody can reach is never earned."),
    ),
    unknown_quiz,
    bad=_badges("quiz: {final: 80 %}"),
    good=_badges("quiz: {one: 80 %}"),
)
UNKNOWN_BADGE = Rule(
    Kind("unknown-badge", Severity.ERROR, msg("A badge that waits for one nobody can earn is never earned.")),
    unknown_badge,
    bad=_badges("badges: [b2]"),
    good=_badges("badges: [b2]", "modules: [one]"),
)
BADGE_CYCLE = Rule(
    Kind("badge-cycle", Severity.ERROR, msg("Badges that wait for each other are never earned.")),
    badge_cycle,
    bad=_badges("badges: [b1]"),
    good=_badges("badges: [b2]", "modules: [one]"),
)
UNREACHABLE_BADGE = Rule(
    Kind("unreachable-badge", Severity.ERROR, msg("A badge that nobody can earn disappoints everybody.")),
    unreachable_badge,
    bad=_badges("any: 2, modules: [one]"),
    good=_badges("any: 1, modules: [one]"),
)
