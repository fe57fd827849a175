"""What home shows to whoever has done nothing yet: written into the document, so never more than so much."""

from collections.abc import Mapping
from dataclasses import dataclass

from builder.model.badge import BadgeClass
from builder.model.course import Course, Module
from builder.model.progress import activity_name
from builder.render.completion import facts
from builder.render.criteria import groups
from builder.render.theme import Theme

_MOST = 12
"""How many modules, and how many badges, home shows: the first page must not grow with the course."""
_MOST_NEEDS = 3
"""How many of the things that a badge asks for."""


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module in one line: its title, where it begins, and what is in it."""

    title: str
    address: str
    facts: str


@dataclass(frozen=True, slots=True)
class BadgeLine:
    """A badge, and what it asks for: of each group its intro, some needs with their addresses, how many more."""

    id: str
    name: str
    asks: tuple[tuple[str, tuple[tuple[str, str], ...], int], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The first modules and badges, and how many modules the course asks for."""

    modules: tuple[ModuleLine, ...]
    badges: tuple[BadgeLine, ...]
    required: int


def home(course: Course, theme: Theme) -> Home:
    """Return what home shows of a course."""
    modules = tuple(ModuleLine(one.title, _start(one), facts(one, theme)) for one in course.modules[:_MOST])
    badges = tuple(_badge(badge, course, theme) for badge in course.badges[:_MOST])
    return Home(modules, badges, len(course.required))


def _badge(badge: BadgeClass, course: Course, theme: Theme) -> BadgeLine:
    return BadgeLine(
        badge.id,
        badge.name,
        tuple(
            (
                group.intro,
                tuple((need.text, _address(need.target, course)) for need in group.needs[:_MOST_NEEDS]),
                max(0, len(group.needs) - _MOST_NEEDS),
            )
            for group in groups(badge, course, theme)
        ),
    )


def _address(target: Mapping[str, str | float], course: Course) -> str:
    """Return where to go on with what a badge asks for."""
    if "quiz" in target:
        return f"#/{target['quiz']}"
    if "badge" in target:
        return f"#/badges#badge-{target['badge']}"
    return next(_start(module) for module in course.modules if module.id == target["module"])


def _start(module: Module) -> str:
    return f"#/{activity_name(module, module.activities[0])}" if module.activities else "#/"
