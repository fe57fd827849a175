"""What became something else under the same name since the last publication: packages, questions, pages."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from builder.check.rule import Rule, course_of
from builder.check.successors import Comparison, Place
from builder.diagnostics import Diagnostic, Kind, Severity, Span, msg
from builder.model.course import Course, questions_of
from builder.model.part import COURSE, MODULES, packaging
from builder.model.progress import first_kind, question_key
from builder.model.published import PublishedActivity, PublishedModule
from builder.model.quiz import Question

_FEW = 3
"""More questions than that of one file are told together."""

_NO_LONGER = {
    COURSE: msg(
        "for `{target}`, the package of the whole course is published and no longer built: whoever is in the middle of "
        "it begins anew in another one"
    ),
    MODULES: msg(
        "for `{target}`, a package of each module is published and no longer built: whoever is in the middle of one "
        "begins anew in that of the course"
    ),
}


def changed_packages(course: Course) -> Iterator[Diagnostic]:
    """Find packages that learners have, and that the course is no longer cut into."""
    if course.published is None:
        return
    present = packaging(course)
    for target, ways in course.published.packages.items():
        now = present.get(target, ways if course.targets else (COURSE,))
        for way in (one for one in ways if one not in now and one in _NO_LONGER):
            place = next((choice.span for choice in course.targets if choice.id == target), course.span)
            yield CHANGED_PACKAGES.kind.at(
                place,
                replace(_NO_LONGER[way], values=(("target", target),)),
                label=msg("progress is kept by package"),
                remedy=msg(
                    "write `packages: [{ways}]` for `{target}` below `targets:`, so that everybody goes on in what "
                    "they have; if all may begin anew, publish with `--accept-losses`",
                    ways=", ".join(one for one in (COURSE, MODULES) if one in {*ways, *now}),
                    target=target,
                ),
            )


def changed_question(course: Course) -> Iterator[Diagnostic]:
    """Find questions of which the answers that learners gave mean nothing any more, each in its own file once."""
    if course.published is None:
        return
    compared = Comparison(course, course.published)
    changed: dict[Span, Question] = {}
    for module in course.published.modules:
        for activity in module.activities:
            place = compared.activity(module, activity)
            keys = {question.id: question.key for question in activity.questions}
            for question in questions_of(place[1]) if place else ():
                if keys.get(question.id, question_key(question)) != question_key(question):
                    changed[question.span] = question
    spans = sorted(changed, key=lambda span: (span.source.path, span.start))
    for path, group in groupby(spans, key=lambda span: span.source.path):
        found = list(group)
        if len(found) > _FEW:
            yield CHANGED_QUESTION.kind.at(
                found[0],
                msg(
                    "the choices or ways to answer of {count} questions of {path} changed since they were published: "
                    "learners answer them anew, and keep their best score",
                    count=len(found),
                    path=path,
                ),
                remedy=_AS_IT_WAS,
            )
            continue
        for span in found:
            yield CHANGED_QUESTION.kind.at(
                span,
                msg(
                    "the choices of this question, or how it is answered, changed since it was published: learners "
                    "answer it anew, and keep their best score"
                ),
                remedy=_AS_IT_WAS,
            )


_AS_IT_WAS = msg("leave it so if that is meant; what learners answered is shown again where the choices are as before")


def taken_id(course: Course) -> Iterator[Diagnostic]:
    """Find pages and quizzes that have the published id of one that is there under another id."""
    if course.published is None:
        return
    compared = Comparison(course, course.published)
    there = [
        (module, one, compared.activity(module, one))
        for module in course.published.modules
        for one in module.activities
    ]
    titles = [(one.kind, one.title.casefold()) for _, one, _ in there]
    settled = {id(place[1]) for _, one, place in there if place and place[1].title.casefold() == one.title.casefold()}
    found: dict[tuple[str, str], list[Place]] = {}
    for home in course.modules:
        for activity in home.activities:
            found.setdefault((first_kind(activity), activity.title.casefold()), []).append((home, activity))
    for (module, one, place), title in zip(there, titles, strict=True):
        others = found.get(title, [])
        if place and one.title and len(others) == 1 and titles.count(title) == 1:
            other = others[0]
            if other[1] is not place[1] and id(other[1]) not in settled:
                yield _taken(module, one, place, other)


def _taken(module: PublishedModule, one: PublishedActivity, place: Place, other: Place) -> Diagnostic:
    values = {"id": one.id, "name": f"{module.id}/{one.id}", "path": other[1].path}
    return TAKEN_ID.kind.at(
        place[1].id_span,
        msg(
            "this was published as “{title}”, which is {path} now: whoever had finished that would find this one "
            "finished",
            title=one.title,
            path=other[1].path,
        ),
        remedy=msg(
            "write `id: {id}` in {path} and another `id:` here; if only titles changed, publish with `--accept-losses`",
            **values,
        )
        if other[0] is place[0]
        else msg(
            "write another `id:` here and `was: {name}` in {path}; if only titles changed, publish with "
            "`--accept-losses`",
            **values,
        ),
    )


_LOCK = """format: 1
course: example
packages:
  scorm12:
  - course
  - modules
modules:
- id: one
  title: Page
  activities:
  - page: page
    title: Page
"""
_ASKED = _LOCK.replace("  - modules\n", "") + "  - quiz: quiz\n    title: Quiz\n    questions:\n      x: {key}\n"
_QUIZ = "  - id: x\n    question: One?\n    accept: A\n"
_TITLED = _LOCK.replace("  - modules\n", "").replace("    title: Page", "    title: Another")
_ANOTHER = {"course/one/another.md": "# Another\n\nText.\n"}

CHANGED_PACKAGES = Rule(
    Kind(
        "changed-packages",
        Severity.WARNING,
        msg("Platforms keep progress by package: nothing takes it from one to another."),
    ),
    changed_packages,
    bad=course_of() | {"course.lock": _LOCK},
    good=course_of() | {"course.lock": _LOCK.replace("  - modules\n", "")},
)
CHANGED_QUESTION = Rule(
    Kind(
        "changed-question",
        Severity.WARNING,
        msg("An answer saved as “the second choice” is not shown where the second choice says something else."),
    ),
    changed_question,
    bad=course_of(quiz=_QUIZ) | {"course.lock": _ASKED.format(key=1)},
    good=course_of(quiz=_QUIZ) | {"course.lock": _ASKED.format(key=52160)},
)
TAKEN_ID = Rule(
    Kind(
        "taken-id",
        Severity.WARNING,
        msg("What learners did under an id is shown as done for what has the id now, whatever it says."),
    ),
    taken_id,
    bad=course_of() | _ANOTHER | {"course.lock": _TITLED},
    good=course_of() | {"course.lock": _TITLED},
)
