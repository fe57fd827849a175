"""Learners of every platform take a course in one sitting or several; the table of `docs/lms.md` says how it goes."""

import subprocess
from pathlib import Path

from tests.browser.hostile.journeys import AFRESH, COURSE, HALF, Journey, Step, after
from tests.browser.hostile.table import check

FULL_STATE = Path(__file__).parent / "hostile" / "full_state.js"
GARBAGE = ('{"v":1,"d":[123,34,112,114,111,103,114,101,115,115,34,58,256,108,265]}', "2HIbyBAAAo")
"""The state of another tool, and one that was cut."""
MISTAKE = Step("two/quiz", frozenset(), question="second", choice="1")


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
    assert journey.missing or journey.resumed == "two/quiz"
    check("resume", journey.platform, journey.outcome)


def test_a_learner_comes_back_on_another_device(journey: Journey) -> None:
    visit = journey.launch()
    visit.do(*HALF)
    visit.until_told("saved", "unsaved")
    journey.close(visit)
    journey.end_trouble()
    journey.change_device()
    journey.look(after(HALF))
    check("elsewhere", journey.platform, journey.outcome)


def test_a_learner_opens_a_completed_course_again(journey: Journey) -> None:
    journey.play(*COURSE)
    journey.end_trouble()
    journey.look(after(COURSE))
    journey.expect_result("passed", "100")
    journey.play(MISTAKE)
    journey.look(after(COURSE) - {"answer second 0"}, or_else=frozenset({"answer second 0", "answer second 1"}))
    journey.expect_result("passed", "100")
    check("review", journey.platform, journey.outcome)


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
        visit.do(COURSE[1])
        journey.close(visit)
        journey.end_trouble()
        journey.look(after(COURSE[1:2]))
        journey.change_device()
    check("garbage", journey.platform, journey.outcome if journey.missing or journey.faults else AFRESH)


def test_a_learner_has_a_state_that_leaves_no_room(journey: Journey) -> None:
    # On a device, where there is no such limit, any state leaves room.
    if journey.platform.is_reachable:
        command = ["node", str(FULL_STATE), "page:one/a"]
        state = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        assert 4080 <= len(state) <= 4096
        journey.record.hold(state)
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
