"""The interface in an author's words: in templates, in scripts, with counts, and typeset."""

import json
import os
from pathlib import Path

import pytest

from builder.badges.criteria import rule
from builder.model.course import Course
from builder.project import check_course, make_site
from builder.render.outline import outline
from builder.render.strings import sentences
from builder.render.theme import LOCALE, Theme
from tests.conftest import WriteCourse

PAGE = {"course/one/page.md": "# Page\n\nText.\n"}
LIST = Path(__file__).parent.parent / "docs" / "strings.md"
REWRITE = os.environ.get("PARCOURS_GOLDEN") == "write"


def course_of(write_course: WriteCourse, settings: str) -> Course:
    checked = check_course(write_course({"course.yml": f"title: T\n{settings}", **PAGE}))
    assert [found.kind.name for found in checked.findings] == []
    assert checked.course is not None
    return checked.course


def text_of(course: Course, file: str) -> str:
    content = make_site(course).files[file]
    assert isinstance(content, bytes)
    return content.decode()


def said(course: Course) -> str:
    """Return the sentences that scripts say."""
    made = outline(course, Theme(course.theme, course.language, course.strings))
    return json.dumps([made["sentences"], made["plurals"]], ensure_ascii=False)


@pytest.mark.parametrize(
    "key",
    [
        "Terminer cette page et continuer",
        "Finish this page and continue",
        "Terminer\u00a0cette page et  continuer",
    ],
)
def test_a_template_says_what_the_author_says_typeset(write_course: WriteCourse, key: str) -> None:
    course = course_of(write_course, f'language: fr\nstrings: {{"{key}": "J\'ai lu, je continue !"}}\n')
    shown = text_of(course, "index.html")
    assert "J’ai lu, je continue\u202f!" in shown
    assert "Terminer cette page" not in shown


def test_a_script_says_it_too_typeset(write_course: WriteCourse) -> None:
    course = course_of(write_course, "language: fr\nstrings: {'Reprendre : {title}': 'Retour à {title} !'}\n")
    assert '"Resume: {title}": "Retour à {title}\u202f!"' in said(course)


def test_a_course_in_english_is_no_other_case(write_course: WriteCourse) -> None:
    course = course_of(write_course, "strings: {'Resume: {title}': 'Back to {title}', My badges: My awards}\n")
    assert '"Resume: {title}": "Back to {title}"' in said(course)
    assert "<h1>My awards</h1>" in text_of(course, "index.html")


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("[Une page, '{count} pages à lire']", ["Une page", "{count} pages à lire"]),
        ("'Pages : {count}'", ["Pages\u00a0: {count}"]),
    ],
)
def test_what_is_counted_has_two_forms_or_one(write_course: WriteCourse, written: str, forms: list[str]) -> None:
    for key in ("{count} question still to answer.", "{count} questions still to answer."):
        course = course_of(write_course, f"language: fr\nstrings: {{'{key}': {written}}}\n")
        assert f'"{{count}} question still to answer.": {json.dumps(forms, ensure_ascii=False)}' in said(course)
    theme = Theme(course.theme, "fr", course.strings)
    assert theme.counted(1, "{count} question still to answer.", "{count} questions still to answer.") == forms[
        0
    ].format(count=1)
    assert theme.counted(3, "{count} question still to answer.", "{count} questions still to answer.") == forms[
        -1
    ].format(count=3)


def test_sentences_that_read_the_same_are_said_alike(write_course: WriteCourse) -> None:
    course = course_of(write_course, "language: fr\nstrings: {Faux: Inexact}\n")
    theme = Theme(course.theme, "fr", course.strings)
    assert (theme.text("False"), theme.text("Wrong")) == ("Inexact", "Inexact")
    course = course_of(write_course, "language: fr\nstrings: {Wrong: Inexact}\n")
    theme = Theme(course.theme, "fr", course.strings)
    assert (theme.text("False"), theme.text("Wrong")) == ("Faux", "Inexact")


def test_a_badge_asks_in_the_same_words_everywhere(write_course: WriteCourse) -> None:
    course = course_of(
        write_course,
        "issuer: {name: I}\nbadges: [{id: b, name: B, description: D, criteria: {modules: all}}]\n"
        "strings: {'Complete this module:': ['Walk this way:', '{count} ways:']}\nallow: [unreported-module]\n",
    )
    assert rule(course.badges[0], course)[0].intro == "Walk this way:"


def test_a_value_may_be_left_out_where_the_course_allows_it(write_course: WriteCourse) -> None:
    settings = "strings: {'Resume: {title}': Go on}\n"
    root = write_course({"course.yml": f"title: T\n{settings}allow: [lost-value]\n", **PAGE})
    assert [(found.kind.name, found.severity.value) for found in check_course(root).findings] == [
        ("lost-value", "warning")
    ]


def test_a_course_that_says_every_sentence_needs_no_catalogue(write_course: WriteCourse) -> None:
    said = {(one.english[0]): [f"« {form} »" for form in one.english] for one in sentences(LOCALE, "de")}
    written = {key: forms if len(forms) > 1 else forms[0] for key, forms in said.items()}
    course = course_of(write_course, f"language: de\nstrings: {json.dumps(written)}\n")
    assert Theme(course.theme, "de", course.strings).catalog.language == "de"


def test_the_list_for_authors_has_every_sentence() -> None:
    if REWRITE:
        LIST.write_text(listed(), encoding="utf-8")
    assert LIST.read_text(encoding="utf-8") == listed(), "make golden writes it anew"


def listed() -> str:
    """Return the guide's list of the sentences of the interface."""
    rows = sorted((" / ".join(one.shown), " / ".join(one.english)) for one in sentences(LOCALE, "fr"))
    lines = [f"| {french} | {english} |".replace("\n", " ") for french, english in rows]
    return _HEAD + "\n".join(lines) + "\n"


_HEAD = """# The sentences of the interface

Made from the catalogues by `make golden`. Each may be said in your own words, under
[`strings:` in course.yml](authoring.md#strings), where a sentence is named in the language of the course or in English.
What stands between braces is filled in, and must stay. With a count there are two forms, `one / several`: name either.

| French | English |
|---|---|
"""
