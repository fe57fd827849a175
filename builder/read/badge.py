"""Badges: the `badges:` and `issuer:` keys of course.yml."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from builder.diagnostics import msg
from builder.model.badge import (
    MOST_STARS,
    Alignment,
    Art,
    BadgeClass,
    Criteria,
    Icon,
    Issuer,
    Palette,
    Reference,
    ScoreCriterion,
    Shape,
)
from builder.model.identifier import slug
from builder.questions.question import read_identifier
from builder.read.references import former_ids, references
from builder.syntax.fields import MISSING_FIELD, WRONG_SHAPE, Block, Context, Field, open_block
from builder.syntax.markdown import Link
from builder.syntax.values import parse_percent
from builder.syntax.yaml import Text, Value

BADGE_FIELDS = (
    Field("id", msg("a short name that never changes"), required=True),
    Field("name", msg("the name on the badge"), required=True),
    Field("description", msg("what it says about who earned it"), required=True),
    Field("criteria", msg("what must be done to earn it"), required=True),
    Field("image", msg("your own picture of the badge: a square SVG or PNG file")),
    Field("art", msg("how the badge is drawn: shape, palette, colour, icon, ring, level")),
    Field("alignment", msg("skills of a framework: a list of name, url, framework, code")),
    Field("expires", msg("how many months the badge lasts, such as 24 months")),
    Field("identity", msg("how the badge knows its holder: hash or none")),
    Field("publish", msg("signed: nothing of a person is on the web; hosted: one file for each")),
    Field("include_score", msg("whether the badge tells the score")),
    Field("was", msg("the ids under which it was published before, the oldest first")),
)
CRITERIA_FIELDS = (
    Field("modules", msg("a list of module ids, or all")),
    Field("any", msg("how many of the modules are enough")),
    Field("quiz", msg("a minimum score for each quiz named")),
    Field("badges", msg("badges to earn first")),
    Field("narrative", msg("what the criteria say besides, in your words")),
)
ART_FIELDS = (
    Field("shape", msg("hexagon, disc, shield or ribbon")),
    Field("palette", msg("a family of colours: forest, rust, ocean, plum, violet, ochre")),
    Field("colour", msg("a colour of your own, such as #1b5e3b")),
    Field("icon", msg("the drawing in the middle, such as compass or summit")),
    Field("ring", msg("the text around the edge; the title of the course by default")),
    Field("level", msg("how many stars: 0 to 3")),
)
ALIGNMENT_FIELDS = (
    Field("name", msg("the name of the skill"), required=True),
    Field("url", msg("the web page of the skill"), required=True),
    Field("framework", msg("the framework it belongs to, such as ROME or ESCO")),
    Field("code", msg("its code in the framework")),
    Field("description", msg("what the skill is")),
)
ISSUER_FIELDS = (
    Field("name", msg("who issues the badges"), required=True),
    Field("url", msg("the https address of the folder where badges are checked")),
    Field("email", msg("where to write to the issuer")),
    Field("image", msg("the logo of the issuer: an SVG or PNG file")),
    Field("did", msg("web: the address is the issuer's decentralized identifier")),
)
_ALL = "all"
_HASH, _NO_IDENTITY = "hash", "none"
_SIGNED, _HOSTED = "signed", "hosted"
_DID_WEB = "web"
_MONTHS = re.compile(r"(?P<count>[1-9]\d{0,2})[ \u00a0\u202f]?(?P<unit>months?|mois|years?|ans?)?")
_MONTHS_IN_A_YEAR = 12


def read_badges(values: tuple[Value, ...], context: Context) -> tuple[BadgeClass, ...]:
    """Return the badges that can be read; the others are reported."""
    read = (_read_badge(value, context) for value in values)
    return tuple(badge for badge in read if badge is not None)


def read_issuer(value: Value | None, context: Context) -> Issuer | None:
    """Return who issues the badges, if anybody is named."""
    block = open_block(value, ISSUER_FIELDS, context) if value else None
    if block is None:
        return None
    block.choice("did", (_DID_WEB,), _DID_WEB)
    return Issuer(block.text("name"), _address(block), block.text("email"), _link(block, "image"), block.head)


def _address(block: Block) -> str:
    text = block.text_value("url")
    url = text.text.strip().rstrip("/") if text else ""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    plain = parts.scheme == "https" and parts.hostname and not parts.query and not parts.fragment and "@" not in url
    if text and not plain:
        block.report(
            WRONG_SHAPE.at(
                text.span,
                msg("“{text}” is not an address under which badges can be checked", text=text.text.strip()),
                remedy=msg("write the https address of a folder of your own site, such as https://badges.example.org"),
            )
        )
        return ""
    return url


def _link(block: Block, name: str) -> Link | None:
    text = block.text_value(name)
    return Link(text.text.strip(), text.span) if text else None


def _read_badge(value: Value, context: Context) -> BadgeClass | None:
    block = open_block(value, BADGE_FIELDS, context)
    inner = block.value("criteria") if block else None
    criteria = _read_criteria(inner, context) if inner else None
    if block is None or criteria is None:
        return None
    if not block.sound:
        return None
    identifier, id_span = read_identifier(block, slug(block.text("id")))
    drawn = block.value("art")
    badge = BadgeClass(
        id=identifier,
        name=block.text("name"),
        description=block.text("description"),
        criteria=criteria[0],
        span=block.head,
        id_span=id_span,
        image=_link(block, "image"),
        art=_read_art(drawn, context) if drawn else None,
        alignments=tuple(_read_alignments(block)),
        expires=_months(block),
        publish_hosted=block.choice("publish", (_SIGNED, _HOSTED), _SIGNED) == _HOSTED,
        identity_hashed=block.choice("identity", (_HASH, _NO_IDENTITY), _HASH) == _HASH,
        include_score=bool(block.yes_no("include_score")),
        narrative=criteria[1],
        was=former_ids(block),
    )
    return badge if block.sound else None


def _months(block: Block) -> int | None:
    text = block.text_value("expires")
    if text is None or text.text.strip().lower() in {"null", "never", "~"}:
        return None
    found = _MONTHS.fullmatch(text.text.strip().lower())
    if found is None:
        block.report(
            WRONG_SHAPE.at(
                text.span,
                msg("`{name}` cannot be “{text}”", name="expires", text=text.text.strip()),
                remedy=msg("write how many months it lasts, such as 24 months, or 2 years"),
            )
        )
        return None
    years = (found["unit"] or "").startswith(("year", "an"))
    return int(found["count"]) * (_MONTHS_IN_A_YEAR if years else 1)


def _read_art(value: Value, context: Context) -> Art | None:
    block = open_block(value, ART_FIELDS, context)
    if block is None:
        return None
    shape = block.choice("shape", tuple(one.value for one in Shape), "")
    palette = block.choice("palette", tuple(one.value for one in Palette), "")
    icon = block.choice("icon", tuple(one.value for one in Icon), "")
    stars = tuple(str(level) for level in range(MOST_STARS + 1))
    return Art(
        shape=Shape(shape) if shape else None,
        palette=Palette(palette) if palette else None,
        colour=block.colour("colour") or "",
        icon=Icon(icon) if icon else None,
        ring=block.text("ring"),
        level=int(block.choice("level", stars, "0")),
    )


def _read_alignments(block: Block) -> Iterator[Alignment]:
    for item in block.items("alignment"):
        inner = open_block(item, ALIGNMENT_FIELDS, block.context)
        if inner is not None and inner.sound:
            yield Alignment(
                name=inner.text("name"),
                url=inner.text("url"),
                framework=inner.text("framework"),
                code=inner.text("code"),
                description=inner.text("description"),
                span=inner.head,
            )


def _read_criteria(value: Value, context: Context) -> tuple[Criteria, str] | None:
    """Return the criteria, and what the author says of them."""
    block = open_block(value, CRITERIA_FIELDS, context)
    if block is None:
        return None
    modules, badges = references(block, "modules"), references(block, "badges")
    scores, enough = _scores(block), block.count("any", 1) if "any" in block else None
    narrative = block.text("narrative")
    _require_something(block, enough)
    all_modules = [module.id for module in modules] == [_ALL]
    if not block.sound:
        return None
    return Criteria(() if all_modules else modules, all_modules, enough, scores, badges, block.head), narrative


def _scores(block: Block) -> tuple[ScoreCriterion, ...]:
    mapping = block.mapping("quiz")
    entries = mapping.entries if mapping else ()
    read = (_score(key, value, block) for key, value in entries)
    return tuple(score for score in read if score is not None)


def _score(key: Text, value: Value, block: Block) -> ScoreCriterion | None:
    text = block.as_text(value, "quiz")
    if text is None:
        return None
    minimum = parse_percent(text.text, block.context.language)
    if minimum is None or not 0 <= minimum <= 1:
        block.report(
            WRONG_SHAPE.at(
                text.span,
                msg("“{text}” is not a percentage between 0 and 100", text=text.text),
                remedy=msg("write a percentage between 0 and 100, such as 70 %"),
            )
        )
        return None
    return ScoreCriterion(Reference(key.text, key.span), minimum, text.span)


def _require_something(block: Block, enough: int | None) -> None:
    if block.sound and not set(block.names) - {"narrative"}:
        missing = msg("this badge asks for nothing"), msg("add `modules:`, `quiz:` or `badges:`")
    elif block.sound and "any" in block and "modules" not in block:
        missing = msg("`any` needs the list of modules to choose from"), msg("add `modules:` beside it")
    elif block.sound and enough == 0:
        missing = msg("a badge cannot ask for 0 modules"), msg("write how many are enough, 1 or more")
    else:
        return
    block.report(MISSING_FIELD.at(block.head, missing[0], remedy=missing[1]))
