"""What an answer is kept under: it changes where the answer would mean something else, and nowhere else."""

import pytest

from builder.model.progress import question_key
from tests.conftest import WriteCourse
from tests.vectors.learner_data import sound_course


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("text: 'A [[12 ± 1]] and [[5 ± 1]].'", "text: 'A [[5 ± 1]] and [[12 ± 1]].'"),
        ("text: 'A [[one]] and [[two]].'", "text: 'A [[two]] and [[one]].'"),
        ("order: [One, Two, Three]", "order: [Two, One, Three]"),
        ("poll: [Yes, No]", "poll: [No, Yes]"),
        ("{scale: [Yes, No], items: [A, B]}", "{scale: [No, Yes], items: [A, B]}"),
    ],
)
def test_an_answer_is_forgotten_where_its_parts_changed_places(
    before: str, after: str, write_course: WriteCourse
) -> None:
    assert key_of(before, write_course) != key_of(after, write_course)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("text: 'A [[12 ± 1]].'", "text: 'Now a [[12.0 ± 2]].'"),
        ("text: 'A [[one]].'", "text: 'A [[one; 1]].'"),
        ("accept: one", "accept: [one, two]"),
        ("number: 3", "number: 4"),
        ("order: [One, Two]", "{order: [One, Two], partial: no, points: 3, question: Other words?}"),
    ],
)
def test_an_answer_is_kept_where_only_what_is_right_changed(before: str, after: str, write_course: WriteCourse) -> None:
    assert key_of(before, write_course) == key_of(after, write_course)


def key_of(keys: str, write_course: WriteCourse) -> int:
    block = keys.strip("{}") if keys.startswith("{") else keys
    asked = "" if "question:" in keys else "question: Which?, "
    quiz = f"questions:\n  - {{id: q, {asked}{block}}}\n"
    course = sound_course(write_course({"course.yml": "title: C\n", "course/one/quiz.yml": quiz}))
    (question,) = course.questions()
    return question_key(question)
