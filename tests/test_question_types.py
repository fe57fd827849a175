"""The example of every question type is a sound course, and is worth what it says."""

import json
import subprocess
from pathlib import Path

import pytest

from builder.cli.console import translator
from builder.diagnostics.report import as_text
from builder.project import build_course, check_course
from builder.questions import QUESTION_TYPES
from builder.questions.question_type import Example, QuestionType
from builder.targets import TARGETS
from tests.vectors.examples import response_of, write_example
from tests.vectors.learner_data import learner_data

GRADE = Path(__file__).parent / "runtime" / "grade.js"


@pytest.mark.parametrize("known", QUESTION_TYPES, ids=lambda known: known.name)
def test_the_example_is_of_its_type_and_nothing_is_found_in_it(known: QuestionType, tmp_path: Path) -> None:
    write_example(tmp_path, known.example)
    findings = check_course(tmp_path, ("scorm12", "web")).findings
    assert as_text(findings, translator("fr")) == ""
    assert f"{known.answer_key}:" in known.example.question
    assert f"{known.prompt_key}:" in known.example.question


@pytest.mark.parametrize("known", QUESTION_TYPES, ids=lambda known: known.name)
def test_the_example_is_built_for_every_target(known: QuestionType, tmp_path: Path) -> None:
    write_example(tmp_path, known.example)
    built = build_course(tmp_path, tmp_path / "dist")
    assert not built.checked.findings.has_errors
    assert all(any(f"-{target.name}." in file.name for file in built.files) for target in TARGETS)


@pytest.mark.parametrize("known", QUESTION_TYPES, ids=lambda known: known.name)
def test_each_answer_to_the_example_is_worth_what_it_says(known: QuestionType, tmp_path: Path) -> None:
    answers = known.example.answers
    made = grades(known.example, tmp_path)
    assert [grade["part"] for grade in made] == pytest.approx([float(worth) for worth in answers.values()])
    assert [grade["unusable"] for grade in made] == [None] * len(answers)
    if {grade["outcome"] for grade in made} != {"noted"}:
        assert {1, 0} <= set(answers.values())


def grades(example: Example, folder: Path) -> list[dict[str, object]]:
    """Return what the run-time makes of the answers to an example."""
    write_example(folder, example)
    course = check_course(folder, ("web",)).course
    assert course
    (question,) = course.questions()
    (data,) = learner_data(course).questions["one/quiz"]
    asked = [[data, response_of(question.interaction, given), "fr"] for given in example.answers]
    done = subprocess.run(["node", str(GRADE)], input=json.dumps(asked), check=True, capture_output=True, text=True)
    made: list[dict[str, object]] = json.loads(done.stdout)
    return made
