"""What Open edX cannot carry as it is: findings at the author's lines, and a line for each sort in the build report."""

from collections.abc import Iterable, Iterator
from itertools import chain

from builder.diagnostics import Diagnostic, Kind, Message, Severity, msg
from builder.dialects.capa import gives_part_for_each, keeps_choices_in_order, moved_feedback
from builder.model.course import Course
from builder.model.interaction import Essay
from builder.model.quiz import Question, Quiz, ShowFeedback
from builder.model.reference import ActivityReference, FileReference, resolve
from builder.syntax.markdown import Document
from builder.targets.olx.reported import unreported_modules

MOVED_FEEDBACK = Kind(
    "moved-feedback",
    Severity.WARNING,
    msg("Open edX has no place for this feedback; learners read it with the explanation."),
    allowable=True,
)
LINKED_AUDIO = Kind(
    "linked-audio",
    Severity.WARNING,
    msg("Open edX has no player for sound; learners follow a link to the file."),
    allowable=True,
)
UNREPORTED_MODULE = Kind(
    "unreported-module",
    Severity.WARNING,
    msg("Badges are awarded from reports, and Open edX reports the scores of quizzes, not which pages were read."),
    allowable=True,
)
UNGRADED_SELF_CHECK = Kind(
    "ungraded-self-check",
    Severity.WARNING,
    msg("Open edX grades quizzes alone; there the grade of the course leaves out points given inside a page."),
    allowable=True,
)
EACH_PART_COUNTS = Kind(
    "each-part-counts",
    Severity.WARNING,
    msg("Open edX gives points for each right part of a question; it knows no other way."),
    allowable=True,
)
FEEDBACK_AT_ONCE = Kind(
    "feedback-at-once",
    Severity.WARNING,
    msg("Open edX cannot wait for the end of a quiz: learners are told after each question."),
    allowable=True,
)
UNDRAWN_QUESTIONS = Kind(
    "undrawn-questions",
    Severity.WARNING,
    msg("Open edX before Verawood (2026) counts the questions of a pool that a learner did not get as unanswered."),
    allowable=True,
)
KINDS = (
    MOVED_FEEDBACK,
    LINKED_AUDIO,
    UNREPORTED_MODULE,
    EACH_PART_COUNTS,
    FEEDBACK_AT_ONCE,
    UNDRAWN_QUESTIONS,
    UNGRADED_SELF_CHECK,
)


def findings(course: Course) -> Iterator[Diagnostic]:
    """Go through the fallbacks, each at the author's line."""
    yield from _moved_feedback(course)
    yield from _linked_audio(course)
    yield from _unreported_modules(course)
    yield from _ungraded_self_checks(course)
    yield from _each_part_counts(course)
    yield from _feedback_at_once(course)
    yield from _undrawn_questions(course)


def facts(course: Course) -> Iterator[Message]:
    """Say in the build report what becomes different, and how often."""
    for count, fact in _counted(course):
        if count:
            yield fact
    unreported = [module.title for module in unreported_modules(course)]
    if unreported and course.badges:
        yield msg("Open edX: modules whose completion no report tells: {titles}.", titles=", ".join(unreported))
    yield msg("Open edX: a page counts as read once opened; the course grade is that of the quizzes together.")


def _counted(course: Course) -> Iterator[tuple[int, Message]]:
    """Go through what may become different: how often, and the line that says so."""
    moved = sum(len(texts) for texts in _moved(course))
    yield (
        moved,
        msg("Open edX: feedback shown with the explanation instead of after the answer: {count}.", count=moved),
    )
    audio = sum(1 for _ in _linked_audio(course))
    yield audio, msg("Open edX: sounds shown as links: {count}.", count=audio)
    unfolded = sum(_folded(document) for _, document in course.documents()) + sum(1 for _ in course.transcripts())
    yield unfolded, msg("Open edX: folded blocks shown open: {count}.", count=unfolded)
    places = sum(_leads_to_place(path, link.target) for path, link in course.links())
    yield places, msg("Open edX: links to a place in another page that lead to its beginning: {count}.", count=places)
    essays = sum(isinstance(question.interaction, Essay) for question in course.questions())
    yield essays, msg("Open edX: reflections written on a single line: {count}.", count=essays)
    yield from _counted_in_quizzes([quiz for _, quiz in course.quizzes()])


def _counted_in_quizzes(quizzes: list[Quiz]) -> Iterator[tuple[int, Message]]:
    unshuffled = sum(map(keeps_choices_in_order, _questions(quiz for quiz in quizzes if quiz.shuffle_choices)))
    yield (
        unshuffled,
        msg("Open edX: questions with several right choices, which it cannot shuffle: {count}.", count=unshuffled),
    )
    singly = sum(bool(quiz.attempts) and quiz.show_feedback is not ShowFeedback.EACH for quiz in quizzes)
    yield singly, msg("Open edX: quizzes whose attempts count for each question by itself: {count}.", count=singly)
    hidden = sum(quiz.show_feedback is ShowFeedback.NEVER for quiz in quizzes)
    yield hidden, msg("Open edX: quizzes without feedback, whose score is hidden as well: {count}.", count=hidden)
    banks = sum(bool(quiz.pools) or quiz.shuffle_questions for quiz in quizzes)
    yield banks, msg("Open edX: quizzes that need its release Sumac (2024) or a later one: {count}.", count=banks)


def _moved(course: Course) -> Iterator[list[Document]]:
    """Go through the questions with feedback that moves."""
    telling = (quiz for _, quiz in course.quizzes() if quiz.show_feedback is not ShowFeedback.NEVER)
    for question in chain(_questions(telling), _asked_in_pages(course)):
        moved = list(moved_feedback(question))
        if moved:
            yield moved


def _moved_feedback(course: Course) -> Iterator[Diagnostic]:
    for moved in _moved(course):
        yield MOVED_FEEDBACK.at(
            moved[0].span,
            msg("feedback of this question that Open edX cannot say right after the answer: {count}", count=len(moved)),
            label=msg("shown there with the explanation, once the question is settled"),
            remedy=msg("put into a hint what should help to try again, or allow `moved-feedback` in course.yml"),
        )


def _linked_audio(course: Course) -> Iterator[Diagnostic]:
    for module in course.modules:
        for page in module.pages:
            for image in page.document.images:
                target = resolve(page.path, image.target)
                media = course.media.get(target.path) if isinstance(target, FileReference) else None
                if media and media.kind == "audio":
                    yield LINKED_AUDIO.at(
                        image.span,
                        msg("Open edX shows this sound as a link"),
                        remedy=msg("make a video of it, or allow `linked-audio` in course.yml"),
                    )


def _unreported_modules(course: Course) -> Iterator[Diagnostic]:
    unreported = {module.id: module for module in unreported_modules(course)}
    # What stands in a file that could not be read may be the quiz that is missing.
    for badge in () if course.unread else course.badges:
        wanted = [identifier for identifier in course.modules_for(badge.criteria) if identifier in unreported]
        if wanted:
            yield UNREPORTED_MODULE.at(
                badge.criteria.span,
                msg("Open edX does not report that `{module}` is complete", module=wanted[0]),
                remedy=msg("let its quiz complete the module (`complete_when: all`), or award it from another list")
                if any(quiz.is_graded for quiz in unreported[wanted[0]].quizzes)
                else msg("give the module a graded quiz, or award this badge from another list"),
            )


def _each_part_counts(course: Course) -> Iterator[Diagnostic]:
    for question in filter(gives_part_for_each, _questions(quiz for _, quiz in course.quizzes())):
        yield EACH_PART_COUNTS.at(
            question.span,
            msg("Open edX gives points for each right part of this question"),
            remedy=msg("remove `partial: no`, or allow `each-part-counts` in course.yml"),
        )


def _questions(quizzes: Iterable[Quiz]) -> Iterable[Question]:
    """Return the questions of quizzes, each once: several may draw the same."""
    return {question.span: question for quiz in quizzes for question in quiz.all_questions}.values()


def _feedback_at_once(course: Course) -> Iterator[Diagnostic]:
    for _, quiz in course.quizzes():
        if quiz.show_feedback is ShowFeedback.END:
            yield FEEDBACK_AT_ONCE.at(
                quiz.span,
                msg("Open edX gives the feedback of this quiz after each question"),
                remedy=msg("write `show_feedback: never` for a test, or allow `feedback-at-once` in course.yml"),
            )


def _undrawn_questions(course: Course) -> Iterator[Diagnostic]:
    """Say it once: it depends on the platform, and is the same for every pool."""
    pools = (pool for _, quiz in course.quizzes() for pool in quiz.pools)
    pool = next((pool for pool in pools if pool.draw < len(pool.questions) and pool.points), None)
    if pool is not None:
        yield UNDRAWN_QUESTIONS.at(
            pool.span,
            msg("before its release Verawood, Open edX grades pools wrongly"),
            label=msg(
                "all {count} questions count there, though learners get {draw}",
                count=len(pool.questions),
                draw=pool.draw,
            ),
            remedy=msg("make sure of the release, then allow `undrawn-questions` in course.yml"),
        )


def _folded(document: Document) -> int:
    blocks = sum(block.name == "details" for block in document.blocks)
    return blocks + sum(tag.name == "details" for tag in document.raw_tags)


def _leads_to_place(path: str, target: str) -> bool:
    found = resolve(path, target)
    return isinstance(found, ActivityReference) and bool(found.fragment)


def _ungraded_self_checks(course: Course) -> Iterator[Diagnostic]:
    for question in _asked_in_pages(course):
        if question.points:
            yield UNGRADED_SELF_CHECK.at(
                question.id_span,
                msg("this self-check gives no points in Open edX"),
                remedy=msg("move it to a quiz, or allow `ungraded-self-check` in course.yml"),
            )


def _asked_in_pages(course: Course) -> Iterator[Question]:
    return (question for page in course.pages() for question in page.questions)
