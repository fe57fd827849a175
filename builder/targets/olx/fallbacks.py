"""What Open edX cannot carry as it is: findings at the author's lines, and a line for each sort in the build report."""

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Kind, Message, Severity, msg
from builder.dialects.capa import moved_feedback
from builder.model.course import Course
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
KINDS = (MOVED_FEEDBACK, LINKED_AUDIO, UNREPORTED_MODULE, UNGRADED_SELF_CHECK)


def findings(course: Course) -> Iterator[Diagnostic]:
    """Go through the fallbacks, each at the author's line."""
    yield from _moved_feedback(course)
    yield from _linked_audio(course)
    yield from _unreported_modules(course)
    yield from _ungraded_self_checks(course)


def facts(course: Course) -> Iterator[Message]:
    """Say in the build report what becomes different, and how often."""
    moved = sum(len(texts) for texts in _moved(course))
    if moved:
        yield msg("Open edX: feedback shown with the explanation instead of after the answer: {count}.", count=moved)
    audio = sum(1 for _ in _linked_audio(course))
    if audio:
        yield msg("Open edX: sounds shown as links: {count}.", count=audio)
    unfolded = sum(_folded(document) for _, document in course.documents()) + sum(1 for _ in course.transcripts())
    if unfolded:
        yield msg("Open edX: folded blocks shown open: {count}.", count=unfolded)
    places = sum(_leads_to_place(path, link.target) for path, link in course.links())
    if places:
        yield msg("Open edX: links to a place in another page that lead to its beginning: {count}.", count=places)
    unreported = [module.title for module in unreported_modules(course)]
    if unreported and course.badges:
        yield msg("Open edX: modules whose completion no report tells: {titles}.", titles=", ".join(unreported))
    yield msg("Open edX: a page counts as read once opened; the course grade is that of the quizzes together.")


def _moved(course: Course) -> Iterator[list[Document]]:
    """Go through the questions with feedback that moves."""
    for _, question in course.questions():
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
    for badge in course.badges:
        wanted = [identifier for identifier in course.modules_for(badge.criteria) if identifier in unreported]
        if wanted:
            yield UNREPORTED_MODULE.at(
                badge.criteria.span,
                msg("Open edX does not report that `{module}` is complete", module=wanted[0]),
                remedy=msg("let its quiz complete the module (`complete_when: all`), or award it from another list")
                if any(quiz.is_graded for quiz in unreported[wanted[0]].quizzes)
                else msg("give the module a graded quiz, or award this badge from another list"),
            )


def _folded(document: Document) -> int:
    blocks = sum(block.name == "details" for block in document.blocks)
    return blocks + sum(tag.name == "details" for tag in document.raw_tags)


def _leads_to_place(path: str, target: str) -> bool:
    found = resolve(path, target)
    return isinstance(found, ActivityReference) and bool(found.fragment)


def _ungraded_self_checks(course: Course) -> Iterator[Diagnostic]:
    for page in course.pages():
        for question in page.questions:
            if question.points:
                yield UNGRADED_SELF_CHECK.at(
                    question.id_span,
                    msg("this self-check gives no points in Open edX"),
                    remedy=msg("move it to a quiz, or allow `ungraded-self-check` in course.yml"),
                )
