"""The example of every question type is a sound course, and is worth what it says."""

import json
import subprocess
from pathlib import Path

import pytest

from builder.cli.console import translator
from builder.diagnostics.report import as_text
from builder.model.interaction import is_scored
from builder.project import build_course, check_course
from builder.questions import QUESTION_TYPES
from builder.questions.question_type import QuestionType
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
    write_example(tmp_path, known.example)
    course = check_course(tmp_path, ("web",)).course
    assert course
    question = next(quiz.questions[0] for _, quiz in course.quizzes())
    data = learner_data(course).questions["one/quiz"][0]
    answers = known.example.answers
    asked = [[data, response_of(question.interaction, given), "fr"] for given in answers]
    done = subprocess.run(["node", str(GRADE)], input=json.dumps(asked), check=True, capture_output=True, text=True)
    grades = json.loads(done.stdout)
    assert [grade["part"] for grade in grades] == pytest.approx([float(worth) for worth in answers.values()])
    assert [grade["unusable"] for grade in grades] == [None] * len(grades)
    if is_scored(question.interaction):
        assert {1, 0} <= set(answers.values())
    else:
        assert {grade["outcome"] for grade in grades} == {"noted"}
