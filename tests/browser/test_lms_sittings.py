"""Learners of every platform take a course in one sitting or several; the table of `docs/lms.md` says how it goes."""

import subprocess
from functools import cache
from pathlib import Path

from tests.browser.hostile.journeys import AFRESH, COURSE, FAILED, HALF, KEPT, Journey, Step, after
from tests.browser.hostile.table import check

FULL_STATE = Path(__file__).parent / "hostile" / "full_state.js"
GARBAGE = ('{"v":1,"d":[123,34,112,114,111,103,114,101,115,115,34,58,256,108,265]}', "2HIbyBAAAo")
"""The state of another tool, and one that was cut."""
MISTAKE = Step("two/quiz", frozenset({"answer second 1"}), question="second", choice="1")


@cache
def full_state(name: str) -> str:
    """Return a state that leaves no room, in which something is done."""
    command = ["node", str(FULL_STATE), name]
    state = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    assert 4080 <= len(state) <= 4096
    return state


def test_a_learner_takes_the_whole_course(journey: Journey) -> None:
    visit = journey.launch()
    visit.do(*HALF)
    if journey.platform.trouble == "down":
        visit.until_told("unsaved")
        journey.end_trouble()
    visit.do(*COURSE[len(HALF) :])
    journey.close(visit)
    journey.end_trouble()
    journey.look(after(COURSE))
    journey.expect_result("passed", "100")
    check("fresh", journey.platform, journey.outcome)


def test_a_learner_comes_back(journey: Journey) -> None:
    journey.play(*HALF)
    journey.end_trouble()
    journey.look(after(HALF))
    journey.expect_result("incomplete", "50")
    assert journey.missing or journey.asked or journey.resumed == "two/quiz"
    check("resume", journey.platform, journey.outcome)


def test_a_learner_comes_back_on_another_device(journey: Journey) -> None:
    # Whoever is about to leave for another device waits until the page says that all is saved.
    visit = journey.launch(hasty=False)
    visit.do(*HALF)
    visit.until_told("saved", "unsaved")
    journey.close(visit)
    journey.end_trouble()
    journey.change_device()
    journey.look(after(HALF))
    if not journey.missing:
        journey.expect_result("incomplete", "50")
    check("elsewhere", journey.platform, journey.outcome)


def test_a_learner_opens_a_completed_course_again(journey: Journey) -> None:
    first = (*HALF, MISTAKE, COURSE[-1])
    journey.play(*first)
    journey.end_trouble()
    if not journey.record.element("core.lesson_status"):
        journey.look(after(first))
    # The pass mark of the course is 50, that of the platform may be another.
    status = "failed" if journey.platform.mastery else "passed"
    journey.expect_result(status, "50")
    journey.play(COURSE[-2])
    journey.look(after(COURSE))
    # In a review, what is answered does not count for the platform; elsewhere it may only get better.
    journey.expect_result(status, "50" if journey.platform.kind == "moodle" else "100")
    failed = journey.platform.mastery and journey.outcome == KEPT
    check("review", journey.platform, FAILED if failed else journey.outcome)


def test_a_learner_finds_garbage(journey: Journey) -> None:
    for garbage in GARBAGE:
        if journey.platform.is_reachable:
            journey.record.hold(garbage)
        else:
            journey.play(COURSE[0])
            journey.spoil()
        visit = journey.launch()
        visit.until_told("problem")
        journey.expect(frozenset(), visit)
        visit.do(COURSE[0])
        journey.close(visit)
        journey.expect_result("incomplete", "")
        journey.end_trouble()
        journey.change_device()
    check("garbage", journey.platform, journey.outcome if journey.missing or journey.faults else AFRESH)


def test_a_learner_has_a_state_that_leaves_no_room(journey: Journey) -> None:
    # On a device, where there is no such limit, any state leaves room.
    if journey.platform.is_reachable:
        journey.record.hold(full_state("page:one/a"))
    else:
        journey.play(COURSE[0])
    visit = journey.launch()
    journey.expect(after(COURSE[:1]), visit)
    visit.do(*COURSE[1:])
    journey.close(visit)
    journey.end_trouble()
    journey.look(after(COURSE))
    journey.expect_result("passed", "100")
    assert len(journey.record.element("suspend_data")) <= 4096
    check("full", journey.platform, journey.outcome)
