"""Rules about identifiers."""

from collections.abc import Iterable, Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.course import Course, questions_of
from builder.model.glossary import Term
from builder.model.progress import former_names, mark_names, name_key, question_key, quiz_names

_ANSWER = "    accept: A\n"


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
    for names in ((*marks, *mark_names(course)), (*answered, *quiz_names(course))):
        yield from _clashes((name.split(":")[1], name_key(name), span) for name, span in names)
    for module in course.modules:
        for activity in module.activities:
            yield from _clashes((one.id, question_key(one), one.id_span) for one in questions_of(activity))


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


def _clashes(found: Iterable[tuple[str, int, Span]]) -> Iterator[Diagnostic]:
    seen: dict[int, str] = {}
    for identifier, key, span in found:
        if seen.setdefault(key, identifier) != identifier:
            yield CLASHING_ID.kind.at(
                span,
                msg("`{id}` and `{other}` have the same short number", id=identifier, other=seen[key]),
                remedy=msg("change the `id:` of the one that is not published yet"),
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
