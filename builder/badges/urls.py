"""Where everything about badges lives on the web: addresses are for ever, so they are made in one place."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit
from uuid import UUID

from builder.model.badge import BadgeClass, Issuer
from builder.model.course import Course

ISSUER, REVOCATIONS = "issuer.json", "revocations.json"
STATUS_LIST = 1
"""The number of the only status list of a course: it has room for everybody."""


def did(issuer: Issuer) -> str:
    """Return the decentralized identifier of the issuer (did:web method, 3.1: a port is escaped, `/` becomes `:`)."""
    parts = urlsplit(issuer.url)
    return ":".join(("did:web", parts.netloc.replace(":", "%3A"), *_folders(parts.path)))


def did_document(issuer: Issuer) -> str:
    """Return where the DID document lives."""
    return f"{issuer.url}/{did_path(issuer.url)}"


def did_path(address: str) -> str:
    """Return the path of the DID document inside the public folder of an address."""
    return "did.json" if _folders(urlsplit(address).path) else ".well-known/did.json"


def did_document_of(identifier: str) -> str | None:
    """Return where the DID document of any `did:web:` identifier lives, None for another text."""
    method, _, rest = identifier.partition("did:web:")
    if method or not rest or any(sign in rest for sign in "/#?\\"):
        return None
    host, *folders = rest.split(":")
    return f"https://{'/'.join((host.replace('%3A', ':'), *(folders or ['.well-known'])))}/did.json"


def key_id(issuer: Issuer, name: str) -> str:
    """Return the identifier of a key in the DID document."""
    return f"{did(issuer)}#{name}"


def key(issuer: Issuer, name: str) -> str:
    """Return where a key for signed Open Badges 2.0 is described."""
    return f"{issuer.url}/{key_path(name)}"


def key_path(name: str) -> str:
    """Return the path of that description inside the public folder."""
    return f"keys/{name}.json"


def issuer_profile(issuer: Issuer) -> str:
    """Return where the Open Badges 2.0 profile of the issuer lives."""
    return f"{issuer.url}/{ISSUER}"


def issuer_image(issuer: Issuer) -> str | None:
    """Return where the picture of the issuer lives, when there is one."""
    return f"{issuer.url}/issuer{PurePosixPath(issuer.image.target).suffix.lower()}" if issuer.image else None


def revocations(issuer: Issuer) -> str:
    """Return where the list of revoked Open Badges 2.0 lives."""
    return f"{issuer.url}/{REVOCATIONS}"


def criteria(issuer: Issuer, course: Course, badge: BadgeClass) -> str:
    """Return the address of the page that says how the badge is earned."""
    return f"{issuer.url}/{course.id}/{badge.id}/"


def badge_class(issuer: Issuer, course: Course, badge: BadgeClass) -> str:
    """Return where the Open Badges 2.0 BadgeClass lives."""
    return f"{criteria(issuer, course, badge)}badge.json"


def achievement(issuer: Issuer, course: Course, badge: BadgeClass) -> str:
    """Return where the Open Badges 3.0 Achievement lives."""
    return f"{criteria(issuer, course, badge)}achievement.json"


def image(issuer: Issuer, course: Course, badge: BadgeClass, kind: str = "png") -> str:
    """Return where the picture of the badge lives, as PNG or SVG."""
    return f"{criteria(issuer, course, badge)}badge.{kind}"


def status_list(issuer: Issuer, course: Course) -> str:
    """Return where the list that says which credentials are revoked lives."""
    return f"{issuer.url}/{status_list_path(course.id)}"


def status_list_path(course: str) -> str:
    """Return the path of that list inside the public folder; the course is named by its identifier."""
    return f"{course}/status/{STATUS_LIST}.json"


def assertion(issuer: Issuer, course: Course, identifier: UUID) -> str:
    """Return where a hosted assertion lives."""
    return f"{issuer.url}/{assertion_path(course.id, identifier)}"


def assertion_path(course: str, identifier: UUID) -> str:
    """Return the path of a hosted assertion inside the public folder; the course is named by its identifier."""
    return f"{course}/a/{identifier}.json"


def verify_page(issuer: Issuer, course: Course) -> str:
    """Return the address of the page that checks the badges of a course in the browser."""
    return f"{issuer.url}/{verify_page_path(course.id)}"


def verify_page_path(course: str) -> str:
    """Return the path of that page inside the public folder; the course is named by its identifier."""
    return f"{course}/verify.html"


def path_of(issuer: Issuer, address: str) -> str:
    """Return the path inside the public folder of one of the addresses above."""
    inside = address.removeprefix(f"{issuer.url}/")
    return f"{inside}index.html" if inside.endswith("/") else inside


def _folders(path: str) -> list[str]:
    return [folder for folder in path.split("/") if folder]
