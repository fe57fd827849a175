"""The rule of a badge is one: the wall, the public page, the badge itself and the decisions say the same."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from lxml import html

from builder.badges.criteria import rule, rule_text
from builder.badges.decide import decide
from builder.badges.documents import achievement, badge_class
from builder.badges.evidence import Fact, ModuleDone, Person, Place, QuizScore, Reading, Record
from builder.badges.site import public_site
from builder.diagnostics import msg
from builder.model.course import Course
from builder.model.progress import activity_name
from builder.project import check_course
from builder.render.outline import outline
from builder.render.theme import Theme
from tests.conftest import Ask

ROOT = Path(__file__).parent.parent.parent
COURSES = {"sample": ROOT, "everything": ROOT / "tests" / "courses" / "everything", "tiny": ROOT / "tests/courses/tiny"}


@pytest.fixture(params=[*COURSES.values()], ids=[*COURSES])
def course(request: pytest.FixtureRequest) -> Course:
    made = check_course(request.param, ("web",)).course
    assert made is not None
    return made


def test_every_place_says_the_same_rule(course: Course) -> None:
    walls = outline(course, Theme(course.theme, course.language))["badges"]
    site = public_site(course)
    assert isinstance(walls, list)
    for badge, wall in zip(course.badges, walls, strict=True):
        said = [line for group in rule(badge, course) for line in (group.intro, *(need.text for need in group.needs))]
        assert said
        assert [
            line for group in wall["rules"] for line in (group["intro"], *(need["text"] for need in group["needs"]))
        ] == said
        assert [line.removeprefix("- ") for line in rule_text(badge, course).split("\n") if line][: len(said)] == said
        page = html.fromstring(site[f"{course.id}/{badge.id}/index.html"])
        shown = [
            unescape(" ".join("".join(map(str, part.itertext())).split()))
            for part in page.iter("p", "li")
            if in_article(part)
        ]
        assert re.search(re.escape("|".join(" ".join(line.split()) for line in said)), "|".join(shown))


def test_the_organiser_reads_what_there_is_of_learners(course: Course) -> None:
    hosted = replace(course, badges=tuple(replace(badge, publish_hosted=True) for badge in course.badges))
    for made, tells in ((course, False), (hosted, True)):
        words = public_site(made)["README.md"].decode()
        assert ("personal data" in words or "donnée personnelle" in words) is tells


def test_what_is_published_and_issued_carries_it(course: Course) -> None:
    if course.issuer is None:
        return
    for badge in course.badges:
        text = rule_text(badge, course)
        assert badge_class(course, course.issuer, badge, text)["criteria"]["narrative"] == text
        assert achievement(course, course.issuer, badge, text)["criteria"]["narrative"] == text


def test_the_decisions_are_those_of_the_wall_for_the_same_reasons(course: Course, ask: Ask) -> None:
    """What learners see as done is what is found in reports, and what is missing there is what they are told."""
    wall_outline = outline(course, Theme(course.theme, course.language))
    granted = 0
    for read, scores in learners(course):
        wall = ask("wall", wall_outline, read, scores)
        assert isinstance(wall, dict)
        decisions = decide(course, [report(course, wall["completed"], scores)])
        for decision, shown in zip(decisions, wall["badges"], strict=True):
            assert decision.granted == shown["earned"]
            granted += decision.granted
            reasons = [reason.text(str) for reason in decision.reasons]
            assert reasons
            for target, done in shown["needs"]:
                named = any(is_missing(subject(course, target), reason) for reason in reasons)
                assert not (named and done)
                assert named or done or decision.granted or waits(decision.badge, course, target, shown)
    assert granted


def learners(course: Course) -> Iterator[tuple[list[str], dict[str, float]]]:
    """Go through learners who have done all, nothing, and any part of the course."""
    dice = random.Random(course.id)  # noqa: S311 - the same learners every time
    pages = [activity_name(module, page) for module in course.modules for page in module.pages]
    quizzes = [activity_name(module, quiz) for module in course.modules for quiz in module.quizzes]
    for share in (0, 1, *(dice.random() for _ in range(60))):
        kept = [name for module in course.modules for name in pages if name.startswith(f"{module.id}/")]
        scores = {name: dice.choice([0, 0.45, 0.7, 0.799, 0.8, 1]) if share < 1 else 1.0 for name in quizzes}
        yield (
            [name for name in kept if dice.random() < share**0.2],
            {name: score for name, score in scores.items() if dice.random() < share**0.5},
        )


def report(course: Course, completed: list[str], scores: dict[str, float]) -> Reading:
    """Return what a platform reports of one learner."""
    place = Place("report.csv", 2)
    facts: list[Fact] = [ModuleDone(module.id, module.id in completed, None, place) for module in course.modules]
    facts += [QuizScore(name, Decimal(str(score)), None, place) for name, score in scores.items()]
    return Reading(msg("a table"), (Record(Person("a@x.example", "A", ""), tuple(facts), place),), ())


def subject(course: Course, target: dict[str, str]) -> str:
    """Return what a sentence of the decisions calls the thing that a badge asks for."""
    if "module" in target:
        return next(f"module “{module.title}”" for module in course.modules if module.id == target["module"])
    if "badge" in target:
        return next(f"badge “{badge.name}”" for badge in course.badges if badge.id == target["badge"])
    return next(
        f"quiz “{quiz.title}”"
        for module in course.modules
        for quiz in module.quizzes
        if activity_name(module, quiz) == target["quiz"]
    )


def is_missing(thing: str, reason: str) -> bool:
    missing = (f"{thing} is not finished", f"{thing} is not earned", f"no score is reported in the {thing}")
    return any(sentence in reason for sentence in missing) or (" < " in reason and reason.endswith(f"in the {thing}"))


def waits(badge: str, course: Course, target: dict[str, str], shown: dict[str, object]) -> bool:
    """Tell whether a badge needs a thing no more: enough others of its kind are there, and it waits for the rest."""
    criteria = next(one.criteria for one in course.badges if one.id == badge)
    needs = shown["needs"]
    assert isinstance(needs, list)
    done = sum(done for need, done in needs if "module" in need)
    return "module" in target and criteria.enough is not None and done >= criteria.enough


def in_article(part: html.HtmlElement) -> bool:
    return next(part.iterancestors("article"), None) is not None
