"""Badges: the `badges:` and `issuer:` keys of course.yml."""

from builder.diagnostics import msg
from builder.model.badge import BadgeClass, Criteria, Issuer, Reference, ScoreCriterion
from builder.model.identifier import slug
from builder.questions.question import read_identifier
from builder.read.references import references
from builder.syntax.fields import MISSING_FIELD, WRONG_SHAPE, Block, Context, Field, open_block
from builder.syntax.values import parse_percent
from builder.syntax.yaml import Text, Value

BADGE_FIELDS = (
    Field("id", msg("a short name that never changes"), required=True),
    Field("name", msg("the name on the badge"), required=True),
    Field("description", msg("what it says about who earned it"), required=True),
    Field("criteria", msg("what must be done to earn it"), required=True),
)
CRITERIA_FIELDS = (
    Field("modules", msg("a list of module ids, or all")),
    Field("any", msg("how many of the modules are enough")),
    Field("quiz", msg("a minimum score for each quiz named")),
    Field("badges", msg("badges to earn first")),
)
ISSUER_FIELDS = (
    Field("name", msg("who issues the badges"), required=True),
    Field("url", msg("the web page of the issuer")),
    Field("email", msg("where to write to the issuer")),
)
_ALL = "all"


def read_badges(values: tuple[Value, ...], context: Context) -> tuple[BadgeClass, ...]:
    """Return the badges that can be read; the others are reported."""
    read = (_read_badge(value, context) for value in values)
    return tuple(badge for badge in read if badge is not None)


def read_issuer(value: Value | None, context: Context) -> Issuer | None:
    """Return who issues the badges, if anybody is named."""
    block = open_block(value, ISSUER_FIELDS, context) if value else None
    return Issuer(block.text("name"), block.text("url"), block.text("email")) if block else None


def _read_badge(value: Value, context: Context) -> BadgeClass | None:
    block = open_block(value, BADGE_FIELDS, context)
    inner = block.value("criteria") if block else None
    criteria = _read_criteria(inner, context) if inner else None
    if block is None or criteria is None or not block.sound:
        return None
    identifier, id_span = read_identifier(block, slug(block.text("id")))
    return BadgeClass(identifier, block.text("name"), block.text("description"), criteria, block.head, id_span)


def _read_criteria(value: Value, context: Context) -> Criteria | None:
    block = open_block(value, CRITERIA_FIELDS, context)
    if block is None:
        return None
    modules, badges = references(block, "modules"), references(block, "badges")
    scores, enough = _scores(block), block.count("any", 1) if "any" in block else None
    _require_something(block, enough)
    all_modules = [module.id for module in modules] == [_ALL]
    if not block.sound:
        return None
    return Criteria(() if all_modules else modules, all_modules, enough, scores, badges, block.head)


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
    if block.sound and not block.names:
        missing = msg("this badge asks for nothing"), msg("add `modules:`, `quiz:` or `badges:`")
    elif block.sound and "any" in block and "modules" not in block:
        missing = msg("`any` needs the list of modules to choose from"), msg("add `modules:` beside it")
    elif block.sound and enough == 0:
        missing = msg("a badge cannot ask for 0 modules"), msg("write how many are enough, 1 or more")
    else:
        return
    block.report(MISSING_FIELD.at(block.head, missing[0], remedy=missing[1]))
