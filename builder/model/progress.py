"""What a learner's saved progress is kept under.

Every page, module, quiz and badge is known to the saved state by a number made from its identifier, so that a
course whose parts were added, removed or moved finds again what has a place. `state.js` makes the same numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from builder.diagnostics import Span
from builder.model.badge import Reference
from builder.model.course import Activity, Course, Module, Page
from builder.model.identifier import fingerprint
from builder.model.interaction import Blank, Cloze, Essay, Interaction, Match, NumericEntry, Order, Select, TextEntry
from builder.model.published import Published, PublishedActivity, PublishedModule
from builder.model.quiz import Question, Quiz

KEY_BITS = 26
"""Wide enough that two of 1,000 names meet in one course out of 130; narrow enough for 4,096 characters."""
QUESTION_KEY_BITS = 16


def activity_name(module: Module, activity: Page | Quiz) -> str:
    """Return the name of an activity inside its course: `module/activity`."""
    return f"{module.id}/{activity.id}"


def mark_names(course: Course) -> Iterator[tuple[str, Span]]:
    """Go through all that is either done or not: pages, modules, badges."""
    for module in course.modules:
        yield f"module:{module.id}", module.id_span
        for page in module.pages:
            yield f"page:{activity_name(module, page)}", page.id_span
    for badge in course.badges:
        yield f"badge:{badge.id}", badge.id_span


def quiz_names(course: Course) -> Iterator[tuple[str, Span]]:
    """Go through all that has answers: quizzes, and pages with self-checks."""
    for module in course.modules:
        for activity in module.activities:
            if "quiz" in kinds_of(activity):
                yield f"quiz:{activity_name(module, activity)}", activity.id_span


@dataclass(frozen=True, slots=True)
class Former:
    """A name of earlier publications, and the name of what has it now.

    `follows` where no author wrote it so: a page of a module that was `old` was in `old`.
    """

    name: str
    present: str
    written: Reference
    follows: bool


def former_names(course: Course) -> tuple[Former, ...]:
    """Return the former names of pages, quizzes, modules and badges; what follows yields to what an author wrote.

    From the name of its module nothing follows for what was published under another one: it was not there.
    """
    found = tuple(claimed_names(course))
    if course.published:
        found = tuple(_credible(found, course.published))
    taken = {name for names in (mark_names(course), quiz_names(course)) for name, _ in names}
    taken.update(former.name for former in found if not former.follows)
    return tuple(former for former in found if not former.follows or former.name not in taken)


def _credible(found: tuple[Former, ...], published: Published) -> Iterator[Former]:
    """Leave out what would follow from a module for what was elsewhere when that module was published."""
    groups = {name: group for group in published_names(published) for name in reversed(group)}
    modules = {module.id for module in published.modules}
    own: dict[str, set[str]] = {}
    for former in found:
        names = (former.present,) if former.follows else (former.present, former.name)
        own.setdefault(former.present, set()).update(*(groups.get(name, ()) for name in names))
    for former in found:
        place = former.name.partition(":")[2].rpartition("/")[0]
        known = own[former.present]
        if not former.follows or not known or former.name in known or place not in modules:
            yield former


def merging_names(course: Course) -> Iterator[tuple[Module, Reference]]:
    """Go through the former ids of modules that were published side by side, as modules of their own.

    Whoever had completed one of them would find the other one complete as well. A module that is one page goes with
    what its page says.
    """
    lived = {module.id for module in course.published.modules} if course.published else set()
    present = {module.id for module in course.modules}
    for module in course.modules:
        shared = {written for activity in module.activities for written in activity.was}
        beside = [one for one in module.was if one.id in lived - present and one not in shared]
        yield from ((module, written) for written in (beside if module.id in lived else beside[1:]))


def claimed_names(course: Course) -> Iterator[Former]:
    """Go through the same as authors wrote them, with those that stand for something else as well."""
    merging = {written for _, written in merging_names(course)}
    modules = [replace(one, was=tuple(was for was in one.was if was not in merging)) for one in course.modules]
    older = {module.id: module.was for module in modules}
    for module in modules:
        shared = {written for activity in module.activities for written in activity.was}
        for written in module.was:
            yield Former(f"module:{written.id}", f"module:{module.id}", written, written in shared)
        for activity in module.activities:
            present = activity_name(module, activity)
            for name, written, follows in former_places(module, activity, older):
                for at, kind in enumerate(kinds_of(activity)):
                    yield Former(f"{kind}:{name}", f"{kind}:{present}", written, follows or at > 0)
    for badge in course.badges:
        yield from (Former(f"badge:{written.id}", f"badge:{badge.id}", written, follows=False) for written in badge.was)


def former_places(
    module: Module | PublishedModule,
    activity: Activity | PublishedActivity,
    older: Mapping[str, tuple[Reference, ...]],
) -> Iterator[tuple[str, Reference, bool]]:
    """Go through the names `module/activity` that an activity had; true with those that follow from its module's."""
    for written in activity.was:
        place, _, own = written.id.rpartition("/")
        yield f"{place or module.id}/{own}", written, False
        yield from ((f"{before.id}/{own}", written, True) for before in older.get(place or module.id, ()))
    yield from ((f"{before.id}/{activity.id}", before, True) for before in module.was)


def kinds_of(activity: Activity) -> tuple[str, ...]:
    """Return what the names of an activity begin with: a page with self-checks has answers as a quiz has."""
    if not isinstance(activity, Page):
        return ("quiz",)
    return ("page", "quiz") if activity.questions else ("page",)


def first_kind(activity: Activity) -> str:
    """Return what the name of an activity begins with: `page` or `quiz`."""
    return kinds_of(activity)[0]


def published_names(published: Published) -> Iterator[tuple[str, ...]]:
    """Go through what learners may have progress under: of each thing its name, then those that it had before."""
    older = {module.id: module.was for module in published.modules}
    for module in published.modules:
        yield tuple(f"module:{identifier}" for identifier in (module.id, *(written.id for written in module.was)))
        for activity in module.activities:
            former = (name for name, _, _ in former_places(module, activity, older))
            yield tuple(f"{activity.kind}:{name}" for name in (f"{module.id}/{activity.id}", *former))
    for badge in published.badges:
        yield tuple(f"badge:{identifier}" for identifier in (badge.id, *(written.id for written in badge.was)))


def name_key(name: str) -> int:
    """Return the number that stands for a name in the saved state."""
    return fingerprint(name, KEY_BITS)


def question_key(question: Question) -> int:
    """Return the number that stands for a question inside its quiz.

    It changes with the kind of answer and with the texts of the choices: an answer saved as "the second choice"
    must not be shown again when the second choice says something else.
    """
    return fingerprint(f"{question.id}|{_shape(question.interaction)}", QUESTION_KEY_BITS)


def _shape(interaction: Interaction) -> str:
    match interaction:
        case Select():
            return _joined("select", (choice.content.plain_text for choice in interaction.choices))
        case NumericEntry():
            return "numeric"
        case TextEntry():
            return "text"
        case Match():
            lines = (line.content.plain_text for line in interaction.lines)
            return _joined("match", (*lines, "", *(option.plain_text for option in interaction.options)))
        case Order():
            return _joined("order", (item.plain_text for item in interaction.items))
        case Cloze():
            return _joined("cloze", map(_blank_shape, interaction.blanks))
        case Essay():
            return "essay"
        case _:
            assert_never(interaction)


def _blank_shape(blank: Blank) -> str:
    # What is right tells typed blanks apart: their kind alone would not show that two changed places.
    match blank:
        case TextEntry():
            return blank.solution
        case NumericEntry(answer=Decimal() as answer):
            return f"{answer.normalize():f}"
        case _:
            return _shape(blank)


def _joined(kind: str, texts: Iterable[str]) -> str:
    return "|".join((kind, *texts))
