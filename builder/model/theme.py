"""The look of a course: which theme, and what its author changed of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from builder.diagnostics import Span
from builder.model.badge import Palette, Reference
from builder.syntax.colours import MARK, TEXT
from builder.syntax.markdown import Link

_PACKAGED = Path(__file__).resolve().parent.parent / "themes"
_REPOSITORY = Path(__file__).resolve().parent.parent.parent / "themes"
THEMES = _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY
"""The folder of themes: beside the code in an installed package, at the top of the repository in a checkout."""

LIGHT, DARK = "light", "dark"
HUES = tuple(hue.value for hue in Palette)
"""The colours that modules take: those of the badges, by the same names."""
_GROUNDS = ("paper", "surface")
_TINTED = ("accent", "right", "wrong", "partial", "note")
_CODE = tuple(f"code-{role}" for role in ("comment", "keyword", "name", "number", "string"))
COLOURS = (
    *("paper", "surface", "sunken", "ink", "ink-soft", "line", "line-strong", "focus"),
    *("accent", "accent-ink", "accent-soft", "hero", "hero-ink", "hero-soft"),
    *(name for tinted in _TINTED[1:] for name in (tinted, f"{tinted}-soft")),
    *_CODE,
    *HUES,
)
"""The colours that a theme gives, in each scheme."""
READ = (
    *product(("ink", "ink-soft", "accent", "right", "wrong", "partial", "note", *HUES), _GROUNDS),
    *((name, f"{name}-soft") for name in _TINTED),
    *product(("ink", "ink-soft"), tuple(f"{name}-soft" for name in _TINTED)),
    *product(("ink", "ink-soft", *_CODE), ("sunken",)),
    *product(("hero-ink", "hero-soft"), ("hero",)),
    ("accent-ink", "accent"),
    *(("surface", hue) for hue in HUES),
)
"""The pairs of a text and what it stands on."""
SEEN = (*product(("line-strong", "focus"), _GROUNDS), ("accent", "sunken"))
"""The pairs of a mark that carries meaning and what it stands on."""


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour, `#rrggbb`. `span` is where the author of the course wrote it; None where nobody did."""

    code: str
    span: Span | None = None


Scheme = Mapping[str, Colour]


GIVEN = ("t", "n", "duration", "long_word", "rtl", "ours", "theirs", "policy")
"""What every template is given: sentences, the mark of a title with long words, the direction and the languages of the
page, the policy of the document."""
POLICY = (
    """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; """
    """img-src 'self' data:; media-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'">"""
)
"""What keeps the pages from running and fetching what is not in the package, whatever stands in them."""


@dataclass(frozen=True, slots=True)
class Look:
    """A theme as a course shows it. Templates see it: it holds texts, and nothing that leads to the disk.

    `layers` are the names of the packaged themes that it is made of, the topmost first. `own` is the path of the folder
    of the course that lies over them, or empty; `files` are the texts of its templates and style sheets, by their paths
    in it. `fonts` are lists of families by what is set in them.
    """

    name: Reference
    light: Scheme
    dark: Scheme
    radius: str
    fonts: Mapping[str, str]
    logo: Link | None
    layers: tuple[str, ...]
    own: str
    files: Mapping[str, str]

    def schemes(self) -> tuple[tuple[str, Scheme], ...]:
        """Return both sets of colours, each with its name."""
        return ((LIGHT, self.light), (DARK, self.dark))


def pairs() -> Iterator[tuple[str, str, float]]:
    """Go through what is told apart from what, and the least contrast that this takes."""
    yield from ((front, ground, TEXT) for front, ground in READ)
    yield from ((front, ground, MARK) for front, ground in SEEN)
