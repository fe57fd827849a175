"""What home shows to whoever has done nothing yet: written into the document, so never more than so much."""

from dataclasses import dataclass

from builder.model.course import Course, Module
from builder.model.progress import activity_name
from builder.render.completion import asked_for, facts
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
    modules = tuple(ModuleLine(one.title, _start(one), facts(one, theme)) for one in course.modules[:_MOST])
    badges = tuple(BadgeLine(one.id, one.name, asked_for(one, course, theme)) for one in course.badges[:_MOST])
    return Home(modules, badges, len(course.required))


def _start(module: Module) -> str:
    return f"#/{activity_name(module, module.activities[0])}" if module.activities else "#/"
