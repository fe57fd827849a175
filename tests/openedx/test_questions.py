"""What each kind of question becomes in Open edX, one idea at a time."""

import re
from collections.abc import Sequence
from html import unescape

from lxml import etree

from tests.conftest import WriteCourse
from tests.openedx.archive import faults
from tests.openedx.exported import built, problems_of
from tests.openedx.judge import Given, Problem, Verdict, judge
from tests.openedx.studio import opened

KINDS = {
    "choice": "question: Q?\nchoices: [{correct: a}, {wrong: b}, {wrong: c}]",
    "pairs": "question: Q?\npairs: [{match: A, with: one}, {match: B, with: two}]",
    "categories": "question: Q?\ncategories: [{name: One, items: [a, b]}, {name: Two, items: [c]}]",
    "order": "question: Q?\norder: [first, second, third]",
    "cloze": "question: Q?\ntext: Between [[a]] and [[b|(c)]], see *[[d]]*, [[2 ± 1]] (or [[e]]).",
    "scale": "question: Q?\nscale: [no, rather, yes]\nitems: [I can., I will.]",
    "poll": "question: Q?\npoll: [left, right]",
    "polls": "question: Q?\npoll: [left, right]\nmultiple: yes\nexplanation: Thanks.",
    "essay": "question: Q?\nreflection: {model: Like *this*.}",
    "pattern": "question: Q?\naccept: 'a_or_b|[$]seed\\$x'\ncompare: regexp\nexample: a_or_b",
    "percent": "question: Q?\nnumber: 57 %\nfeedback: {right: Yes.}",
    "range": "question: Q?\nnumber: {from: 1, to: 1.5}\nunit: m",
}
OPEN_IN_STUDIO = {"choice", "poll", "essay", "pattern", "percent", "range"}


def made(write_course: WriteCourse, *names: str, language: str = "en", **more: str) -> dict[str, str]:
    """Return the problems of questions, by their names."""
    # A quiz where nothing is right or wrong has no score.
    texts = {name: KINDS[name] for name in ("choice", *names)} | more
    listed = [f"  - id: {name}\n    " + text.replace("\n", "\n    ") for name, text in texts.items()]
    quiz = "questions:\n" + "\n".join(listed) + "\n"
    root = write_course({"course.yml": f"title: Course\nlanguage: {language}\n", "course/one/quiz.yml": quiz})
    archive = built(root, root / "dist")
    assert faults(archive) == []
    problems = {name.removeprefix("one_quiz_"): xml for name, xml in problems_of(archive).items()}
    return {name: problems[name] for name in (*names, *more)}


def judged(xml: str, *answers: Given | Sequence[Given]) -> Verdict:
    (verdict,) = judge([Problem(xml, answers)])
    assert verdict.fault is None
    return verdict


def parts(xml: str, *answers: Given | Sequence[Given]) -> list[float]:
    return [round(mark.part, 2) for mark in judged(xml, *answers).answers]


def test_the_visual_editor_of_studio_opens_questions_of_one_part(write_course: WriteCourse) -> None:
    problems = made(write_course, *KINDS)
    found = dict(zip(problems, opened(list(problems.values())), strict=True))
    assert {name for name, one in found.items() if one.opens} == OPEN_IN_STUDIO


def test_every_part_has_a_name_of_its_own(write_course: WriteCourse) -> None:
    problems = made(write_course, "pairs", "order", "cloze", "scale")
    labels = {name: [one.label for one in judged(xml).inputs] for name, xml in problems.items()}
    assert labels["pairs"] == ["A", "B"]
    assert sorted(labels["order"]) == ["Place of “first”", "Place of “second”", "Place of “third”"]
    assert labels["cloze"] == [f"Blank {number} of 5" for number in range(1, 6)]
    assert labels["scale"] == ["I can.", "I will."]


def test_an_order_is_never_shown_in_order(write_course: WriteCourse) -> None:
    orders = {f"o{number}": f"question: Q?\norder: [a{number}, b{number}]" for number in range(20)}
    shown = [re.findall("“(.)", xml) for xml in made(write_course, **orders).values()]
    assert shown == [["b", "a"]] * 20


def test_blanks_stand_in_their_text(write_course: WriteCourse) -> None:
    xml = made(write_course, "cloze")["cloze"]
    shown = re.sub(r"<(option|span)[^>]*>[^<]*</\1>|<[^>]+>", "", judged(xml).html)
    words = re.findall(r"\w+|[(),.]", unescape(shown))
    assert words[-9:] == ["Between", "and", ",", "see", ",", "(", "or", ")", "."]
    assert parts(xml, ["a", ["c"], "D", "2.5", "é"], ["a", ["b"], "", "4", "x"]) == [1, 0.2]


def test_no_paragraph_holds_a_field(write_course: WriteCourse) -> None:
    """Browsers end a paragraph before a block, and the platform makes blocks of fields."""
    xml = made(write_course, "cloze")["cloze"]
    assert etree.fromstring(xml.encode()).findall(".//p//label") == []


def test_what_is_not_graded_weighs_nothing_and_is_never_wrong(write_course: WriteCourse) -> None:
    problems = made(write_course, "scale", "poll", "polls", "essay")
    assert all(' weight="0"' in xml and "max_attempts" not in xml for xml in problems.values())
    assert parts(problems["scale"], [["no"], ["yes"]]) == [1]
    assert parts(problems["poll"], ["left"], ["right"]) == [1, 1]
    assert parts(problems["essay"], "Whatever.") == [1]
    assert judged(problems["polls"], ["left"]).answers[0].correctness == ("partially-correct",)


def test_learners_are_not_told_that_an_opinion_is_right(write_course: WriteCourse) -> None:
    problems = made(write_course, "scale", "poll")
    assert all('show_correctness="never"' in xml for xml in problems.values())


def test_the_example_of_a_reflection_comes_with_the_answer(write_course: WriteCourse) -> None:
    xml = made(write_course, "essay")["essay"]
    (mark,) = judged(xml, "Mine.").answers
    assert "An example to compare with:" in mark.feedback_html[0]
    assert "Like <em>this</em>." in mark.feedback_html[0]
    # The answer that the platform would show is a pattern.
    assert 'showanswer="never"' in xml


def test_an_expression_is_read_as_its_author_wrote_it(write_course: WriteCourse) -> None:
    xml = made(write_course, "pattern")["pattern"]
    assert parts(xml, "a_or_b", "A_OR_B", "$seed$x", "a", "b", "1$x") == [1, 1, 1, 0, 0, 0]
    assert "Answer: a_or_b" in xml


def test_a_percentage_may_be_typed_with_its_sign(write_course: WriteCourse) -> None:
    xml = made(write_course, "percent")["percent"]
    assert parts(xml, "57", "57%", "58", "0.58") == [1, 1, 0, 0]
    assert all("Yes." in mark.feedback_html[0] for mark in judged(xml, "57", "57%").answers)


def test_a_range_is_said_as_a_range(write_course: WriteCourse) -> None:
    xml = made(write_course, "range", language="fr")["range"]
    assert "de 1 à 1.5 m" in xml
    assert parts(xml, "1", "1.5", "1.51") == [1, 1, 0]


def test_options_are_read_as_they_stand(write_course: WriteCourse) -> None:
    options = ["l'été, n'est-ce pas ?", 'a "b" # c', "(x, y)", "a\\\\b", "1 < 2 & 3", "$seed", "*stressed* `code`"]
    listed = ", ".join(f"{{match: L{number}, with: {option!r}}}" for number, option in enumerate(options))
    xml = made(write_course, language="fr", odd=f"question: Q ?\npairs: [{listed}]")["odd"]
    verdict = judged(xml)
    assert len(verdict.inputs[0].choices) == len(options)
    right = [[one.correct[0]] for one in verdict.inputs]
    assert parts(xml, right) == [1]
    shown = {text for one in verdict.inputs for text in one.correct}
    assert {"l’été, n’est-ce pas ?", "(x, y)", "1 < 2 & 3", "stressed code"} <= shown


def test_feedback_of_several_parts_is_said_with_the_explanation(write_course: WriteCourse) -> None:
    feedback = "\nfeedback: {right: Well done., partial: Nearly., wrong: Look again.}"
    xml = made(write_course, pairs=KINDS["pairs"] + feedback)["pairs"]
    told = xml.partition("<solution>")[2]
    assert all(text in told for text in ("Well done.", "Nearly.", "Look again."))
