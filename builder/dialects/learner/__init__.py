"""The learner's page: a question as accessible HTML, and the data that `grading.js` needs.

The answers travel inside the package, as in every SCORM 1.2 course: there is no server to keep them.
"""

from markupsafe import Markup

from builder.dialects.learner.controls import LONGEST_NUMBER, LONGEST_TEXT, controls, longest_blank
from builder.dialects.learner.data import question_data
from builder.dialects.learner.facts import quiz_facts
from builder.dialects.learner.texts import QuizTexts
from builder.model.course import Course, Module, Page
from builder.model.interaction import Essay, is_scored
from builder.model.progress import activity_name
from builder.model.quiz import Question, Quiz, ShowFeedback
from builder.render.html import HtmlRenderer
from builder.render.site import Fragment, SelfChecks

__all__ = ["LONGEST_NUMBER", "LONGEST_TEXT", "longest_blank", "quiz_fragments", "self_checks"]


def quiz_fragments(course: Course, html: HtmlRenderer) -> dict[str, Fragment]:
    """Return every quiz of a course, by `module/quiz`."""
    return {
        activity_name(module, quiz): _fragment(number, module, quiz, html)
        for number, module in course.numbered_modules()
        for quiz in module.quizzes
    }


def self_checks(course: Course, html: HtmlRenderer) -> dict[str, SelfChecks]:
    """Return the self-checks of every page that has any, by `module/page`."""
    return {
        activity_name(module, page): _self_checks(page, html)
        for module in course.modules
        for page in module.pages
        if page.questions
    }


def _self_checks(page: Page, html: HtmlRenderer) -> SelfChecks:
    texts = QuizTexts(html, page)
    titles = [_check_title(number, page, texts) for number in range(1, len(page.questions) + 1)]
    forms = [
        _form(number, title, question, texts, in_page=True)
        for number, (title, question) in enumerate(zip(titles, page.questions, strict=True), 1)
    ]
    data = (question_data(question, 0, texts) | {"pool": None} for question in page.questions)
    return SelfChecks(tuple(forms), tuple(data))


def _check_title(number: int, page: Page, texts: QuizTexts) -> str:
    """Return what a self-check is called: the names of two forms must differ."""
    is_essay = isinstance(page.questions[number - 1].interaction, Essay)
    title = texts.theme.text("Think it over") if is_essay else texts.theme.text("Check yourself")
    count = len(page.questions)
    return (
        title
        if count == 1
        else texts.theme.text("{title} ({number} of {count})", title=title, number=number, count=count)
    )


def _fragment(number: int, module: Module, quiz: Quiz, html: HtmlRenderer) -> Fragment:
    texts = QuizTexts(html)
    pools = {question.span: index for index, pool in enumerate(quiz.pools) for question in pool.questions}
    shown = html.theme.render(
        "quiz.html",
        quiz=quiz,
        module=module,
        number=number,
        intro=html.blocks(quiz.intro, quiz.path),
        questions=[
            _form(place, _title(place, quiz, texts), question, texts, in_page=False)
            for place, question in enumerate(quiz.all_questions, 1)
        ],
        facts=quiz_facts(quiz, html.theme),
        whole=quiz.show_feedback is not ShowFeedback.EACH,
    )
    data = (
        question_data(question, quiz.attempts, texts) | {"pool": pools.get(question.span)}
        for question in quiz.all_questions
    )
    return Fragment(shown, tuple(data))


def _title(number: int, quiz: Quiz, texts: QuizTexts) -> str:
    return texts.theme.text("Question {number} of {count}", number=number, count=quiz.count)


def _form(number: int, title: str, question: Question, texts: QuizTexts, *, in_page: bool) -> Markup:
    html = texts.theme.render(
        "question.html",
        number=number,
        title=title,
        in_page=in_page,
        question=question,
        scored=is_scored(question.interaction),
        prompt=texts.blocks(question.prompt),
        hints=[texts.blocks(hint) for hint in question.hints],
        controls=controls(f"q{number}", question.interaction, texts),
    )
    return Markup(html)  # noqa: S704 - rendered by the theme
