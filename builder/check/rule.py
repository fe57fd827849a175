"""The shape of a rule."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from builder.diagnostics import Diagnostic, Kind
from builder.model.course import Course


@dataclass(frozen=True, slots=True)
class Rule:
    """One way for a course to be wrong.

    `bad` and `good` are small courses, path to text: the first has exactly this finding, the second none.
    """

    kind: Kind
    run: Callable[[Course], Iterator[Diagnostic]]
    bad: Mapping[str, str]
    good: Mapping[str, str]


def course_of(**files: str) -> dict[str, str]:
    """Return the files of an example: `page` and `quiz` belong to one module, `course` is the rest of course.yml."""
    made = {"course.yml": f"title: Example\n{files.get('course', '')}"}
    made["course/one/page.md"] = files.get("page", "# Page\n\nText.\n")
    if "quiz" in files:
        made["course/one/quiz.yml"] = f"title: Quiz\nquestions:\n{files['quiz']}"
    return made
