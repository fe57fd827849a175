"""Whatever the check lets through becomes an archive without a fault."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builder.diagnostics import Severity
from builder.project import build_course, check_course
from tests.openedx.archive import faults

COURSES = Path(__file__).parent.parent / "courses"
PICTURES = re.compile(r"(\.\./01-pages/media/|images/)?((dessin|b1|b52|b54)\.svg|carre\.png)")


def text_of(path: str) -> str:
    """Return a file of the small courses, its pictures and links changed to those that there are here."""
    text = (COURSES / path).read_text(encoding="utf-8").replace("01-tirage/quiz.yml", "one/quiz.yml")
    return PICTURES.sub("dessin.svg", text)


PAGES = [text_of("everything/course/01-pages/02-blocs.md"), text_of("selfchecks/course/01-agir/01-lire.md")]
QUIZZES = [
    text_of("everything/course/02-quizzes/02-questions.yml"),
    text_of("questions/course/01-tout/questions.yml"),
    text_of("quizzes/course/01-tirage/quiz.yml"),
]
ROUND = {
    "course.yml": "title: Odd\nlanguage: fr\nallow: [missing-alt]\nobjectives: {trier: Trier, doser: Doser}\n",
    "course/banque.yml": text_of("quizzes/course/banque.yml"),
    "course/glossary.yml": "ZFE: Zone à faibles émissions.\n",
    "course/one/dessin.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
}
MARKS = """
    <b> </p> <div> <br/> </td> &amp; &lt; ]]> \\( \\[ $ $x$ * ** ` ~~ _or_ | ( [ \\ ^[a] ![](dessin.svg) [a](#b)
    ![a](dessin.svg) <mark>a</mark> <details> <!--a--> {.decor}
    """.split()
ODD = st.sampled_from([*MARKS, "", "\x07", "\x00", "\u2028", "\ufeff", "\u202e", "\U0001f600", "\n\n", "\n- ", "\n> "])
WriteOdd = Callable[[str, str], Path]
QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mutated(text: str) -> st.SearchStrategy[str]:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, 6), ODD)
    return places.map(lambda place: text[: place[0]] + place[2] + text[place[0] + place[1] :])


@pytest.fixture
def write_odd(tmp_path_factory: pytest.TempPathFactory) -> WriteOdd:
    """Write a quiz and a page, with what they refer to, into a folder of their own."""

    def write(quiz: str, page: str) -> Path:
        root = tmp_path_factory.mktemp("course")
        for path, text in {**ROUND, "course/one/quiz.yml": quiz, "course/one/page.md": page}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return root

    return write


@pytest.mark.parametrize("quiz", QUIZZES)
@pytest.mark.parametrize("text", PAGES)
def test_what_is_not_yet_odd_passes_the_check(quiz: str, text: str, write_odd: WriteOdd) -> None:
    findings = check_course(write_odd(quiz, text), ("olx",)).findings
    assert [found for found in findings if found.severity is Severity.ERROR] == []


@QUICK
@example(quiz=QUIZZES[0], page="# An empty item\n\n-\n")
@example(quiz=QUIZZES[0], page=PAGES[1].replace("polluants est ", "polluants<b> "))
@example(quiz=QUIZZES[0], page=PAGES[1].replace("est *restreint*[^1].", "<b>*restreint*, *même* </b>ici."))
@given(quiz=st.sampled_from(QUIZZES).flatmap(mutated), page=st.sampled_from(PAGES).flatmap(mutated))
def test_what_passes_the_check_has_no_fault(quiz: str, page: str, write_odd: WriteOdd) -> None:
    root = write_odd(quiz, page)
    if not check_course(root, ("olx",)).findings.has_errors:
        archive = next(file for file in build_course(root, root / "dist", ("olx",)).files if file.suffix == ".gz")
        assert faults(archive) == []
