"""Self-checks of a page: what authors may write, and what becomes of it."""

from collections.abc import Callable

import pytest

from builder.diagnostics.report import as_text
from builder.model.course import Course, Page
from builder.model.interaction import Cloze, Presentation, Select
from builder.model.quiz import Question
from builder.project import check_course, make_site
from tests.conftest import WriteCourse

PageOf = Callable[[str], Page]


@pytest.fixture
def course_of(write_course: WriteCourse) -> Callable[[str], Course]:
    """Read a course of one page, which must have no findings."""

    def read(text: str) -> Course:
        files = {
            "course.yml": "title: Course\nlanguage: fr\nallow: unexplained-mistake\n",
            "course/one/page.md": f"# Page\n\n{text}",
        }
        files["course/one/a.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
        checked = check_course(write_course(files), ("web",))
        assert as_text(checked.findings, str) == ""
        assert checked.course
        return checked.course

    return read


@pytest.fixture
def page_of(course_of: Callable[[str], Course]) -> PageOf:
    return lambda text: course_of(text).modules[0].pages[0]


def select_of(question: Question) -> Select:
    assert isinstance(question.interaction, Select)
    return question.interaction


@pytest.mark.parametrize(
    "choices",
    [
        "- [x] A\n  > Yes.\n- [ ] B\n",
        "- [x] A\n> Yes.\n- [ ] B\n",
        "- [x] A\n\n> Yes.\n\n- [ ] B\n",
        "* [X] A\n\n  > Yes.\n\n* [\u00a0] B\n",
        "1. [x] A\n   > Yes.\n2. [ ] B\n",
    ],
)
def test_a_quote_below_a_choice_is_its_feedback(page_of: PageOf, choices: str) -> None:
    (question,) = page_of(f"::: question\nWhich?\n\n{choices}\nBecause.\n:::\n").questions
    select = select_of(question)
    assert [(choice.content.plain_text, choice.is_correct) for choice in select.choices] == [("A", True), ("B", False)]
    assert [choice.feedback.plain_text if choice.feedback else "" for choice in select.choices] == ["Yes.", ""]
    assert question.explanation
    assert question.explanation.plain_text == "Because."
    assert not select.multiple


def test_a_quote_apart_from_the_last_choice_is_part_of_the_explanation(page_of: PageOf) -> None:
    (question,) = page_of("::: question\nWhich?\n\n- [x] A\n- [ ] B\n\n> A saying.\n:::\n").questions
    assert question.explanation
    assert question.explanation.plain_text == "A saying."


def test_hints_stand_anywhere_and_may_be_on_the_line_of_their_mark(page_of: PageOf) -> None:
    text = "::: question\n> [!TIP] One\n\nWhich?\n\n- [x] A\n- [x] B\n- [ ] C\n\n> [!ASTUCE]\n> *Two*\n:::\n"
    (question,) = page_of(text).questions
    assert [hint.plain_text for hint in question.hints] == ["One", "Two"]
    assert question.prompt.plain_text == "Which?"
    assert select_of(question).multiple


def test_an_id_comes_from_the_author_or_from_the_words(page_of: PageOf) -> None:
    text = "::: cloze {#mine points=0,5}\n[[A]]\n:::\n\n::: cloze\nIt is [[A]].\n:::\n\n::: reflection\nAnd you?\n:::\n"
    questions = page_of(text).questions
    assert [question.id for question in questions] == ["mine", "it-is", "and-you"]
    assert [float(question.points) for question in questions] == [0.5, 0, 0]


def test_a_cloze_has_what_is_asked_before_its_blanks_and_the_rest_after_them(page_of: PageOf) -> None:
    (question,) = page_of("::: cloze\nFill in.\n\nIt is [[A]].\n\nSo.\n\nAnd [[B|(C)]].\n\nDone.\n:::\n").questions
    assert isinstance(question.interaction, Cloze)
    assert question.prompt.plain_text == "Fill in."
    assert question.interaction.text.plain_text == "It is …. So. And …."
    assert len(question.interaction.blanks) == 2
    assert question.explanation
    assert question.explanation.plain_text == "Done."


def test_brackets_are_blanks_in_a_cloze_alone(page_of: PageOf) -> None:
    page = page_of("It is [[A]] and [x].\n\n- [x] done\n\n::: cloze\n[[A]]\n:::\n\nAgain [[A]].\n")
    assert "[[A]] and [x]. done" in page.document.plain_text
    assert "Again [[A]]." in page.document.plain_text


def test_pictures_in_every_choice_are_shown_side_by_side(page_of: PageOf) -> None:
    (question,) = page_of("::: question\nWhich?\n\n- [x] ![One](a.svg) A\n- [ ] ![Two](a.svg) B\n:::\n").questions
    assert select_of(question).presentation is Presentation.PICTURES


def test_what_a_page_defines_means_the_same_in_its_self_checks(course_of: Callable[[str], Course]) -> None:
    text = (
        "## Part\n\n::: question\nSee [this][part].\n\n- [x] A[^1]\n  > Note[^1].\n- [ ] B<br>C\n:::\n\n"
        "<details>\n\n::: cloze\nIt <kbd>is</kbd> [[A]].\n:::\n\n</details>\n\n[part]: #part\n[^1]: The note.\n"
    )
    script = make_site(course_of(text)).files["content/one/page.js"]
    assert isinstance(script, bytes)
    made = script.decode()
    assert made.count("<form") == 2
    assert '<a href=\\"#at-part\\">this</a>' in made
    assert 'href=\\"#at-fn1\\"' in made
    assert made.count('id=\\"at-fn1\\"') == 1
    assert "at-check" not in made
    assert made.count("<input") == 3
