"""What is wrong with the policies of an archive: its settings, its tabs, its grading."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.openedx.archive import Course

Faults = Iterator[str]
Json = dict[str, Any]
# A misspelt setting is kept as an unknown attribute, and never said.
SETTINGS = frozenset(
    "advanced_modules attempts_before_showanswer_button cert_html_view_enabled certificates_display_behavior"
    " course_image display_name due end enrollment_end enrollment_start graceperiod invitation_only language"
    " max_attempts mobile_available rerandomize self_paced show_calculator show_correctness show_reset_button"
    " showanswer start tabs wiki_slug".split()
)


def policy_faults(course: Course) -> Faults:
    """Go through the faults of both policies, and of what they must agree with."""
    folder = f"policies/{course.run}"
    policy = _object(course, f"{folder}/policy.json")
    yield from _broken(course, f"{folder}/policy.json", policy)
    if policy is not None:
        yield from _setting_faults(course, policy)
    grading = _object(course, f"{folder}/grading_policy.json")
    yield from _broken(course, f"{folder}/grading_policy.json", grading)
    if grading is not None:
        yield from _grading_faults(course, grading)
    if "policies/assets.json" in course.files:
        yield from _broken(course, "policies/assets.json", _object(course, "policies/assets.json"))


def _object(course: Course, path: str) -> Json | None:
    try:
        read = json.loads(course.files.get(path, b""), parse_float=_Weight)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


class _Weight(float):
    """A number of JSON that remembers how it was written."""

    def __new__(cls, text: str) -> _Weight:
        made = super().__new__(cls, text)
        made.exact = Decimal(text)
        return made

    exact: Decimal


def _broken(course: Course, path: str, read: Json | None) -> Faults:
    if read is None:
        yield f"broken-json: {path}" if path in course.files else f"missing-file: {path}"


def _setting_faults(course: Course, policy: Json) -> Faults:
    own = f"course/{course.run}"
    known = {own} | {f"{block.type}/{block.url_name}" for block in course.blocks}
    yield from (f"unknown-policy-key: {key}" for key in policy if key not in known)
    settings = policy.get(own)
    if not isinstance(settings, dict):
        yield f"no-policy: {own}"
        return
    yield from (f"unknown-setting: {name}" for name in settings if name not in SETTINGS)
    if not _is_past(settings.get("start")):
        yield f"start: {settings.get('start')!r} hides the course from learners"
    if not isinstance(settings.get("self_paced"), bool):
        yield f"self-paced: {settings.get('self_paced')!r}"
    yield from _tab_faults(course, settings.get("tabs"))


def _is_past(start: object) -> bool:
    try:
        begun = datetime.fromisoformat(str(start))
    except ValueError:
        return False
    return begun.tzinfo is not None and begun < datetime.now(UTC)


def _tab_faults(course: Course, tabs: object) -> Faults:
    if not isinstance(tabs, list) or not tabs or tabs[0].get("type") != "courseware":
        yield "first-tab: tabs do not begin with courseware"
        return
    slugs = [tab.get("url_slug") for tab in tabs if tab.get("type") == "static_tab"]
    pages = {name.removesuffix(".html") for name in course.names("tabs")}
    yield from (f"tab-without-file: {slug}" for slug in slugs if slug not in pages)
    yield from (f"tab-not-listed: {name}" for name in sorted(pages - set(slugs)))
    yield from (f"tab-twice: {slug}" for slug, count in Counter(slugs).items() if count > 1)
    yield from (f"tab-without-name: {tab.get('type')}" for tab in tabs if not tab.get("name"))


def _grading_faults(course: Course, grading: Json) -> Faults:
    graders: list[Json] = grading.get("GRADER", [])
    weights = [grader.get("weight", 0) for grader in graders]
    exact = sum((weight.exact if isinstance(weight, _Weight) else Decimal(weight) for weight in weights), Decimal(0))
    if exact != 1 or math.fsum(weights) != 1:
        yield f"weights: they sum to {exact}"
    cutoffs = grading.get("GRADE_CUTOFFS")
    if not isinstance(cutoffs, dict) or not cutoffs or not all(0 < cutoff <= 1 for cutoff in cutoffs.values()):
        yield f"cutoffs: {cutoffs!r}"
    types = Counter(str(grader.get("type")) for grader in graders)
    yield from (f"grader-twice: {name}" for name, count in types.items() if count > 1)
    graded = Counter(
        block.node.get("format", "") for block in course.of("sequential") if _is_graded(block.node.get("graded"))
    )
    yield from (f"unknown-format: {name!r} of a graded subsection" for name in graded if name not in types)
    for grader in graders:
        name, count = str(grader.get("type")), grader.get("min_count")
        # Where nothing is graded, `olxcleaner` wants a type all the same, and at least one of it.
        if count != max(graded[name], 1) or (not graded[name] and len(graders) > 1):
            yield f"min-count: {count} of {name!r}, but there are {graded[name]}"
        if grader.get("drop_count", 0) not in range(max(graded[name], 1)):
            yield f"drop-count: {grader.get('drop_count')} of {name!r}"
    for block in course.of("sequential"):
        if block.node.get("format") and not _is_graded(block.node.get("graded")):
            yield f"not-graded: {block.path} has a format"


def _is_graded(value: str | None) -> bool:
    return (value or "").lower() == "true"
