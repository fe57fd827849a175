"""Matching: `pairs:`, each a `match:` and what goes `with:` it."""

from fractions import Fraction

from builder.diagnostics import msg
from builder.model.identifier import alphabetical
from builder.model.interaction import Line, Match, Presentation
from builder.questions.question_type import Example
from builder.questions.texts import document
from builder.syntax.fields import WRONG_SHAPE, Block, Field, open_block
from builder.syntax.markdown import Document, parse_text
from builder.syntax.yaml import Value

name = "matching"
answer_key = "pairs"
prompt_key = "question"
title = msg("Matching")
about = msg(
    "Learners choose what goes with each line, in lists in alphabetical order; several lines may share it. Each right "
    "line counts for its share of the points. Lists hold plain text only."
)
PAIR_FIELDS = (
    Field("match", msg("what is given"), required=True),
    Field("with", msg("what goes with it"), required=True),
)
fields = (
    Field("pairs", msg("the pairs, each `match:` and `with:`"), required=True, inside=PAIR_FIELDS),
    Field("extra", msg("a list of decoys, which go with nothing")),
    Field("partial", msg("no when all must be right; otherwise each right answer counts")),
)
example = Example(
    """\
id: acteurs
question: Associez chaque acteur à sa compétence.
pairs:
  - match: Région
    with: Cars interurbains
  - match: Commune
    with: Police du stationnement
  - match: État
    with: Routes nationales
extra: [Contrôle aérien]
explanation: La région organise aussi les trains express régionaux.
""",
    {
        ("Région → Cars interurbains", "Commune → Police du stationnement", "État → Routes nationales"): 1,
        ("Région → Cars interurbains", "Commune → Routes nationales", "État → Contrôle aérien"): Fraction(1, 3),
        ("Région → Contrôle aérien", "Commune → Contrôle aérien", "État → Contrôle aérien"): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim a block of pairs."""
    return "pairs" in block


def lower(block: Block) -> Match | None:
    """Return a Match whose options stand in alphabetical order: the author's would give the answer away."""
    pairs = [pair for item in block.items("pairs") if (pair := _pair(item, block))]
    extra = [parse_text(text.text, text.span) for text in block.texts("extra")]
    partial = block.yes_no("partial")
    _refuse_right_decoys(block, {given.plain_text for _, given in pairs}, extra)
    if not block.sound:
        return None
    by_words = {option.plain_text: option for option in (*(given for _, given in pairs), *extra)}
    words = sorted(by_words, key=alphabetical)
    lines = tuple(Line(match, words.index(given.plain_text), match.span) for match, given in pairs)
    options = tuple(by_words[option] for option in words)
    return Match(lines, options, partial=partial is not False, presentation=Presentation.PAIRS)


def _pair(item: Value, question: Block) -> tuple[Document, Document] | None:
    block = open_block(item, PAIR_FIELDS, question.context)
    if block is None:
        question.sound = False
        return None
    match, given = document(block, "match"), document(block, "with")
    question.sound = question.sound and block.sound
    return (match, given) if match and given else None


def _refuse_right_decoys(block: Block, right: set[str], extra: list[Document]) -> None:
    for decoy in extra:
        if decoy.plain_text in right:
            block.report(
                WRONG_SHAPE.at(
                    decoy.span,
                    msg("the decoy “{text}” is the right answer of a pair", text=decoy.plain_text),
                    remedy=msg("remove it from `extra:`, or write something wrong"),
                )
            )
