"""Whatever the check lets through becomes an archive without a fault."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.project import build_course, check_course
from tests.openedx.archive import faults

COURSES = Path(__file__).parent.parent / "courses"
COURSE = COURSES / "everything" / "course"
QUIZ = (
    (COURSE / "02-quizzes" / "02-questions.yml")
    .read_text(encoding="utf-8")
    .replace("../01-pages/media/", "")
    .replace("carre.png", "dessin.svg")
)
KINDS = (
    (COURSES / "questions" / "course" / "01-tout" / "questions.yml")
    .read_text(encoding="utf-8")
    .replace("images/b1.svg", "dessin.svg")
    .replace("images/b52.svg", "dessin.svg")
    .replace("images/b54.svg", "dessin.svg")
)
PAGE = (COURSE / "01-pages" / "02-blocs.md").read_text(encoding="utf-8")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
MARKS = """
    <b> </p> <div> <br/> </td> &amp; &lt; ]]> \\( \\[ $ $x$ * ** ` ~~ _or_ | ( [ \\ ^[a] ![](dessin.svg) [a](#b)
    ![a](dessin.svg) <mark>a</mark> <details> <!--a--> {.decor}
    """.split()
ODD = st.sampled_from([*MARKS, "", "\x07", "\x00", "\u2028", "\ufeff", "\u202e", "\U0001f600", "\n\n", "\n- ", "\n> "])
QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mutated(text: str) -> st.SearchStrategy[str]:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, 6), ODD)
    return places.map(lambda place: text[: place[0]] + place[2] + text[place[0] + place[1] :])


@QUICK
@given(quiz=mutated(QUIZ) | mutated(KINDS), page=mutated(PAGE))
def test_what_passes_the_check_has_no_fault(quiz: str, page: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("course")
    (root / "course" / "one").mkdir(parents=True)
    (root / "course.yml").write_text("title: Odd\nlanguage: fr\nallow: [missing-alt]\n", encoding="utf-8")
    (root / "course" / "one" / "page.md").write_text(page, encoding="utf-8")
    (root / "course" / "one" / "quiz.yml").write_text(quiz, encoding="utf-8")
    (root / "course" / "one" / "dessin.svg").write_text(PICTURE, encoding="utf-8")
    if not check_course(root, ("olx",)).findings.has_errors:
        archive = next(file for file in build_course(root, root / "dist", ("olx",)).files if file.suffix == ".gz")
        assert faults(archive) == []
