"""What learners should know before they begin a quiz."""

from collections.abc import Iterator

from builder.model.quiz import Keep, Quiz, ShowFeedback
from builder.render.words import Words
from builder.syntax.values import plain_number


def quiz_facts(quiz: Quiz, words: Words) -> Iterator[str]:
    """Go through what applies to a quiz, in a few words each."""
    offered = len(quiz.all_questions)
    if quiz.count == offered:
        yield words.counted(offered, "{count} question", "{count} questions")
    else:
        drawn = words.counted(quiz.count, "{count} question", "{count} questions")
        yield words.text("{drawn} out of {offered}", drawn=drawn, offered=offered)
    if not quiz.is_graded:
        yield words.text("not graded")
        return
    yield words.text("pass mark {percent}%", percent=plain_number(quiz.passing_score * 100, words.language))
    if quiz.attempts:
        yield words.counted(quiz.attempts, "{count} attempt a question", "{count} attempts a question")
    else:
        yield words.text("as many attempts as you like")
    if quiz.keep is Keep.LAST and quiz.attempts != 1:
        yield words.text("the last attempt counts")
    if quiz.show_feedback is ShowFeedback.NEVER:
        yield words.text("no feedback on the answers")
