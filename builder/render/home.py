"""What home shows to whoever has done nothing yet: written into the document, so never more than so much."""

from dataclasses import dataclass
from typing import TypeVar

from builder.model.badge import BadgeClass
from builder.model.course import Course, Module
from builder.model.progress import activity_name
from builder.render.theme import Theme

_MOST, _FIRST = 8, 6
"""Up to how many modules, and badges, home shows all; how many of more: it must not grow with the course."""


_T = TypeVar("_T")


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
    modules = tuple(_line(module, theme) for module in _first(course.modules))
    return Home(modules, _first(course.badges), len(course.required))


def _first(things: tuple[_T, ...]) -> tuple[_T, ...]:
    return things if len(things) <= _MOST else things[:_FIRST]


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
