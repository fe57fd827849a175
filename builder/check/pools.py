"""Rules about pools, and about what questions refer to."""

from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, Span, msg
from builder.model.course import Course
from builder.model.quiz import Pool
from builder.syntax.suggest import did_you_mean, one_of
from builder.syntax.values import plain_number


def draw_above_pool(course: Course) -> Iterator[Diagnostic]:
    """Find pools that draw more questions than they hold."""
    for pool in _pools(course):
        if pool.draw > len(pool.questions):
            yield DRAW_ABOVE_POOL.kind.at(
                pool.span,
                msg("this pool draws {draw} questions, and holds {count}", draw=pool.draw, count=len(pool.questions)),
                remedy=msg("lower `draw:`, or add questions"),
            )


def unequal_points(course: Course) -> Iterator[Diagnostic]:
    """Find pools that make a quiz worth more to one learner than to another."""
    for pool in _pools(course):
        amounts = sorted({question.points for question in pool.questions})
        if len(amounts) > 1 and pool.draw < len(pool.questions):
            yield UNEQUAL_POINTS.kind.at(
                pool.span,
                msg(
                    "the questions of this pool are worth from {least} to {most} points",
                    least=plain_number(amounts[0], course.language),
                    most=plain_number(amounts[-1], course.language),
                ),
                remedy=msg("give them the same `points:`, or make a pool of each sort"),
            )


def overlapping_pools(course: Course) -> Iterator[Diagnostic]:
    """Find pools of a quiz that hold the same question."""
    for _, quiz in course.quizzes():
        seen: dict[Span, Pool] = {}
        for pool in quiz.pools:
            shared = [question for question in pool.questions if seen.setdefault(question.span, pool) is not pool]
            if shared:
                yield OVERLAPPING_POOLS.kind.at(
                    pool.span,
                    msg("a learner might get the question `{id}` from two pools", id=shared[0].id),
                    label=msg("another pool of this quiz holds it too"),
                    remedy=msg("choose by other `tags:`, or join the two pools"),
                )


def unknown_objective(course: Course) -> Iterator[Diagnostic]:
    """Find questions about an objective that course.yml does not name."""
    known = [objective.name for objective in course.objectives if objective.name]
    for question in course.questions():
        objective = question.objective
        if objective is not None and objective.id not in known:
            yield UNKNOWN_OBJECTIVE.kind.at(
                objective.span,
                msg("the course has no objective `{name}`", name=objective.id),
                remedy=did_you_mean(objective.id, known)
                or (one_of(known) if known else msg("name it in course.yml: below `objectives:`, a line `name: text`")),
            )


def _pools(course: Course) -> Iterator[Pool]:
    return (pool for _, quiz in course.quizzes() for pool in quiz.pools)


def _example(*pools: str, course: str = "") -> dict[str, str]:
    """Return a course whose quiz has these pools; `bank.yml` beside it has the questions `a` and `b`."""
    bank = "  - {id: a, question: One?, accept: a}\n  - {id: b, question: Two?, accept: b, tags: [x]}\n"
    quiz = "title: Quiz\npools:\n" + "".join(f"  - {{{pool}}}\n" for pool in pools)
    return course_of(course=course) | {"course/one/quiz.yml": quiz, "course/bank.yml": f"title: B\nquestions:\n{bank}"}


_FROM = "from: ../bank.yml"
_ONE, _TWO = ("{question: Which?, accept: A}", "{question: What?, accept: B, points: 2}")

DRAW_ABOVE_POOL = Rule(
    Kind("draw-above-pool", Severity.ERROR, msg("A learner cannot get questions that are not there.")),
    draw_above_pool,
    bad=_example(f"draw: 3, {_FROM}"),
    good=_example(f"draw: 3, {_FROM}, questions: [{_ONE}]"),
)
UNEQUAL_POINTS = Rule(
    Kind("unequal-points", Severity.WARNING, msg("Two learners would work for different totals."), allowable=True),
    unequal_points,
    bad=_example(f"draw: 1, questions: [{_ONE}, {_TWO}]"),
    good=_example(f"draw: 2, questions: [{_ONE}, {_TWO}]"),
)
OVERLAPPING_POOLS = Rule(
    Kind("overlapping-pools", Severity.ERROR, msg("A learner would meet the same question twice.")),
    overlapping_pools,
    bad=_example(f"draw: 1, {_FROM}", f"draw: 1, {_FROM}, tags: x"),
    good=_example(f"draw: 1, {_FROM}, tags: x", f"draw: 1, questions: [{_ONE}]"),
)
UNKNOWN_OBJECTIVE = Rule(
    Kind("unknown-objective", Severity.ERROR, msg("What a question is about must be one of the objectives.")),
    unknown_objective,
    bad=course_of(
        course="objectives: {sort: Sort waste}\n", quiz="  - {id: q, question: Which?, accept: A, objective: sotr}\n"
    ),
    good=course_of(
        course="objectives: {sort: Sort waste}\n", quiz="  - {id: q, question: Which?, accept: A, objective: sort}\n"
    ),
)
