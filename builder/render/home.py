"""What home shows to whoever has done nothing yet: written into the document, so never more than so much."""

from dataclasses import dataclass
from typing import TypeVar

from builder.model.course import Course, Module
from builder.model.progress import activity_name
from builder.render.completion import asked_for, facts
from builder.render.theme import Theme

_MOST, _FIRST = 8, 6
"""Up to how many modules, and badges, home shows all; how many of more: it must not grow with the course."""


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module in one line: its number and title, where it begins, what is in it, and the colour that it goes by."""

    number: int
    title: str
    address: str
    facts: str
    color: str


@dataclass(frozen=True, slots=True)
class BadgeLine:
    """A badge in one line: its name, and what it asks for, which the wall of badges says at length."""

    id: str
    name: str
    asked: str


@dataclass(frozen=True, slots=True)
class Home:
    """The first modules and badges, and how many modules the course asks for."""

    modules: tuple[ModuleLine, ...]
    badges: tuple[BadgeLine, ...]
    required: int


def home(course: Course, theme: Theme) -> Home:
    """Return what home shows of a course."""
    modules = tuple(_line(number, module, theme) for number, module in _first(tuple(course.numbered_modules())))
    badges = tuple(BadgeLine(one.id, one.name, asked_for(one, course, theme)) for one in _first(course.badges))
    return Home(modules, badges, len(course.required))


def _first(things: tuple[_T, ...]) -> tuple[_T, ...]:
    return things if len(things) <= _MOST else things[:_FIRST]


def _line(number: int, module: Module, theme: Theme) -> ModuleLine:
    start = f"#/{activity_name(module, module.activities[0])}" if module.activities else "#/"
    return ModuleLine(number, module.title, start, facts(module, theme), module.color.value if module.color else "")
