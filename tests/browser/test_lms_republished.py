"""A course is published anew while learners of every platform follow it; `docs/lms.md` says how it goes."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.hostile.journeys import COURSE, HALF, RIGHT, Journey, Step, after, new_context
from tests.browser.hostile.platforms import Platform
from tests.browser.hostile.server import Server
from tests.browser.hostile.table import check

DONE = after(HALF)
REST = COURSE[len(HALF) :]


@pytest.fixture(scope="module")
def begun() -> dict[str, tuple[dict[str, Any], Any]]:
    """What platforms and devices hold of those who took half of the first version."""
    return {}


@pytest.fixture
def half(
    bench: Server, browser: Browser, platform: Platform, begun: dict[str, tuple[dict[str, Any], Any]], journey: Journey
) -> Journey:
    """A learner who took half of the first version, and who comes back after the second is published."""
    if platform.id not in begun:
        journey.play(*HALF)
        begun[platform.id] = (dict(journey.record.kept), journey.context.storage_state())
    kept, storage = begun[platform.id]
    journey.context.close()
    journey.name = bench.enrol(platform, kept)
    journey.context = new_context(browser, storage)
    journey.end_trouble()
    return journey


def finish(journey: Journey, version: str, facts: frozenset[str], *rest: Step) -> None:
    """See what is left in the new version, do the rest, and see that the platform has it all."""
    visit = journey.launch(version)
    journey.expect(facts, visit)
    visit.do(*rest)
    done = facts.union(*(step.facts for step in rest)) - {"score 50"} | {"course", "score 100"}
    journey.expect(done, visit)
    journey.close(visit)
    if journey.record.element("core.lesson_status") != "passed":
        journey.look(done, version)
    journey.expect_result("passed", "100")
    check(version, journey.platform, journey.outcome)


def step(name: str, *facts: str, question: str = "") -> Step:
    return Step(name, frozenset({f"answer {question} 0" if question else name, *facts}), question, RIGHT)


def test_pages_are_added(half: Journey) -> None:
    # A module that was complete stays so; one that was not asks for the new page.
    finish(half, "pages-added", DONE, *REST[:1], step("three/d"), step("three/newer", "module three"))


def test_pages_are_removed(half: Journey) -> None:
    finish(half, "pages-removed", DONE - {"one/a"}, *REST)


def test_pages_are_reordered(half: Journey) -> None:
    finish(half, "pages-reordered", DONE, *REST)


def test_pages_and_modules_are_renamed(half: Journey) -> None:
    # A page moves to another module besides.
    renamed = {"one/a": "start/apple", "one/b": "start/b", "two/c": "three/c", "two/quiz": "two/test"}
    renamed |= {"module one": "module start", "badge walker": "badge hiker"}
    second = step("two/test", question="second")
    finish(half, "pages-renamed", frozenset(renamed.get(fact, fact) for fact in DONE), second, REST[1])


def test_a_question_is_added(half: Journey) -> None:
    third = step("two/quiz", question="third")
    finish(half, "question-added", DONE, third, *REST)


def test_a_question_is_removed(half: Journey) -> None:
    # The score that was reached stays, and so does having passed.
    finish(half, "question-removed", DONE - {"answer first 0"}, *REST)


def test_a_question_is_reworded(half: Journey) -> None:
    finish(half, "question-reworded", DONE, *REST)


def test_the_pass_mark_is_raised(half: Journey) -> None:
    finish(half, "mark-raised", DONE, *REST)


def test_the_course_changes_after_it_was_completed(journey: Journey) -> None:
    journey.play(*COURSE)
    journey.end_trouble()
    journey.look(after(COURSE), "pages-added")
    journey.look(after(COURSE), "mark-raised")
    journey.expect_result("passed", "100")
    check("changed-after", journey.platform, journey.outcome)
