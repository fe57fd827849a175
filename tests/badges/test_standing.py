"""What a person was given before counts: held badges are earned, those taken back are not, whatever reports show."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builder.awarding import Papers, Prepared, prepare, take_back
from builder.badges.award import Plan, record, resting_on
from builder.badges.decide import Decision
from builder.badges.ledger import Entry, Ledger
from tests.badges import samples

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FIRST = "Courriel;demarrer\nzoe@x.example;oui\nbob@x.example;oui\n"
SECOND = "Courriel;entretenir;demarrer\nzoe@x.example;oui;oui\nbob@x.example;non;oui\n"
EXPERT = "Courriel;entretenir/quiz\nzoe@x.example;90 %\n"


def prepared(ledger: Ledger, report: str, *, again: bool = False) -> Prepared:
    papers = Papers({"report.csv": report.encode()})
    return prepare(samples.course(), papers, ledger, again=again, now=NOW)


def give(ledger: Ledger, report: str) -> tuple[Entry, ...]:
    ready = prepared(ledger, report)
    return record(samples.course(), ready.plan, ledger, ready.inputs, NOW)


def of(decisions: tuple[Decision, ...], badge: str) -> list[tuple[str, list[str]]]:
    return [(one.person.email, [reason.text(str) for reason in one.reasons]) for one in decisions if one.badge == badge]


def rows(plan: Plan) -> dict[str, tuple[int, int, int]]:
    held = [decision for decision, _ in plan.held]
    return {
        badge.id: (len(of(plan.due, badge.id)), len(of(tuple(held), badge.id)), len(of(plan.refused, badge.id)))
        for badge in samples.course().badges
    }


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path)


def test_badges_of_different_runs_earn_one_for_both(ledger: Ledger) -> None:
    assert {entry.badge for entry in give(ledger, SECOND)} == {"curieuse", "jardiniere"}
    ready = prepared(ledger, EXPERT)
    assert of(ready.plan.due, "experte") == [
        ("zoe@x.example", ['90 % ≥ 80 % in the quiz “Bilan & "suite"”', "the badge “Jardinière” is earned"])
    ]


def test_who_holds_a_badge_is_never_told_that_it_is_not_earned(ledger: Ledger) -> None:
    give(ledger, SECOND)
    plan = prepared(ledger, EXPERT.replace("zoe", "bob")).plan
    assert rows(plan) == {"curieuse": (0, 1, 0), "experte": (0, 0, 1), "jardiniere": (0, 0, 1)}
    assert [reason.text(str) for _, reason in plan.held] == ["given on 2026-11-22"]
    assert plan.unshown == 3


def test_what_was_taken_back_does_not_count_towards_others(ledger: Ledger) -> None:
    (taken,) = (entry for entry in give(ledger, FIRST) if entry.person == ledger.person("zoe@x.example"))
    take_back(ledger, [taken.id], "", NOW)
    assert of(prepared(ledger, SECOND).plan.due, "jardiniere") == []
    assert ("zoe@x.example", ["the badge “Curieuse du compost” was taken back"]) in of(
        prepared(ledger, SECOND).plan.refused, "jardiniere"
    )
    anew = prepared(ledger, SECOND, again=True).plan.due
    assert {(one.badge, one.person.email) for one in anew} == {
        ("curieuse", "zoe@x.example"),
        ("jardiniere", "zoe@x.example"),
    }


def test_what_has_expired_does_not_count_towards_others(ledger: Ledger) -> None:
    give(ledger, SECOND)
    held = prepared(ledger, EXPERT).plan.due
    ledger.lines[:] = [one if not isinstance(one, Entry) else replace(one, expires=NOW) for one in ledger.lines]
    assert (len(held), prepared(ledger, EXPERT).plan.due) == (1, ())


def test_who_gives_a_badge_back_is_asked_about_those_that_rest_on_it(ledger: Ledger) -> None:
    given = {(entry.badge, entry.person): entry for entry in (*give(ledger, SECOND), *give(ledger, EXPERT))}
    zoe = ledger.person("zoe@x.example")
    first = given["curieuse", zoe]
    assert {entry.badge for entry in resting_on(samples.course(), ledger, [first])} == {"jardiniere", "experte"}
    take_back(ledger, [given["jardiniere", zoe].id], "", NOW)
    assert resting_on(samples.course(), ledger, [given["curieuse", ledger.person("bob@x.example")]]) == ()
