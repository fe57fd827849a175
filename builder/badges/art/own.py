"""The author's own picture of a badge: what it must be, and its grey form."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass

from builder.badges.art.drawing import fill_in
from builder.diagnostics import Diagnostic, Kind, Message, Severity, msg
from builder.model.badge import BadgeClass
from builder.model.course import Course
from builder.model.reference import FileReference, resolve
from builder.syntax.pictures import NEITHER, PNG, drawing, drawing_trouble, png_size

UNUSABLE_BADGE_IMAGE = Kind(
    "unusable-badge-image",
    Severity.ERROR,
    msg("The picture of a badge is sent to people and shown by other sites: it must stand on its own."),
)
_SMALLEST = 400  # pixels
_LARGEST = 1_000_000  # bytes
_NOT_DRAWN = frozenset({"text", "a"})  # each site has other fonts, and a badge leads nowhere


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """The bytes of a picture, and which of the two formats they are."""

    content: bytes
    is_png: bool


def findings(course: Course) -> Iterator[Diagnostic]:
    """Find pictures that cannot be those of a badge."""
    for badge in course.badges:
        own = own_picture(badge, course)
        trouble = _trouble(own) if own else None
        if badge.image and trouble:
            yield UNUSABLE_BADGE_IMAGE.at(
                badge.image.span,
                msg("`{name}` cannot be the picture of a badge", name=badge.image.target),
                label=trouble,
                remedy=msg("use a square SVG without text elements or scripts, or a square PNG of 400 pixels or more"),
            )


def own_picture(badge: BadgeClass, course: Course) -> OwnPicture | None:
    """Return the author's picture of a badge, if there is one and it is there."""
    target = resolve(badge.image.span.source.path, badge.image.target) if badge.image else None
    asset = course.assets.get(target.path) if isinstance(target, FileReference) else None
    if asset is None:
        return None
    content = asset.file.read_bytes()
    return OwnPicture(content, content.startswith(PNG))


def wrapped(own: OwnPicture, title: str, words: str) -> bytes:
    """Return an SVG that shows a picture."""
    return fill_in("own.svg", title=title, words=words, address=_address(own), earned=True)


def unearned(own: OwnPicture, title: str, words: str) -> bytes:
    """Return an SVG that shows a picture in grey, with a padlock."""
    return fill_in("own.svg", title=title, words=words, address=_address(own), earned=False)


def _address(own: OwnPicture) -> str:
    kind = "image/png" if own.is_png else "image/svg+xml"
    return f"data:{kind};base64,{base64.b64encode(own.content).decode()}"


def _trouble(own: OwnPicture) -> Message | None:
    if len(own.content) > _LARGEST:
        return msg("it is larger than 1 MB")
    return _png_trouble(own.content) if own.is_png else _svg_trouble(own.content)


def _png_trouble(content: bytes) -> Message | None:
    width, height = png_size(content)
    if width != height or width < _SMALLEST:
        return msg("it is {width} by {height} pixels", width=width, height=height)
    return None


def _svg_trouble(content: bytes) -> Message | None:
    root = drawing(content)
    if root is None:
        return NEITHER
    if trouble := drawing_trouble(root, _NOT_DRAWN):
        return trouble
    box = [float(part) for part in (root.get("viewBox") or "").replace(",", " ").split() if _is_number(part)]
    if len(box) != len("xywh") or box[2] != box[3]:
        return msg("it has no square `viewBox`")
    return None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
