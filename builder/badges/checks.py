"""What was found out about a badge, and what an issuer publishes to find it out from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any

from builder.badges import urls
from builder.badges.encoding import json_object
from builder.diagnostics import Message, msg

Read = Callable[[str], bytes | None]
"""Gives what is published at an address, None where nothing is known of it."""

OB2, OB3, VC_JWT = msg("Open Badges 2.0"), msg("Open Badges 3.0"), msg("Open Badges 3.0 (VC-JWT)")
FILE = msg("File")


class Verdict(Enum):
    """How a check ended; the worst one is that of the badge."""

    VALID = "valid"
    UNKNOWN = "unknown"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: in which part of the file, how it ended, in words."""

    part: Message
    verdict: Verdict
    message: Message


@dataclass(frozen=True, slots=True)
class Verification:
    """All that was looked at in a file."""

    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of the checks; nothing checked is nothing known."""
        found = {check.verdict for check in self.checks} or {Verdict.UNKNOWN}
        return next(one for one in (Verdict.INVALID, Verdict.UNKNOWN, Verdict.VALID) if one in found)


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom to believe: what issuers publish."""

    read: Read


class RefusedError(ValueError):
    """A check ends badly, or cannot be made."""

    def __init__(self, message: Message, verdict: Verdict = Verdict.INVALID) -> None:
        super().__init__(message.template)
        self.message, self.verdict = message, verdict


def attempt(part: Message, check: Callable[[], Message]) -> Check:
    """Return how a check ends: the function gives the good news, or raises."""
    try:
        return Check(part, Verdict.VALID, check())
    except RefusedError as refused:
        return Check(part, refused.verdict, refused.message)


def published(folder: Path) -> Trust:
    """Trust what lies in a public folder: where it lives on the web is written in its files."""
    base = address_of(folder)

    def read(address: str) -> bytes | None:
        inside = address.removeprefix(f"{base}/")
        path = PurePosixPath(inside)
        if base is None or inside == address or path.is_absolute() or ".." in path.parts:
            return None
        try:
            return (folder / path).read_bytes()
        except (OSError, ValueError):
            return None

    return Trust(read)


def fetched(read: Read, address: str, what: Message) -> dict[str, Any]:
    """Return a published document; raises `RefusedError` when it is not known, or not a document."""
    data = read(address)
    if data is None:
        raise RefusedError(
            msg("{what} ({address}) is not at hand", what=what, address=address), verdict=Verdict.UNKNOWN
        )
    try:
        return json_object(data)
    except ValueError as error:
        raise RefusedError(msg("{what} ({address}) cannot be read", what=what, address=address)) from error


def text_at(document: object, *path: str) -> str:
    """Return a text inside a document, empty where there is none."""
    for name in path:
        document = document.get(name) if isinstance(document, Mapping) else None
    return document if isinstance(document, str) else ""


def list_at(document: object, name: str) -> list[Any]:
    """Return the values of a key, whether it holds one or a list of them."""
    found = document.get(name) if isinstance(document, Mapping) else None
    return found if isinstance(found, list) else [] if found is None else [found]


def address_of(folder: Path) -> str | None:
    """Return where a public folder lives on the web, as its files say."""
    for name, field in ((urls.ISSUER, "id"), ("did.json", "id"), (".well-known/did.json", "id")):
        try:
            identifier = text_at(json_object((folder / name).read_bytes()), field)
        except (OSError, ValueError):
            continue
        address = urls.did_document_of(identifier) or identifier
        if address.startswith("https://") and address.endswith(f"/{name}"):
            return address.removesuffix(f"/{name}")
    return None
