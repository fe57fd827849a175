"""What pools and the ways of a quiz become in Open edX, one idea at a time."""

import json
from pathlib import Path

from lxml import etree

from builder.project import check_course
from tests.conftest import WriteCourse
from tests.openedx.archive import faults
from tests.openedx.cleaner import olxcleaner_errors
from tests.openedx.exported import built, files_of
from tests.openedx.judge import Problem, judge

COURSE = "title: Course\nlanguage: en\ntargets: olx\n"
QUESTIONS = "questions:\n  - {id: a, question: A?, accept: a}\n  - {id: b, question: B?, accept: b}\n"
CHOICES = "choices: [{correct: one}, {wrong: two}, {wrong: three}, {wrong: four}]"
POOLS = """\
pools:
  - name: The first
    draw: 1
    questions: [{id: c, question: C?, accept: c}, {id: d, question: D?, accept: d}]
  - draw: 2
    from: ../bank.yml
"""
BANK = "questions:\n" + "".join(f"  - {{id: {name}, question: '[More](one/page.md)', accept: x}}\n" for name in "xyz")


def course(quiz: str, **files: str) -> dict[str, str]:
    return {"course.yml": COURSE, "course/one/page.md": "# Page\n", "course/one/quiz.yml": quiz} | files


def made(root: Path) -> dict[str, bytes]:
    archive = built(root, root / "dist")
    assert (faults(archive), olxcleaner_errors(archive)) == ([], [])
    return files_of(archive)


def read(files: dict[str, bytes], path: str) -> etree._Element:
    return etree.fromstring(files[f"course/{path}.xml"])


def named(write_course: WriteCourse, quiz: str, **files: str) -> list[str]:
    findings = check_course(write_course(course(quiz, **files)), ("olx",)).findings
    return [one.kind.name for one in findings]


def test_a_pool_is_a_bank_in_the_unit(write_course: WriteCourse) -> None:
    files = made(write_course(course(QUESTIONS + POOLS, **{"course/bank.yml": BANK})))
    unit = read(files, "vertical/one_quiz__unit")
    assert [child.get("url_name") for child in unit] == [
        "one_quiz__intro",
        "one_quiz_a",
        "one_quiz_b",
        "one_quiz__pool-the-first",
        "one_quiz__pool-bank-x",
    ]
    assert [(bank.get("max_count"), len(bank)) for bank in unit.iter("itembank")] == [("1", 2), ("2", 3)]
    # A link of another file starts from there.
    assert b'href="/jump_to_id/one_page"' in files["course/problem/one_quiz_bank-x.xml"]
    assert b"5 questions out of 7" in files["course/html/one_quiz__intro.html"]


def test_questions_in_another_order_stand_in_a_bank(write_course: WriteCourse) -> None:
    unit = read(made(write_course(course("shuffle: questions\n" + QUESTIONS))), "vertical/one_quiz__unit")
    (bank,) = unit.iter("itembank")
    assert [child.get("url_name") for child in bank] == ["one_quiz_a", "one_quiz_b"]
    assert bank.get("max_count") == "2"


def test_the_report_map_knows_the_questions_of_pools(write_course: WriteCourse) -> None:
    root = write_course(course(QUESTIONS + POOLS, **{"course/bank.yml": BANK}))
    built(root, root / "dist")
    (report,) = (root / "dist").glob("*report-map.json")
    listed = json.loads(report.read_text(encoding="utf-8"))["targets"]["olx"]["problem_grade_report"]
    assert [one.get("pool") for one in listed] == [None, None, 1, 1, 2, 2, 2]
    assert len({one["earned"] for one in listed}) == 7


def test_choices_come_in_another_order_for_each_learner(write_course: WriteCourse) -> None:
    single, several = f"{{id: q, question: Q?, {CHOICES}}}", CHOICES.replace("wrong: two", "correct: two")
    truth = "{id: t, statement: So it is., answer: true}"
    quiz = f"shuffle: choices\nquestions: [{single}, {{id: s, question: S?, {several}}}, {truth}]\n"
    files = made(write_course(course(quiz)))
    xml = {name: files[f"course/problem/one_quiz_{name}.xml"].decode() for name in "qst"}
    assert {name for name, text in xml.items() if 'shuffle="true"' in text} == {"q"}
    # Without it, the platform gives everybody the same order.
    assert 'rerandomize="per_student"' in xml["q"]
    verdicts = judge([Problem(xml["q"], [["one"], ["two"]], seed=seed) for seed in range(5)])
    assert {tuple(mark.part for mark in verdict.answers) for verdict in verdicts} == {(1, 0)}
    assert len({tuple(choice.text for choice in verdict.inputs[0].choices) for verdict in verdicts}) > 1


def test_the_best_attempt_counts_or_the_last(write_course: WriteCourse) -> None:
    quiz = made(write_course(course("attempts: 2\nkeep: last\n" + QUESTIONS)))["course/problem/one_quiz_a.xml"]
    assert b'grading_method="last_score"' in quiz
    assert b'max_attempts="2"' in quiz


def test_a_quiz_without_feedback_tells_nothing(write_course: WriteCourse) -> None:
    essay = "  - {id: e, question: Why?, reflection: {model: So.}}\n"
    files = made(write_course(course("show_feedback: never\n" + QUESTIONS + essay)))
    assert read(files, "sequential/one_quiz").get("show_correctness") == "never"
    # An example to compare with is no verdict.
    assert b'show_correctness="always"' in files["course/problem/one_quiz_e.xml"]


def test_a_survey_has_no_pass_mark(write_course: WriteCourse) -> None:
    survey = "title: Survey\nquestions:\n  - {id: p, question: P?, poll: [left, right]}\n"
    files = made(write_course(course(QUESTIONS, **{"course/one/survey.yml": survey})))
    assert b"1 question \xc2\xb7 not graded<" in files["course/html/one_survey__intro.html"]
    assert read(files, "sequential/one_survey").get("graded") is None


def test_quizzes_weigh_what_their_authors_say(write_course: WriteCourse) -> None:
    files = {f"course/{name}/quiz.yml": f"title: {name}\n{QUESTIONS}weight: {weight}\n" for name, weight in WEIGHTS}
    policy = json.loads(
        made(write_course({"course.yml": COURSE} | files))["course/policies/self-paced/grading_policy.json"]
    )
    assert [grader["weight"] for grader in policy["GRADER"]] == [0.75, 0.25]


WEIGHTS = (("one", 3), ("two", 1))


def test_what_an_author_should_decide_is_a_finding(write_course: WriteCourse) -> None:
    whole = QUESTIONS + "  - {id: o, question: O?, order: [first, second, third], partial: no}\n"
    assert named(write_course, whole) == ["each-part-counts"]
    assert named(write_course, "show_feedback: end\n" + QUESTIONS) == ["feedback-at-once"]
    assert named(write_course, QUESTIONS + POOLS.replace("draw: 2", "draw: 3"), **{"course/bank.yml": BANK}) == [
        "undrawn-questions"
    ]


def test_feedback_that_nobody_reads_does_not_move(write_course: WriteCourse) -> None:
    told = "questions:\n  - {id: a, question: A?, accept: a, feedback: {wrong: No.}}\n"
    assert named(write_course, told) == ["moved-feedback"]
    assert named(write_course, "show_feedback: never\n" + told) == []
