"""What a course has of what was published, and what most likely took the place of the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain

from builder.model.badge import BadgeClass
from builder.model.course import Activity, Course, Module, questions_of
from builder.model.interaction import Cloze, Match, Order, Select
from builder.model.progress import (
    activity_name,
    claimed_names,
    first_kind,
    former_names,
    mark_names,
    published_names,
    question_key,
    quiz_names,
)
from builder.model.published import (
    Published,
    PublishedActivity,
    PublishedBadge,
    PublishedModule,
    PublishedQuestion,
)
from builder.model.quiz import Question

Place = tuple[Module, Activity]

_LIKE_ENOUGH = 1.1
"""Of title, id, place and content together: the same title and some of the id, or the same place and half of both."""
_MOVED = 1.9  # below what has the same title in its own module, above what is merely like it there
_SAID = 9.0
_HALF = 0.5
_PAIRS_TO_READ = 2500  # reading more of them letter by letter would be felt


@dataclass(frozen=True, slots=True)
class _Trace:
    """What something is recognized by: `places` are its positions counted from the first and from the last."""

    id: str
    title: str
    places: tuple[int, int]
    parts: frozenset[str]


class Comparison:
    """A course beside its last publication."""

    def __init__(self, course: Course, published: Published) -> None:
        self.course = course
        self.published = published
        present = {name: name for names in (mark_names(course), quiz_names(course)) for name, _ in names}
        self._homes = present | {former.name: former.present for former in former_names(course)}
        groups = list(published_names(published))
        names = frozenset(chain.from_iterable(groups))
        self._known = {former.written for former in claimed_names(course) if former.name in names}
        self._modules = {f"module:{module.id}": module for module in course.modules}
        self._badges = {f"badge:{badge.id}": badge for badge in course.badges}
        self._activities: dict[str, Place] = {
            f"{first_kind(activity)}:{activity_name(module, activity)}": (module, activity)
            for module in course.modules
            for activity in module.activities
        }
        self._continued = {self._homes.get(name) for name, *_ in groups}
        self._heirs = {name: {self._homes.get(before) for before in former} for name, *former in groups}

    def is_there(self, name: str) -> bool:
        """Tell whether what had a name has a place."""
        return name in self._homes

    def module(self, published: PublishedModule) -> Module | None:
        """Return the module that goes on with a published one."""
        return self._modules.get(self._homes.get(f"module:{published.id}", ""))

    def activity(self, module: PublishedModule, published: PublishedActivity) -> Place | None:
        """Return the page or quiz that goes on with a published one, and its module."""
        return self._activities.get(self._homes.get(f"{published.kind}:{module.id}/{published.id}", ""))

    def badge(self, published: PublishedBadge) -> BadgeClass | None:
        """Return the badge that goes on with a published one."""
        return self._badges.get(self._homes.get(f"badge:{published.id}", ""))

    def was(self, thing: Module | Activity | BadgeClass) -> list[str]:
        """Return the former ids of something that were published; a misspelt one is left out."""
        return [written.id for written in thing.was if written in self._known]

    def gone_modules(self) -> list[tuple[PublishedModule, Module | None]]:
        """Return the modules that are gone, each with its likely successor."""
        gone = [module for module in self.published.modules if not self.module(module)]
        new = [module for name, module in self._modules.items() if name not in self._continued]
        found = self._paired(
            [_trace(module, self.published.modules, (one.id for one in module.activities)) for module in gone],
            [_trace(module, self.course.modules, (one.id for one in module.activities)) for module in new],
            "module",
        )
        return [(module, new[found[at]] if at in found else None) for at, module in enumerate(gone)]

    def gone_badges(self) -> list[tuple[PublishedBadge, BadgeClass | None]]:
        """Return the badges that are gone, each with its likely successor."""
        gone = [badge for badge in self.published.badges if not self.badge(badge)]
        new = [badge for name, badge in self._badges.items() if name not in self._continued]
        found = self._paired(
            [_trace(badge, self.published.badges) for badge in gone],
            [_trace(badge, self.course.badges) for badge in new],
            "badge",
        )
        return [(badge, new[found[at]] if at in found else None) for at, badge in enumerate(gone)]

    def gone_activities(
        self, modules: Sequence[PublishedModule]
    ) -> list[tuple[PublishedModule, PublishedActivity, Place | None]]:
        """Return the pages and quizzes of some modules that are gone, each with its likely successor anywhere."""
        gone = [(module, one) for module in modules for one in module.activities if not self.activity(module, one)]
        new = [place for name, place in self._activities.items() if name not in self._continued]
        old_traces = [_trace(one, module.activities, (asked.id for asked in one.questions)) for module, one in gone]
        traces = [_trace(one, module.activities, (asked.id for asked in questions_of(one))) for module, one in new]
        reads = len(gone) * len(new) <= _PAIRS_TO_READ
        heirs = [(first_kind(one), f"{first_kind(one)}:{activity_name(module, one)}", module) for module, one in new]
        scores = []
        for at, (module, one) in enumerate(gone):
            home, name = self.module(module), f"{one.kind}:{module.id}/{one.id}"
            for other, (kind, heir, place) in enumerate(heirs):
                if kind == one.kind:
                    like = _likeness(old_traces[at], traces[other], reads=reads) if place is home else 0
                    likeness = max(self._says(name, heir), like, _has_moved(old_traces[at], traces[other]))
                    scores.append((likeness, at, other))
        found = _matched(scores)
        return [(module, one, new[found[at]] if at in found else None) for at, (module, one) in enumerate(gone)]

    def _paired(self, gone: list[_Trace], new: list[_Trace], kind: str) -> dict[int, int]:
        reads = len(gone) * len(new) <= _PAIRS_TO_READ
        return _matched(
            (
                max(_likeness(one, trace, reads=reads), self._says(f"{kind}:{one.id}", f"{kind}:{trace.id}")),
                at,
                other,
            )
            for at, one in enumerate(gone)
            for other, trace in enumerate(new)
        )

    def _says(self, gone: str, present: str) -> float:
        """Tell what says that it was something of which only the latest name is missing."""
        return _SAID if present in self._heirs[gone] else 0


def gone_questions(published: PublishedActivity, activity: Activity) -> list[tuple[PublishedQuestion, Question | None]]:
    """Return the questions of an activity that are gone, each with the one that has its answers now."""
    questions = questions_of(activity)
    ids, known = {question.id for question in questions}, {question.id for question in published.questions}
    gone = [(at, question) for at, question in enumerate(published.questions) if question.id not in ids]
    new = [(at, question) for at, question in enumerate(questions) if question.id not in known]
    found = _matched(
        (_same_answers(one, question, is_near=place == at), index, other)
        for index, (at, one) in enumerate(gone)
        for other, (place, question) in enumerate(new)
    )
    return [(question, new[found[index]][1] if index in found else None) for index, (_, question) in enumerate(gone)]


_Thing = Module | Activity | BadgeClass | PublishedModule | PublishedActivity | PublishedBadge


def _trace(thing: _Thing, siblings: Sequence[_Thing], parts: Iterable[str] = ()) -> _Trace:
    at = siblings.index(thing)
    title = thing.name if isinstance(thing, BadgeClass) else thing.title
    return _Trace(thing.id, title.casefold(), (at, at - len(siblings)), frozenset(parts))


def _matched(scores: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Return the best partner of each, none taken twice: the likest pairs come first."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    likely = [(-score, one, other) for score, one, other in scores if score >= _LIKE_ENOUGH]
    for _, one, other in sorted(likely):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _likeness(one: _Trace, other: _Trace, *, reads: bool) -> float:
    near = any(place == with_other for place, with_other in zip(one.places, other.places, strict=True))
    alike = _alike(one.title, other.title, reads=reads) + _alike(one.id, other.id, reads=reads)
    return alike + _HALF * near + _shared(one.parts, other.parts)


def _alike(one: str, other: str, *, reads: bool) -> float:
    if one == other or not reads:
        return one == other
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one else 0


def _has_moved(one: _Trace, other: _Trace) -> float:
    """Compare across modules, where every module has a quiz called so: what it asks tells it, and a title a page."""
    is_same = _shared(one.parts, other.parts) > _HALF if one.parts else one.title == other.title
    return _MOVED if is_same else 0


def _same_answers(published: PublishedQuestion, question: Question, *, is_near: bool) -> float:
    """Tell a question of which only the words changed: under its old id, saved answers would still be its own."""
    if question_key(replace(question, id=published.id)) != published.key:
        return 0
    alike = _alike(published.own, question.own, reads=True) + _HALF * is_near
    says_more = isinstance(question.interaction, Select | Match | Order | Cloze)  # the others have no texts to compare
    return alike + (_LIKE_ENOUGH if says_more else _LIKE_ENOUGH - _HALF)
