"""course.lock as text: what learners may have progress under once the packages are theirs."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from builder.diagnostics import msg
from builder.model.badge import Reference
from builder.model.course import Activity, Course, Module, Page, questions_of
from builder.model.part import COURSE, packaging
from builder.model.progress import question_key
from builder.model.published import LOCK_FORMAT, lock_sum
from builder.model.quiz import Question
from builder.syntax.catalog import read_catalog

_SENTENCES = Path(__file__).resolve().parent.parent / "locale"
_HEAD = msg(
    "What learners have: `parcours build --publish` writes this file. Commit it with the course, and leave it as it is."
)


def course_lock(course: Course, targets: Iterable[str]) -> bytes:
    """Return the text of course.lock, once some targets are built; what others of earlier publications are stays.

    Its first line says what it is, in the language of the course or in English.
    """
    ways = packaging(course)
    cut = dict(course.published.packages if course.published else {}) | {
        one: ways.get(one, (COURSE,)) for one in targets
    }
    head = _HEAD.text(read_catalog(_SENTENCES, course.language).sentence)
    content = {
        "format": LOCK_FORMAT,
        "course": course.id,
        "version": course.version,
        "packages": {target: list(cut[target]) for target in sorted(cut)},
        "modules": [_module(module) for module in course.modules],
        "badges": [{"id": badge.id, "title": badge.name, **_was(badge.was)} for badge in course.badges],
    }
    # One value on a line, however long: a change of one is one line in a difference.
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=float("inf"), default_flow_style=False)
    # Near the top, where a file that was cut off still has it.
    first = f"# {head}\n"
    return f"{first}# sum: {lock_sum(first + text)}\n{text}".encode()


def _module(module: Module) -> dict[str, object]:
    activities = [_activity(activity) for activity in module.activities]
    return {"id": module.id, "title": module.title, **_was(module.was), "activities": activities}


def _activity(activity: Activity) -> dict[str, object]:
    kind = "page" if isinstance(activity, Page) else "quiz"
    questions = {question.id: _question(question) for question in questions_of(activity)}
    held = {"questions": questions} if questions else {}
    return {kind: activity.id, "title": activity.title, **_was(activity.was), **held}


def _question(question: Question) -> int | dict[str, object]:
    key = question_key(question)
    return {"key": key, "own": question.own} if question.own != question.id else key


def _was(was: tuple[Reference, ...]) -> dict[str, list[str]]:
    return {"was": [reference.id for reference in was]} if was else {}
