"""Adding a question type takes one file and one entry of the registry; nothing else knows the names of types."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.questions import QUESTION_TYPES

ROOT = Path(__file__).parent.parent.parent
REGISTRY = "builder/questions/__init__.py"
ODD_ONE = '''
"""Odd one out: `odd:` is what does not belong with the `others:`."""

from builder.diagnostics import msg
from builder.model.interaction import Choice, Select
from builder.questions.question_type import Example
from builder.questions.texts import document, documents
from builder.syntax.fields import Block, Field

name = "odd-one-out"
answer_key = "odd"
prompt_key = "question"
title = msg("Odd one out")
about = msg("Learners find what does not belong with the others.")
fields = (
    Field("odd", msg("what does not belong"), required=True),
    Field("others", msg("a list of what belongs together"), required=True),
)
example = Example(
    """\\
id: intrus
question: Lequel n'est **pas** un poisson ?
odd: Baleine
others: [Morue, Requin, Thon]
explanation: La baleine est un mammifère.
""",
    {("Baleine",): 1, ("Thon",): 0},
)


def claims(block: Block) -> bool:
    """Claim what is odd."""
    return "odd" in block


def lower(block: Block) -> Select | None:
    """Return a Select whose first choice is right."""
    odd, others = document(block, "odd"), documents(block, "others")
    if odd is None or not block.sound:
        return None
    choices = tuple(Choice(text, text is odd, None, text.span) for text in (odd, *others))
    return Select(choices, multiple=False, partial=False)
'''
# What the words of the kernel and of SCORM 1.2 share with the names of types, and where these words may stand.
KERNEL = ("builder/model/", "builder/dialects/", "builder/targets/", "themes/")
SHARED_WORDS = {
    "true-false": KERNEL,  # a presentation of Select, and a type of cmi.interactions
    "poll": (*KERNEL, "builder/syntax/suggest.py"),  # a presentation of Select; what `sondage` means
    "multiple": KERNEL,  # a property of Select
    "cloze": (*KERNEL, "builder/read/self_check.py", "builder/syntax/"),  # an interaction, and a block of pages
    "numeric": KERNEL,  # the shape of a NumericEntry, and a type of cmi.interactions
    "matching": ("themes/_runtime/tracking/",),  # a type of cmi.interactions
    "likert": ("themes/_runtime/tracking/",),  # a type of cmi.interactions
    "reflection": ("builder/read/self_check.py", "builder/syntax/"),  # a block of pages
}
# Self-checks in pages read blanks and the height of a field as these types do.
SHARED_READERS = {"builder/read/self_check.py": {"cloze", "reflection"}}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the product, and add a type to it."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("builder", "themes"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "builder" / "questions" / "odd_one.py").write_text(ODD_ONE.lstrip(), encoding="utf-8")
    registry = folder / REGISTRY
    text = registry.read_text(encoding="utf-8")
    # The entry, and its import.
    added = text.replace("    true_false,\n", "    true_false,\n    odd_one,\n")
    assert len(added.splitlines()) == len(text.splitlines()) + 2
    registry.write_text(added, encoding="utf-8")
    return folder


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the copied product, and the tests of this folder."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(copy), str(ROOT)]), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, check=False, capture_output=True, text=True
    )


def script(copy: Path, text: str) -> str:
    done = run(copy, "-c", text)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_new_type_is_built_for_every_target(copy: Path, tmp_path: Path) -> None:
    script(copy, f"{WRITE_EXAMPLE}; write_example(Path({str(tmp_path)!r}), odd_one.example)")
    done = run(copy, "-m", "builder", "build", "--lang", "en", str(tmp_path))
    assert done.returncode == 0, done.stderr
    names = [file.name for file in (tmp_path / "dist").iterdir()]
    assert all(any(f"-{target}." in name for name in names) for target in ("scorm12", "olx", "web"))


def test_a_new_type_is_graded(copy: Path, tmp_path: Path) -> None:
    printed = script(
        copy,
        f"{WRITE_EXAMPLE}; from tests.test_question_types import grades; "
        f"print(json.dumps(grades(odd_one.example, Path({str(tmp_path)!r}))))",
    )
    assert [grade["part"] for grade in json.loads(printed)] == [1, 0]


def test_a_new_type_is_documented(copy: Path) -> None:
    reference = script(copy, "from tests.reference import page; print(page('en'))")
    assert "[Odd one out](#odd-one-out) | `odd-one-out` | `odd`" in reference
    assert "| `others` | A list of what belongs together | yes |" in reference
    assert "    odd: Baleine\n" in reference


def test_a_new_type_is_offered_where_a_question_has_no_answer(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "course" / "one").mkdir(parents=True)
    (tmp_path / "course.yml").write_text("title: Course\n", encoding="utf-8")
    (tmp_path / "course" / "one" / "quiz.yml").write_text("questions:\n  - question: Which?\n", encoding="utf-8")
    done = run(copy, "-m", "builder", "check", "--lang", "en", str(tmp_path))
    assert "no-answer" in done.stderr
    assert re.search(r"add one of these keys: .*\bodd\b", done.stderr)


def test_nothing_else_knows_the_names_of_types() -> None:
    names = {known.name for known in QUESTION_TYPES}
    found = [
        f"{place}: {word}"
        for place, word in words()
        if word in names and not place.startswith(SHARED_WORDS.get(word, ()))
    ]
    assert found == []


def test_nothing_else_imports_a_type() -> None:
    modules = {known.name.replace("-", "_") for known in QUESTION_TYPES}
    found = {
        place: imported
        for place, tree in trees()
        if (imported := modules & set(imports(tree))) and imported - SHARED_READERS.get(place, set())
    }
    assert found == {}


WRITE_EXAMPLE = (
    "import json; from pathlib import Path; from builder.questions import odd_one; "
    "from tests.vectors.examples import write_example"
)


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Go through the code of the product outside the room of questions."""
    for file in sorted((ROOT / "builder").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        if not place.startswith("builder/questions/"):
            yield place, ast.parse(file.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """Go through the modules of the room of questions that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("builder.questions."):
            yield str(node.module).split(".")[2]
        elif isinstance(node, ast.ImportFrom) and node.module == "builder.questions":
            yield from (alias.name for alias in node.names)


def words() -> Iterator[tuple[str, str]]:
    """Go through the texts of one word in code, scripts, styles and templates."""
    for place, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield place, node.value
    for file in sorted((ROOT / "themes").rglob("*")):
        if file.suffix in {".js", ".html", ".css"}:
            text = file.read_text(encoding="utf-8")
            yield from ((file.relative_to(ROOT).as_posix(), word) for word in re.findall(r"[\"'`]([\w-]+)[\"'`]", text))
