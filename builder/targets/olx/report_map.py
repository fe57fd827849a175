"""The titles of the columns under which Open edX reports a course."""

from collections.abc import Mapping

from builder.model.course import Course
from builder.render.outline import Json
from builder.render.words import Words
from builder.targets.olx.grading import graded_quizzes, reported_title
from builder.targets.olx.titles import titled_questions


def report_map(course: Course, types: Mapping[str, str], words: Words) -> Json:
    """Return the columns of the grade report and of the problem grade report (Instructor, Data Download).

    Open edX numbers the subsections of each assignment type, of which there is one here. `pool` is the number of the
    pool that a question is drawn from: learners who did not get it have no score there.
    """
    quizzes = graded_quizzes(course)
    return {
        "grade_report": [
            {
                "column": types[quiz.path],
                "module": module.id,
                "quiz": f"{module.id}/{quiz.id}",
                "passing_score": float(quiz.passing_score),
            }
            for module, quiz in quizzes
        ],
        "problem_grade_report": [
            {
                "earned": f"{title} (Earned)",
                "possible": f"{title} (Possible)",
                "quiz": f"{module.id}/{quiz.id}",
                "question": titled.question.id,
            }
            | ({"pool": quiz.pools.index(titled.pool) + 1} if titled.pool else {})
            for module, quiz in quizzes
            for titled in titled_questions(quiz, words)
            for title in [f"{types[quiz.path]} 1: {reported_title(quiz.title, course.language)} - {titled.title}"]
        ],
    }
