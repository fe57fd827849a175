"""Open Badges: what can be earned, by what, from whom, and what its picture looks like."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from builder.diagnostics import Span
from builder.syntax.markdown import Link


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


class Shape(Enum):
    """The outline of a badge that is drawn."""

    HEXAGON = "hexagon"
    DISC = "disc"
    SHIELD = "shield"
    RIBBON = "ribbon"


class Palette(Enum):
    """A family of colours for a badge that is drawn."""

    FOREST = "forest"
    RUST = "rust"
    OCEAN = "ocean"
    PLUM = "plum"
    VIOLET = "violet"
    OCHRE = "ochre"


class Icon(Enum):
    """What a badge that is drawn shows in its middle."""

    BOOK = "book"
    BRIDGE = "bridge"
    COMPASS = "compass"
    EYE = "eye"
    FLAG = "flag"
    HANDS = "hands"
    IDEA = "idea"
    KEY = "key"
    LAUREL = "laurel"
    MAP = "map"
    NETWORK = "network"
    PEOPLE = "people"
    SPROUT = "sprout"
    STAR = "star"
    SUMMIT = "summit"
    TARGET = "target"


MOST_STARS = 3
"""The highest level of a badge that is drawn."""


@dataclass(frozen=True, slots=True)
class Art:
    """What the author says of a badge that is drawn; None, or an empty text, where the course decides.

    `colour` is `#rrggbb` and takes the place of a palette; `ring` is the text around the edge; `level` counts stars.
    """

    shape: Shape | None = None
    palette: Palette | None = None
    colour: str = ""
    icon: Icon | None = None
    ring: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """An entry of a framework of skills that a badge speaks of."""

    name: str
    url: str
    framework: str
    code: str
    description: str
    span: Span


@dataclass(frozen=True, slots=True)
class BadgeClass:
    """A badge that learners of the course can earn.

    `image` is the author's own picture; without one, `art` says how it is drawn. `expires` is a number of months, None
    for a badge that lasts. `narrative` is what the author adds to the criteria, in plain text. `publish_hosted` puts a
    file for each person on the web, `identity_hashed` a salted digest of the e-mail address into the badge,
    `include_score` the score. `was` are the ids of earlier publications.
    """

    id: str
    name: str
    description: str
    criteria: Criteria
    span: Span
    id_span: Span
    image: Link | None = None
    art: Art | None = None
    alignments: tuple[Alignment, ...] = ()
    expires: int | None = None
    publish_hosted: bool = False
    identity_hashed: bool = True
    include_score: bool = False
    narrative: str = ""
    was: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who answers for the badges. `url` is where their public files are, without a slash at its end, or empty."""

    name: str
    url: str
    email: str
    image: Link | None
    span: Span
