"""The pictures of badges: the author's own, or drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from builder.badges.art.design import designs
from builder.badges.art.drawing import card, draw, picture
from builder.badges.art.own import own_picture, unearned, wrapped
from builder.model.badge import BadgeClass
from builder.model.course import Course
from builder.render.typography import typeset

__all__ = ["Artwork", "artworks", "png", "preview", "wall_files"]

PREVIEW_WIDTH, PREVIEW_HEIGHT = 1200, 630


@dataclass(frozen=True, slots=True)
class Artwork:
    """The pictures of one badge as SVG: earned, and not earned yet. `original` is a PNG that the author gave."""

    svg: bytes
    unearned: bytes
    original: bytes | None = None


def artworks(course: Course) -> Mapping[str, Artwork]:
    """Return the pictures of every badge of a course without errors, by the id of the badge."""
    drawn = designs(course)
    made: dict[str, Artwork] = {}
    for badge in course.badges:
        own = own_picture(badge, course)
        if own is None:
            made[badge.id] = Artwork(draw(drawn[badge.id]), draw(drawn[badge.id], earned=False))
        elif own.is_png:
            svg = wrapped(own, badge.name, badge.description)
            made[badge.id] = Artwork(svg, unearned(own, badge.name, badge.description), own.content)
        else:
            made[badge.id] = Artwork(own.content, unearned(own, badge.name, badge.description))
    return made


def png(artwork: Artwork) -> bytes:
    """Return the PNG of a badge: the author's, or one of the SVG, 600 pixels wide."""
    return artwork.original or picture(artwork.svg)


def wall_files(made: Mapping[str, Artwork]) -> dict[str, bytes]:
    """Return the pictures that the learner's page shows of these badges, by their paths in the package."""
    earned = {f"badges/{name}/earned.svg": artwork.svg for name, artwork in made.items()}
    return earned | {f"badges/{name}/open.svg": artwork.unearned for name, artwork in made.items()}


def preview(artwork: Artwork, badge: BadgeClass, course: Course) -> bytes:
    """Return the PNG that other sites show beside a link, 1200 by 630 pixels."""
    issuer = course.issuer.name if course.issuer else course.organization
    said = tuple(typeset(text, course.language) for text in (badge.name, course.title, issuer))
    return picture(card(artwork.svg, *said), PREVIEW_WIDTH, PREVIEW_HEIGHT)
