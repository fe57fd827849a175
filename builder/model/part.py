"""A module by itself: a course that holds it and only what it uses."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from builder.model.badge import BadgeClass
from builder.model.course import Course, Module, PartOf, questions_of
from builder.model.media import Media
from builder.model.reference import FileReference, resolve
from builder.syntax.yaml import Mapping as Block
from builder.syntax.yaml import Sequence, Text, Value

COURSE, MODULES = "course", "modules"
"""The ways to cut a course: one package for all of it, one for each module."""


def packaging(course: Course) -> Mapping[str, tuple[str, ...]]:
    """Return how each target that the author names is cut into packages."""
    return {choice.id: _ways(choice.options) or (COURSE,) for choice in course.targets}


def _ways(options: Value | None) -> tuple[str, ...]:
    said = options.get("packages") if isinstance(options, Block) else None
    items = said.items if isinstance(said, Sequence) else (said,)
    return tuple(dict.fromkeys(item.text.strip() for item in items if isinstance(item, Text) and item.text.strip()))


def modules_alone(course: Course) -> tuple[Course, ...]:
    """Return each module of a course as a course of its own, which is complete when the module is."""
    owners = {activity.path: module.title for module in course.modules for activity in module.activities}
    return tuple(_alone(course, number, owners) for number in range(1, len(course.modules) + 1))


def own_badges(course: Course, module: Module) -> tuple[BadgeClass, ...]:
    """Return the badges that need nothing but this module."""
    found: dict[str, BadgeClass] = {}
    while True:
        more = {one.id: one for one in course.badges if one.id not in found and _needs_only(one, course, module, found)}
        if not more:
            return tuple(badge for badge in course.badges if badge.id in found)
        found |= more


def _needs_only(badge: BadgeClass, course: Course, module: Module, found: Mapping[str, BadgeClass]) -> bool:
    criteria = badge.criteria
    quizzes = (course.find_quizzes(score.quiz.id) for score in criteria.scores)
    modules = {*course.modules_for(criteria), *(one.id for named in quizzes for one, _ in named)}
    return modules <= {module.id} and all(needed.id in found for needed in criteria.badges)


def _alone(course: Course, number: int, owners: Mapping[str, str]) -> Course:
    module = course.modules[number - 1]
    paths = {activity.path for activity in module.activities}
    elsewhere = {path: title for path, title in owners.items() if path not in paths}
    named = {one.objective.id for activity in module.activities for one in questions_of(activity) if one.objective}
    part = replace(
        course,
        id=f"{course.id}/{module.first_id}",
        title=module.title,
        subtitle="",
        image=None,
        minutes=module.minutes,
        objectives=tuple(objective for objective in course.objectives if objective.name in named),
        modules=(replace(module, optional=False),),
        # The wall shows a picture made for it: those of the author stay behind.
        badges=tuple(replace(badge, image=None) for badge in own_badges(course, module)),
        issuer=replace(course.issuer, image=None) if course.issuer else None,
        media={},
        part_of=PartOf(course.id, course.title, number, elsewhere),
    )
    part = replace(part, media=_media(course, part))
    captions = {captions.path for media in part.media.values() for captions in media.captions}
    used = captions | set(_files(part))
    return replace(part, assets={path: asset for path, asset in course.assets.items() if path in used})


def _media(course: Course, part: Course) -> Mapping[str, Media]:
    """Return the recordings that the texts of a part show, and those that their transcripts do."""
    found: Mapping[str, Media] = {}
    while True:
        used = set(_files(replace(part, media=found)))
        more = {path: media for path, media in course.media.items() if path in used}
        if len(more) == len(found):
            return found
        found = more


def _files(course: Course) -> Iterator[str]:
    targets = (resolve(path, link.target) for path, link in course.file_links())
    return (target.path for target in targets if isinstance(target, FileReference))
