"""Open Badges: what can be earned, by what, from whom."""

from dataclasses import dataclass
from decimal import Decimal

from builder.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Reference:
    """The identifier of something else in the course, and where it was written."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class ScoreCriterion:
    """At least this part of the points of a quiz (a part of one)."""

    quiz: Reference
    minimum: Decimal
    span: Span


@dataclass(frozen=True, slots=True)
class Criteria:
    """When a badge is earned: enough of the modules are complete, every score is reached, every badge is earned.

    `modules` empty with `all_modules` means every module of the course that is not optional. `enough` is None
    when all the modules are needed.
    """

    modules: tuple[Reference, ...]
    all_modules: bool
    enough: int | None
    scores: tuple[ScoreCriterion, ...]
    badges: tuple[Reference, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class BadgeClass:
    """A badge that learners of the course can earn."""

    id: str
    name: str
    description: str
    criteria: Criteria
    span: Span
    id_span: Span


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who answers for the badges."""

    name: str
    url: str
    email: str
