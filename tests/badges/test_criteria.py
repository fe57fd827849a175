"""The rule of a badge is one: the wall, the public page and the badge itself say the same, in one order."""

import re
from html import unescape
from pathlib import Path

import pytest
from lxml import html

from builder.badges.criteria import rule, rule_text
from builder.badges.documents import achievement, badge_class
from builder.badges.site import public_site
from builder.model.course import Course
from builder.project import check_course
from builder.render.outline import outline
from builder.render.theme import Theme

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


def test_what_is_published_and_issued_carries_it(course: Course) -> None:
    if course.issuer is None:
        return
    for badge in course.badges:
        text = rule_text(badge, course)
        assert badge_class(course, course.issuer, badge, text)["criteria"]["narrative"] == text
        assert achievement(course, course.issuer, badge, text)["criteria"]["narrative"] == text


def in_article(part: html.HtmlElement) -> bool:
    return next(part.iterancestors("article"), None) is not None
