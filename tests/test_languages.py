"""The way that languages are written, and what the page says of it."""

import re

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from builder.model.course import Course
from builder.project import check_course, make_site
from builder.syntax.languages import runs_right_to_left
from tests.conftest import WriteCourse


def page_of(write_course: WriteCourse, settings: str) -> str:
    root = write_course({"course.yml": f"title: T\n{settings}", "course/one/page.md": "# Seite\n\nText.\n"})
    course = check_course(root).course
    assert isinstance(course, Course)
    content = make_site(course).files["index.html"]
    assert isinstance(content, bytes)
    return content.decode()


def test_the_way_of_a_language_is_that_of_its_locale() -> None:
    wrong = [
        name
        for name in locale_identifiers()
        if runs_right_to_left(name.replace("_", "-")) != (Locale.parse(name).character_order == "right-to-left")
    ]
    assert wrong == []


@pytest.mark.parametrize(("tag", "rtl"), [("ar-Latn", False), ("ku-Arab", True), ("AR-eg", True), ("sl-1994", False)])
def test_a_script_in_the_tag_decides(tag: str, *, rtl: bool) -> None:
    assert runs_right_to_left(tag) is rtl


@pytest.mark.parametrize("language", ["fr", "fr-CA", "en-GB"])
def test_nothing_is_marked_where_the_interface_speaks_as_the_course_does(
    write_course: WriteCourse, language: str
) -> None:
    page = page_of(write_course, f"language: {language}\n")
    assert page.count(" lang=") == 1
    assert not re.search(r' dir="(?!auto")', page)


def test_an_interface_in_english_is_marked_in_a_course_that_is_not(write_course: WriteCourse) -> None:
    page = page_of(write_course, "language: he\n")
    assert '<html lang="he" data-course="t" dir="rtl">' in page
    for part in ("nav", "main", "footer"):
        (start,) = (line for line in page.split("\n") if line.startswith(f"<{part} "))
        assert ' lang="en"' in start
        assert " dir=" not in start
    assert '<h1 lang="he" dir="rtl">T</h1>' in page
    assert '<article data-view="activity" id="activity" class="activity" lang="he" dir="rtl" hidden>' in page
