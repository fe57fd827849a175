"""What Open edX shows around the course: its presentation before enrolment, and the pages of its tabs."""

from collections.abc import Iterator, Mapping

from lxml import etree

from builder.model.course import CompleteWhen, Course, Module
from builder.model.progress import activity_name
from builder.render.criteria import Need, groups
from builder.render.html import HtmlRenderer
from builder.render.side_pages import side_pages
from builder.render.typography import typeset
from builder.render.words import Words
from builder.syntax.values import plain_number
from builder.syntax.xml import sub
from builder.targets.olx.html4 import inner, put, rewrite
from builder.targets.olx.names import Names
from builder.targets.olx.reported import is_reported

COURSE_FILE = "course.yml"
BADGES = "badges"
"""The slug of the tab about badges."""


def about_files(course: Course, html: HtmlRenderer, words: Words) -> Iterator[tuple[str, str]]:
    """Go through the files below `about/`: the key of each, and its HTML."""
    yield "overview", _overview(course, html, words)
    yield "short_description", _escaped(typeset(course.subtitle or course.title, course.language))
    if course.minutes:
        yield "effort", _escaped(html.theme.duration(course.minutes))


def tab_files(
    course: Course, html: HtmlRenderer, words: Words, pictures: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Go through the pages that are tabs: the slug, the title and the HTML of each.

    `pictures` are the names below `/static/` of those of the badges, by their ids.
    """
    if course.badges:
        yield BADGES, words.text("Badges"), _badges(course, html, words, pictures)
    for side in side_pages(course, html, themed=False):
        yield side.name, side.title, inner(rewrite(side.html)).strip() + "\n"


def _overview(course: Course, html: HtmlRenderer, words: Words) -> str:
    page = etree.Element("div")
    sub(page, "h2").text = words.text("About this course")
    if course.subtitle:
        sub(page, "p").text = typeset(course.subtitle, course.language)
    if course.objectives:
        sub(page, "h3").text = words.text("What you will be able to do")
        listed = sub(page, "ul")
        for objective in course.objectives:
            shown = html.phrase(objective.text, COURSE_FILE) or html.blocks(objective.text, COURSE_FILE)
            put(sub(listed, "li"), rewrite(shown))
    sub(page, "h3").text = words.text("The modules")
    modules = sub(page, "ol")
    for module in course.modules:
        sub(modules, "li").text = typeset(module.title, course.language)
    for line in _publication(course, words):
        sub(page, "p").text = line
    return inner(page) + "\n"


def _publication(course: Course, words: Words) -> Iterator[str]:
    if course.organization:
        yield words.text("Published by {organization}.", organization=course.organization)
    yield words.text("Version {version}.", version=course.version)
    if course.license:
        yield words.text("Licence: {licence}.", licence=course.license)


def _badges(course: Course, html: HtmlRenderer, words: Words, pictures: Mapping[str, str]) -> str:
    page = etree.Element("div")
    sub(page, "p").text = words.text(
        "These badges are handed over from the results that Open edX reports: the score of each graded quiz."
    )
    if course.issuer:
        sub(page, "p").text = words.text("Issuer: {issuer}.", issuer=course.issuer.name)
    for badge in course.badges:
        name = typeset(badge.name, course.language)
        sub(page, "h2", id=f"badge-{badge.id}").text = name
        picture = sub(sub(page, "p"), "img", src=f"/static/{pictures[badge.id]}", width="200", height="200")
        picture.set("alt", words.text("Badge “{name}”", name=name))
        if badge.description:
            sub(page, "p").text = typeset(badge.description, course.language)
        for group in groups(badge, course, html.theme):
            sub(page, "p").text = group.intro
            needs = sub(page, "ul")
            for need in group.needs:
                _need(sub(needs, "li"), need, course)
        if badge.narrative:
            sub(page, "p").text = typeset(badge.narrative, course.language)
    _finishing(page, course, words)
    return inner(page) + "\n"


def _need(item: etree._Element, need: Need, course: Course) -> None:
    """Say one thing that a badge asks for; a quiz is a link to it."""
    names = Names(course)
    quizzes = {activity_name(module, quiz): names.activity_url(module, quiz) for module, quiz in course.quizzes()}
    url = quizzes.get(str(need.target.get("quiz")))
    place = sub(item, "a", href=f"/jump_to_id/{url}") if url else item
    place.text = need.text


def _finishing(page: etree._Element, course: Course, words: Words) -> None:
    """Say what finishing each module means here."""
    sub(page, "h2").text = words.text("When a module counts as finished")
    listed = sub(page, "ul")
    for module in course.modules:
        line = sub(listed, "li")
        title = typeset(module.title, course.language)
        line.text = f"{title} – {_condition(module, course, words)}"


def _condition(module: Module, course: Course, words: Words) -> str:
    if not is_reported(module):
        return words.text("Open edX does not report it; the issuer tells you how it is counted")
    if module.complete_when is CompleteWhen.QUIZ_SUBMITTED:
        return words.text("every graded quiz was answered")
    quizzes = (quiz for quiz in module.quizzes if quiz.is_graded)
    marks: Mapping[str, None] = dict.fromkeys(
        plain_number(quiz.passing_score * 100, course.language) for quiz in quizzes
    )
    return words.text("every graded quiz is passed, with at least {percent}% of its points", percent=" / ".join(marks))


def _escaped(text: str) -> str:
    holder = etree.Element("div")
    holder.text = text
    return inner(holder) + "\n"
