"""Problems are worth in Open edX what the vectors say: by the platform's own code, and by its documented rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TypedDict, cast

import pytest
from lxml import etree

from builder.model.course import questions_of
from builder.model.interaction import Cloze, Interaction, TextEntry, is_scored
from builder.project import check_course
from builder.syntax.values import parse_number
from builder.targets.olx.names import Names
from tests.openedx import capa_rules
from tests.openedx.exported import built, problems_of
from tests.openedx.given import sent
from tests.openedx.judge import Given, Mark, Problem, Verdict, judge
from tests.vectors.learner_data import Json, read_vectors, write_quiz

ROOT = Path(__file__).parent.parent.parent


class Answer(TypedDict, total=False):
    given: Given | Sequence[Given]
    part: str
    feedback: list[str]
    openedx: str


@dataclass(frozen=True)
class Case:
    """A question of the vectors, its problem, and what the platform makes of its answers."""

    id: str
    question: Json
    xml: str
    answers: list[Answer]
    verdict: Verdict

    @property
    def marks(self) -> list[tuple[Answer, Mark]]:
        """Each answer, and its mark."""
        return list(zip(self.answers, self.verdict.answers, strict=True))


def build(vectors: list[Json], language: str, folder: Path) -> dict[str, str]:
    write_quiz(folder, language, vectors)
    return problems_of(built(folder, folder / "dist"))


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    vectors = read_vectors("grading.yml")
    asked: list[tuple[str, Json, str, list[Answer]]] = []
    for language in sorted({str(vector["language"]) for vector in vectors}):
        mine = [vector for vector in vectors if vector["language"] == language]
        problems = build(mine, language, tmp_path_factory.mktemp(language))
        for vector in mine:
            xml = problems[f"one_quiz_{vector['id']}"]
            answers = cast("list[Answer]", vector["answers"])
            given: list[Answer] = [{**one, "given": sent(vector, cast("Given", one["given"]), xml)} for one in answers]
            asked.append((str(vector["id"]), vector, xml, given))
    verdicts = judge([Problem(xml, [one["given"] for one in answers]) for *_, xml, answers in asked])
    return [Case(*one, verdict) for one, verdict in zip(asked, verdicts, strict=True)]


def is_number(case: Case) -> bool:
    return "<numericalresponse" in case.xml


def test_every_problem_works_on_the_platform(cases: list[Case]) -> None:
    assert len(cases) == len(read_vectors("grading.yml"))
    assert [(case.id, case.verdict.fault) for case in cases if case.verdict.fault] == []
    assert [(case.id, mark.error) for case in cases for mark in case.verdict.answers if mark.error] == []


def test_the_platform_gives_each_answer_what_the_vectors_say(cases: list[Case]) -> None:
    wrong = [
        (case.id, answer["given"], answer["part"], mark.part)
        for case in cases
        for answer, mark in case.marks
        # EDC is rounded to two decimals there.
        if not mark.refused and abs(earned(case, mark) - float(answer.get("openedx", answer["part"]))) > 0.005
    ]
    assert wrong == []


def earned(case: Case, mark: Mark) -> float:
    """Return the part of the points: nothing, where there are none."""
    return mark.part if 'weight="0"' not in case.xml else 0


def test_only_questions_that_say_so_are_graded_otherwise(cases: list[Case]) -> None:
    """`each-part-counts` names them: all or nothing, of several parts."""
    otherwise = [case for case in cases if any("openedx" in answer for answer in case.answers)]
    assert otherwise
    assert [case.id for case in otherwise if case.question.get("partial") != "no"] == []


def test_where_nothing_is_right_nothing_is_wrong(cases: list[Case]) -> None:
    ungraded = [case for case in cases if 'weight="0"' in case.xml]
    assert {case.id for case in ungraded} >= {"venue", "mood", "projet"}
    given = [(mark, answer["given"]) for case in ungraded for answer, mark in case.marks]
    assert {mark.part for mark, parts in given if parts and all(parts)} == {1}


def test_the_documented_rules_agree_with_the_platform(cases: list[Case]) -> None:
    def by_the_rules(case: Case, given: Given | Sequence[Given]) -> float | None:
        try:
            return capa_rules.part(case.xml, given)
        except capa_rules.RefusedError:
            return None

    different = [
        (case.id, answer["given"])
        for case in cases
        for answer, mark in case.marks
        if by_the_rules(case, answer["given"]) != (None if mark.refused else pytest.approx(mark.part))
    ]
    assert different == []


def test_only_numbers_written_otherwise_than_the_label_asks_are_refused(cases: list[Case]) -> None:
    """A refusal costs no attempt: the platform asks for another spelling."""
    refused = [(case, str(answer["given"])) for case in cases for answer, mark in case.marks if mark.refused]
    assert all(is_number(case) for case, _ in refused)
    spelt = {given for _, given in refused}
    assert "3,5" in spelt
    assert "35 000" in spelt
    assert "35" not in spelt


def test_a_number_refused_for_its_spelling_is_graded_when_spelt_as_asked(cases: list[Case]) -> None:
    respelt: list[tuple[Case, str, float]] = []
    for case in filter(is_number, cases):
        for answer, mark in case.marks:
            number = parse_number(str(answer["given"]), "fr" if "12.5) et sans espace" in case.xml else "en")
            if mark.refused and number is not None:
                # A part of one is the same as a percentage there.
                is_percentage = f'answer="{number * 100:f}%"'.replace(".0%", "%") in case.xml
                respelt.append((case, f"{number:f}", float(is_percentage or answer["part"])))
    assert len(respelt) >= 10
    marks = [verdict.answers[0] for verdict in judge([Problem(case.xml, [plain]) for case, plain, _ in respelt])]
    got = [(case.id, plain, mark.part) for (case, plain, _), mark in zip(respelt, marks, strict=True)]
    assert got == [(case.id, plain, part) for case, plain, part in respelt]


def test_all_feedback_is_said_after_the_answer_or_with_the_explanation(cases: list[Case]) -> None:
    unsaid = [
        (case.id, answer["given"], text)
        for case in cases
        for answer, mark in case.marks
        # The platform takes no empty answer.
        for text in (answer.get("feedback", []) if answer["given"] else [])
        if text not in plain(*mark.feedback_html, case.xml.partition("<solution>")[2])
    ]
    # The platform strips blanks around a text before it marks it, but not before it looks for feedback.
    assert [(id_, given) for id_, given, _ in unsaid] == [("autorite", " A O M "), ("autorite", " aot")]


def plain(*html: str) -> str:
    return unescape("".join(html)).replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")


def test_every_numeric_question_says_how_to_type(cases: list[Case]) -> None:
    for case in filter(is_number, cases):
        assert "12.5" in case.verdict.html


def test_the_sample_course_gives_a_learner_right_everywhere_all_and_wrong_everywhere_nothing(tmp_path: Path) -> None:
    problems = problems_of(built(ROOT, tmp_path))
    scored = dict(scored_questions(ROOT))
    assert len(scored) > 40
    read = {name: etree.fromstring(problems[name].encode()) for name in scored}
    asked = [
        Problem(problems[name], [right_answer(read[name], interaction), wrong_answer(read[name])])
        for name, interaction in scored.items()
    ]
    marks: dict[str, tuple[Mark, ...]] = {
        name: verdict.answers for name, verdict in zip(read, judge(asked), strict=True)
    }
    assert {name: [mark.part for mark in both] for name, both in marks.items()} == {name: [1, 0] for name in read}


def scored_questions(folder: Path) -> Iterator[tuple[str, Interaction]]:
    """Go through the problems of a course in which something is right, each with what it asks for."""
    course = check_course(folder).course
    assert course is not None
    for module in course.modules:
        for activity in module.activities:
            for question in questions_of(activity):
                if is_scored(question.interaction):
                    yield Names(course).problem_name(module, activity, question), question.interaction


def right_answer(problem: etree._Element, interaction: Interaction) -> Given | Sequence[Given]:
    parts = interaction.blanks if isinstance(interaction, Cloze) else (interaction,)
    typed = iter([part.solution for part in parts if isinstance(part, TextEntry)])
    return alone([next(typed) if one.tag == "stringresponse" else right(one) for one in responses(problem)])


def wrong_answer(problem: etree._Element) -> Given | Sequence[Given]:
    return alone([wrong(one) for one in responses(problem)])


def responses(problem: etree._Element) -> list[etree._Element]:
    return [one for one in problem.iter("*") if str(one.tag).endswith("response")]


def alone(answers: list[Given]) -> Given | Sequence[Given]:
    return answers[0] if len(answers) == 1 else answers


def right(response: etree._Element) -> Given:
    chosen = [text_of(choice) for choice in response.iter("choice", "option") if choice.get("correct") == "true"]
    if chosen:
        return chosen if response.tag == "choiceresponse" else chosen[:1]
    return str(response.get("answer")).strip("[]").split(",")[0]


def wrong(response: etree._Element) -> Given:
    choices = list(response.iter("choice", "option"))
    left = [text_of(choice) for choice in choices if choice.get("correct") == "false"]
    if choices:
        return left if response.tag == "choiceresponse" else left[:1]
    return "-987654"


def text_of(choice: etree._Element) -> str:
    parts = [choice.text or ""]
    for one in choice:
        parts += ["" if one.tag == "choicehint" else "".join(map(str, one.itertext())), one.tail or ""]
    return " ".join("".join(parts).split())
