"""The house keeps its rules."""

import ast
import importlib
import json
import pkgutil
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

import builder
from builder.check import RULES
from builder.check.rule import Rule
from builder.cli.console import translator
from builder.diagnostics import Kind, Severity
from builder.project import check_course
from builder.questions import QUESTION_TYPES
from builder.render.runtime import link_runtime
from builder.render.site import LATER
from builder.render.theme import RUNTIME
from builder.targets import TARGETS
from tests import messages
from tests.conftest import WriteCourse

ROOT = Path(__file__).parent.parent.parent
PYTHON = sorted((ROOT / "builder").rglob("*.py"))
SCRIPTS = sorted(RUNTIME.rglob("*.js"))
MADE = {"quizzes.md", "quizzes.fr.md", "strings.md"}
"""The pages that a program writes."""
PROSE = [page for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]) if page.name not in MADE]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "base", "core"}


@pytest.mark.parametrize("file", [*PYTHON, *SCRIPTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_subject(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400
    assert file.stem not in FORBIDDEN_NAMES


def test_a_function_fits_in_the_eye() -> None:
    functions = [*_python_functions(), *_script_functions()]
    assert {file for file, _, _ in functions} > {"awarding.py", "main.js"}
    assert [(file, name) for file, name, lines in functions if lines > 50] == []


def _python_functions() -> Iterator[tuple[str, str, int]]:
    for file in PYTHON:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield file.name, node.name, (node.end_lineno or 0) - node.lineno + 1


def _script_functions() -> Iterator[tuple[str, str, int]]:
    """Go through the functions of all scripts, as TypeScript's parser finds them."""
    command = ["node", str(ROOT / "tests" / "runtime" / "functions.js")]
    files = [*SCRIPTS, *(ROOT / "builder").rglob("*.js")]
    told = subprocess.run(command, input="\n".join(map(str, files)), capture_output=True, check=True, encoding="utf-8")
    for line in told.stdout.splitlines():
        file, name, lines = json.loads(line)
        yield Path(file).name, name, lines


@pytest.mark.parametrize("page", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_prose_keeps_to_the_length_of_lines(page: Path) -> None:
    parts = page.read_text(encoding="utf-8").split("\n```")
    lines = [line for part in parts[::2] for line in part.split("\n")]  # the others are what programs say
    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []


def kinds() -> Iterator[Kind]:
    """Go through every kind of finding that any module names."""
    yield from _kinds_in("builder.")
    yield from (rule.kind for rule in RULES)


def _kinds_in(room: str) -> Iterator[Kind]:
    for found in pkgutil.walk_packages(builder.__path__, "builder."):
        if found.name.startswith(room) and found.name != "builder.__main__":
            for value in vars(importlib.import_module(found.name)).values():
                if isinstance(value, Kind):
                    yield value


def test_findings_have_unique_kebab_case_names() -> None:
    names = Counter(kind.name for kind in {id(kind): kind for kind in kinds()}.values())
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name)] == []


def test_the_guide_lists_every_finding_and_says_which_are_warnings() -> None:
    guide = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    rows = guide.split("\n| Names |")[1].split("\n\n")[0].split("\n")[2:]
    listed = [name for row in rows for name in _code(row.split("|")[1])]
    about_open_edx = {name for row in rows if "](openedx.md" in row for name in _code(row.split("|")[1])}
    warnings = " ".join(guide.split("\nWarnings are ")[1].split()).split("The others are errors.")[0]
    of_authors = {kind.name: kind for kind in kinds()}
    for kind in _kinds_in("builder.inspection"):
        of_authors.pop(kind.name, None)
    assert sorted(listed) == sorted(of_authors)
    assert {*_code(warnings), *about_open_edx} == {
        name for name, kind in of_authors.items() if kind.severity is Severity.WARNING
    }


def test_the_page_on_inspecting_lists_every_finding_with_its_weight() -> None:
    page = (ROOT / "docs" / "inspect.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in page.splitlines() if row.startswith("| `")]
    listed = {(name, row[2].strip()) for row in rows for name in _code(row[1])}
    assert listed == {(kind.name, kind.severity.value) for kind in _kinds_in("builder.inspection")}


def _code(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind.name)
def test_every_rule_finds_its_bad_example_and_only_that(rule: Rule, write_course: WriteCourse) -> None:
    findings = list(check_course(write_course(rule.bad), ("web",)).findings)
    assert {found.kind.name for found in findings} == {rule.kind.name}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind.name)
def test_every_rule_passes_its_good_example(rule: Rule, write_course: WriteCourse) -> None:
    findings = check_course(write_course(rule.good), ("web",)).findings
    assert [found.kind.name for found in findings] == []


@pytest.mark.parametrize("catalog", messages.CATALOGS, ids=["author", "learner", "olx", "badges"])
def test_every_sentence_has_its_french(catalog: Path) -> None:
    held = messages.held(catalog)
    wanted = messages.used(catalog)
    missing = [sentence for sentence in wanted if not _translation(held, sentence)]
    assert missing == []
    assert {message.id for message in held if message.id} == wanted


def _translation(held: Catalog, sentence: str | tuple[str, str]) -> bool:
    message = held.get(sentence if isinstance(sentence, str) else sentence[0])
    forms = (message.string or "") if message else ""
    return bool(forms) and (isinstance(forms, str) or all(forms))


@pytest.mark.parametrize("catalog", messages.CATALOGS, ids=["author", "learner", "olx", "badges"])
def test_a_translation_fills_in_the_same_values(catalog: Path) -> None:
    for message in messages.held(catalog):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        allowed = {name for source in sources for name in _values(source)}
        assert all(_values(str(form)) <= allowed for form in forms), message.id
        assert all(_values(source) for source in sources) == all(_values(str(form)) for form in forms), message.id


def test_french_remedies_are_infinitives() -> None:
    """What a command says is a sentence and begins with a capital; a remedy does not, and gives no order."""
    texts = [str(message.string) for message in messages.held(messages.AUTHOR)]
    assert [text for text in texts if re.match(r"(?:ne )?(?:[a-zéèêà]+ez(?!-vous)|faites|dites)\b", text)] == []


def _values(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text))


def test_every_why_can_be_said() -> None:
    translate = translator("fr")
    assert all(kind.why.text(translate) for kind in kinds())


def test_registries_name_each_thing_once() -> None:
    assert len({question_type.name for question_type in QUESTION_TYPES}) == len(QUESTION_TYPES)
    assert len({target.name for target in TARGETS}) == len(TARGETS)
    listed = {
        Path(module.name).name for module in pkgutil.iter_modules([str(ROOT / "builder" / "targets")]) if module.ispkg
    }
    assert listed == {target.name for target in TARGETS}


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda path: str(path.relative_to(RUNTIME)))
def test_the_run_time_keeps_to_what_the_linker_understands(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "export default" not in text
    assert not re.search(r"^export \{ \w", text, re.MULTILINE)
    assert not re.search(r"^import (?!\{)", text, re.MULTILINE)
    assert not re.search(r"[^.\w]import\((?!\")", text)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda path: str(path.relative_to(RUNTIME)))
def test_only_tracking_talks_to_the_lms(file: Path) -> None:
    if file.parent.name != "tracking":
        assert "LMS" not in re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("entry", ["web.js", "scorm12.js"])
def test_linked_scripts_stay_small_and_ask_nobody_else(entry: str) -> None:
    scripts = link_runtime(RUNTIME, entry, *LATER)
    first, *later = (len(script.encode()) for script in scripts)
    assert first <= 24_000
    assert max(later) <= 70_000
    assert not re.search(r"https?://", "".join(scripts))
    assert "unload" not in "".join(scripts)
