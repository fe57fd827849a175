"""The learner's page: a question as accessible HTML, and the data that `grading.js` needs.

The answers travel inside the package, as in every SCORM 1.2 course: there is no server to keep them.
"""

from markupsafe import Markup

from builder.dialects.learner.controls import LONGEST_NUMBER, LONGEST_TEXT, controls, longest_blank
from builder.dialects.learner.data import question_data
from builder.dialects.learner.facts import quiz_facts
from builder.dialects.learner.texts import QuizTexts
from builder.model.course import Course, Module
from builder.model.interaction import is_scored
from builder.model.progress import activity_name
from builder.model.quiz import Question, Quiz, ShowFeedback
from builder.render.html import HtmlRenderer
from builder.render.site import Fragment

__all__ = ["LONGEST_NUMBER", "LONGEST_TEXT", "longest_blank", "quiz_fragments"]


def quiz_fragments(course: Course, html: HtmlRenderer) -> dict[str, Fragment]:
    """Return every quiz of a course, by `module/quiz`."""
    return {
        activity_name(module, quiz): _fragment(number, module, quiz, html)
        for number, module in enumerate(course.modules, 1)
        for quiz in module.quizzes
    }


def _fragment(number: int, module: Module, quiz: Quiz, html: HtmlRenderer) -> Fragment:
    texts = QuizTexts(html)
    pools = {question.span: index for index, pool in enumerate(quiz.pools) for question in pool.questions}
    shown = html.theme.render(
        "quiz.html",
        quiz=quiz,
        module=module,
        number=number,
        intro=html.blocks(quiz.intro, quiz.path),
        questions=[_form(place, question, quiz, texts) for place, question in enumerate(quiz.all_questions, 1)],
        facts=quiz_facts(quiz, html.theme),
        whole=quiz.show_feedback is not ShowFeedback.EACH,
    )
    data = (
        question_data(question, quiz.attempts, texts) | {"pool": pools.get(question.span)}
        for question in quiz.all_questions
    )
    return Fragment(shown, tuple(data))


def _form(number: int, question: Question, quiz: Quiz, texts: QuizTexts) -> Markup:
    html = texts.theme.render(
        "question.html",
        number=number,
        count=quiz.count,
        question=question,
        scored=is_scored(question.interaction),
        prompt=texts.blocks(question.prompt),
        hints=[texts.blocks(hint) for hint in question.hints],
        controls=controls(f"q{number}", question.interaction, texts),
    )
    return Markup(html)  # noqa: S704 - rendered by the theme
