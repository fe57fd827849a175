"""What learners can search: everything that they may read, nothing that gives an answer away."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from builder.model.course import Course, questions_of
from builder.project import build_course, check_course, make_site
from builder.render.search import PART_SIZE, Entry, search_parts
from builder.render.theme import Theme
from tests.conftest import WriteCourse

COURSES = Path(__file__).parent / "courses"


def course_in(root: Path) -> Course:
    course = check_course(root).course
    assert course is not None
    return course


def entries_of(course: Course) -> list[Entry]:
    return [entry for part in search_parts(course, Theme(course.theme, course.language)) for entry in part]


def told(entries: list[Entry]) -> str:
    return " ".join(
        " ".join([title, where, *(f"{heading} {text}" for _, heading, text in sections)])
        for _, title, where, sections in entries
    )


def read_course(write_course: WriteCourse, files: dict[str, str]) -> list[Entry]:
    return entries_of(course_in(write_course({"course.yml": "title: T\nlanguage: fr\n", **files})))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", text.lower()))


@pytest.mark.parametrize("name", ["everything", "questions", "quizzes", "selfchecks"])
def test_no_question_is_told(name: str) -> None:
    """No text of a question stands in the index; the pages of these courses do not say the same besides."""
    course = course_in(COURSES / name)
    entries = entries_of(course)
    questions = [
        question for module in course.modules for activity in module.activities for question in questions_of(activity)
    ]
    texts = [document.plain_text for question in questions for document in question.documents()]
    index = told(entries)
    assert len(texts) > 3
    assert [text for text in texts if len(words(text)) > 2 and text in index] == []


MARK = "motsecret"


def test_nothing_of_quizzes_and_self_checks_but_title_and_introduction(write_course: WriteCourse) -> None:
    quiz = f"""title: Le bilan
intro: Avant de commencer.
questions:
  - id: a
    question: {MARK}1 ?
    choices: [{{correct: {MARK}2, feedback: {MARK}3}}, {{wrong: {MARK}4}}]
    hints: [{MARK}5]
    explanation: {MARK}6
    feedback: {{right: {MARK}7, wrong: {MARK}8}}
  - id: b
    question: {MARK}9 ?
    accept: {MARK}10
  - id: c
    cloze: "Le [[{MARK}11]] {MARK}12."
  - id: d
    question: {MARK}13 ?
    reflection: {{model: {MARK}14}}
"""
    page = f"""# Lire

Avant.

::: question {MARK}1
{MARK}2 ?

- [x] {MARK}3
  > {MARK}4
- [ ] {MARK}5

> [!TIP]
> {MARK}6
:::

::: cloze
Le [[{MARK}7]] {MARK}8.
:::

::: reflection
{MARK}9 ?

> {MARK}10
:::

Après.
"""
    entries = read_course(write_course, {"course/un/lire.md": page, "course/un/quiz.yml": quiz})
    assert MARK not in told(entries)
    by_title = {title: sections for _, title, _, sections in entries}
    assert by_title["Lire"] == [("", "", "Avant. Après.")]
    assert by_title["Le bilan"] == [("", "", "Avant de commencer.")]


def test_the_texts_of_a_page_stand_below_their_headings(write_course: WriteCourse) -> None:
    page = """# L'été

Un *mot* et `du code`[^n], H<sub>2</sub>O.

## Les « faits » : tout

> [!TIP] Astuce *utile*
> Dedans.

::: details Replié
Plié.
:::

| A | B |
|---|---|
| un | deux |

<details><summary>À la main</summary>

Libre.

</details>

[^n]: Une note.
"""
    (entry,) = read_course(write_course, {"course/un/page.md": page})
    assert entry == (
        "un/page",
        "L’été",
        "L’été",
        [
            ("", "", "Un mot et du code, H2O."),
            (
                "at-les--faits---tout",
                "Les «\u202ffaits\u202f»\u00a0: tout",
                "Astuce *utile* Dedans. Replié Plié. A B un deux À la main Libre.",
            ),
            ("", "", "Une note."),
        ],
    )


def test_terms_of_the_glossary_are_found_at_their_place(write_course: WriteCourse) -> None:
    glossary = "Œuvre:\n  definition: Un *travail*.\n  also: [ouvrage]\n"
    entries = read_course(write_course, {"course/un/page.md": "# Page\n\nMot.\n", "course/glossary.yml": glossary})
    assert entries[-1] == (
        "glossary#at-oeuvre",
        "Œuvre",
        "Glossaire",
        [("", "", "Un travail. · Aussi\u00a0: ouvrage")],
    )


def test_places_are_those_of_the_pages() -> None:
    """The address of each section leads to an element that the page has."""
    course = course_in(COURSES / "everything")
    files = make_site(course).files
    for address, _, _, sections in entries_of(course):
        name, _, term = address.partition("#")
        content = files[f"content/{name}.js"]
        assert isinstance(content, bytes)
        for anchor in filter(None, [term, *(anchor for anchor, _, _ in sections)]):
            assert f'id=\\"{anchor}\\"' in content.decode()


def test_what_is_said_in_a_recording_is_found() -> None:
    course = course_in(COURSES / "media")
    transcripts = [media.transcript for media in course.media.values() if media.transcript]
    index = told(entries_of(course))
    assert transcripts
    assert all(words(transcript.plain_text) <= words(index) for transcript in transcripts)


def test_scripts_have_a_size_that_does_not_grow_with_the_course(write_course: WriteCourse) -> None:
    text = "Une phrase assez ordinaire. " * 200
    pages = {f"course/un/{number:03}.md": f"# Page {number}\n\n{text}\n" for number in range(100)}
    course = course_in(write_course({"course.yml": "title: T\n", **pages}))
    files = make_site(course).files
    parts = [name for name in files if name.startswith("search/")]
    assert parts == [f"search/{number}.js" for number in range(1, len(parts) + 1)]
    assert len(parts) > 2
    addresses = []
    for name in parts:
        content = files[name]
        assert isinstance(content, bytes)
        assert len(content) < PART_SIZE * 1.1
        value = json.loads(content.decode().partition(",")[2].removesuffix(");\n"))
        assert value["parts"] == len(parts)
        addresses += [entry[0] for entry in value["entries"]]
    assert addresses == [f"un/{number:03}" for number in range(100)]


def test_every_target_with_a_learners_page_has_it(tmp_path: Path) -> None:
    for file in build_course(COURSES / "everything", tmp_path, ("scorm12", "web")).files:
        with zipfile.ZipFile(file) as archive:
            assert "search/1.js" in archive.namelist()
