"""A course's own theme: what of it shows, and what it is refused."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import jinja2
import pytest

from builder.model.theme import POLICY, THEMES
from builder.project import check_course, make_site
from builder.read.appearance import css_faults, html_faults
from builder.read.templates import lost_marks
from builder.read.theme import theme_names
from builder.render.theme import Theme
from builder.syntax.sandbox import Sandbox
from tests.conftest import WriteCourse

PAGE = {"course/page.md": "# Page\n\nText.\n"}
OWN = {"course.yml": "title: T\ntheme: maison\n"}
SHELL = (THEMES / "default" / "templates" / "shell.html").read_text(encoding="utf-8")
APPEARANCE = sorted(path for name in theme_names() for path in (THEMES / name).rglob("*.html"))
SHEETS = sorted(path for name in theme_names() for path in (THEMES / name / "css").rglob("*.css"))


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


def told(root: Path) -> list[tuple[str, str]]:
    """Return the findings of a course: their names, and the files that they are about."""
    return [(found.kind.name, Path(found.span.source.path).name) for found in check_course(root).findings]


def own(written: Mapping[str, str]) -> dict[str, str]:
    """Return a course whose own theme holds some files."""
    return PAGE | OWN | {f"themes/maison/{path}": text for path, text in written.items()}


@pytest.mark.parametrize(
    "expression",
    [
        "course.assets['course/one.svg'].file",
        "course.assets['course/one.svg'].file.read_text()",
        "course.assets.values()|map(attribute='file')|first",
        "course.assets['course/one.svg']|attr('file')",
        "'{0.file}'.format(course.assets['course/one.svg'])",
        "course.modules[0].activities[0].__class__",
        "course.assets.clear()",
        "lipsum()",
        "[1, 2]|random",
    ],
)
def test_a_template_reaches_no_file_and_changes_nothing(write_course: WriteCourse, expression: str) -> None:
    page = {"course/page.md": "# Page\n\n![One](one.svg)\n", "course/one.svg": "<svg/>"}
    written = own({"templates/hero_art.html": f"{{{{ {expression} }}}}"})
    assert told(write_course(written | page)) == [("broken-template", "hero_art.html")]


def test_no_path_can_be_used_whoever_gives_it(tmp_path: Path) -> None:
    for written in ("{{ path.name }}", "{{ read() }}", "{{ (path / 'x').exists() }}"):
        with pytest.raises(jinja2.TemplateError):
            Sandbox().from_string(written).render(path=tmp_path, read=tmp_path.iterdir)


def test_a_look_holds_texts_and_no_paths(write_course: WriteCourse) -> None:
    course = check_course(write_course(own({"css/first/90-own.css": ".own { color: red }"}))).course
    assert course
    assert course.theme.files == {"css/first/90-own.css": ".own { color: red }"}
    assert "Path(" not in repr(course.theme)


def test_the_build_uses_what_the_check_reads_and_nothing_else(write_course: WriteCourse, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "first").mkdir()
    (outside / "first" / "99-out.css").write_text(".outside{}", encoding="utf-8")
    (outside / "side_page.html").write_text("OUTSIDE", encoding="utf-8")
    hidden = {"css/first/_hidden.css": ".unseen{}", "css/first/.dot.css": ".unseen{}", "css/later/_a.css": ".unseen{}"}
    root = write_course(own(hidden | {"templates/_x.html": "HIDDEN"}))
    (root / "themes" / "maison" / "css" / "more").symlink_to(outside / "first")
    (root / "themes" / "maison" / "css" / "later" / "99-out.css").symlink_to(outside / "first" / "99-out.css")
    (root / "themes" / "maison" / "templates" / "side_page.html").symlink_to(outside / "side_page.html")
    course = check_course(root).course
    assert course
    theme = Theme(course.theme, "en")
    made = theme.style("first") + theme.style("later")
    assert not re.search("unseen|outside", made)
    assert theme.render("side_page.html", title="T", body="B", says_ours=True) != "OUTSIDE"
    for name in ("_x.html", "y.txt", "../../../course.yml"):
        with pytest.raises(jinja2.TemplateError):
            theme.render(name)


def test_a_folder_that_leads_out_of_the_course_holds_no_styles(write_course: WriteCourse, tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "99-out.css").write_text(".outside{}", encoding="utf-8")
    root = write_course(own({"css/later/99-own.css": ".inside{}"}))
    (root / "themes" / "maison" / "css" / "first").symlink_to(tmp_path / "first")
    checked = check_course(root)
    assert [found.kind.name for found in checked.findings] == ["unused-style"]
    assert checked.course
    theme = Theme(checked.course.theme, "en")
    assert ".inside{" in theme.style("later")
    assert "outside" not in theme.style("first")


def test_a_folder_that_leads_to_itself_ends(write_course: WriteCourse) -> None:
    root = write_course(own({"css/first/99-own.css": ".inside{}"}))
    (root / "themes" / "maison" / "again").symlink_to(root / "themes" / "maison")
    assert ("unused-style", "99-own.css") in told(root)


def test_what_another_suffix_includes_is_not_there(write_course: WriteCourse) -> None:
    written = own({"templates/hero_art.html": "{% include 'y.txt' %}", "templates/y.txt": "<script>1</script>"})
    assert sorted(told(write_course(written))) == [("broken-template", "hero_art.html"), ("unused-template", "y.txt")]


@pytest.mark.parametrize("path", ["css/lost.css", "css/first/more/lost.css", "lost.css", "css/first/lost.scss"])
def test_a_sheet_in_another_place_is_told_as_unused(write_course: WriteCourse, path: str) -> None:
    assert told(write_course(own({path: ".own { color: red }"}))) == [("unused-style", Path(path).name)]


def test_a_shell_may_give_the_policy_by_its_name_or_in_full(write_course: WriteCourse) -> None:
    for shell in (SHELL, SHELL.replace("{{ policy }}", POLICY)):
        assert POLICY in files(write_course(own({"templates/shell.html": shell})))["index.html"]


@pytest.mark.parametrize(
    "shell",
    [
        SHELL.replace("{{ policy }}", ""),
        SHELL.replace("{{ policy }}", POLICY.replace("default-src 'none'", "default-src *")),
        SHELL.replace("{{ policy }}", "{{ policy|forceescape }}"),
        SHELL.replace("{{ policy }}", "<!--{{ policy }}-->"),
        SHELL.replace("{{ policy }}", "").replace("<body>", "<body>{{ policy }}"),
        SHELL.replace("{{ policy }}", "<title>{{ policy }}</title>"),
        SHELL.replace("{{ policy }}", "").replace("</head>", "{{ policy }}</head>"),
        SHELL.replace("<head>", "<head>\u00a0"),
        SHELL.replace("<head>", "<head data-x='").replace("{{ policy }}", "<head>{{ policy }}'>"),
    ],
    ids=["none", "another", "escaped", "comment", "body", "text", "late", "blank", "attribute"],
)
def test_a_shell_without_our_policy_is_refused(write_course: WriteCourse, shell: str) -> None:
    assert told(write_course(own({"templates/shell.html": shell}))) == [("missing-policy", "shell.html")]


@pytest.mark.parametrize(
    "written",
    [
        "<img src=https://example.org/a.png>",
        "<img src = '//example.org/a.png'>",
        "<img SRC='\\\\example.org/a.png'>",
        "<img src='ht&#9;tps://example.org/a.png'>",
        "<img srcset='data.png 1x, https://example.org/a.png 2x'>",
        "<video poster='https://example.org/a.png'></video>",
        "<object data='https://example.org/a'></object>",
        "<meta http-equiv=refresh content='0; url=https://example.org/'>",
        "<iframe src='//example.org/'></iframe>",
        "<img src=data:, onerror=alert(1)>",
        "<img/onerror=alert(1) src=data:,>",
        "<p ONCLICK = 'x()'>",
        "<p style = 'color: red'>",
        "<script>alert(1)</script>",
        "<script src=parcours.js>alert(1)</script>",
        "<script src='https://example.org/parcours.js'></script>",
        "<script{{ ours }}>alert(1)</script>",
        "<base href='https://example.org/'>",
        "<style>p { color: red }</style>",
        "<link rel=preconnect href='https://example.org'>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href='#/' ping='https://example.org/'>x</a>",
        "<form action='https://example.org/'></form>",
        "<svg><use href='https://example.org/a.svg#b'/></svg>",
        "<svg><path fill='url(https://example.org/a.svg#b)'/></svg>",
        "{{ '<img src=https://example.org/a.png>'|safe }}",
        "{# a comment #}{{ t('}}') }}<img src='https://example.org/a.png'>",
    ],
)
def test_behaviour_and_other_sites_are_refused_however_they_are_spelt(written: str) -> None:
    assert [fault.kind.name for fault in html_faults(f"<p>\n{written}\n</p>")] == ["theme-behaviour"]


@pytest.mark.parametrize(
    "written",
    [
        "<a href='https://example.org/'>x</a>",
        "<a href='mailto:a@example.org'>x</a>",
        "<img src='{{ logo }}' alt='https://example.org/'>",
        "<img src='data:image/gif;base64,AAAA'>",
        "<svg fill='url(#a)'><use href='#b'/></svg>",
        "<p{{ theirs }} data-style='x' title='on=1'>https://example.org/ <!-- <script> --></p>",
    ],
)
def test_links_and_texts_are_nobodys_behaviour(written: str) -> None:
    assert list(html_faults(written)) == []


@pytest.mark.parametrize(
    "written",
    [
        "p { background: url(https://example.org/a.png) }",
        "p { background: URL( //example.org/a.png) }",
        "p { background: url('https://example.org/a.png') }",
        "p { background: image-set('https://example.org/a.png' 1x) }",
        "p { background: -webkit-image-set(url(//example.org/a.png) 1x) }",
        "p { background: u\\72l(https://example.org/a.png) }",
        "p { background: url(\\68ttps://example.org/a.png) }",
        "p { background: url('\\68 ttps://example.org/a.png') }",
        "p { --a: 'https://example.org/a.png' }",
        "@import 'own.css';",
        "@IMPORT url(https://example.org/a.css);",
        "@\\69mport 'own.css';",
        "p { content: '/*' } q { background: url(//example.org) } p { content: '*/' }",
        "@font-face { src: url(https://example.org/a.woff2) format('woff2') }",
    ],
)
def test_a_sheet_asks_no_other_site_however_it_is_spelt(written: str) -> None:
    assert [fault.kind.name for fault in css_faults(written)] == ["theme-behaviour"]


@pytest.mark.parametrize(
    "written", ["url(paper.png)", "url('../paper.png')", "image-set('paper.png' 1x)", "url(/a.png)"]
)
def test_a_file_that_a_sheet_names_is_told_as_not_packed(write_course: WriteCourse, written: str) -> None:
    sheet = {"css/first/90-own.css": f".own {{ background: {written} }}"}
    assert told(write_course(own(sheet))) == [("unpacked-file", "90-own.css")]


def test_sheets_may_hold_pictures_signs_and_comments() -> None:
    sheet = """/* https://example.org/ */ p::before { content: "\\201C // Note: "; mask: url(#m) }
    q { background: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"), url(data:image/png,A) }
    r { background: image-set("data:image/png;base64,A" type("image/png")) }"""
    assert list(css_faults(sheet)) == []


def test_templates_may_use_all_that_they_are_given(write_course: WriteCourse) -> None:
    art = "{{ course.title }}{{ rtl }}{{ ours }}{{ theirs }}{{ duration(90) }}{{ range(3)|list }}{{ policy|e|length }}"
    assert "1 h 30" in files(write_course(own({"templates/hero_art.html": art})))["index.html"]


@pytest.mark.parametrize("written", ["{{ 1 // 0 }}", "{{ title + 1 }}", "{% include 'side_page.html' %}"])
def test_any_failure_of_a_template_is_told_at_its_line(write_course: WriteCourse, written: str) -> None:
    assert told(write_course(own({"templates/side_page.html": written}))) == [("broken-template", "side_page.html")]


@pytest.mark.parametrize("name", theme_names())
def test_an_id_of_the_document_stands_once(write_course: WriteCourse, name: str) -> None:
    quiz = "title: Quiz\nquestions:\n  - {type: true-false, statement: Yes., answer: true}\n"
    written = {"course.yml": f"title: T\ntheme: {name}\n", "course/one/page.md": "# Page\n\nText.\n"}
    made = files(write_course(written | {"course/one/quiz.yml": quiz}))
    ids = Counter(re.findall(r'\sid="([^"]*)"', made["index.html"]))
    assert [one for one, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("file", [*APPEARANCE, *SHEETS], ids=lambda path: str(path.relative_to(THEMES)))
def test_a_theme_holds_no_behaviour(file: Path) -> None:
    judge = css_faults if file.suffix == ".css" else html_faults
    assert list(judge(file.read_text(encoding="utf-8"))) == []


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
