"""The rule of a badge in words: rendered once, for every place where people read it.

The learner's page, the public criteria page, the badge itself and the page in Open edX say these sentences, so that
what is shown, what is awarded and what is told stay one thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from builder.model.badge import BadgeClass
from builder.model.course import Course
from builder.model.progress import activity_name
from builder.render.typography import typeset
from builder.render.words import Words
from builder.syntax.values import plain_number


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a badge asks for: its sentence, and what it is about, as `types.js` describes `BadgeTarget`."""

    text: str
    target: Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class Group:
    """Things that a badge asks for together: modules, then scores, then other badges."""

    intro: str
    needs: tuple[Need, ...]


def groups(badge: BadgeClass, course: Course, words: Words) -> tuple[Group, ...]:
    """Return what a badge asks for, in the order in which every place tells it."""
    made = (_modules(badge, course, words), _scores(badge, course, words), _badges(badge, course, words))
    return tuple(group for group in made if group.needs)


def narrative(badge: BadgeClass, course: Course, words: Words) -> str:
    """Return the rule as the Markdown that a badge carries: lists, then what the author adds."""
    parts = [
        f"{group.intro}\n\n" + "\n".join(f"- {need.text}" for need in group.needs)
        for group in groups(badge, course, words)
    ]
    own = typeset(badge.narrative, course.language)
    return "\n\n".join([*parts, own] if own else parts)


def _modules(badge: BadgeClass, course: Course, words: Words) -> Group:
    titles = {module.id: typeset(module.title, course.language) for module in course.modules}
    wanted = course.modules_for(badge.criteria)
    needs = tuple(Need(words.text("Module “{title}”", title=titles[name]), {"module": name}) for name in wanted)
    enough = badge.criteria.enough
    intro = (
        words.counted(len(wanted), "Complete this module:", "Complete these {count} modules:")
        if enough is None or enough == len(wanted)
        else words.counted(enough, "Complete one of these modules:", "Complete {count} of these modules:")
    )
    return Group(intro, needs)


def _scores(badge: BadgeClass, course: Course, words: Words) -> Group:
    needs = []
    for score in badge.criteria.scores:
        module, quiz = course.find_quizzes(score.quiz.id)[0]
        text = words.text(
            "At least {percent}% of the points in the quiz “{title}”",
            percent=plain_number(score.minimum * 100, course.language),
            title=typeset(quiz.title, course.language),
        )
        needs.append(Need(text, {"quiz": activity_name(module, quiz), "minimum": float(score.minimum)}))
    return Group(words.counted(len(needs), "Reach this score:", "Reach these scores:"), tuple(needs))


def _badges(badge: BadgeClass, course: Course, words: Words) -> Group:
    names = {one.id: typeset(one.name, course.language) for one in course.badges}
    needs = tuple(
        Need(words.text("Badge “{name}”", name=names[reference.id]), {"badge": reference.id})
        for reference in badge.criteria.badges
    )
    return Group(words.counted(len(needs), "Earn this badge first:", "Earn these badges first:"), needs)
