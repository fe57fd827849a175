"""Categorise: `categories:`, each with the items that belong to it."""

from fractions import Fraction

from builder.diagnostics import msg
from builder.model.identifier import fingerprint
from builder.model.interaction import Line, Match, Presentation
from builder.questions.question_type import Example
from builder.questions.texts import document, documents
from builder.syntax.fields import Block, Field, open_block
from builder.syntax.markdown import Document

name = "categorise"
answer_key = "categories"
prompt_key = "question"
title = msg("Categories")
about = msg(
    "Learners choose the category of each item; the items are mixed. Each right item counts for its share of the "
    "points. The names of categories are plain text."
)
CATEGORY_FIELDS = (
    Field("name", msg("the name of the category"), required=True),
    Field("items", msg("a list of what belongs to it; nothing for a decoy")),
)
fields = (
    Field(
        "categories", msg("the categories, each with its `name:` and `items:`"), required=True, inside=CATEGORY_FIELDS
    ),
    Field("partial", msg("no when all must be right; otherwise each right answer counts")),
)
example = Example(
    """\
id: echeances
question: Classez chaque action selon son échéance.
categories:
  - name: Court terme
    items:
      - Signalétique
      - Prêt de vélos
  - name: Long terme
    items:
      - Ligne de tramway
explanation: Une ligne de tramway demande des années d'études et de travaux.
""",
    {
        (
            "Signalétique → Court terme",
            "Prêt de vélos → Court terme",
            "Ligne de tramway → Long terme",
        ): 1,
        (
            "Signalétique → Court terme",
            "Prêt de vélos → Court terme",
            "Ligne de tramway → Court terme",
        ): Fraction(2, 3),
        (
            "Signalétique → Long terme",
            "Prêt de vélos → Long terme",
            "Ligne de tramway → Court terme",
        ): 0,
    },
)


def claims(block: Block) -> bool:
    """Claim a block of categories."""
    return "categories" in block


def lower(block: Block) -> Match | None:
    """Return a Match of items to categories, its items mixed, always in the same way."""
    options: list[Document] = []
    lines: list[Line] = []
    for item in block.items("categories"):
        category = open_block(item, CATEGORY_FIELDS, block.context)
        name = document(category, "name") if category else None
        if category is None or name is None:
            block.sound = False
            continue
        lines += (Line(text, len(options), text.span) for text in documents(category, "items"))
        options.append(name)
        block.sound = block.sound and category.sound
    partial = block.yes_no("partial")
    if not block.sound:
        return None
    # As written, neighbours belong together.
    lines.sort(key=lambda line: fingerprint(line.content.plain_text, 32))
    return Match(tuple(lines), tuple(options), partial=partial is not False, presentation=Presentation.CATEGORIES)
