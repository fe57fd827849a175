"""Rules about the look of a course: what its author coloured can be read."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Message, Severity, msg
from builder.model.course import Course
from builder.model.reference import External, FileReference, resolve
from builder.model.theme import DARK, LIGHT, Colour, Scheme, pairs
from builder.syntax.colours import MARK, contrast, shades
from builder.syntax.pictures import NEITHER, picture_trouble
from builder.syntax.values import plain_number

Pair = tuple[str, str, float]
_SCHEMES = {LIGHT: msg("on light screens"), DARK: msg("on dark screens")}


def faint_colour(course: Course) -> Iterator[Diagnostic]:
    """Find colours of the author that cannot be told from what they stand on, or from what stands on them.

    A colour is told of once, with the pair that misses most.
    """
    for name, scheme in course.theme.schemes():
        blamed: defaultdict[str, list[Pair]] = defaultdict(list)
        for front, ground, least in pairs():
            culprit = _culprit(front, ground, scheme)
            if culprit and contrast(scheme[front].code, scheme[ground].code) < least:
                blamed[culprit].append((front, ground, least))
        for culprit, missed in blamed.items():
            span = scheme[culprit].span
            if span:
                worst = min(missed, key=lambda pair: contrast(scheme[pair[0]].code, scheme[pair[1]].code) / pair[2])
                yield FAINT_COLOUR.kind.at(
                    span,
                    _told(worst, scheme, course.language),
                    label=_SCHEMES[name],
                    remedy=_remedy(culprit, scheme),
                )


def _culprit(front: str, ground: str, scheme: Scheme) -> str:
    """Return which of two colours the author wrote: the one in front, when it is both."""
    return next((name for name in (front, ground) if scheme[name].span), "")


def _told(pair: Pair, scheme: Scheme, language: str) -> Message:
    front, ground, least = pair
    sentence = _SEEN if least == MARK else _READ
    return msg(
        sentence.template,
        front=front,
        code=scheme[front].code,
        ground=ground,
        other=scheme[ground].code,
        ratio=_number(contrast(scheme[front].code, scheme[ground].code), language),
        least=_number(least, language),
    )


_READ = msg(
    "`{front}` ({code}) can hardly be read on `{ground}` ({other}): contrast {ratio}, where {least} is the least"
)
_SEEN = msg(
    "`{front}` ({code}) can hardly be seen on `{ground}` ({other}): contrast {ratio}, where {least} is the least"
)


def _number(ratio: float, language: str) -> str:
    """Return a contrast with two decimals, never rounded up to the least."""
    return plain_number(Decimal(ratio).quantize(Decimal("0.01"), ROUND_DOWN), language)


def _remedy(name: str, scheme: Scheme) -> Message:
    """Return the nearest colour that passes in all the pairs of one, or the advice to change others too."""
    mine = [pair for pair in pairs() if name in pair[:2] and not _follows(name, pair, scheme)]
    for shade in shades(scheme[name].code):
        changed = {**scheme, name: Colour(shade)}
        if all(contrast(changed[front].code, changed[ground].code) >= least for front, ground, least in mine):
            return msg('write "{colour}", the nearest colour that can', colour=shade)
    return msg("change what it stands on, or what stands on it, as well")


def _follows(name: str, pair: Pair, scheme: Scheme) -> bool:
    """Tell whether the other colour of a pair is made to go with an accent."""
    return name == "accent" and any(other.startswith("accent-") and not scheme[other].span for other in pair[:2])


def unusable_logo(course: Course) -> Iterator[Diagnostic]:
    """Find a logo that browsers would not show, or that would bring scripts or another site into every page."""
    logo = course.theme.logo
    if logo is None:
        return
    target = resolve(logo.span.source.path, logo.target)
    asset = course.assets.get(target.path) if isinstance(target, FileReference) else None
    trouble: Message | None = NEITHER
    remedy = msg("use an SVG without scripts or links to other files, or a PNG")
    if isinstance(target, External):
        trouble = msg("it lies outside the course folder")
        remedy = msg("copy the file into the course folder, such as `course/logo.svg`, and write its new address here")
    elif isinstance(target, FileReference):  # a missing file is told elsewhere
        trouble = picture_trouble(target.path, asset.file.read_bytes()) if asset else None
    if trouble:
        message = msg("`{name}` cannot be the logo of the course", name=logo.target)
        yield UNUSABLE_LOGO.kind.at(logo.span, message, label=trouble, remedy=remedy)


FAINT_COLOUR = Rule(
    Kind("faint-colour", Severity.ERROR, msg("Many people cannot read pale letters, and nobody can in the sun.")),
    faint_colour,
    bad=course_of(course="theme: {accent: '#7fb69a'}\n"),
    good=course_of(course="theme: {accent: '#8a1f5c'}\n"),
)
_LOGO = course_of(course="theme: {logo: course/logo.svg}\n")
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>Logo</title></svg>'
UNUSABLE_LOGO = Rule(
    Kind("unusable-logo", Severity.ERROR, msg("It stands on every page: it must be a picture, and ask nobody else.")),
    unusable_logo,
    bad=_LOGO | {"course/logo.svg": _SVG.replace("title", "script")},
    good=_LOGO | {"course/logo.svg": _SVG},
)
