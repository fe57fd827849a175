"""Rules about identifiers."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from builder.check.rule import Rule, course_of
from builder.check.was import line_remedy
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.badge import BadgeClass
from builder.model.course import Activity, Course, Module, questions_of
from builder.model.glossary import Term
from builder.model.progress import (
    activity_name,
    former_names,
    kinds_of,
    mark_names,
    name_key,
    published_names,
    question_key,
    quiz_names,
)
from builder.model.quiz import Question

_ANSWER = "    accept: A\n"
_Thing = Module | Activity | BadgeClass


def duplicate_id(course: Course) -> Iterator[Diagnostic]:
    """Find identifiers that stand for two things of the same kind in the same place."""
    yield from _doubles((module.id, module.id_span) for module in course.modules)
    yield from _doubles((badge.id, badge.id_span) for badge in course.badges)
    for module in course.modules:
        yield from _doubles((activity.id, activity.id_span) for activity in module.activities)
    yield from _same_questions(course)
    yield from _same_anchors(sorted(course.glossary.terms, key=lambda term: term.span.start) if course.glossary else ())


def clashing_id(course: Course) -> Iterator[Diagnostic]:
    """Find different identifiers that the saved state could not tell apart."""
    # Under a former name, learners still have something: who has it now must not be taken for somebody else.
    former = [(former.name, former.written.span) for former in former_names(course)]
    marks = [(name, span) for name, span in former if not name.startswith("quiz:")]
    answered = [(name, span) for name, span in former if name.startswith("quiz:")]
    things = dict(_things(course))
    kept = set(chain.from_iterable(published_names(course.published))) if course.published else set()
    for names in ((*marks, *mark_names(course)), (*answered, *quiz_names(course))):
        yield from _clashes(names, things, kept)
    for module in course.modules:
        for activity in module.activities:
            yield from _clashing_questions(questions_of(activity))


def _things(course: Course) -> Iterator[tuple[str, _Thing]]:
    """Go through what may be given another id, by its name in the saved state."""
    for module in course.modules:
        yield f"module:{module.id}", module
        for activity in module.activities:
            yield from ((f"{kind}:{activity_name(module, activity)}", activity) for kind in kinds_of(activity))
    yield from ((f"badge:{badge.id}", badge) for badge in course.badges)


def _same_questions(course: Course) -> Iterator[Diagnostic]:
    """Find ids that two questions of a file have, then those that questions from several files have in one quiz."""
    files: dict[str, list[tuple[str, Span]]] = {}
    for question in course.questions():
        files.setdefault(question.span.source.path, []).append((question.id, question.id_span))
    for found in files.values():
        yield from _doubles(found)
    for _, quiz in course.quizzes():
        ids = {(question.id, question.span.source.path): question.id_span for question in quiz.all_questions}
        yield from _doubles((identifier, span) for (identifier, _), span in ids.items())


def _doubles(found: Iterable[tuple[str, Span]]) -> Iterator[Diagnostic]:
    seen: dict[str, Span] = {}
    for identifier, span in found:
        if identifier in seen:
            yield DUPLICATE_ID.kind.at(
                span,
                msg("the id `{id}` is taken", id=identifier),
                label=_first(seen[identifier]),
                remedy=msg("give one of the two another `id:`"),
            )
        else:
            seen[identifier] = span


def _same_anchors(terms: Iterable[Term]) -> Iterator[Diagnostic]:
    seen: dict[str, Term] = {}
    for term in terms:
        first = seen.setdefault(term.anchor, term)
        if first is not term:
            yield DUPLICATE_ID.kind.at(
                term.span,
                msg("“{first}” and “{second}” are one term for links", first=first.name, second=term.name),
                label=msg("both are `#{anchor}`", anchor=term.anchor),
                remedy=msg("join the two, or add a word to one of them"),
            )


def _clashes(names: Iterable[tuple[str, Span]], things: Mapping[str, _Thing], kept: set[str]) -> Iterator[Diagnostic]:
    """Find names with one number; `kept` are those under which learners have progress."""
    seen: dict[int, tuple[str, Span]] = {}
    for one in names:
        first = seen.setdefault(name_key(one[0]), one)
        if first[0] == one[0]:
            continue
        # What learners have, and what somebody had before, cannot change.
        (name, span), (other, at) = sorted(
            (one, first), key=lambda it: (it[0] in kept or it[0] not in things, it != one)
        )
        yield CLASHING_ID.kind.at(
            span,
            _same_number(name.partition(":")[2], other.partition(":")[2]),
            label=msg("see {path}:{line}", path=at.source.path, line=at.position[0]),
            remedy=line_remedy(things[name], f"id: {things[name].id}-2")
            if name in things
            else msg("change the `id:` of the one that is not published yet"),
        )


def _clashing_questions(questions: Iterable[Question]) -> Iterator[Diagnostic]:
    seen: dict[int, Question] = {}
    for one in questions:
        first = seen.setdefault(question_key(one), one)
        if first.id != one.id:
            in_page = one.id_span.source.path.endswith(".md")
            yield CLASHING_ID.kind.at(
                one.id_span,
                _same_number(one.id, first.id),
                remedy=msg(
                    "write `{line}` for one of the two that is not published yet",
                    line=f"::: question {{#{one.id}-2}}" if in_page else f"id: {one.id}-2",
                ),
            )


def _same_number(one: str, other: str) -> Message:
    return msg(
        "`{id}` and `{other}` could not be told apart: progress is kept under short numbers made from ids, and these "
        "two give the same",
        id=one,
        other=other,
    )


def _first(span: Span) -> Message:
    return msg("first used at {path}:{line}", path=span.source.path, line=span.position[0])


DUPLICATE_ID = Rule(
    Kind(
        "duplicate-id",
        Severity.ERROR,
        msg("Progress is kept by id, and links lead to ids: two things with one id would be taken for one another."),
    ),
    duplicate_id,
    bad=course_of(
        quiz=f"  - id: x\n    question: One?\n{_ANSWER}  - id: x\n    question: Two?\n{_ANSWER}",
    ),
    good=course_of(quiz=f"  - id: x\n    question: One?\n{_ANSWER}  - id: y\n    question: Two?\n{_ANSWER}"),
)
# Both ids of the bad example give the number 0xeb5a of 16 bits; found by trying a few hundred names.
CLASHING_ID = Rule(
    Kind(
        "clashing-id",
        Severity.ERROR,
        msg("Learning management systems keep little space, so ids are kept as short numbers, and these two meet."),
    ),
    clashing_id,
    bad=course_of(
        quiz="  - id: q114\n    question: One?\n    accept: a\n  - id: q265\n    question: Two?\n    accept: b\n"
    ),
    good=course_of(
        quiz="  - id: q1\n    question: One?\n    accept: a\n  - id: q2\n    question: Two?\n    accept: b\n"
    ),
)
