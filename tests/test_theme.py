"""A course's own theme: what of it shows, and what it is refused."""

import re
from pathlib import Path

import pytest

from builder.model.theme import THEMES, theme_names
from builder.project import check_course, make_site
from builder.read.templates import lost_marks
from tests.conftest import WriteCourse

PAGE = {"course/page.md": "# Page\n\nText.\n"}
TEMPLATES = sorted(path for name in theme_names() for path in (THEMES / name / "templates").rglob("*.html"))


def files(root: Path) -> dict[str, str]:
    """Return the texts of the site of a course without errors."""
    checked = check_course(root, ("web",))
    assert [found.kind.name for found in checked.findings] == []
    assert checked.course
    site = make_site(checked.course).files
    return {path: content.decode() for path, content in site.items() if isinstance(content, bytes)}


def test_an_accent_and_a_logo_need_two_lines(write_course: WriteCourse) -> None:
    course = "title: Course\ntheme: {accent: '#8A1F5C', logo: course/logo.svg}\n"
    made = files(
        write_course(PAGE | {"course.yml": course, "course/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    )
    assert "--accent:light-dark(#8a1f5c," in made["style.css"]
    assert '<img class="logo" src="files/course/logo.svg" alt="">' in made["index.html"]


def test_a_theme_of_the_course_changes_what_it_names_and_nothing_else(write_course: WriteCourse) -> None:
    made = files(
        write_course(
            PAGE
            | {
                "course.yml": "title: Course\ntheme: maison\n",
                "themes/maison/theme.yml": "base: civic\nradius: 4px\nlight: {forest: '#00552b'}\n",
                "themes/maison/templates/side_page.html": "<h1 tabindex='-1'>{{ title }}</h1><p>Maison</p>{{ body }}",
                "themes/maison/css/first/90-civic.css": ".maison { color: var(--ink) }",
                "themes/maison/css/later/99-own.css": ".own { color: var(--forest) }",
            }
        )
    )
    assert "--radius:4px" in made["style.css"]
    assert "--forest:light-dark(#00552b,#" in made["style.css"]
    assert "--hero:light-dark(#ffd42e,#2b2608)" in made["style.css"]
    assert ".maison{" in made["style.css"]
    assert "letter-spacing:-.025em" not in made["style.css"]
    assert made["pages.css"].rstrip().endswith(".own{color:var(--forest)}")
    assert "Maison" in made["content/accessibility.js"]


def test_each_variable_stands_once_where_it_is_first_used(write_course: WriteCourse) -> None:
    made = files(write_course(PAGE | {"course.yml": "title: Course\n"}))
    first, later = (
        set(re.findall(r"[{;](--[\w-]+):", made[name].split("}")[0])) for name in ("style.css", "pages.css")
    )
    assert first & later == set()
    assert {"--ink", "--forest", "--sans"} <= first
    assert {"--code-string", "--mono"} <= later


def test_modules_take_the_colours_that_are_left_in_turn(write_course: WriteCourse) -> None:
    modules = "modules: [{folder: a.md}, {folder: b.md, color: forest}, {folder: c.md}]\n"
    root = write_course(
        {f"course/{name}.md": "# Page\n\nText.\n" for name in "abc"} | {"course.yml": f"title: Course\n{modules}"}
    )
    course = check_course(root).course
    assert course
    assert [module.color.value for module in course.modules if module.color] == ["rust", "forest", "ocean"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("<h1>{{ title }}</h1>\n{{ body.nothing.more }}", "has no attribute 'nothing'"),
        ("<h1>{{ title }}</h1>\n{{ title.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
    ],
)
def test_what_a_template_may_not_have_is_told_at_its_line(write_course: WriteCourse, written: str, told: str) -> None:
    template = {"themes/maison/templates/side_page.html": written}
    (found,) = check_course(write_course(PAGE | template | {"course.yml": "title: T\ntheme: maison\n"})).findings
    assert found.kind.name == "broken-template"
    assert found.span.position[0] == 2
    assert told in found.message.text(str)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda path: str(path.relative_to(THEMES)))
def test_a_theme_holds_no_behaviour(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\s(?:on[a-z]+|style)=|javascript:|<style", text)
    assert re.findall(r'<script[^>]*?src="([^"]*)"|<script', text) in ([], ["parcours.js"])


def test_themes_are_templates_and_styles_alone() -> None:
    suffixes = {path.suffix for name in theme_names() for path in (THEMES / name).rglob("*") if path.is_file()}
    assert suffixes == {".yml", ".html", ".css"}


@pytest.mark.parametrize("name", theme_names())
def test_a_theme_keeps_what_the_run_time_looks_for(name: str) -> None:
    folder = THEMES / name / "templates"
    for file in folder.rglob("*.html"):
        default = THEMES / "default" / "templates" / file.relative_to(folder)
        assert list(lost_marks(default.read_text(encoding="utf-8"), file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", theme_names())
def test_styles_know_neither_left_nor_right(name: str) -> None:
    for sheet in (THEMES / name / "css").rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"[\s{;](?:(?:margin|padding|border)-)?(?:left|right)\s*:", text), sheet.name
