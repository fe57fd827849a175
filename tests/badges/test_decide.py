"""Decisions: who earns which badge, and the reasons that people are given."""

from decimal import Decimal
from pathlib import Path

from builder.badges.decide import Decision, decide
from builder.badges.evidence import ModuleDone, QuizScore, Reading
from builder.badges.reports import read_report
from builder.diagnostics import Findings
from builder.model.course import Course
from builder.read.course import read_course
from builder.read.workspace import Workspace
from tests.badges import samples
from tests.conftest import WriteCourse

QUESTION = "questions:\n  - {id: q, question: Which?, accept: a}\n"
SURVEY = "title: Opinion\nquestions:\n  - {id: o, question: How?, poll: [Well, Badly]}\n"


def made(write_course: WriteCourse, criteria: str, one: str = "", extra: dict[str, str] | None = None) -> Course:
    """Return a course of two modules, each with a page and a quiz to be passed with 60 %, and one badge."""
    badge = f"badges:\n  - {{id: b, name: B, description: Text., criteria: {{{criteria}}}}}\n"
    files = {"course.yml": f"id: test\ntitle: Test\nlanguage: en\n{badge}"}
    for name in ("one", "two"):
        files[f"course/{name}/module.yml"] = f"title: Module {name}\n{one if name == 'one' else ''}"
        files[f"course/{name}/page.md"] = f"# Page {name}\n"
        files[f"course/{name}/quiz.yml"] = f"title: Quiz {name}\npass: 60 %\n{QUESTION}"
    root: Path = write_course(files | (extra or {}))
    course = read_course(Workspace(root), findings := Findings())
    assert course is not None
    assert not findings.has_errors
    return course


def table(course: Course, *lines: str, name: str = "report.csv") -> Reading:
    reading = read_report("\n".join(lines).encode(), name, course)
    assert reading.troubles == ()
    return reading


def said(decision: Decision) -> list[str]:
    return [reason.text(str) for reason in decision.reasons]


def test_of_any_modules_enough_are_enough(write_course: WriteCourse) -> None:
    course = made(write_course, "any: 1, modules: [one, two]")
    yes, no = decide(course, [table(course, "email,one,two", "ada@x.example,no,yes", "ben@x.example,no,no")])
    assert (yes.granted, said(yes)) == (True, ["the module “Module two” is finished"])
    assert said(no) == [
        "0 modules are finished, 1 are needed",
        "the module “Module one” is not finished",
        "the module “Module two” is not finished",
    ]


def test_a_score_just_below_never_looks_like_enough(write_course: WriteCourse) -> None:
    course = made(write_course, "quiz: {one/quiz: 60 %}")
    no, yes = decide(course, [table(course, "email,one/quiz", "ada@x.example,59.9999 %", "ben@x.example,60 %")])
    assert said(no) == ["59.99 % < 60 % in the quiz “Quiz one”"]
    assert (yes.granted, said(yes)) == (True, ["60 % ≥ 60 % in the quiz “Quiz one”"])


def test_a_passed_quiz_stands_for_a_module_unless_a_report_says_that_it_is_not_finished(
    write_course: WriteCourse,
) -> None:
    course = made(write_course, "modules: [one]")
    scores = table(course, "email,one/quiz", "ada@x.example,90 %")
    status = table(course, "email,one", "ada@x.example,no", name="other.csv")
    (assumed,) = decide(course, [scores])
    assert assumed.granted
    assert said(assumed) == [
        "the module “Module one” counts as finished: its quizzes are passed, and no report tells about the rest"
    ]
    (known,) = decide(course, [scores, status])
    assert (known.granted, said(known)) == (False, ["the module “Module one” is not finished"])


def test_a_module_that_asks_for_its_quiz_alone_is_finished_with_it(write_course: WriteCourse) -> None:
    course = made(write_course, "modules: [one]", "complete_when: quiz-passed\n")
    scores = table(course, "email,one/quiz", "ada@x.example,90 %")
    status = table(course, "email,one", "ada@x.example,no", name="other.csv")
    (decision,) = decide(course, [status, scores])
    assert decision.granted
    assert said(decision) == [
        "the module “Module one” is finished: its quizzes are passed",
        "other.csv, line 2, says less: the better result counts",
    ]


def test_no_report_tells_that_a_survey_was_answered(write_course: WriteCourse) -> None:
    course = made(write_course, "modules: [one]", "complete_when: quiz-passed\n", {"course/one/survey.yml": SURVEY})
    (decision,) = decide(course, [table(course, "email,one/quiz", "ada@x.example,90 %")])
    assert said(decision)[0].endswith("no report tells about the rest")


def test_a_score_says_nothing_about_a_module_that_is_read(write_course: WriteCourse) -> None:
    course = made(write_course, "modules: [one]", "complete_when: read\n")
    (decision,) = decide(course, [table(course, "email,one/quiz", "ada@x.example,90 %")])
    assert (decision.granted, said(decision)) == (False, ["nothing is reported about the module “Module one”"])


def test_the_better_of_two_reports_counts_and_is_the_evidence(write_course: WriteCourse) -> None:
    course = made(write_course, "modules: [one], quiz: {one/quiz: 60 %}")
    first = table(course, "email,one,one/quiz", "ada@x.example,no,90 %", name="march.csv")
    second = table(course, "email,one,one/quiz", "ada@x.example,2026-04-02,50 %", name="april.csv")
    (decision,) = decide(course, [first, second])
    assert decision.granted
    assert [reason for reason in said(decision) if "says less" in reason] == [
        "march.csv, line 2, says less: the better result counts",
        "april.csv, line 2, says less: the better result counts",
    ]
    done, score = decision.evidence
    assert isinstance(done, ModuleDone)
    assert isinstance(score, QuizScore)
    assert (done.place.file, score.place.file, score.score) == ("april.csv", "march.csv", Decimal("0.9"))


def test_the_course_finished_means_its_required_modules(write_course: WriteCourse) -> None:
    course = made(write_course, "modules: all")
    status = (
        '\n,"Email address","Test",""\n"Ada","ada@x.example","Completed",""\n"Ben","ben@x.example","Not completed",""\n'
    )
    yes, no = decide(course, [read_report(status.encode(), "progress.csv", course)])
    assert yes.granted
    assert said(no) == [f"nothing is reported about the module “Module {name}”" for name in ("one", "two")]


def test_a_title_that_two_modules_bear_is_not_guessed(write_course: WriteCourse) -> None:
    course = made(write_course, "modules: all", "", {"course/two/module.yml": "title: Module one\n"})
    reading = read_report(b"email,Module one,two\nada@x.example,yes,yes\n", "r.csv", course)
    assert [trouble.place.line for trouble in reading.troubles] == [1]
    assert "may mean" in reading.troubles[0].message.template
    (decision,) = decide(course, [reading])
    assert not decision.granted


def test_a_badge_may_wait_for_one_below_it() -> None:
    scores = (samples.REPORTS / "moodle-gradebook-fr.csv").read_bytes()
    decisions = decide(samples.course(), [read_report(scores, "grades.csv", samples.course())])
    assert [decision.badge for decision in decisions[::5]] == ["curieuse", "experte", "jardiniere"]
    (expert,) = [one for one in decisions if one.badge == "experte" and one.granted]
    assert said(expert) == ['85 % ≥ 80 % in the quiz “Bilan & "suite"”', "the badge “Jardinière” is earned"]


def test_people_are_known_by_their_address_whatever_reports_call_them(write_course: WriteCourse) -> None:
    course = made(write_course, "modules: all")
    first = table(course, "email,name,one", "ADA@x.example,Ada Lovelace,yes")
    second = table(course, "email,username,two", "ada@X.example,ada,yes", name="other.csv")
    (decision,) = decide(course, [first, second])
    assert decision.granted
    assert (decision.person.name, decision.person.username) == ("Ada Lovelace", "ada")


def test_nobody_is_judged_without_reports(write_course: WriteCourse) -> None:
    assert decide(made(write_course, "modules: all"), []) == ()


def test_what_was_reported_and_not_understood_is_not_called_unreported(write_course: WriteCourse) -> None:
    course = made(write_course, "modules: [one, two], quiz: {one/quiz: 60 %}")
    data = b"email,one,one/quiz,two\nada@x.example,perhaps,120 %,\n"
    (decision,) = decide(course, [read_report(data, "report.csv", course)])
    assert said(decision) == [
        "what is reported about the module “Module one” was not understood: report.csv, line 2",
        "nothing is reported about the module “Module two”",
        "what is reported about the quiz “Quiz one” was not understood: report.csv, line 2",
    ]
