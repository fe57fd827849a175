"""Questions that pools take from other files: their names, and each told once."""

from builder.model.course import Course
from builder.model.progress import question_key
from builder.targets.scorm12.state_size import attempts_size
from tests.conftest import WriteCourse
from tests.vectors.learner_data import learner_data, sound_course

LONG = "a-very-long-name-for-a-module-or-a-quiz-of-fifty-letters"
QUESTION = "  - {id: q1, question: Which?, accept: a}\n"


def course_of(write_course: WriteCourse, **pools: str) -> Course:
    files = {
        "course.yml": "title: Course\n",
        "course/bank.yml": f"questions:\n{QUESTION}  - {{id: q2, question: 'See [it](one/a.yml)?', accept: b}}\n",
        f"course/{LONG}/{LONG}.yml": f"questions:\n{QUESTION}",
    }
    quizzes = {f"course/one/{name}.yml": f"pools:\n{pool}" for name, pool in pools.items()}
    return sound_course(write_course(files | quizzes))


def test_two_files_may_use_the_same_ids(write_course: WriteCourse) -> None:
    taken = course_of(write_course, a=f"  - {{draw: 3, from: [../bank.yml, ../{LONG}/{LONG}.yml]}}\n")
    questions = next(quiz for module, quiz in taken.quizzes() if module.id == "one").all_questions
    names = [question.id for question in questions]
    assert names[:2] == ["bank-q1", "bank-q2"]
    assert len(names[2]) <= 60
    assert names[2].startswith("a-very-long-name")
    assert len({question_key(question) for question in questions}) == 3


def test_a_question_is_one_question_however_many_quizzes_draw_it(write_course: WriteCourse) -> None:
    pool = "  - {draw: 1, from: ../bank.yml}\n"
    course = course_of(write_course, a=pool, b=pool)
    assert [question.id for question in course.questions()] == ["q1", "bank-q1", "bank-q2"]
    assert [path for path, link in course.links() if link.target == "one/a.yml"] == ["course/bank.yml"]


def test_learners_keep_as_many_answers_as_they_draw(write_course: WriteCourse) -> None:
    one = course_of(write_course, a="  - {draw: 1, from: ../bank.yml}\n")
    two = course_of(write_course, a="  - {draw: 2, from: ../bank.yml}\n")
    assert attempts_size(one) < attempts_size(two)


def test_the_page_gets_every_question_with_the_pool_that_it_belongs_to(write_course: WriteCourse) -> None:
    pools = f"  - draw: 1\n    questions:\n    {QUESTION.strip()}\n  - {{draw: 1, from: ../bank.yml}}\n"
    data = learner_data(course_of(write_course, a=pools))
    assert [(question["id"], question["pool"]) for question in data.questions["one/a"]] == [
        ("q1", 0),
        ("bank-q1", 1),
        ("bank-q2", 1),
    ]
