"""What the learner's page gets: courses through the real pipeline, read back from the scripts of the package.

`python tests/vectors/learner_data.py` prints the questions of `grading.yml` as JSON, by language and id.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

import yaml

from builder.diagnostics.report import as_text
from builder.model.course import Course
from builder.project import check_course, make_site

VECTORS = Path(__file__).resolve().parent
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class LearnerData:
    """The outline of a course, and the questions of each activity by `module/activity`."""

    outline: Json
    questions: dict[str, list[Json]]


def main() -> None:
    """Print the questions of `grading.yml` by language and id."""
    vectors = read_vectors("grading.yml")
    languages = sorted({str(vector["language"]) for vector in vectors})
    made = {
        language: _questions(language, [vector for vector in vectors if vector["language"] == language])
        for language in languages
    }
    json.dump(made, sys.stdout)


def read_vectors(name: str) -> list[Json]:
    """Return a list of vectors; every value in it is a text, as it is for authors."""
    text = (VECTORS / name).read_text(encoding="utf-8")
    vectors: list[Json] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    return vectors


def write_quiz(root: Path, language: str, vectors: list[Json]) -> None:
    """Write a course with one quiz: the questions of vectors, and the picture that they show."""
    quiz = root / "course" / "one" / "quiz.yml"
    quiz.parent.mkdir(parents=True)
    (root / "course.yml").write_text(f"title: Vectors\nlanguage: {language}\n", encoding="utf-8")
    quiz.with_name("b54.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>\n', encoding="utf-8")
    written = [{key: vector[key] for key in vector if key not in ("language", "answers")} for vector in vectors]
    quiz.write_text(yaml.safe_dump({"title": "Quiz", "questions": written}, allow_unicode=True), encoding="utf-8")


def sound_course(root: Path) -> Course:
    """Return the course in a folder, which must have no errors."""
    checked = check_course(root)
    if checked.course is None or checked.findings.has_errors:
        raise AssertionError(as_text(checked.findings, str))
    return checked.course


def learner_data(course: Course) -> LearnerData:
    """Return what the scripts of the package hand to the run-time."""
    files = make_site(course).files
    scripts = {path: content for path, content in files.items() if isinstance(content, bytes)}
    outline: list[Json] = json.loads(_arguments(scripts["course.js"]))
    received: list[tuple[str, _Fragment]] = [
        json.loads(_arguments(script)) for path, script in scripts.items() if path.startswith("content/")
    ]
    return LearnerData(outline[1], {name: fragment["questions"] for name, fragment in received})


class _Fragment(TypedDict):
    html: str
    questions: list[Json]


def _arguments(script: bytes) -> str:
    """Return what the one call in a script hands over, as a JSON array."""
    return "[" + script.decode().strip().removeprefix("parcours.receive(").removesuffix(");") + "]"


def _questions(language: str, vectors: list[Json]) -> dict[str, Json]:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_quiz(root, language, vectors)
        return {str(question["id"]): question for question in learner_data(sound_course(root)).questions["one/quiz"]}


if __name__ == "__main__":
    main()
