"""The public pages about badges: a folder for any web server, in which nothing is said about anybody."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import jinja2

from builder.badges import urls
from builder.badges.art import artworks, png, preview
from builder.badges.criteria import rule, rule_text
from builder.badges.encoding import json_bytes
from builder.diagnostics import Message, msg
from builder.model.badge import BadgeClass, Issuer
from builder.model.course import Course
from builder.model.reference import FileReference, resolve
from builder.render.typography import typeset
from builder.render.words import Words

if TYPE_CHECKING:
    from builder.badges.keys import KeyRing
    from builder.badges.verify_page import Status

_HERE = Path(__file__).resolve().parent
_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self'; base-uri 'none'; form-action 'none'"


def public_site(course: Course, ring: "KeyRing | None" = None, status: "Status | None" = None) -> Mapping[str, bytes]:
    """Return the files that say what the badges of a course mean: path in the public folder to content.

    Documents for machines are among them once the course names the issuer's address. With the `ring` of the issuer's
    keys comes the page that checks badges, which knows what is revoked from `status`. The other documents that depend
    on keys are written where they are, when badges are awarded.
    """
    files = dict(_pages(course, ring, status))
    for name in (".htaccess", "_headers", "hosting/nginx.conf"):
        files[name] = (_HERE / "hosting" / PurePosixPath(name).name.lstrip("._")).read_bytes()
    files["README.md"] = _Pages(course, checked=False).readme()
    if course.issuer and course.issuer.url:
        files.update(_documents(course, course.issuer))
    return dict(sorted(files.items()))


def missing_to_issue(course: Course, *, reported: bool) -> Iterator[Message]:
    """Say in the build report what is lacking before badges can be issued; `reported` when a target reports results."""
    if course.badges and not reported:
        yield msg("Badges: web pages report nothing; they are awarded from the reports of SCORM or Open edX.")
    if course.badges and course.issuer is None:
        yield msg("Badges: they are drawn, but cannot be issued: add `issuer:` with `name`, `url` and `email`.")
    elif course.badges and course.issuer:
        lacking = [name for name, text in (("url", course.issuer.url), ("email", course.issuer.email)) if not text]
        if lacking:
            yield msg(
                "Badges: they are drawn, but cannot be issued: below `issuer:`, add {names}.",
                names=", ".join(f"`{name}`" for name in lacking),
            )


def _pages(course: Course, ring: "KeyRing | None", status: "Status | None") -> Iterator[tuple[str, bytes]]:
    pages, pictures = _Pages(course, checked=ring is not None), artworks(course)
    yield "badges.css", (_HERE / "templates" / "badges.css").read_bytes()
    yield f"{course.id}/index.html", pages.filled("badges.html", root="../")
    for badge in course.badges:
        folder, artwork = f"{course.id}/{badge.id}", pictures[badge.id]
        yield f"{folder}/index.html", pages.criteria(badge)
        yield f"{folder}/badge.svg", artwork.svg
        yield f"{folder}/badge.png", png(artwork)
        yield f"{folder}/preview.png", preview(artwork, badge, course)
    if ring is not None and course.issuer and course.issuer.url:
        from builder.badges.verify_page import verify_values  # noqa: PLC0415 - only where badges are issued

        yield (
            urls.path_of(course.issuer, urls.verify_page(course.issuer, course)),
            pages.filled("verify.html", **verify_values(course, course.issuer, ring, status)),
        )
    if course.issuer and course.issuer.image:
        target = resolve(course.issuer.image.span.source.path, course.issuer.image.target)
        asset = course.assets.get(target.path) if isinstance(target, FileReference) else None
        if asset:
            yield f"issuer{PurePosixPath(course.issuer.image.target).suffix.lower()}", asset.file.read_bytes()


def _documents(course: Course, issuer: Issuer) -> Iterator[tuple[str, bytes]]:
    # Loaded where it is needed: a course whose badges are not issued does not pay for it.
    from builder.badges import documents  # noqa: PLC0415

    for badge in course.badges:
        words = rule_text(badge, course)
        for address, document in (
            (urls.badge_class(issuer, course, badge), documents.badge_class(course, issuer, badge, words)),
            (urls.achievement(issuer, course, badge), documents.achievement_page(course, issuer, badge, words)),
        ):
            yield urls.path_of(issuer, address), json_bytes(document)


class _Pages:
    """The pages for people, in the language of a course."""

    def __init__(self, course: Course, *, checked: bool) -> None:
        self.course, self.checked = course, checked
        self.words = Words(_HERE / "locale", course.language)

    def criteria(self, badge: BadgeClass) -> bytes:
        """Return the page that says what a badge means and how it is earned."""
        issuer = self.course.issuer
        address = urls.criteria(issuer, self.course, badge) if issuer and issuer.url else ""
        groups = rule(badge, self.course)
        return self.filled("criteria.html", root="../../", badge=badge, groups=groups, address=address)

    def readme(self) -> bytes:
        """Return what the organiser reads beside the files."""
        hosted = any(badge.publish_hosted for badge in self.course.badges)
        base = self.course.issuer.url if self.course.issuer else ""
        return self.filled("README.md", root="", base=base, hosted=hosted)

    def filled(self, template: str, **values: object) -> bytes:
        """Return a page from a template."""
        shown = self._environment.get_template(template).render(
            course=self.course,
            issuer=self.course.issuer,
            checked=self.checked,
            language=self.words.catalog.language,
            **values,
        )
        return "".join(f"{line}\n" for line in shown.split("\n") if line.strip()).encode()

    @cached_property
    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_HERE / "templates"),
            autoescape=jinja2.select_autoescape(["html"]),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(t=self.words.text, n=self.words.counted, policy=_POLICY)
        environment.filters["typeset"] = lambda text: typeset(text, self.course.language)
        return environment
