"""What a module and a badge ask for, in few words."""

import pytest

from builder.project import check_course
from builder.render.completion import asked, asked_for, facts
from builder.render.theme import Theme
from tests.conftest import WriteCourse

QUESTION = "questions: [{id: q, statement: It is., answer: yes, explanation: Yes.}]\n"
QUIZ = f"title: Quiz\npass: 60 %\n{QUESTION}"
OTHER = f"title: Other\npass: 80 %\n{QUESTION}"
SURVEY = "title: Survey\nquestions: [{id: s, question: How?, poll: [So, Otherwise]}]\n"
PAGES = {"course/one/1-a.md": "# A\n\nText.\n", "course/one/2-b.md": "# B\n\nText.\n"}


@pytest.mark.parametrize(
    ("rule", "quizzes", "words"),
    [
        ("all", (), "read the 2 pages"),
        ("all", (QUIZ,), "read the 2 pages, pass the quiz (60% or more)"),
        ("all", (QUIZ, QUIZ), "read the 2 pages, pass the 2 quizzes (60% or more)"),
        ("all", (QUIZ, OTHER), "read the 2 pages, pass the 2 quizzes"),
        ("all", (QUIZ, SURVEY), "read the 2 pages, pass the quiz (60% or more), answer the quiz"),
        ("read", (QUIZ,), "read the 2 pages"),
        ("quiz-passed", (QUIZ,), "pass the quiz (60% or more)"),
        ("quiz-submitted", (QUIZ, SURVEY), "answer the 2 quizzes"),
    ],
)
def test_a_module_asks_for_what_its_rule_says(
    write_course: WriteCourse, rule: str, quizzes: tuple[str, ...], words: str
) -> None:
    files = {f"course/one/{number}-quiz.yml": text for number, text in enumerate(quizzes, 3)}
    files["course.yml"] = f"title: T\nmodules: [{{id: one, duration: 20 min, complete_when: {rule}}}]\n"
    course = check_course(write_course(files | PAGES)).course
    assert course is not None
    theme = Theme(course.theme, "en")
    assert asked(course.modules[0], theme) == words
    assert facts(course.modules[0], theme) == f"20 min · to complete it: {words}"


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        ("{modules: all}", "terminer 2 modules"),
        ("{any: 1, modules: [one, two]}", "terminer 1 module sur 2"),
        ("{modules: [one], quiz: {one: 80 %}}", "terminer 1 module, atteindre 80\u202f% dans un quiz"),
        ("{quiz: {one: 80 %, two: 70 %}}", "atteindre au moins 70\u202f% dans 2 quiz"),
        ("{badges: [other]}", "avoir déjà un autre badge"),
    ],
)
def test_a_badge_says_in_short_what_it_asks_for(write_course: WriteCourse, criteria: str, words: str) -> None:
    files = {
        "course.yml": "title: T\nlanguage: fr\nissuer: {name: I}\nbadges:\n"
        f"  - {{id: b, name: B, description: D, criteria: {criteria}}}\n"
        "  - {id: other, name: O, description: D, criteria: {modules: all}}\n",
        "course/one/quiz.yml": QUIZ,
        "course/two/quiz.yml": QUIZ,
    }
    course = check_course(write_course(files)).course
    assert course is not None
    assert asked_for(course.badges[0], course, Theme(course.theme, "fr")) == words
