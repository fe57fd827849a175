"""Learners of every platform close, reload and open twice; the table of `docs/lms.md` says how it goes."""

from tests.browser.hostile.journeys import COURSE, HALF, Journey, after
from tests.browser.hostile.table import check

SECOND_BEGINNING = r"101 LMSInitialize|301 LMSGetValue cmi\.core\.lesson_status"
"""A platform may refuse a page that was reloaded: whether it does is only known by asking."""


def test_a_learner_closes_the_tab_after_each_step(journey: Journey) -> None:
    for count, step in enumerate(COURSE):
        visit = journey.launch()
        journey.expect(after(COURSE[:count]), visit)
        visit.do(step)
        journey.close(visit)
        journey.end_trouble()
    journey.look(after(COURSE))
    journey.expect_result("passed", "100")
    check("close", journey.platform, journey.outcome)


def test_a_learner_reloads_the_course(journey: Journey) -> None:
    visit = journey.launch()
    visit.do(*HALF[:2])
    visit.reload()
    journey.expect(after(HALF[:2]), visit)
    visit.do(*HALF[2:])
    journey.close(visit, SECOND_BEGINNING)
    journey.end_trouble()
    journey.look(after(HALF))
    journey.expect_result("incomplete", "50")
    check("reload", journey.platform, journey.outcome)


def test_a_learner_reloads_the_platform(journey: Journey) -> None:
    visit = journey.launch()
    visit.do(*HALF[:2])
    visit = journey.refresh(visit)
    journey.expect(after(HALF[:2]), visit)
    visit.do(*HALF[2:])
    journey.close(visit)
    journey.end_trouble()
    journey.look(after(HALF))
    journey.expect_result("incomplete", "50")
    check("refresh", journey.platform, journey.outcome)


def test_a_learner_works_in_two_tabs(journey: Journey) -> None:
    one, other = journey.launch(), journey.launch()
    for mine, theirs in zip(COURSE[:3], COURSE[3:], strict=True):
        one.do(mine)
        other.do(theirs)
    journey.close(one)
    journey.close(other)
    journey.end_trouble()
    journey.look(after(COURSE))
    journey.expect_result("passed", "100")
    check("tabs", journey.platform, journey.outcome)
