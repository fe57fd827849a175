"""What new pages, quizzes, modules and badges seem to be old ones under another name: guesses, for people to judge."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from builder.inspection.continuity import Continuity, Fate
from builder.inspection.release import Activity, Badge, Module, Outline
from builder.syntax.suggest import nearest

_MOST_PAIRS = 2500
_EXACT = 2  # how many signs compare without looking for likeness
T = TypeVar("T", Activity, Module, Badge)


def likely_activities(continuity: Continuity, new: Outline) -> dict[str, Activity]:
    """Return by their names the pages and quizzes that are not found again, each with what may be it now."""
    found = {one.new.name for module in continuity.modules for one in module.activities if one.new}
    free = [one for one in new.activities.values() if one.name not in found]
    lost = [one.old for module in continuity.modules for one in module.activities if not one.new]
    pages = _paired([one for one in lost if one.is_page], [one for one in free if one.is_page], _ALIKE)
    return pages | _paired([one for one in lost if not one.is_page], [one for one in free if not one.is_page], _ALIKE)


def likely_modules(continuity: Continuity) -> dict[str, Module]:
    """Return by their ids the modules without a successor, each with what may be it now."""
    lost = [one.module for one in continuity.modules if one.fate is not Fate.NEW and not one.successor]
    free = [one.module for one in continuity.modules if one.fate is Fate.NEW]
    return _paired(lost, free, _ALIKE_MODULES)


def likely_badges(continuity: Continuity) -> dict[str, Badge]:
    """Return by their ids the badges that are gone, each with what may be it now."""
    lost = [one.badge for one in continuity.badges if one.fate is Fate.LOST]
    free = [one.badge for one in continuity.badges if one.fate is Fate.NEW]
    return _paired(lost, free, _ALIKE_BADGES)


def place(activity: Activity) -> str:
    """Return the id of the module that an activity is in."""
    return activity.name.partition("/")[0]


def own_id(activity: Activity) -> str:
    """Return the id of an activity in its module."""
    return activity.name.partition("/")[2]


def _paired(lost: Iterable[T], free: Iterable[T], signs: Sequence[Callable[[T, T], bool]]) -> dict[str, T]:
    """Return by name which old things seem to be which new ones: where a sign leaves no doubt, each only once."""
    left, waiting = list(free), list(lost)
    pairs = {}
    # Likeness takes time, and guesses among hundreds help nobody.
    for alike in signs if len(left) * len(waiting) <= _MOST_PAIRS else signs[:_EXACT]:
        for old in list(waiting):
            candidates = [new for new in left if alike(old, new)]
            if len(candidates) == 1:
                pairs[_name(old)] = candidates[0]
                left.remove(candidates[0])
                waiting.remove(old)
    return pairs


def _name(thing: Activity | Module | Badge) -> str:
    return thing.name if isinstance(thing, Activity) else thing.id


# What tells that a new thing may be an old one, the surest first.
_ALIKE: tuple[Callable[[Activity, Activity], bool], ...] = (
    lambda old, new: old.title == new.title and place(old) == place(new),
    lambda old, new: old.title == new.title,
    lambda old, new: own_id(old) == own_id(new),
    lambda old, new: place(old) == place(new) and _is_near(own_id(old), own_id(new)),
    lambda old, new: place(old) == place(new),
)
_ALIKE_MODULES: tuple[Callable[[Module, Module], bool], ...] = (
    lambda old, new: old.title == new.title,
    lambda old, new: bool(set(map(own_id, old.activities)) & set(map(own_id, new.activities))),
    lambda old, new: _is_near(old.id, new.id),
)
_ALIKE_BADGES: tuple[Callable[[Badge, Badge], bool], ...] = (
    lambda old, new: old.name == new.name,
    lambda old, new: old.criteria == new.criteria,
    lambda old, new: _is_near(old.id, new.id),
)


def _is_near(old: str, new: str) -> bool:
    return nearest(old, [new]) is not None
