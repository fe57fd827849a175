"""What home shows to whoever has done nothing yet: written into the document, so never more than so much."""

from dataclasses import dataclass

from builder.model.badge import BadgeClass
from builder.model.course import Course, Module
from builder.model.progress import activity_name
from builder.render.theme import Theme

_MOST = 12
"""How many modules, and how many badges, home shows: the first page must not grow with the course."""


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module in one line: its title, where it begins, and what is in it."""

    title: str
    address: str
    facts: str


@dataclass(frozen=True, slots=True)
class Home:
    """The first modules and badges, and how many modules the course asks for."""

    modules: tuple[ModuleLine, ...]
    badges: tuple[BadgeClass, ...]
    required: int


def home(course: Course, theme: Theme) -> Home:
    """Return what home shows of a course."""
    modules = tuple(_line(module, theme) for module in course.modules[:_MOST])
    return Home(modules, course.badges[:_MOST], len(course.required))


def _line(module: Module, theme: Theme) -> ModuleLine:
    first = f"#/{activity_name(module, module.activities[0])}" if module.activities else "#/"
    pages, quizzes = len(module.pages), len(module.quizzes)
    facts = (
        theme.duration(module.minutes) if module.minutes else "",
        theme.counted(pages, "{count} page", "{count} pages") if pages else "",
        theme.counted(quizzes, "{count} quiz", "{count} quizzes") if quizzes else "",
        theme.text("optional") if module.optional else "",
    )
    return ModuleLine(module.title, first, " · ".join(filter(None, facts)))
