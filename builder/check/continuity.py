"""Rules about a course that people follow: what they would lose with the next version, and how to keep it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from builder.check.changes import CHANGED_PACKAGES, TAKEN_ID
from builder.check.lost_questions import lost_questions
from builder.check.rule import Rule, course_of
from builder.check.successors import Comparison, Place
from builder.check.was import was_remedy
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.badge import BadgeClass, Reference
from builder.model.course import Activity, Course, Module
from builder.model.part import COURSE, MODULES
from builder.model.progress import former_places, merging_names
from builder.model.published import PublishedActivity, PublishedBadge, PublishedModule

_FEW = 3
"""More than that of one sort, with nothing in their places, are told together."""
_MANY = 12
"""Nobody reads a longer list on one line; each of the others is found as these are done."""

_GONE = {
    "page": msg("the page `{name}` is gone: whoever had finished it loses that"),
    "quiz": msg("the quiz `{name}` is gone: learners lose their scores and answers"),
}
_RENAMED = {
    "page": msg("this page seems to be `{name}` under a new id: whoever had finished it would have to do so again"),
    "quiz": msg("this quiz seems to be `{name}` under a new id: learners would lose their scores and answers"),
}
_MOVED = {
    "page": msg("this page comes from another module, as `{name}`: whoever had finished it would have to do so again"),
    "quiz": msg("this quiz comes from another module, as `{name}`: learners would lose their scores and answers"),
}
_REPLACED = {
    "page": msg(
        "if another page takes its place, write `was: {name}` in its front matter: at its top, between two lines "
        "`---`; if not, publish with `--accept-losses`"
    ),
    "quiz": msg(
        "if another quiz takes its place, write `was: {name}` on a line of its own in it; if not, publish with "
        "`--accept-losses`"
    ),
}


def changed_course_id(course: Course) -> Iterator[Diagnostic]:
    """Find a course that is no longer the one that was published."""
    if course.published and course.published.course != course.id:
        yield CHANGED_COURSE_ID.kind.at(
            course.id_span,
            msg(
                "the course was published as `{old}`, not as `{new}`: on the web, learners would begin anew",
                old=course.published.course,
                new=course.id,
            ),
            remedy=msg("write `id: {old}` in course.yml", old=course.published.course),
        )


def vanished_id(course: Course) -> Iterator[Diagnostic]:
    """Find what was published and is gone."""
    if course.published is None:
        return
    compared = Comparison(course, course.published)
    lost = list(_gone_activities(compared))
    merging = {written.id for _, written in merging_names(course)}  # told as what they are
    for module, successor in compared.gone_modules():
        if module.id in merging:
            continue
        left = [activity for owner, activity, found in lost if owner is module and found is None]
        yield _gone_module(module, successor, left, compared)
    yield from _told_activities(lost, compared)
    yield from lost_questions(compared, VANISHED_ID.kind)
    for badge, likely in compared.gone_badges():
        yield _gone_badge(badge, likely, compared)
    yield from _dropped(compared)


def moved_id(course: Course) -> Iterator[Diagnostic]:
    """Find pages and quizzes that went to another module, which is part of their names."""
    if course.published is None:
        return
    compared = Comparison(course, course.published)
    gone = [
        (module, activity, place)
        for module, activity, place in _gone_activities(compared)
        if place and place[0] is not compared.module(module)
    ]
    ways = course.published.packages.values()
    if not ways or any(COURSE in each for each in ways):
        yield from (found for group in _by_way(gone) for found in _moved(group, compared))
    if any(tuple(each) == (MODULES,) for each in ways):
        left = [
            (module, activity, place)
            for module in course.published.modules
            for activity in module.activities
            if (place := compared.activity(module, activity)) and place[0] is not compared.module(module)
        ]
        yield from (found for group in _by_way([*gone, *left]) for found in _left_behind(group))


_Lost = tuple[PublishedModule, PublishedActivity, Place | None]
_Moved = tuple[PublishedModule, PublishedActivity, Place]


def _by_way(moved: list[_Moved]) -> Iterator[list[_Moved]]:
    """Go through what moved, together what went from one module to the same other."""
    ways = groupby(sorted(moved, key=_way), key=_way)
    return (list(group) for _, group in ways)


def _way(one: _Moved) -> tuple[str, str]:
    return one[0].id, one[2][0].id


def _left_behind(group: list[_Moved]) -> Iterator[Diagnostic]:
    """Tell of what is in another package now, where every module is one: no `was:` takes progress there."""
    module, _, (home, _) = group[0]
    remedy = msg("leave it where it was; if all may do it again, publish with `--accept-losses`")
    if len(group) > _FEW:
        yield MOVED_ID.kind.at(
            _place_of(home),
            msg(
                "{content} of the package of the module `{name}` are in another one now: progress does not follow",
                content=_counted([activity for _, activity, _ in group]),
                name=module.id,
            ),
            remedy=remedy,
        )
        return
    for _, activity, (_, present) in group:
        yield MOVED_ID.kind.at(
            present.span,
            msg(
                "this was `{name}`, in the package of another module: progress does not follow from one package to "
                "another",
                name=f"{module.id}/{activity.id}",
            ),
            remedy=remedy,
        )


def _gone_activities(compared: Comparison) -> Iterator[_Lost]:
    """Go through the activities that are gone, but for those of a module that only seems to have another id."""
    renamed = [module for module, successor in compared.gone_modules() if successor]
    modules = [module for module in compared.published.modules if module not in renamed]
    yield from compared.gone_activities(modules)


def _gone_module(
    module: PublishedModule, successor: Module | None, left: list[PublishedActivity], compared: Comparison
) -> Diagnostic:
    if successor:
        return VANISHED_ID.kind.at(
            _place_of(successor),
            msg(
                "this module seems to be `{name}` under a new id: learners would lose all that they did in it",
                name=module.id,
            ),
            remedy=was_remedy(successor, [*_ids(module.was), *compared.was(successor), module.id]),
        )
    if module.activities and not left:
        return VANISHED_ID.kind.at(
            module.span,
            msg(
                "the module `{name}` is gone, and all that was in it is elsewhere: whoever had completed it keeps what "
                "was done there, as part of other modules",
                name=module.id,
            ),
            label=msg("“{title}”", title=module.title),
            remedy=msg(
                "write nothing for the module: its pages and quizzes each have their own `was:`; publish with "
                "`--accept-losses`"
            ),
        )
    return VANISHED_ID.kind.at(
        module.span,
        msg(
            "the module `{name}` is gone with {content}: learners lose all that they did in it",
            content=_counted(left),
            name=module.id,
        ),
        label=msg("“{title}”", title=module.title),
        remedy=msg(
            "if another module takes its place, write `was: {name}` in it; if not, publish with `--accept-losses`",
            name=module.id,
        ),
    )


def _told_activities(lost: list[_Lost], compared: Comparison) -> Iterator[Diagnostic]:
    for module, group in groupby(lost, key=lambda one: one[0]):
        found = list(group)
        home = compared.module(module)
        for _, activity, place in found:
            if place and place[0] is home:
                yield VANISHED_ID.kind.at(
                    place[1].span,
                    _said(_RENAMED[activity.kind], name=f"{module.id}/{activity.id}"),
                    remedy=was_remedy(place[1], [*_ids(activity.was), *compared.was(place[1]), activity.id]),
                )
        left = [activity for _, activity, place in found if place is None]
        if home and len(left) > _FEW:
            yield _many(module, left)
        elif home:
            yield from (_gone(module, activity) for activity in left)


def _gone(module: PublishedModule, activity: PublishedActivity) -> Diagnostic:
    return VANISHED_ID.kind.at(
        activity.span,
        _said(_GONE[activity.kind], name=f"{module.id}/{activity.id}"),
        label=msg("“{title}”", title=activity.title),
        remedy=_said(_REPLACED[activity.kind], name=f"{module.id}/{activity.id}"),
    )


def _many(module: PublishedModule, left: list[PublishedActivity]) -> Diagnostic:
    names = ", ".join(f"`{activity.id}`" for activity in left[:_FEW])
    return VANISHED_ID.kind.at(
        module.span,
        msg(
            "{content} of the module `{name}` are gone, {names} among them: learners lose what they did there",
            content=_counted(left),
            name=module.id,
            names=names,
        ),
        remedy=msg(
            "if others take their places, write `was: {name}/old-id` in these; if not, publish with `--accept-losses`",
            name=module.id,
        ),
    )


def _moved(group: list[_Moved], compared: Comparison) -> Iterator[Diagnostic]:
    module, _, (home, _) = group[0]
    if len(group) <= _FEW:
        for _, activity, (_, present) in group:
            yield MOVED_ID.kind.at(
                present.span,
                _said(_MOVED[activity.kind], name=f"{module.id}/{activity.id}"),
                remedy=was_remedy(
                    present,
                    [*_away(activity.was, module), *compared.was(present), f"{module.id}/{activity.id}"],
                    own=f"{home.id}/{present.id}",
                ),
            )
        return
    yield MOVED_ID.kind.at(
        _place_of(home),
        msg(
            "{content} come from the module `{name}`: what learners did there would be lost",
            content=_counted([activity for _, activity, _ in group]),
            name=module.id,
        ),
        remedy=msg("write where each comes from: {lines}", lines=_lines(group)),
    )


def _lines(group: list[_Moved]) -> str:
    told = [f"`was: {module.id}/{activity.id}` ({present.path})" for module, activity, (_, present) in group]
    return ", ".join(told[:_MANY]) + (", …" if len(told) > _MANY else "")


def _gone_badge(badge: PublishedBadge, likely: BadgeClass | None, compared: Comparison) -> Diagnostic:
    if likely:
        return VANISHED_ID.kind.at(
            likely.id_span,
            msg(
                "this badge seems to be `{name}` under a new id: whoever has earned it would see it as not earned",
                name=badge.id,
            ),
            remedy=was_remedy(likely, [*_ids(badge.was), *compared.was(likely), badge.id]),
        )
    return VANISHED_ID.kind.at(
        badge.span,
        msg("the badge `{name}` is gone: whoever has earned it no longer sees it", name=badge.id),
        remedy=msg(
            "if another badge takes its place, write `was: {name}` in it; if not, publish with `--accept-losses`",
            name=badge.id,
        ),
    )


def _dropped(compared: Comparison) -> Iterator[Diagnostic]:
    """Find former ids that were published beside the present one, and that nothing names any more."""
    older = {module.id: module.was for module in compared.published.modules}
    for module in compared.published.modules:
        home = compared.module(module)
        missing = [written.id for written in module.was if not compared.is_there(f"module:{written.id}")]
        if home and missing:
            yield _dropped_from(home, missing, compared)
        for activity in module.activities:
            place = compared.activity(module, activity)
            former = [
                (name, written) for name, written, follows in former_places(module, activity, older) if not follows
            ]
            lost = [written for name, written in former if not compared.is_there(f"{activity.kind}:{name}")]
            if place and lost:
                own = _ids(lost) if place[0] is home else _away(lost, module)
                yield _dropped_from(place[1], own, compared)
    for badge in compared.published.badges:
        present = compared.badge(badge)
        missing = [written.id for written in badge.was if not compared.is_there(f"badge:{written.id}")]
        if present and missing:
            yield _dropped_from(present, missing, compared)


def _dropped_from(thing: Module | Activity | BadgeClass, missing: list[str], compared: Comparison) -> Diagnostic:
    return VANISHED_ID.kind.at(
        _place_of(thing) if isinstance(thing, Module) else thing.span,
        msg(
            "`was:` no longer names `{names}`: whoever has not come back since that time would lose what they did here",
            names=", ".join(missing),
        ),
        remedy=was_remedy(thing, [*missing, *compared.was(thing)]),
    )


def _ids(former: Iterable[Reference]) -> list[str]:
    return [written.id for written in former]


def _away(former: Iterable[Reference], module: PublishedModule) -> list[str]:
    """Return former ids as another module has to write them."""
    return [written.id if "/" in written.id else f"{module.id}/{written.id}" for written in former]


def _place_of(module: Module) -> Span:
    """Return the line that names a module best: a folder that no file speaks of is known by its first page."""
    told = (module.id_span, module.span, module.activities[0].span)
    return next((span for span in told if span.source.path == module.settings), told[-1])


def _counted(activities: Iterable[PublishedActivity]) -> Message:
    kinds = [activity.kind for activity in activities]
    pages, quizzes = kinds.count("page"), kinds.count("quiz")
    told_pages = msg("1 page") if pages == 1 else msg("{count} pages", count=pages)
    told_quizzes = msg("1 quiz") if quizzes == 1 else msg("{count} quizzes", count=quizzes)
    if not pages or not quizzes:
        return told_pages if pages else told_quizzes
    return msg("{pages} and {quizzes}", pages=told_pages, quizzes=told_quizzes)


def _said(template: Message, **values: str) -> Message:
    return replace(template, values=tuple(values.items()))


_LOCK = """format: 1
course: example
modules:
- id: one
  title: Page
  activities:
  - page: page
    title: Page
"""
_MOVES = "    title: Page\n"
_OTHER = {"course/two/other.md": "# Other\n\nText.\n"}
_LOCK_OF_TWO = _LOCK + "- id: two\n  title: Other\n  activities:\n  - page: other\n    title: Other\n"

CHANGED_COURSE_ID = Rule(
    Kind(
        "changed-course-id",
        Severity.WARNING,
        msg("Progress and notes are kept under the id of the course: with another one, it is another course."),
    ),
    changed_course_id,
    bad=course_of(course="id: another\n") | {"course.lock": _LOCK},
    good=course_of(course="id: example\n") | {"course.lock": _LOCK},
)
VANISHED_ID = Rule(
    Kind("vanished-id", Severity.WARNING, msg("Learners' progress is kept under ids: what is gone takes it along.")),
    vanished_id,
    bad=course_of()
    | {"course/one/02-new.md": "# New\n\nText.\n", "course.lock": _LOCK.replace("page: page", "page: old")},
    good=course_of(page="---\nwas: old\n---\n# Page\n\nText.\n")
    | {"course.lock": _LOCK.replace("page: page", "page: old")},
)
MOVED_ID = Rule(
    Kind(
        "moved-id", Severity.WARNING, msg("The id of a module is part of the names under which progress in it is kept.")
    ),
    moved_id,
    bad=course_of()
    | _OTHER
    | {
        "course/two/moved.md": "# Moved\n\nText.\n",
        "course.lock": _LOCK_OF_TWO.replace(_MOVES, _MOVES + "  - page: moved\n    title: Moved\n"),
    },
    good=course_of() | _OTHER | {"course.lock": _LOCK_OF_TWO},
)
LOSSES = (CHANGED_COURSE_ID.kind, CHANGED_PACKAGES.kind, TAKEN_ID.kind, VANISHED_ID.kind, MOVED_ID.kind)
"""The findings that stop a publication."""
