"""Who earns which badge, and why or why not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import Enum, auto
from types import MappingProxyType
from typing import TypeVar

from builder.badges.evidence import Fact, ModuleDone, Person, Place, QuizScore, Reading, Trouble
from builder.diagnostics import Message, msg
from builder.model.badge import BadgeClass, ScoreCriterion
from builder.model.course import CompleteWhen, Course, Module
from builder.model.quiz import Quiz
from builder.syntax.values import plain_number

_HUNDREDTH = Decimal("0.01")
_F = TypeVar("_F", ModuleDone, QuizScore)


class Standing(Enum):
    """What became of a badge that somebody was given before. Without one, only the reports count."""

    HELD = auto()
    TAKEN_BACK = auto()


Given = Mapping[str, Mapping[str, Standing]]
"""What became of the badges given before, by address, then by badge."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a person earns a badge. The reasons say what is met, or else what is missing.

    Who holds it has earned it; `shown` tells whether the reports show it as well.
    """

    badge: str
    person: Person
    granted: bool
    shown: bool
    reasons: tuple[Message, ...]
    evidence: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    """Whether one thing that a badge asks for is met, as a report's reader is told, and by which facts."""

    met: bool
    reasons: tuple[Message, ...]
    evidence: tuple[Fact, ...] = ()


def decide(course: Course, readings: Sequence[Reading], given: Given = MappingProxyType({})) -> tuple[Decision, ...]:
    """Judge every badge of the course for every person in any of the reports, by all that the reports tell of them.

    Badges come in the order of the course, people in that of their e-mail addresses. Where reports contradict each
    other, the better result counts. The order of the reports changes nothing.

    Of the badges that were `given` before, those that are held count as earned, and those that were taken back do not
    count towards others.
    """
    facts: dict[str, list[Fact]] = {}
    unread: dict[str, list[Trouble]] = {}
    people: dict[str, list[Person]] = {}
    for record in (record for reading in readings for record in reading.records):
        facts.setdefault(record.person.email, []).extend(record.facts)
        unread.setdefault(record.person.email, []).extend(record.unread)
        people.setdefault(record.person.email, []).append(record.person)
    learners = [
        _Learner(course, _joined(people[email]), tuple(facts[email]), tuple(unread[email]), given.get(email, {}))
        for email in sorted(people)
    ]
    judged = {learner.person.email: learner.judge() for learner in learners}
    return tuple(judged[learner.person.email][badge.id] for badge in course.badges for learner in learners)


@dataclass(frozen=True, slots=True)
class _Learner:
    course: Course
    person: Person
    facts: tuple[Fact, ...]
    unread: tuple[Trouble, ...]
    given: Mapping[str, Standing]

    def judge(self) -> dict[str, Decision]:
        """Decide on every badge; one may wait for others, wherever they stand."""
        own = {badge.id: self._own(badge) for badge in self.course.badges}
        held = {badge for badge, standing in self.given.items() if standing is Standing.HELD}
        shown: set[str] = set()
        while True:
            more = {
                badge.id
                for badge in self.course.badges
                if own[badge.id].met and all(self._counts(needed.id, shown | held) for needed in badge.criteria.badges)
            }
            if more == shown:
                break
            shown = more
        return {badge.id: self._decision(badge, own[badge.id], shown, held) for badge in self.course.badges}

    def _counts(self, badge: str, earned: set[str]) -> bool:
        return badge in earned and self.given.get(badge) is not Standing.TAKEN_BACK

    def _decision(self, badge: BadgeClass, own: _Finding, shown: set[str], held: set[str]) -> Decision:
        if badge.id in held - shown:
            return Decision(badge.id, self.person, granted=True, shown=False, reasons=(), evidence=own.evidence)
        granted = badge.id in shown
        names = {one.id: one.name for one in self.course.badges}
        waiting = tuple(
            self._waits(reference.id, names.get(reference.id, reference.id), shown | held)
            for reference in badge.criteria.badges
            if self._counts(reference.id, shown | held) == granted
        )
        # What is met says nothing to somebody who asks why there is no badge.
        reasons = own.reasons if granted or not own.met else ()
        return Decision(badge.id, self.person, granted, granted, (*reasons, *waiting), own.evidence)

    def _waits(self, badge: str, name: str, earned: set[str]) -> Message:
        if self._counts(badge, earned):
            return msg("the badge “{name}” is earned", name=name)
        if self.given.get(badge) is Standing.TAKEN_BACK:
            return msg("the badge “{name}” was taken back", name=name)
        return msg("the badge “{name}” is not earned", name=name)

    def _own(self, badge: BadgeClass) -> _Finding:
        """Judge all that a badge asks for but other badges."""
        wanted = [self._modules(badge), *(self._score(criterion) for criterion in badge.criteria.scores)]
        met = all(one.met for one in wanted)
        reasons = tuple(reason for one in wanted if one.met == met for reason in one.reasons)
        return _Finding(met, tuple(dict.fromkeys(reasons)), _in_order(fact for one in wanted for fact in one.evidence))

    def _modules(self, badge: BadgeClass) -> _Finding:
        counted = self.course.modules_for(badge.criteria)
        findings = [self._module(module) for module in self.course.modules if module.id in counted]
        done = [one for one in findings if one.met]
        enough = len(counted) if badge.criteria.enough is None else badge.criteria.enough
        met = len(done) >= enough
        told = done if met else [one for one in findings if not one.met]
        reasons = [reason for one in told for reason in one.reasons]
        if not met and enough < len(counted):
            reasons.insert(0, msg("{count} modules are finished, {enough} are needed", count=len(done), enough=enough))
        return _Finding(met, tuple(reasons), tuple(fact for one in findings for fact in one.evidence))

    def _module(self, module: Module) -> _Finding:
        """Judge a module by what is said of it, else by its quizzes."""
        said = [fact for fact in self.facts if isinstance(fact, ModuleDone) and fact.module == module.id]
        done = [fact for fact in said if fact.done]
        if done:
            best = _first(done)
            reason = msg("the module “{title}” is finished", title=module.title)
            return _met((reason, *_otherwise(said, lambda fact: not fact.done)), (best,))
        quizzes = self._quizzes(module)
        if quizzes.met and (not said or _tells_all(module)):
            return _met((*quizzes.reasons, *_otherwise(said, lambda _: True)), quizzes.evidence)
        if said:
            no = _first(said)
            reason = msg("the module “{title}” is not finished", title=module.title)
            return _missing((reason, *(() if quizzes.met else quizzes.reasons)), (no, *quizzes.evidence))
        return _missing(quizzes.reasons or (self._nothing(module),), quizzes.evidence)

    def _nothing(self, module: Module) -> Message:
        unread = self._unread(module.id)
        if unread is None:
            return msg("nothing is reported about the module “{title}”", title=module.title)
        return msg(
            "what is reported about the module “{title}” was not understood: {file}, line {line}",
            title=module.title,
            file=unread.file,
            line=unread.line,
        )

    def _no_score(self, module: Module, quiz: Quiz) -> Message:
        unread = self._unread(f"{module.id}/{quiz.id}")
        if unread is None:
            return msg("no score is reported in the quiz “{title}”", title=quiz.title)
        return msg(
            "what is reported about the quiz “{title}” was not understood: {file}, line {line}",
            title=quiz.title,
            file=unread.file,
            line=unread.line,
        )

    def _unread(self, subject: str) -> Place | None:
        """Return the first line about a module or a quiz that was not understood."""
        return min((trouble.place for trouble in self.unread if subject in trouble.about), default=None)

    def _quizzes(self, module: Module) -> _Finding:
        """Judge whether the scores show that a module is finished; without any, there is no reason to give."""
        graded = [quiz for quiz in module.quizzes if quiz.is_graded]
        if module.complete_when is CompleteWhen.READ or not graded:
            return _missing(())
        found = [self._reaches(module, quiz, quiz.passing_score) for quiz in graded]
        evidence = tuple(fact for one in found for fact in one.evidence)
        if not evidence:
            return _missing(())
        if not all(one.met for one in found):
            return _missing(tuple(reason for one in found if not one.met for reason in one.reasons), evidence)
        reason = (
            msg("the module “{title}” is finished: its quizzes are passed", title=module.title)
            if _tells_all(module)
            else msg(
                "the module “{title}” counts as finished: its quizzes are passed, and no report tells about the rest",
                title=module.title,
            )
        )
        return _met((reason,), evidence)

    def _score(self, criterion: ScoreCriterion) -> _Finding:
        named = self.course.find_quizzes(criterion.quiz.id)
        if len(named) != 1:
            return _missing((msg("there is no quiz `{id}`", id=criterion.quiz.id),))
        return self._reaches(*named[0], criterion.minimum)

    def _reaches(self, module: Module, quiz: Quiz, minimum: Decimal) -> _Finding:
        scores = [fact for fact in self.facts if isinstance(fact, QuizScore) and fact.quiz == f"{module.id}/{quiz.id}"]
        if not scores:
            return _missing((self._no_score(module, quiz),))
        highest = max(fact.score for fact in scores)
        best = _first([fact for fact in scores if fact.score == highest])
        language = self.course.language
        values = {"score": _percent(highest, language), "minimum": _percent(minimum, language), "title": quiz.title}
        met = highest >= round(minimum, 6)  # which scores are rounded to
        reason = (
            msg("{score} ≥ {minimum} in the quiz “{title}”", **values)
            if met
            else msg("{score} < {minimum} in the quiz “{title}”", **values)
        )
        return _Finding(met, (reason, *_otherwise(scores, lambda fact: fact.score != highest)), (best,))


def _met(reasons: tuple[Message, ...], evidence: tuple[Fact, ...] = ()) -> _Finding:
    return _Finding(met=True, reasons=reasons, evidence=evidence)


def _missing(reasons: tuple[Message, ...], evidence: tuple[Fact, ...] = ()) -> _Finding:
    return _Finding(met=False, reasons=reasons, evidence=evidence)


def _joined(people: Sequence[Person]) -> Person:
    """Return one person of what several reports call them: the fullest name and user name."""
    return Person(
        people[0].email,
        max((person.name for person in people), key=lambda name: (len(name), name)),
        max((person.username for person in people), key=lambda name: (len(name), name)),
    )


def _tells_all(module: Module) -> bool:
    """Tell whether passing its graded quizzes is all that a module asks for."""
    surveys = any(not quiz.is_graded for quiz in module.quizzes)
    match module.complete_when:
        case CompleteWhen.QUIZ_PASSED:
            return not surveys
        case CompleteWhen.ALL:
            return not surveys and not module.pages
        case CompleteWhen.READ | CompleteWhen.QUIZ_SUBMITTED:
            return False


def _otherwise(facts: Iterable[_F], says: Callable[[_F], bool]) -> tuple[Message, ...]:
    """Say which lines contradict the result that counts."""
    places = sorted({fact.place for fact in facts if says(fact)})
    return tuple(
        msg("{file}, line {line}, says less: the better result counts", file=place.file, line=place.line)
        for place in places
    )


def _first(facts: Sequence[_F]) -> _F:
    """Return the fact that happened first, or else stands first."""
    return min(facts, key=lambda fact: (fact.when is None, fact.when.isoformat() if fact.when else "", fact.place))


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(
        sorted(set(facts), key=lambda fact: (fact.place, isinstance(fact, QuizScore), _subject(fact), str(fact)))
    )


def _subject(fact: Fact) -> str:
    return fact.module if isinstance(fact, ModuleDone) else fact.quiz


def _percent(share: Decimal, language: str) -> str:
    """Return a part of one as a percentage, rounded down: what falls short must never look like enough."""
    return f"{plain_number((share * 100).quantize(_HUNDREDTH, ROUND_DOWN), language)} %"
