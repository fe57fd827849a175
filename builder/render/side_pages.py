"""The pages that belong to no module: the glossary, help, and what is said about accessibility.

Each target shows them in its own place, under their names, and gives them a title.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from markupsafe import Markup

from builder.model.course import ACCESSIBILITY, GLOSSARY, HELP, Conformity, Course
from builder.model.glossary import Glossary
from builder.render.addresses import place_id
from builder.render.html import HtmlRenderer
from builder.render.theme import Theme
from builder.syntax.markdown import Document

COURSE_FILE = "course.yml"


@dataclass(frozen=True, slots=True)
class SidePage:
    """A page: the name that its address has, its title, and the HTML below the title."""

    name: str
    title: str
    html: str


def side_pages(course: Course, html: HtmlRenderer, *, themed: bool) -> Iterator[SidePage]:
    """Go through the side pages of a course; `themed` when it is our theme that shows them.

    Elsewhere, help has only what the author says: what we say of our pages is not true there.
    """
    if course.glossary:
        yield SidePage(GLOSSARY, html.theme.text("Glossary"), _glossary(course.glossary, html))
    if themed or course.contact.help:
        yield SidePage(HELP, html.theme.text("Help and contact"), _help(course, html, themed=themed))
    yield SidePage(ACCESSIBILITY, accessibility_title(course, html.theme), _accessibility(course, html, themed=themed))


def accessibility_title(course: Course, theme: Theme) -> str:
    """Return what French law wants to be read on every page: “Accessibilité : non conforme”."""
    status = _status(course, theme)
    return theme.text("Accessibility: {status}", status=status) if status else theme.text("Accessibility")


def _status(course: Course, theme: Theme) -> str:
    match course.accessibility.status:
        case None:
            return ""
        case Conformity.FULL:
            return theme.text("fully compliant")
        case Conformity.PARTIAL:
            return theme.text("partially compliant")
        case Conformity.NONE:
            return theme.text("not compliant")
        case other:
            assert_never(other)


def _glossary(glossary: Glossary, html: HtmlRenderer) -> str:
    # No anchor holds `_`: what stands in a definition cannot have the id of a term.
    terms = [
        (place_id(term.anchor), term, html.blocks(term.definition, glossary.path, prefix=f"{term.anchor}_"))
        for term in glossary.terms
    ]
    return html.theme.render("glossary.html", terms=terms)


def _accessibility(course: Course, html: HtmlRenderer, *, themed: bool) -> str:
    statement = course.accessibility.statement
    return html.theme.render(
        "accessibility.html",
        organization=course.organization,
        status=_status(course, html.theme),
        statement=statement,
        statement_body=html.page_body(statement) if statement else "",
        exceptions={reference.id for reference in course.allow},
        themed=themed,
        contact=_contact(course, html, course.contact.accessibility or course.contact.help),
    )


def _help(course: Course, html: HtmlRenderer, *, themed: bool) -> str:
    issuer = course.issuer.name if course.issuer else html.theme.text("the issuer of the badge")
    contact = _contact(course, html, course.contact.help)
    return html.theme.render("help.html", course=course, themed=themed, issuer=issuer, contact=contact)


def _contact(course: Course, html: HtmlRenderer, written: Document | None) -> Markup | str:
    """Return whom to turn to: what the author wrote, or whoever is behind the course."""
    if written:
        return html.blocks(written, COURSE_FILE)
    if course.issuer and course.issuer.email:
        return Markup('<p><a href="mailto:{0}">{0}</a></p>').format(course.issuer.email)
    return Markup("<p>{}</p>").format(course.organization) if course.organization else ""
