"""What new pages, quizzes, modules and badges seem to be old ones under another name: guesses, for people to judge."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from builder.inspection.continuity import Continuity, Fate
from builder.inspection.release import Activity, Badge, Module, Outline
from builder.syntax.suggest import nearest

_MOST_PAIRS = 2500
T = TypeVar("T", Activity, Module, Badge)
_Key = Callable[[T], object]
_Sign = Callable[[T, T], bool]


def likely_activities(continuity: Continuity, new: Outline) -> dict[str, Activity]:
    """Return by their names the pages and quizzes that are not found again, each with what may be it now."""
    found = {one.new.name for module in continuity.modules for one in module.activities if one.new}
    free = [one for one in new.activities.values() if one.name not in found]
    lost = [one.old for module in continuity.modules for one in module.activities if not one.new]
    pairs: dict[str, Activity] = {}
    for page in (True, False):
        old, new_ones = ([one for one in each if one.is_page is page] for each in (lost, free))
        pairs |= _paired(old, new_ones, _SAME, _ALIKE)
    return pairs


def likely_modules(continuity: Continuity) -> dict[str, Module]:
    """Return by their ids the modules without a successor, each with what may be it now."""
    lost = [one.module for one in continuity.modules if one.fate is not Fate.NEW and not one.successor]
    free = [one.module for one in continuity.modules if one.fate is Fate.NEW]
    return _paired(lost, free, _SAME_MODULES, _ALIKE_MODULES)


def likely_badges(continuity: Continuity) -> dict[str, Badge]:
    """Return by their ids the badges that are gone, each with what may be it now."""
    lost = [one.badge for one in continuity.badges if one.fate is Fate.LOST]
    free = [one.badge for one in continuity.badges if one.fate is Fate.NEW]
    return _paired(lost, free, _SAME_BADGES, _ALIKE_BADGES)


def place(activity: Activity) -> str:
    """Return the id of the module that an activity is in."""
    return activity.name.partition("/")[0]


def own_id(activity: Activity) -> str:
    """Return the id of an activity in its module."""
    return activity.name.partition("/")[2]


def _paired(lost: Iterable[T], free: Iterable[T], same: Sequence[_Key[T]], alike: Sequence[_Sign[T]]) -> dict[str, T]:
    """Return by name which old things seem to be which new ones: where a sign leaves no doubt, each only once."""
    left, waiting = {_name(new): new for new in free}, list(lost)
    pairs: dict[str, T] = {}
    for key in same:
        by_key: defaultdict[object, dict[str, T]] = defaultdict(dict)
        for name, new in left.items():
            by_key[key(new)][name] = new
        waiting = [old for old in waiting if not _pair(pairs, left, old, by_key[key(old)])]
    # Likeness takes time, and guesses among hundreds help nobody.
    for sign in alike if len(left) * len(waiting) <= _MOST_PAIRS else ():
        for old in list(waiting):
            if _pair(pairs, left, old, {name: new for name, new in left.items() if sign(old, new)}):
                waiting.remove(old)
    return pairs


def _pair(pairs: dict[str, T], left: dict[str, T], old: T, candidates: dict[str, T]) -> bool:
    """Make a pair where there is one candidate, which then is none for others; tell whether there is."""
    if len(candidates) != 1:
        return False
    name, pairs[_name(old)] = candidates.popitem()
    del left[name]
    return True


def _name(thing: Activity | Module | Badge) -> str:
    return thing.name if isinstance(thing, Activity) else thing.id


# What tells that a new thing may be an old one, the surest first: what is the same, then what is alike.
_SAME: tuple[_Key[Activity], ...] = (lambda one: (one.title, place(one)), lambda one: one.title, own_id)
_ALIKE: tuple[_Sign[Activity], ...] = (
    lambda old, new: place(old) == place(new) and _is_near(own_id(old), own_id(new)),
    lambda old, new: place(old) == place(new),
)
_SAME_MODULES: tuple[_Key[Module], ...] = (lambda one: one.title,)
_ALIKE_MODULES: tuple[_Sign[Module], ...] = (
    lambda old, new: bool(set(map(own_id, old.activities)) & set(map(own_id, new.activities))),
    lambda old, new: _is_near(old.id, new.id),
)
_SAME_BADGES: tuple[_Key[Badge], ...] = (lambda one: one.name, lambda one: repr(one.criteria))
_ALIKE_BADGES: tuple[_Sign[Badge], ...] = (lambda old, new: _is_near(old.id, new.id),)


def _is_near(old: str, new: str) -> bool:
    return nearest(old, [new]) is not None
