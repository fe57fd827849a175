"""What was published: the ids under which learners may have progress, as course.lock keeps them."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from builder.diagnostics import Span
from builder.model.badge import Reference

LOCK_FILE = "course.lock"
LOCK_FORMAT = 1
"""The number of the way in which the file is written."""
_SUM = re.compile(r"^# sum: *(\w*)[ \r]*$", re.MULTILINE)


def lock_sum(text: str) -> str:
    """Return what tells the text of course.lock from any other; its lines of sums do not count."""
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line and not _SUM.match(line)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def sum_lines(text: str) -> list[tuple[int, str]]:
    """Return the numbers and sums of the lines that say one: two where two publications were merged."""
    return [(text.count("\n", 0, found.start()) + 1, found.group(1)) for found in _SUM.finditer(text)]


@dataclass(frozen=True, slots=True)
class PublishedQuestion:
    """A question. `key` stands for it in saved states; `own` is its id in the file that a pool took it from."""

    id: str
    key: int
    own: str
    span: Span


@dataclass(frozen=True, slots=True)
class PublishedActivity:
    """A page or a quiz: `kind` is what its names begin with."""

    id: str
    kind: str
    title: str
    was: tuple[Reference, ...]
    questions: tuple[PublishedQuestion, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PublishedModule:
    """A module with its activities in their order."""

    id: str
    title: str
    was: tuple[Reference, ...]
    activities: tuple[PublishedActivity, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PublishedBadge:
    """A badge."""

    id: str
    title: str
    was: tuple[Reference, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Published:
    """The last publication of a course. `packages` says of each target how the course was cut into packages."""

    course: str
    version: str
    modules: tuple[PublishedModule, ...]
    badges: tuple[PublishedBadge, ...]
    packages: Mapping[str, tuple[str, ...]]
