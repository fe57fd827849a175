"""What becomes of progress, in words: for people who design courses, and those who run a platform."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from builder.diagnostics import Message, msg
from builder.inspection.continuity import ActivityFate, BadgeFate, Continuity, Fate, ModuleFate
from builder.inspection.release import Activity, Badge, Module, Outline
from builder.inspection.successors import likely_activities, likely_badges, likely_modules, own_id, place

_NAMED = 5
"""How many names a sentence lists."""

FATES = {
    Fate.KEPT: msg("kept"),
    Fate.PART: msg("kept in part"),
    Fate.LOST: msg("lost"),
    Fate.NEW: msg("new"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Something to know, and the title of the page or quiz that it is about; empty for the module itself."""

    about: str
    said: Message


@dataclass(frozen=True)
class Words:
    """Says what became of the modules and badges of two packages of a course."""

    old: Outline
    new: Outline
    continuity: Continuity

    def verdict(self) -> Iterator[Message]:
        """Say the most important first."""
        counts = [sum(one.fate is fate for one in self.continuity.modules) for fate in FATES]
        if not self.continuity.loses:
            yield msg("Nobody loses any progress.")
        else:
            yield msg(
                "Some progress has no place in the new package. "
                "Modules kept: {kept}, kept in part: {part}, lost: {lost}.",
                kept=counts[0],
                part=counts[1],
                lost=counts[2],
            )
            yield msg(
                "What has no place waits with the learner while there is room: it is found again once the same name, "
                "or a `was:` with it, is published."
            )
        yield msg("Whoever completed the course stays so: what is found again is never taken back.")
        if self._counted_before() != _weights(self.new.activities.values()):
            yield msg(
                "What counts for the score has changed. It is worked out anew as learners go on; one that the platform "
                "holds is only replaced by a higher one, but where the last attempt of a quiz counts."
            )

    def _counted_before(self) -> dict[str, object]:
        """Return what counted for the score under the names of the new package."""
        names = {
            one.old.name: one.new.name for module in self.continuity.modules for one in module.activities if one.new
        }
        return {names.get(name, ""): weight for name, weight in _weights(self.old.activities.values()).items()}

    def summary(self, fate: ModuleFate) -> Message | None:
        """Return a few words for a table."""
        lost = [one.old for one in fate.activities if not one.new]
        again = sum(len(one.asked_again) for one in fate.activities if one.new)
        gone = sum(len(one.gone) for one in fate.activities if one.new)
        parts = [
            *_counted(sum(one.is_page for one in lost), msg("1 page lost"), "pages"),
            *_counted(sum(not one.is_page for one in lost), msg("1 quiz lost"), "quizzes"),
            *_counted(again, msg("1 question asked again"), "again"),
            *_counted(gone, msg("1 question gone"), "gone"),
            *_counted(len(fate.asked), msg("1 more to do"), "more"),
        ]
        if fate.activities and not fate.successor and any(one.new for one in fate.activities):
            parts.insert(0, msg("its completion lost"))
        return _joined(parts) if parts else None

    def reasons(self, fate: ModuleFate) -> Iterator[Reason]:
        """Go through what becomes of a module, and why."""
        if fate.fate is Fate.NEW:
            return
        yield from (Reason("", said) for said in self._about_module(fate))
        yield from (Reason("", said) for said in _about_added(fate))
        if fate.successor:
            yield from (Reason("", said) for said in _about_rules(fate.module, fate.successor))
        for one in fate.activities:
            yield from (Reason((one.new or one.old).title, said) for said in self._about_activity(one, fate))

    def badge_reasons(self, fate: BadgeFate) -> Iterator[Reason]:
        """Go through what becomes of a badge."""
        yield from (Reason("", said) for said in self._about_badge(fate))

    def _about_badge(self, fate: BadgeFate) -> Iterator[Message]:
        badge, successor = fate.badge, fate.successor
        if fate.fate is Fate.NEW:
            yield msg("It is new; whoever has done what it asks for gets it at the next visit.")
            return
        if successor is None:
            yield msg("The course no longer shows it; a badge that was issued stays one.")
            if likely := self._likely_badges.get(badge.id):
                yield _hint(likely.id, badge.id)
            return
        if successor.id != badge.id:
            yield msg("It was `{old}`, and stays earned.", old=badge.id)
        if successor.criteria != badge.criteria:
            yield msg("What earns it has changed: who earned it keeps it, the others follow the new rule.")

    def _about_module(self, fate: ModuleFate) -> Iterator[Message]:
        module, successor = fate.module, fate.successor
        if successor is None:
            if any(one.new for one in fate.activities):
                yield msg("No module takes its place: that it was completed is forgotten, what is in it is not.")
            else:
                yield msg("Nothing of it is found again.")
            if likely := self._likely_modules.get(module.id):
                yield _hint(likely.id, module.id)
        elif successor.id != module.id:
            yield msg("It was `{old}`, and what was completed stays so.", old=module.id)

    def _about_activity(self, fate: ActivityFate, module: ModuleFate) -> Iterator[Message]:
        old, new = fate.old, fate.new
        if new is None:
            if module.fate is not Fate.LOST or old.name in self.new.activities:
                yield from self._about_lost(old)
            if fate.answered:
                yield from _about_questions(fate)
            return
        if new.name != old.name and own_id(new) != own_id(old):
            yield msg("It was `{old}`, and is found again.", old=old.name)
        if module.successor is None or new not in module.successor.activities:
            now_in = next(one.title for one in self.new.modules if new in one.activities)
            yield msg("It is in the module “{module}” now, and is found again.", module=now_in)
        if fate.joined:
            yield msg("It is found again together with another: the better score stays, and the answers of both.")
        yield from _about_questions(fate)
        yield from _about_quiz(old, new)

    @cached_property
    def _likely(self) -> dict[str, Activity]:
        return likely_activities(self.continuity, self.new)

    @cached_property
    def _likely_modules(self) -> dict[str, Module]:
        return likely_modules(self.continuity)

    @cached_property
    def _likely_badges(self) -> dict[str, Badge]:
        return likely_badges(self.continuity)

    def _about_lost(self, old: Activity) -> Iterator[Message]:
        there = self.new.activities.get(old.name)
        if there:
            yield (
                msg("It was a page and is a quiz now: it is to be done again.")
                if old.is_page
                else msg("It was a quiz and is a page now: it is to be done again.")
            )
            return
        yield (
            msg("It is not found again (`{name}`): that it was read is forgotten.", name=old.name)
            if old.is_page
            else msg("It is not found again (`{name}`), and neither is its score.", name=old.name)
        )
        successor = self._likely.get(old.name)
        if successor:
            was = own_id(old) if place(successor) == place(old) else old.name
            yield msg(
                "If “{title}” has taken its place, write `was: {was}` in its file and build again.",
                title=successor.title,
                was=was,
            )
        else:
            yield msg("Nobody has to do it again.")


def _hint(successor: str, identifier: str) -> Message:
    return msg(
        "If `{near}` has taken its place, write `was: {id}` there and build again.", near=successor, id=identifier
    )


def _about_added(fate: ModuleFate) -> Iterator[Message]:
    own = [one.new for one in fate.activities]
    others = fate.successor.activities if fate.successor else ()
    if moved := [one for one in others if one not in own and one not in fate.added]:
        titles = _listed([msg("“{title}”", title=one.title) for one in moved])
        yield msg("From another module: {titles}. What was done there counts here.", titles=titles)
    if fate.added:
        yield msg("New in it: {titles}.", titles=_listed([msg("“{title}”", title=one.title) for one in fate.added]))
        if fate.asked:
            yield msg(
                "Who is in the middle of it has {count} more to do; who completed it is not asked.",
                count=len(fate.asked),
            )


def _about_rules(old: Module, new: Module) -> Iterator[Message]:
    if old.rule != new.rule:
        yield msg("What completes it has changed; who completed it stays so.")
    if old.optional and not new.optional:
        yield msg("It is required now; who completed the course is not asked.")
    if new.optional and not old.optional:
        yield msg("It is optional now: the course may be complete without it.")


def _about_questions(fate: ActivityFate) -> Iterator[Message]:
    if fate.asked_again or fate.gone:
        yield msg("The best score stays, and so does having passed.")
    if fate.asked_again:
        yield msg(
            "Asked again, because their choices or their kind changed: {questions}.",
            questions=_listed(fate.asked_again),
        )
    if fate.gone:
        yield msg(
            "Not found again: {questions}. A question under another name needs `id:` with the old one.",
            questions=_listed(fate.gone),
        )
    if fate.added and not fate.joined:
        yield msg("New questions: {questions}.", questions=_listed(fate.added))


def _about_quiz(old: Activity, new: Activity) -> Iterator[Message]:
    before, after = (activity.rules.get("pass") for activity in (old, new))
    if isinstance(before, float | int) and isinstance(after, float | int) and before != after:
        values = {"old": _percent(before), "new": _percent(after)}
        if after > before:
            yield msg("It asks for {new} % instead of {old} %: who passed it stays so.", **values)
        else:
            yield msg(
                "It asks for {new} % instead of {old} %: who has as much has passed it at the next visit.", **values
            )
    # The first packages said it elsewhere.
    allowed = new.rules.get("attempts")
    if allowed and old.rules.get("attempts", allowed) != allowed:
        yield msg("It may be tried so many times: {count}. The tries before count.", count=allowed)
    if new.rules.get("keep") == "last" and old.rules.get("keep", "best") != "last":
        yield msg("It counts its last attempt now: a score may fall with the next one.")


def _weights(activities: Iterable[Activity]) -> dict[str, object]:
    """Return what counts for the score, and for how much; in older packages, points do."""
    found = ((one.name, one.rules.get("weight", one.rules.get("points"))) for one in activities)
    return {name: weight for name, weight in found if weight}


def _percent(part: float) -> str:
    return f"{part * 100:.1f}".removesuffix(".0")


def _counted(count: int, one: Message, several: str) -> Iterator[Message]:
    if count:
        yield one if count == 1 else msg(_SEVERAL[several].template, count=count)


_SEVERAL = {
    "pages": msg("{count} pages lost"),
    "quizzes": msg("{count} quizzes lost"),
    "again": msg("{count} questions asked again"),
    "gone": msg("{count} questions gone"),
    "more": msg("{count} more to do"),
}


def _joined(parts: Sequence[Message | str]) -> Message:
    first, *others = parts
    whole = first if isinstance(first, Message) else Message("{first}", (("first", first),))
    for part in others:
        whole = msg("{first}, {second}", first=whole, second=part)
    return whole


def _listed(names: Sequence[Message | str]) -> Message:
    shown = _joined(names[:_NAMED])
    return shown if len(names) <= _NAMED else msg("{names} and {count} more", names=shown, count=len(names) - _NAMED)
