"""What applies to a quiz, in a few words below its title."""

from collections.abc import Iterator

from builder.model.quiz import Keep, Quiz, ShowFeedback
from builder.render.theme import Theme
from builder.syntax.values import plain_number


def quiz_facts(quiz: Quiz, theme: Theme) -> list[str]:
    """Return what learners should know before they begin: how many questions, the pass mark, the attempts."""
    if not quiz.is_graded:
        return [_size(quiz, theme), theme.text("not graded")]
    return [_size(quiz, theme), _mark(quiz, theme), *_attempts(quiz, theme), *_feedback(quiz, theme)]


def _size(quiz: Quiz, theme: Theme) -> str:
    offered = len(quiz.all_questions)
    if quiz.count == offered:
        return theme.counted(offered, "{count} question", "{count} questions")
    return theme.counted(
        quiz.count, "{count} question drawn from {offered}", "{count} questions drawn from {offered}", offered=offered
    )


def _mark(quiz: Quiz, theme: Theme) -> str:
    return theme.text("pass mark {percent}%", percent=plain_number(quiz.passing_score * 100, theme.language))


def _attempts(quiz: Quiz, theme: Theme) -> Iterator[str]:
    whole = quiz.show_feedback is not ShowFeedback.EACH
    if not quiz.attempts:
        yield theme.text("as many attempts as you like")
    elif whole:
        yield theme.counted(quiz.attempts, "{count} attempt at the whole quiz", "{count} attempts at the whole quiz")
    else:
        yield theme.counted(quiz.attempts, "{count} attempt a question", "{count} attempts a question")
    if quiz.attempts != 1:
        if quiz.keep is Keep.LAST:
            yield theme.text("the last attempt counts")
        elif whole:
            yield theme.text("the best attempt counts")


def _feedback(quiz: Quiz, theme: Theme) -> Iterator[str]:
    match quiz.show_feedback:
        case ShowFeedback.EACH:
            pass
        case ShowFeedback.END:
            yield theme.text("feedback at the end")
        case ShowFeedback.NEVER:
            yield theme.text("no feedback on the answers")
