"""Whose progress survives an update: what a state of the old package finds again in the new one.

The run-time keeps everything under names (`state.js`), takes over what has a former name (`takeOver` in `progress.js`),
and never takes anything back. A test opens states of the one with the other and holds this to what happens.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from builder.inspection.release import Activity, Badge, Criteria, Module, Outline


class Fate(Enum):
    """What becomes of progress: all of it has a place in the new package, some of it, or nothing."""

    KEPT = "kept"
    PART = "kept in part"
    LOST = "lost"
    NEW = "new"


@dataclass(frozen=True)
class ActivityFate:
    """A page or a quiz of the old package, and where its progress is found again.

    `new` counts as done where it was done, None where nothing does. `answered` has its answers and score: most often
    the same, but a quiz that became a page keeps answers without being read. `joined` tells that another one's answers
    are found there too: the two records become one.
    """

    old: Activity
    new: Activity | None
    answered: Activity | None
    joined: bool

    @cached_property
    def kept(self) -> frozenset[str]:
        """The ids of questions whose answers are found again, under any id."""
        keys = set(self._there.values())
        return frozenset(name for name, key in self.old.questions.items() if key in keys)

    @cached_property
    def asked_again(self) -> tuple[str, ...]:
        """The questions that are still there, but no longer those that were answered."""
        return tuple(name for name in self.old.questions if name not in self.kept and name in self._there)

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """The questions that are not there any more."""
        return tuple(name for name in self.old.questions if name not in self.kept and name not in self._there)

    @cached_property
    def added(self) -> tuple[str, ...]:
        """The questions that nobody was asked before."""
        keys = set(self.old.questions.values())
        new = self._there.items()
        return tuple(name for name, key in new if key not in keys and name not in self.old.questions)

    @property
    def is_whole(self) -> bool:
        """Whether everything that a state holds of it has a place."""
        return self.new is not None and len(self.kept) == len(self.old.questions)

    @property
    def _there(self) -> Mapping[str, int]:
        return self.answered.questions if self.answered else {}


@dataclass(frozen=True, slots=True)
class ModuleFate:
    """A module of either package. `successor` is the module that its completion counts for; None where none does.

    `added` are the pages and quizzes of the successor in which no earlier ones are found again.
    """

    module: Module
    fate: Fate
    successor: Module | None
    activities: tuple[ActivityFate, ...] = ()
    added: tuple[Activity, ...] = ()

    @property
    def asked(self) -> tuple[Activity, ...]:
        """What is added and needed to complete the module: see `missing` in `progress.js`."""
        rule = self.successor.rule if self.successor else ""
        return tuple(one for one in self.added if (rule in {"read", "all"} if one.is_page else rule != "read"))


@dataclass(frozen=True, slots=True)
class BadgeFate:
    """A badge of the old package and the one that who earned it has now, or a new one."""

    badge: Badge
    fate: Fate
    successor: Badge | None


@dataclass(frozen=True, slots=True)
class Continuity:
    """What a new package of a course finds of what an old one left."""

    modules: tuple[ModuleFate, ...]
    badges: tuple[BadgeFate, ...]

    @property
    def loses(self) -> bool:
        """Whether anything that a platform may hold has no place any more."""
        fates = (*(one.fate for one in self.modules), *(one.fate for one in self.badges))
        return any(fate in {Fate.PART, Fate.LOST} for fate in fates)


def compare(old: Outline, new: Outline) -> Continuity:
    """Return what becomes of everything that a state of the old package may hold."""
    activities = _activities(old, new)
    modules, badges = {module.id: module for module in new.modules}, {badge.id: badge for badge in new.badges}
    found = {fate.new.name for fate in activities.values() if fate.new}
    fates = []
    for module in old.modules:
        successor = modules.get(_present(new, "module", module.id))
        held = tuple(activities[activity.name] for activity in module.activities)
        added = tuple(one for one in (successor.activities if successor else ()) if one.name not in found)
        fates.append(ModuleFate(module, _fate(successor, held), successor, held, added))
    succeeded = {fate.successor.id for fate in fates if fate.successor}
    fates += [ModuleFate(module, Fate.NEW, None) for module in new.modules if module.id not in succeeded]
    return Continuity(tuple(fates), tuple(_badges(old, new, badges)))


def nothing_found(old: Outline) -> Continuity:
    """Return what becomes of progress for which the new package looks in another place."""
    modules = tuple(ModuleFate(module, Fate.LOST, None) for module in old.modules)
    return Continuity(modules, tuple(BadgeFate(badge, Fate.LOST, None) for badge in old.badges))


def asks_the_same(old: Badge, new: Badge, outline: Outline) -> bool:
    """Tell whether a badge of the old package asks for what a badge of the new one does, under names of today."""
    return _asked(old.criteria, outline) == _asked(new.criteria, outline)


def _asked(criteria: Criteria, outline: Outline) -> object:
    modules = {_present(outline, "module", name) for name in criteria.modules}
    # Some modules of a list; None for all of them.
    enough = criteria.enough if criteria.enough < len(criteria.modules) else None
    scores = {(_present(outline, "quiz", quiz), minimum) for quiz, minimum in criteria.scores}
    return modules, enough, scores, {_present(outline, "badge", name) for name in criteria.badges}


def _activities(old: Outline, new: Outline) -> dict[str, ActivityFate]:
    there = new.activities
    answers = {
        one.name: place
        for one in old.activities.values()
        if one.has_answers and (place := there.get(_present(new, "quiz", one.name))) and place.has_answers
    }
    shared = Counter(place.name for place in answers.values())
    return {
        one.name: ActivityFate(
            one,
            _done(one, new),
            answers.get(one.name),
            joined=one.name in answers and shared[answers[one.name].name] > 1,
        )
        for one in old.activities.values()
    }


def _done(activity: Activity, new: Outline) -> Activity | None:
    """Return what counts as done where this was done: a page that was read, a quiz that was passed or submitted."""
    place = new.activities.get(_present(new, "page" if activity.is_page else "quiz", activity.name))
    return place if place and place.is_page == activity.is_page else None


def _present(new: Outline, kind: str, name: str) -> str:
    """Return the name under which a state has something after `takeOver`, which goes through the names in order."""
    held = f"{kind}:{name}"
    for former, present in new.was:
        if held == former:
            held = present
    return held.removeprefix(f"{kind}:")


def _fate(successor: Module | None, activities: tuple[ActivityFate, ...]) -> Fate:
    if successor and all(fate.is_whole for fate in activities):
        return Fate.KEPT
    return Fate.PART if successor or any(fate.new or fate.answered for fate in activities) else Fate.LOST


def _badges(old: Outline, new: Outline, badges: dict[str, Badge]) -> Iterator[BadgeFate]:
    found = set()
    for badge in old.badges:
        successor = badges.get(_present(new, "badge", badge.id))
        found.add(successor.id if successor else "")
        yield BadgeFate(badge, Fate.KEPT if successor else Fate.LOST, successor)
    yield from (BadgeFate(badge, Fate.NEW, None) for badge in new.badges if badge.id not in found)
