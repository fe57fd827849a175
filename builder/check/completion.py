"""Rules about completing: there is always something to do."""

from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.model.course import CompleteWhen, Course, Module


def nothing_to_complete(course: Course) -> Iterator[Diagnostic]:
    """Find modules whose rule asks for something that they do not have."""
    for module in course.modules:
        if not _asks_for_something(module):
            yield NOTHING_TO_COMPLETE.kind.at(
                module.span,
                msg("the module “{title}” would be complete before it is opened", title=module.title),
                label=msg("`complete_when: {rule}` asks for nothing that it has", rule=module.complete_when.value),
                remedy=msg("choose another `complete_when:`, or add what it asks for"),
            )


def nothing_required(course: Course) -> Iterator[Diagnostic]:
    """Find courses whose modules are all optional."""
    if course.modules and not course.required:
        yield NOTHING_REQUIRED.kind.at(
            course.modules[0].span,
            msg("every module is optional, so the course would be complete before it is opened"),
            remedy=msg("remove `optional:` from at least one module"),
        )


def _asks_for_something(module: Module) -> bool:
    match module.complete_when:
        case CompleteWhen.ALL:
            return True
        case CompleteWhen.READ:
            return bool(module.pages)
        case CompleteWhen.QUIZ_PASSED | CompleteWhen.QUIZ_SUBMITTED:
            return bool(module.quizzes)


def _module(setting: str, **files: str) -> dict[str, str]:
    return course_of(course=f"modules:\n  - {{id: one, {setting}}}\n", **files)


_QUIZ = "  - id: q\n    question: Which?\n    accept: A\n"

NOTHING_TO_COMPLETE = Rule(
    Kind("nothing-to-complete", Severity.ERROR, msg("Learners would pass without having done anything.")),
    nothing_to_complete,
    bad=_module("complete_when: quiz-passed"),
    good=_module("complete_when: quiz-passed", quiz=_QUIZ),
)
NOTHING_REQUIRED = Rule(
    Kind("nothing-required", Severity.ERROR, msg("Learners would pass without having done anything.")),
    nothing_required,
    bad=_module("optional: yes"),
    good=_module("optional: no"),
)
