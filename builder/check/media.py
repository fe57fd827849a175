"""Rules about pictures: their alternative texts, and where they come from. Recordings have their own rules."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.model.course import Course
from builder.model.media import media_kind
from builder.model.reference import ActivityReference, External, FileReference, resolve
from builder.syntax.markdown import Image, Link
from builder.syntax.suggest import did_you_mean, did_you_mean_file

IMAGE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
COURSE_IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
_FILE_NAME = re.compile(r"[\w-]+\.(?:svg|png|jpe?g|gif|webp|avif)", re.IGNORECASE)
_HTTP = frozenset({"http", "https"})


def missing_alt(course: Course) -> Iterator[Diagnostic]:
    """Find pictures that say nothing to people who cannot see them."""
    for path, image in _images(course):
        if _is_recording(path, image):
            continue
        if not image.decorative and (not image.alt or _FILE_NAME.fullmatch(image.alt)):
            yield MISSING_ALT.kind.at(
                image.span,
                msg("this picture has no alternative text"),
                label=msg("say here what it teaches"),
                remedy=msg(
                    "write `![what the picture teaches]({target})`, or `![]({target}){{.decor}}` if it only decorates",
                    target=unquote(image.target),
                ),
            )


def third_party_media(course: Course) -> Iterator[Diagnostic]:
    """Find pictures that another site would serve."""
    pictures: list[tuple[str, Link]] = [*_images(course)]
    if course.image:
        pictures.append((course.image.span.source.path, course.image))
    for path, image in pictures:
        target = resolve(path, image.target)
        if isinstance(target, External) and target.scheme in _HTTP:
            yield THIRD_PARTY_MEDIA.kind.at(
                image.span,
                msg("this picture would be loaded from another site"),
                label=msg("`{url}`", url=target.url),
                remedy=msg("download it into the folder of the module, if its licence allows, and use that file"),
            )


def not_an_image(course: Course) -> Iterator[Diagnostic]:
    """Find files shown as pictures that no browser shows as one."""
    for path, image in _images(course):
        target = resolve(path, image.target)
        shown = target.path if isinstance(target, FileReference | ActivityReference) else ""
        if (
            not isinstance(target, External)
            and not _is_missing(path, image, course)
            and not media_kind(shown)
            and PurePosixPath(shown).suffix.lower() not in IMAGE_SUFFIXES
        ):
            yield NOT_AN_IMAGE.kind.at(
                image.span,
                msg("`{name}` is not a picture", name=PurePosixPath(shown).name),
                remedy=msg("use an SVG, PNG, JPEG, GIF, WebP or AVIF file, or a link without `!`"),
            )
    if (
        course.image
        and PurePosixPath(course.image.target).suffix.lower() not in COURSE_IMAGE_SUFFIXES
        and not _is_missing(course.image.span.source.path, course.image, course)
    ):
        yield NOT_AN_IMAGE.kind.at(
            course.image.span,
            msg("`{name}` cannot be the picture of the course", name=course.image.target),
            remedy=msg("use a PNG or JPEG file of the course folder"),
        )


def _is_missing(path: str, link: Link, course: Course) -> bool:
    """Tell a file that is not there, which is a finding of its own."""
    target = resolve(path, link.target)
    return isinstance(target, FileReference) and target.path not in course.assets


def unused_credit(course: Course) -> Iterator[Diagnostic]:
    """Find credits for a picture that the page does not show, or for a file that nothing uses."""
    for page in course.pages():
        shown = [unquote(image.target) for image in page.document.images]
        for credit in page.credits:
            if unquote(credit.image.target) not in shown:
                yield UNUSED_CREDIT.kind.at(
                    credit.image.span,
                    msg("this page shows no picture `{target}`", target=credit.image.target),
                    remedy=did_you_mean(credit.image.target, shown)
                    or msg("write the address as the picture has it, or remove the credit"),
                )
    for credit in course.credits:
        file = credit.image.span.source.path
        target = resolve(file, credit.image.target)
        path = target.path if isinstance(target, FileReference) else ""
        if path not in course.assets:
            yield UNUSED_CREDIT.kind.at(
                credit.image.span,
                msg("this course uses no file `{target}`", target=credit.image.target),
                remedy=did_you_mean_file(path, course.assets, named_in=file)
                or msg("write the address as seen from this file, or remove the credit"),
            )


def _is_recording(path: str, image: Image) -> bool:
    target = resolve(path, image.target)
    return isinstance(target, FileReference) and media_kind(target.path) is not None


def _images(course: Course) -> Iterator[tuple[str, Image]]:
    return ((path, image) for path, document in course.documents() for image in document.images)


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'

MISSING_ALT = Rule(
    Kind(
        "missing-alt",
        Severity.ERROR,
        msg("People who cannot see the picture would miss what it teaches (RGAA 1.1, WCAG 1.1.1)."),
        allowable=True,
    ),
    missing_alt,
    bad=course_of(page="# Page\n\n![](map.svg)\n") | {"course/one/map.svg": _SVG},
    good=course_of(page="# Page\n\n![Bus lines of the town](map.svg)\n\n![](map.svg){.decor}\n")
    | {"course/one/map.svg": _SVG},
)
THIRD_PARTY_MEDIA = Rule(
    Kind(
        "third-party-media",
        Severity.ERROR,
        msg("The other site would see every learner, and the picture would be missing where it is blocked."),
        allowable=True,
    ),
    third_party_media,
    bad=course_of(page="# Page\n\n![Map](https://example.org/map.png)\n"),
    good=course_of(page="# Page\n\n![Map](map.svg)\n") | {"course/one/map.svg": _SVG},
)
NOT_AN_IMAGE = Rule(
    Kind("not-an-image", Severity.ERROR, msg("Browsers would show a broken picture.")),
    not_an_image,
    bad=course_of(page="# Page\n\n![Form](form.txt)\n") | {"course/one/form.txt": "Form"},
    good=course_of(page="# Page\n\n[Form](form.txt)\n") | {"course/one/form.txt": "Form"},
)
UNUSED_CREDIT = Rule(
    Kind("unused-credit", Severity.ERROR, msg("The author of the picture would not be named.")),
    unused_credit,
    bad=course_of(page="---\ncredits: {mpa.svg: A. Draw}\n---\n# Page\n\n![Bus lines](map.svg)\n")
    | {"course/one/map.svg": _SVG},
    good=course_of(page="---\ncredits: {map.svg: A. Draw}\n---\n# Page\n\n![Bus lines](map.svg)\n")
    | {"course/one/map.svg": _SVG},
)
