"""How a course is cut into packages: one for all of it, one for each module, or both."""

from collections.abc import Iterator, Mapping
from functools import reduce

from builder.diagnostics import Diagnostic, Kind, Message, Severity, msg
from builder.model.course import Course
from builder.model.part import COURSE, MODULES, modules_alone
from builder.model.reference import ActivityReference, resolve
from builder.syntax.fields import WRONG_SHAPE, Block, Field
from builder.syntax.suggest import one_of

_WAYS = (COURSE, MODULES)

PACKAGES = Field("packages", msg("how to cut the course: a list of course, one package for all of it, and modules"))

LINK_TO_OTHER_PACKAGE = Kind(
    "link-to-other-package",
    Severity.WARNING,
    msg("No page of a package can open another package: learners see the words of the link, and where to look."),
    allowable=True,
)


def cut(options: Block) -> tuple[str, ...]:
    """Return how the course is cut, as the author wrote it; what means nothing is reported."""
    texts = options.texts("packages")
    for text in texts:
        if text.text.strip() not in _WAYS:
            options.report(
                WRONG_SHAPE.at(
                    text.span,
                    msg("`{name}` cannot be “{text}”", name="packages", text=text.text.strip()),
                    remedy=one_of(_WAYS),
                )
            )
    return tuple(dict.fromkeys(text.text.strip() for text in texts)) or (COURSE,)


def parts(course: Course, ways: tuple[str, ...]) -> Mapping[str, Course]:
    """Return what each package holds, by the end of its name: the course, or its modules by themselves."""
    made = {"": course} if COURSE in ways else {}
    if MODULES in ways:
        digits = max(2, len(str(len(course.modules))))
        alone = zip(course.modules, modules_alone(course), strict=True)
        made |= {f"-{number:0{digits}}-{module.id}": part for number, (module, part) in enumerate(alone, 1)}
    return made


def links_out(part: Course, *, whole: bool) -> Iterator[Diagnostic]:
    """Go through the links of a module by itself that lead to what is in another package.

    `whole` tells that there is a package of all modules beside it.
    """
    for path, link in part.links():
        target = resolve(path, link.target)
        module = (
            part.part_of.elsewhere.get(target.path) if part.part_of and isinstance(target, ActivityReference) else ""
        )
        if module:
            yield LINK_TO_OTHER_PACKAGE.at(
                link.span,
                msg("this leads to the module “{title}”, which is in another package", title=module),
                label=msg("the package of the whole course follows it") if whole else None,
                remedy=msg(
                    "repeat here what learners need of it, or say in words where to find it, and allow "
                    "`link-to-other-package` in course.yml"
                ),
            )


def left_out(course: Course, made: Mapping[str, Course]) -> Iterator[Message]:
    """Say which badges no package shows, since several modules count for them."""
    shown = {badge.id for part in made.values() for badge in part.badges}
    quoted = [msg("“{name}”", name=badge.name) for badge in course.badges if badge.id not in shown]
    if quoted:
        yield msg(
            "SCORM 1.2: no package shows the badges that several modules count for: {names}. `parcours badges award` "
            "decides them from the reports of the LMS.",
            names=reduce(lambda before, named: msg("{before}, {named}", before=before, named=named), quoted),
        )
