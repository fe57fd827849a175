"""What a badge looks like: what the author says, and for the rest a look of the course's own for each badge."""

from dataclasses import dataclass
from typing import TypeVar

from builder.model.badge import Art, BadgeClass, Icon, Palette, Shape
from builder.model.course import Course
from builder.render.typography import typeset

T = TypeVar("T")
_PALETTES = {
    Palette.FOREST: ("#1b6b45", "#f3c65f"),
    Palette.RUST: ("#a8481a", "#ffd97a"),
    Palette.OCEAN: ("#20628a", "#8fe0e6"),
    Palette.PLUM: ("#8d2b58", "#ffc9a8"),
    Palette.VIOLET: ("#5a46a0", "#f5c4ea"),
    Palette.OCHRE: ("#76610c", "#ffe08a"),
}
_OWN_ACCENT = "#f3c65f"
_ANY_MODULE = (Icon.SPROUT, Icon.KEY, Icon.FLAG)
_MODULES = (Icon.COMPASS, Icon.BOOK, Icon.IDEA, Icon.EYE, Icon.BRIDGE, Icon.NETWORK, Icon.PEOPLE, Icon.HANDS)
_SCORES = (Icon.TARGET, Icon.STAR, Icon.MAP, Icon.LAUREL)
_WHOLE = (Icon.SUMMIT, Icon.LAUREL, Icon.STAR)


@dataclass(frozen=True, slots=True)
class Design:
    """All that the drawing of a badge depends on. `rings` are texts for its edge, the first that fits is shown."""

    name: str
    description: str
    shape: Shape
    base: str
    accent: str
    icon: Icon
    rings: tuple[str, ...]
    foot: str
    level: int


def designs(course: Course) -> dict[str, Design]:
    """Return how each badge is drawn, by its id: one shape for all, a colour and an icon of its own for each."""
    shape = next((badge.art.shape for badge in course.badges if badge.art and badge.art.shape), Shape.HEXAGON)
    icons = _icons(course)
    palettes = _palettes(course)
    issuer = course.issuer.name if course.issuer else course.organization
    made = {}
    for badge in course.badges:
        art = badge.art or Art()
        base, accent = (art.colour, _OWN_ACCENT) if art.colour else _PALETTES[palettes[badge.id]]
        rings = (art.ring,) if art.ring else (course.title, course.organization)
        made[badge.id] = Design(
            name=typeset(badge.name, course.language),
            description=typeset(badge.description, course.language),
            shape=art.shape or shape,
            base=base,
            accent=accent,
            icon=icons[badge.id],
            rings=tuple(typeset(text, course.language) for text in rings if text),
            foot=typeset(issuer, course.language),
            level=art.level,
        )
    return made


def _palettes(course: Course) -> dict[str, Palette]:
    wanted = {badge.id: badge.art.palette if badge.art else None for badge in course.badges}
    return _shared_out(wanted, {badge.id: tuple(Palette) for badge in course.badges})


def _icons(course: Course) -> dict[str, Icon]:
    wanted = {badge.id: badge.art.icon if badge.art else None for badge in course.badges}
    return _shared_out(wanted, {badge.id: _fitting(badge, course) for badge in course.badges})


def _fitting(badge: BadgeClass, course: Course) -> tuple[Icon, ...]:
    """Return the icons that suit what a badge asks for, the best first."""
    criteria = badge.criteria
    if criteria.all_modules or (criteria.enough is None and len(course.modules_for(criteria)) == len(course.modules)):
        first: tuple[Icon, ...] = _WHOLE
    elif criteria.scores:
        first = _SCORES
    else:
        first = _MODULES if criteria.enough is None else _ANY_MODULE
    return tuple(dict.fromkeys((*first, *_MODULES, *Icon)))


def _shared_out(wanted: dict[str, T | None], lists: dict[str, tuple[T, ...]]) -> dict[str, T]:
    """Give each name what it wants, or else the first of its list that is least in use."""
    used = [choice for choice in wanted.values() if choice is not None]
    given: dict[str, T] = {}
    for name, choice in wanted.items():
        given[name] = min(lists[name], key=used.count) if choice is None else choice
        if choice is None:
            used.append(given[name])
    return given
