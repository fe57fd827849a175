"""What a badge asks for, as the pages outside the package say it."""

from builder.model.badge import BadgeClass
from builder.model.course import Course
from builder.render.criteria import Group, groups, narrative
from builder.render.theme import LOCALE
from builder.render.words import Words


def rule(badge: BadgeClass, course: Course) -> tuple[Group, ...]:
    """Return what a badge asks for, in the sentences and the order of the learner's page."""
    return groups(badge, course, _learner_words(course))


def rule_text(badge: BadgeClass, course: Course) -> str:
    """Return the same as the Markdown that a badge carries."""
    return narrative(badge, course, _learner_words(course))


def _learner_words(course: Course) -> Words:
    return Words(LOCALE, course.language, course.strings)
