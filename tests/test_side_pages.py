"""The glossary and what is said about accessibility: read, ordered, and shown by every target."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.model.course import Course
from builder.model.progress import mark_names
from builder.project import build_course, check_course, make_site
from builder.render.outline import outline
from builder.render.theme import Theme
from tests import messages
from tests.conftest import WriteCourse
from tests.openedx.exported import files_of

PAGE = {"course/one/page.md": "# Page\n\nText.\n"}
GLOSSARY = """été: La saison.
Zone: Un lieu, voir [l'est](#est).
Est:
  definition: Un côté.
  also: [l'est, orient]
Écart: Une distance.
ecarts: Plusieurs.
Œuvre: Un travail.
"""


def course_of(root: Path) -> Course:
    checked = check_course(root)
    assert [found.kind.name for found in checked.findings] == []
    assert checked.course is not None
    return checked.course


def html_of(course: Course, name: str) -> str:
    content = make_site(course).files[f"content/{name}.js"]
    assert isinstance(content, bytes)
    script = content.decode()
    data: Mapping[str, str] = json.loads(script[script.index(",") + 1 : script.rindex(")")])
    return data["html"]


def statement_of(write_course: WriteCourse, settings: str, files: Mapping[str, str] | None = None) -> str:
    course = course_of(write_course({"course.yml": f"title: T\n{settings}", **PAGE, **(files or {})}))
    return html_of(course, "accessibility")


def test_terms_are_in_alphabetical_order_whatever_their_accents(write_course: WriteCourse) -> None:
    course = course_of(write_course({"course.yml": "title: T\n", "course/glossary.yml": GLOSSARY, **PAGE}))
    assert course.glossary is not None
    assert [term.name for term in course.glossary.terms] == ["Écart", "ecarts", "Est", "été", "Œuvre", "Zone"]
    assert [term.anchor for term in course.glossary.terms] == ["ecart", "ecarts", "est", "ete", "oeuvre", "zone"]


@pytest.mark.parametrize("folder", ["course/", ""])
def test_a_glossary_is_no_module_and_counts_for_nothing(write_course: WriteCourse, folder: str) -> None:
    files = {"course.yml": "title: T\n", f"{folder}glossary.yml": GLOSSARY, f"{folder}one/page.md": "# Page\n\nText.\n"}
    course = course_of(write_course(files))
    assert [module.id for module in course.modules] == ["one"]
    assert course.glossary is not None
    assert not [name for name, _ in mark_names(course) if "glossary" in name]


def test_a_glossary_in_the_folder_of_a_module_is_a_quiz(write_course: WriteCourse) -> None:
    files = {"course.yml": "title: T\n", "course/one/glossary.yml": "ZFE: Zone.\n", **PAGE}
    assert {found.kind.name for found in check_course(write_course(files)).findings} == {"unknown-field"}


def test_links_lead_to_terms_from_pages_and_from_each_other(write_course: WriteCourse) -> None:
    page = {"course/one/page.md": "# Page\n\n[Est](../glossary.yml#est), [mots](../glossary.yml).\n"}
    course = course_of(write_course({"course.yml": "title: T\n", "course/glossary.yml": GLOSSARY} | page))
    assert '<a href="#/glossary#at-est">Est</a>, <a href="#/glossary">mots</a>' in html_of(course, "one/page")
    assert '<dt id="at-est">Est</dt>' in html_of(course, "glossary")
    assert '<a href="#at-est">' in html_of(course, "glossary")


def test_without_a_glossary_there_is_no_page_of_it(write_course: WriteCourse) -> None:
    course = course_of(write_course({"course.yml": "title: T\n", **PAGE}))
    site = make_site(course)
    assert "content/glossary.js" not in site.files
    assert b"glossary" not in site.files["index.html"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("conforme", "Accessibility: fully compliant"),
        ("full", "Accessibility: fully compliant"),
        ("partielle", "Accessibility: partially compliant"),
        ("partial", "Accessibility: partially compliant"),
        ("non-conforme", "Accessibility: not compliant"),
        ("none", "Accessibility: not compliant"),
    ],
)
def test_the_status_is_what_the_publisher_declares(write_course: WriteCourse, written: str, said: str) -> None:
    course = course_of(write_course({"course.yml": f"title: T\naccessibility: {{status: {written}}}\n", **PAGE}))
    assert f'<h1 tabindex="-1">{said}</h1>' in html_of(course, "accessibility")
    assert f'<a href="#/accessibility">{said}</a>' in make_site(course).files["index.html"].decode()  # type: ignore[union-attr]


def test_where_nothing_is_declared_nothing_is_claimed(write_course: WriteCourse) -> None:
    html = statement_of(write_course, "")
    assert '<h1 tabindex="-1">Accessibility</h1>' in html
    assert "No status has been declared" in html


@pytest.mark.parametrize(
    ("settings", "contact"),
    [
        ("contact: {help: h@example.org, accessibility: a@example.org}\n", '<a href="mailto:a@example.org">'),
        ("contact: {help: 'mailto:h@example.org'}\nissuer: {name: I, email: i@example.org}\n", "mailto:h@example.org"),
        ("contact: {help: 'The *front* desk'}\n", "<p>The <em>front</em> desk</p>"),
        ("contact: {help: 'https://example.org/help'}\n", '<a class="external" href="https://example.org/help"'),
        ("issuer: {name: I, email: i@example.org}\norganization: O\n", '<a href="mailto:i@example.org">'),
        ("organization: O & P\n", "<p>O &amp; P</p>"),
        ("", "Tell whoever gave you access to it."),
    ],
)
def test_there_is_always_somebody_to_tell(write_course: WriteCourse, settings: str, contact: str) -> None:
    assert contact in statement_of(write_course, settings)


def test_a_statement_is_shown_and_is_no_module(write_course: WriteCourse) -> None:
    files = {"course.yml": "title: T\naccessibility: {statement: access.md}\n", "one/page.md": "# Page\n\nText.\n"}
    files["access.md"] = "# Our statement\n\nSee [a page](one/page.md) and [below](#limits).\n\n## Limits\n"
    course = course_of(write_course(files))
    assert [module.id for module in course.modules] == ["one"]
    html = html_of(course, "accessibility")
    assert html.count("Our statement") == 1
    assert '<a href="#/one/page">' in html
    assert '<a href="#at-limits">' in html


def test_what_a_course_allows_is_said(write_course: WriteCourse) -> None:
    html = statement_of(write_course, "allow: [missing-captions]\n")
    assert "<li>the captions of each video (with exceptions in this course)</li>" in html
    assert html.count("exceptions") == 1


def test_open_edx_has_a_tab_for_each_without_what_is_not_true_there(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({"course.yml": "title: T\n", "course/glossary.yml": GLOSSARY, **PAGE})
    (archive, *_) = build_course(root, tmp_path / "out", ("olx",)).files
    files = files_of(archive)
    assert '<a href="#at-est">' in files["course/tabs/glossary.html"].decode()
    assert "contrast" not in files["course/tabs/accessibility.html"].decode()
    policy = json.loads(files["course/policies/self-paced/policy.json"])["course/self-paced"]
    assert [tab["url_slug"] for tab in policy["tabs"] if "url_slug" in tab] == ["glossary", "accessibility"]


def test_the_first_page_brings_the_sentences_of_the_run_time_alone(write_course: WriteCourse) -> None:
    course = course_of(write_course({"course.yml": "title: T\nlanguage: fr\n", **PAGE}))
    made = outline(course, Theme(course.theme, course.language))
    held = {*made["sentences"], *made["plurals"]}  # type: ignore[misc]
    said = messages.run_time_sentences()
    assert {one if isinstance(one, str) else one[0] for one in said} <= held
    assert "No status has been declared for this course." not in held


def test_scorm_lists_the_side_pages(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({"course.yml": "title: T\n", "course/glossary.yml": GLOSSARY, **PAGE})
    (file,) = build_course(root, tmp_path / "out", ("scorm12",)).files
    with zipfile.ZipFile(file) as package:
        manifest = package.read("imsmanifest.xml").decode()
    assert 'href="content/glossary.js"' in manifest
    assert 'href="content/accessibility.js"' in manifest


def test_open_edx_has_help_only_where_the_author_says_whom_to_ask(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({"course.yml": "title: T\ncontact: {help: h@example.org}\n", **PAGE})
    (archive, *_) = build_course(root, tmp_path / "out", ("olx",)).files
    tab = files_of(archive)["course/tabs/help.html"].decode()
    assert 'href="mailto:h@example.org"' in tab
    assert "device" not in tab
    assert "Tab goes" not in tab
