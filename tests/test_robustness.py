"""Odd input is normal: never a traceback, never a write outside dist/."""

import io
import os
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import project
from builder.diagnostics import Findings, Source
from builder.package import Package
from builder.package.publish import Writer, publish
from builder.project import build_course, check_course
from builder.read.workspace import Workspace
from builder.syntax.markdown import has_front_matter, parse_page
from builder.syntax.values import parse_duration, parse_number, parse_percent
from builder.syntax.yaml import read_yaml
from tests.conftest import WriteCourse
from tests.killed import PIECE, killed

ROOT = Path(__file__).parent.parent
SAMPLE_QUIZ = (ROOT / "course" / "01-comprendre" / "quiz.yml").read_text(encoding="utf-8")
SAMPLE_PAGE = (ROOT / "course" / "01-comprendre" / "01-de-quoi-parle-t-on.md").read_text(encoding="utf-8")
QUIZZES = (SAMPLE_QUIZ, *(path.read_text(encoding="utf-8") for path in (ROOT / "tests/courses").rglob("*.yml")))
PAGES = (SAMPLE_PAGE, *(path.read_text(encoding="utf-8") for path in (ROOT / "tests/courses/selfchecks").rglob("*.md")))
SAMPLE_COURSE = (ROOT / "course.yml").read_text(encoding="utf-8")
PIECES = 4
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ODD = st.sampled_from(
    [
        "",
        ":",
        "- ",
        "[[",
        "]]",
        "(",
        "- [x] ",
        "> ",
        "{#",
        "}",
        "±",
        "  ",
        "\t",
        "[",
        "{",
        "'",
        '"',
        "#",
        "|",
        ">",
        "&a",
        "*a",
        "é",
        "\u202f",
        "\n",
        "```",
        ":::",
        "<b",
    ]
)


def mutated(text: str) -> st.SearchStrategy[str]:
    """Return a real file with a stretch of it replaced by something odd."""
    places = st.tuples(st.integers(0, len(text)), st.integers(0, 40), ODD)
    return places.map(lambda place: text[: place[0]] + place[2] + text[place[0] + place[1] :])


@QUICK
@given(st.text())
def test_any_text_is_read_as_yaml_without_a_traceback(text: str) -> None:
    findings = Findings()
    read_yaml(Source("any.yml", text), findings)
    for found in findings:
        assert found.span.position >= (1, 1)


@QUICK
@given(st.text())
def test_any_text_is_read_as_markdown_without_a_traceback(text: str) -> None:
    source = Source("any.md", text)
    front = has_front_matter(text)
    parse_page(source, front.end() if front else 0)


@pytest.mark.parametrize(
    "html", ["<![", "<![](a)/b>", "a <b><![CDATA[x]]> c", "<div>\n<![if x]>\n</div>", "<!x", "<?y"]
)
def test_half_a_declaration_is_read_as_markdown(html: str, write_course: WriteCourse) -> None:
    check_course(write_course({"course.yml": "title: Odd\n", "course/one/page.md": f"# Page\n\n{html}\n"}))


@QUICK
@given(quiz=st.sampled_from(QUIZZES).flatmap(mutated), page=st.sampled_from(PAGES).flatmap(mutated))
def test_a_damaged_course_is_told_never_crashed_on(
    quiz: str, page: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("course")
    (root / "course" / "one").mkdir(parents=True)
    (root / "course.yml").write_text("title: Odd\nlanguage: fr\n", encoding="utf-8")
    (root / "course" / "one" / "page.md").write_text(page, encoding="utf-8")
    (root / "course" / "one" / "quiz.yml").write_text(quiz, encoding="utf-8")
    checked = check_course(root)
    for found in checked.findings:
        line, column = found.span.position
        assert line <= found.span.source.text.count("\n") + 1
        assert column >= 1


@QUICK
@given(course=mutated(SAMPLE_COURSE))
def test_a_damaged_course_file_is_told_never_crashed_on(course: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("course")
    (root / "course.yml").write_text(course, encoding="utf-8")
    check_course(root)


@QUICK
@given(st.text(), st.sampled_from(["fr", "en", "de-DE", "xx"]))
def test_values_are_read_or_refused(text: str, language: str) -> None:
    for parsed in (parse_number(text, language), parse_percent(text, language), parse_duration(text)):
        assert parsed is None or parsed == parsed  # noqa: PLR0124 - a number, not a NaN


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 50_000, "? " * 100_000])
def test_deep_nesting_is_refused(text: str) -> None:
    findings = Findings()
    assert read_yaml(Source("deep.yml", text), findings) is None
    assert [found.kind.name for found in findings] == ["yaml-too-large"]


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    findings = Findings()
    read_yaml(Source("bomb.yml", "\n".join(lines)), findings)
    assert {found.kind.name for found in findings} == {"yaml-too-large"}


@pytest.mark.parametrize(
    "page",
    [
        "# P\n\n[x](?page=2)\n",
        "# P\n\n[y]() and ![x]()\n",
        "# P\n\n![x](" + "a" * 300 + ".png)\n",
        "# P\n\n![x](page.md)\n",
        "# P\n\n![x](//)\n\n[z](#)\n",
    ],
)
def test_odd_addresses_are_findings(page: str, write_course: WriteCourse) -> None:
    root = write_course({"course.yml": "title: Odd\n", "course/one/page.md": page})
    assert check_course(root).findings.has_errors


def test_odd_file_names_and_texts_are_never_a_traceback(write_course: WriteCourse) -> None:
    root = write_course({"course.yml": 'title: "a\\x01b"\n', "course/one/page.md": "# P\n"})
    Path(os.fsdecode(os.fsencode(root / "course" / "one") + b"/\xe9.md")).write_text("# Lost\n")
    assert [found.kind.name for found in check_course(root).findings] == ["yaml-syntax", "ignored-file"]


@pytest.mark.parametrize("odd", ["\u00a0", "\u202f", "\u200d"])
def test_names_with_spaces_that_do_not_break_are_names(odd: str, write_course: WriteCourse, tmp_path: Path) -> None:
    files = {
        "course.yml": "title: Names\n",
        f"course/01{odd}-{odd}Le{odd}module/02-Pourquoi{odd}.md": f"# P\n\n![A map](carte{odd}1.svg)\n",
        f"course/01{odd}-{odd}Le{odd}module/carte{odd}1.svg": "<svg/>",
        f"course/01{odd}-{odd}Le{odd}module/03-quiz{odd}.yml": "questions:\n  - {id: q, statement: A., answer: no}\n",
        f"course/02-{odd}seul{odd}.md": f"# S\n\n[P](01{odd}-{odd}Le{odd}module/02-Pourquoi{odd}.md)\n",
    }
    built = build_course(write_course(files), tmp_path / "out")
    assert not built.checked.findings.has_errors
    assert built.checked.course
    ids = [(module.id, [one.id for one in module.activities]) for module in built.checked.course.modules]
    first = "le-module" if odd.isspace() else "01-lemodule"
    assert ids == [(first, ["pourquoi", "quiz"]), ("seul", ["seul"])]
    assert {path.suffix for path in built.files} == {".zip", ".gz", ".json"}


def test_a_listed_folder_is_found_with_a_space_that_nobody_sees(write_course: WriteCourse) -> None:
    course = "title: Names\nmodules:\n  - folder: {}\n"
    for listed in ("01-module", '"01-module\u00a0"'):
        root = write_course({"course.yml": course.format(listed), "course/01-module\u00a0/page.md": "# P\n"})
        assert list(check_course(root).findings) == []


def test_pages_with_a_name_that_cannot_be_used_are_told(write_course: WriteCourse) -> None:
    root = write_course({"course.yml": "title: Odd\n", "course/one/page.md": "# P\n", "course/Icon\r": ""})
    for name in (b"lost/\xe9.md", b"one/in/a\x07.md", b"one/quiz\x85.yml", b"b\x1b[31m/c.md", b"one/pic\n.svg"):
        file = Path(os.fsdecode(os.fsencode(root / "course") + b"/" + name))
        file.parent.mkdir(exist_ok=True)
        file.write_text("# Lost\n")
    found = list(check_course(root).findings)
    assert [one.kind.name for one in found] == ["ignored-file"] * 4
    assert [one.span.source.path.removeprefix("course/") for one in found] == [
        "b\\x1b[31m",
        "lost/\\udce9.md",
        "one/in/a\\x07.md",
        "one/quiz\\udc85.yml",
    ]


def test_only_files_are_read(write_course: WriteCourse) -> None:
    root = write_course({"course.yml": "title: Pipes\n", "course/one/page.md": "# P\n"})
    for name in ("course/one/01-pipe.md", "course/one/quiz.yml", "course/02-pipe.md"):
        os.mkfifo(root / name)
    (root / "course" / "one" / "gone.md").symlink_to("nowhere.md")
    found = [(one.kind.name, one.message.text(str)) for one in check_course(root).findings]
    assert [name for name, _ in found] == ["empty-module", *["unreadable-file"] * 3]
    assert found[1][1].endswith("it is not a file")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_course_file_that_is_no_file_is_told(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "course.yml")
    (found,) = check_course(tmp_path).findings
    assert found.kind.name == "no-course"
    assert "not a file" in found.message.text(str)
    assert found.remedy
    assert "rename" not in found.remedy.text(str)


def test_the_order_of_pages_is_not_that_of_the_disk(write_course: WriteCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["1-a.md", "01-A.md", "001-a.md", "01-a.md"]
    root = write_course({"course.yml": "title: Order\n", **{f"course/one/{name}": "# P\n" for name in names}})
    iterdir = Path.iterdir
    orders = []
    for backwards in (False, True):
        monkeypatch.setattr(
            Path, "iterdir", lambda path, backwards=backwards: iter(sorted(iterdir(path), reverse=backwards))
        )
        orders.append(Workspace(root).names("course/one"))
    assert orders == [("001-a.md", "01-A.md", "01-a.md", "1-a.md")] * 2


def test_blocks_nested_by_indentation_are_refused() -> None:
    text = "".join("  " * depth + "a:\n" for depth in range(400))
    findings = Findings()
    read_yaml(Source("deep.yml", text), findings)
    assert {found.kind.name for found in findings} == {"yaml-too-large"}


def test_a_picture_that_would_run_a_script_never_reaches_the_package(write_course: WriteCourse) -> None:
    course = "title: Trap\nallow: [third-party-media]\n"
    trap = '# P\n\nSee <img src="javascript:alert(1)" alt="me"> and <a href="x.md">open\n'
    root = write_course({"course.yml": course, "course/one/page.md": trap, "course/one/x.md": "# X\n"})
    assert [found.kind.name for found in check_course(root).findings] == ["unusable-link"]


def test_an_address_elsewhere_stays_as_written(write_course: WriteCourse, tmp_path: Path) -> None:
    page = "# P\n\n[write](mailto:a@example.org?subject=a%26b) and [read](https://example.org/a%2Fb?c=%23)\n"
    root = write_course({"course.yml": "title: Out\n", "course/one/page.md": page})
    (archive,) = build_course(root, tmp_path / "out", ("web",)).files
    with zipfile.ZipFile(archive) as opened:
        text = opened.read("content/one/page.js").decode()
    assert "subject=a%26b" in text
    assert "a%2Fb?c=%23" in text


def test_accents_typed_together_find_a_file_stored_apart(write_course: WriteCourse) -> None:
    root = write_course(
        {"course.yml": "title: Mac\n", "course/one/page.md": "# P\n\n![Été](carte-\u00e9t\u00e9.svg)\n"}
    )
    (root / "course" / "one" / "carte-e\u0301te\u0301.svg").write_text("<svg/>")
    assert len(check_course(root).findings) == 0


def test_a_closed_block_inside_a_question_is_closed(write_course: WriteCourse) -> None:
    quiz = """title: Quiz
questions:
  - id: q
    question: Which?
    accept: a
    explanation: |
      ::: details More
      Hidden.
      :::

      Shown.
"""
    root = write_course({"course.yml": "title: Block\n", "course/one/page.md": "# P\n", "course/one/quiz.yml": quiz})
    assert len(check_course(root).findings) == 0
    (root / "course" / "one" / "quiz.yml").write_text(quiz.replace("      :::\n", "").replace("Shown.", "Shown:"))
    assert [found.kind.name for found in check_course(root).findings] == ["unclosed-block"]


def test_leftovers_of_a_killed_build_go_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".parcours-old", tmp_path / ".parcours-young"
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    publish({"a.zip": lambda _: None}, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".parcours-young", "a.zip"]


def test_a_picture_outside_the_course_is_not_read(write_course: WriteCourse, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    root = write_course({"course.yml": "title: Out\n", "course/one.md": "# One\n\n![Secret](../../secret.png)\n"})
    (root / "course" / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "course" / "two.md").write_text("# Two\n\n![Secret](link.png)\n")
    names = [found.kind.name for found in check_course(root).findings]
    assert names == ["missing-file", "missing-file"]


def test_a_loop_of_links_ends(write_course: WriteCourse) -> None:
    root = write_course({"course.yml": "title: Loop\n", "course/one/page.md": "# One\n\n![Loop](loop.svg)\n"})
    (root / "course" / "one" / "again").symlink_to(root / "course" / "one")
    (root / "course" / "one" / "loop.svg").symlink_to(root / "course" / "one" / "loop.svg")
    assert {found.kind.name for found in check_course(root).findings} <= {"missing-file", "duplicate-id"}


def test_a_file_that_is_not_utf8_is_shown_at_its_place(write_course: WriteCourse) -> None:
    root = write_course({"course.yml": "title: Bytes\n", "course/one.md": "# One\n"})
    (root / "course" / "one.md").write_bytes("# One\n\nCaf\u00e9\n".encode("cp1252"))
    (found,) = [found for found in check_course(root).findings if found.kind.name == "not-utf8"]
    assert found.span.position == (3, 4)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(write_course: WriteCourse, tmp_path: Path) -> None:
    files = {"course.yml": "title: Ends\n", "course/one.md": "---\ntitle: One\n---\n# One\n\nText.\n"}
    root = write_course(files)
    plain = build_course(root, tmp_path / "plain", ("web",)).files[0].read_bytes()
    for path, text in files.items():
        (root / path).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert build_course(root, tmp_path / "windows", ("web",)).files[0].read_bytes() == plain


@pytest.mark.parametrize("path", ["/etc/passwd", "../up", "a/../b", "a//b", "./a", "é.js", "a\\b", "c:x", ""])
def test_a_package_refuses_unsafe_paths(path: str) -> None:
    with pytest.raises(ValueError, match="safe"):
        Package().add(path, b"")


def test_a_package_refuses_doubles_by_letter_case() -> None:
    package = Package()
    package.add("A.js", b"")
    with pytest.raises(ValueError, match="already"):
        package.add("a.js", b"")


def test_a_failure_while_writing_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"old")

    def fail(_: object) -> None:
        raise OSError(28, os.strerror(28))

    def write(stream: BinaryIO) -> None:
        stream.write(b"new")

    with pytest.raises(OSError, match="space"):
        publish({"a.zip": write, "b.zip": fail}, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.zip": b"old"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_killed_build_leaves_the_old_package_or_the_new_one(
    write_course: WriteCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kill the writing of a build at each of its calls on files and within each file: every package stays whole."""
    outputs: dict[str, Writer] = {}
    with monkeypatch.context() as patch:
        patch.setattr(project, "publish", lambda made, _: outputs.update(made) or ())
        build_course(write_course({"course.yml": "title: Killed\n", "course/one.md": "# One\n"}), tmp_path / "unused")
    in_pieces = {name: _in_pieces(write) for name, write in outputs.items()}
    for at in count():
        dist = tmp_path / str(at)
        dist.mkdir()
        for name in outputs:
            (dist / name).write_bytes(b"old")
        if not killed(dist, at, partial(publish, in_pieces)):
            break
        kept = {file.name: file.read_bytes() for file in dist.iterdir() if not file.name.startswith(".parcours-")}
        assert kept.keys() == outputs.keys(), at
        assert all(data in {b"old", _whole(outputs[name])} for name, data in kept.items()), at
    assert at > len(outputs) * (PIECES + 3), "each is made, opened, written, renamed"
    assert {file.name: file.read_bytes() for file in dist.iterdir()} == {
        name: _whole(write) for name, write in outputs.items()
    }


def _in_pieces(write: Writer) -> Writer:
    """Return what writes the same, as many pieces that reach the disk one after the other."""

    def written(stream: BinaryIO) -> None:
        whole = _whole(write)
        for at in range(PIECES):
            sys.audit(PIECE)
            stream.write(whole[len(whole) * at // PIECES : len(whole) * (at + 1) // PIECES])
            stream.flush()
        sys.audit(PIECE)

    return written


def _whole(write: Writer) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


def test_names_that_windows_keeps_for_itself_never_reach_the_package(write_course: WriteCourse, tmp_path: Path) -> None:
    root = write_course({"course.yml": "title: Names\n", "course/01-con/nul.md": "# N\n"})
    (archive,) = build_course(root, tmp_path / "out", ("web",)).files
    with zipfile.ZipFile(archive) as opened:
        assert "content/con-x/nul-x.js" in opened.namelist()
    (root / "course.yml").write_text("title: Names\nmodules:\n  - {id: aux, folder: 01-con}\n")
    assert [found.kind.name for found in check_course(root).findings] == ["odd-identifier"]


def test_an_empty_module_is_told_beside_a_quiz_that_cannot_be_read(write_course: WriteCourse) -> None:
    course = "title: Two\nmodules: [{folder: one}, {folder: two}]\n"
    root = write_course({"course.yml": course, "course/one/quiz.yml": 'title: "Quiz\n', "course/two/note.txt": "Note"})
    assert [found.kind.name for found in check_course(root).findings] == ["empty-module", "yaml-syntax"]
