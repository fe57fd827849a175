"""Rules about what stands in a block: the parts that it needs, the languages that it names; and about tables."""

import re
from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.course import Course
from builder.syntax import layouts
from builder.syntax.blocks import CARDS, LANGUAGE, STEPS, TABS, TIMELINE
from builder.syntax.languages import language_name
from builder.syntax.layouts import BULLETS, HEADINGS, NUMBERS, Layout
from builder.syntax.markdown import NamedBlock

_FEWEST_TABS = 2
_WANTED: dict[str, tuple[frozenset[str], Message, Message]] = {
    TABS: (
        frozenset({HEADINGS}),
        msg("these tabs have no headings"),
        msg("begin each tab with a heading that is its name, such as `### Name`"),
    ),
    CARDS: (
        frozenset({HEADINGS, BULLETS, NUMBERS}),
        msg("there are no cards in this block"),
        msg("write a list, one card an item, or begin each card with a heading"),
    ),
    STEPS: (
        frozenset({HEADINGS, NUMBERS}),
        msg("there are no numbered steps in this block"),
        msg("write `1. ` before each step, or begin each with a heading"),
    ),
    TIMELINE: (
        frozenset({HEADINGS, BULLETS, NUMBERS}),
        msg("there is neither a list nor a heading in this timeline"),
        msg("write a list such as `- **2015** What happened`, or begin each date with a heading"),
    ),
}


def broken_block(course: Course) -> Iterator[Diagnostic]:
    """Find blocks that show nothing, or that lack what makes their parts."""
    for _, document in course.documents():
        # A block that never ends takes what was meant for others.
        if all(block.closed for block in document.blocks):
            for block in document.blocks:
                yield from _mistakes(block)


def _mistakes(block: NamedBlock) -> Iterator[Diagnostic]:
    if block.is_empty and block.name in {"objectives", "details", LANGUAGE, *_WANTED}:
        yield _broken(block.span, msg("this block is empty"), msg("write what belongs into it, or remove it"))
        return
    if block.layout is None:
        return
    makers, message, remedy = _WANTED[block.name]
    if block.layout.made_by not in makers:
        yield _broken(block.span, message, remedy)
    elif block.layout.made_by == HEADINGS and block.layout.level <= block.level:
        yield _broken(
            block.span,
            msg("the headings in this block are no lower than the one above it"),
            msg("begin each with `{marks}`", marks="#" * (block.level + 1)),
        )
    elif block.name == TABS and block.layout.count < _FEWEST_TABS and not block.layout.flaws:
        yield _broken(
            block.span, msg("there is only one tab"), msg("add another heading for each other tab, or remove the block")
        )
    else:
        yield from _flaws(block.name, block.layout)


def _flaws(name: str, layout: Layout) -> Iterator[Diagnostic]:
    for flaw, span in layout.flaws:
        match flaw:
            case layouts.UNEVEN:
                message = msg("this heading is not of the same level as the first one of this block")
                yield _broken(span, message, msg("begin it with `{marks}`", marks="#" * layout.level))
            case layouts.TWIN:
                yield _broken(span, msg("another tab of this block has the same name"), msg("give it another name"))
            case layouts.BARE:
                yield _broken(span, msg("this tab is empty"), msg("write what belongs into it, or remove its heading"))
            case _ if name == TIMELINE:
                yield _broken(
                    span,
                    msg("this item does not begin with bold words"),
                    msg("begin it with its date in bold, such as `**2015**`"),
                )


def _broken(span: Span, message: Message, remedy: Message) -> Diagnostic:
    return BROKEN_BLOCK.kind.at(span, message, remedy=remedy)


def unknown_language(course: Course) -> Iterator[Diagnostic]:
    """Find words in a language that nothing can read out."""
    for _, document in course.documents():
        for text in document.texts:
            yield from (_uncoded(text.span.find(found.group(1))) for found in _UNCODED.finditer(text.text))
        for language in document.languages:
            if not language.tag.strip():
                yield _uncoded(language.span)
            elif language_name(language.tag, "en") is None:
                yield UNKNOWN_LANGUAGE.kind.at(
                    language.span,
                    msg("“{text}” is not a language tag", text=language.tag),
                    remedy=msg("write a short tag with hyphens, such as fr, en or fr-CA"),
                )


_UNCODED = re.compile(r"\](\{lang\s*=?\s*\})")


def _uncoded(span: Span) -> Diagnostic:
    return UNKNOWN_LANGUAGE.kind.at(
        span,
        msg("the code of the language is missing"),
        remedy=msg("write it after `lang`, as in `::: lang en` or `{braces}`", braces="[word]{lang=en}"),
    )


def unheaded_table(course: Course) -> Iterator[Diagnostic]:
    """Find tables that do not say what their columns are."""
    for _, document in course.documents():
        written = [tag.span for tag in document.raw_tags if tag.name == "table"]
        has_headers = any(tag.name == "th" for tag in document.raw_tags)
        spans = [table.span for table in document.tables if not table.has_header]
        for span in spans + ([] if has_headers else written):
            yield UNHEADED_TABLE.kind.at(
                span,
                msg("this table has no headers"),
                remedy=msg("write in its first row what each column is; for a layout, use `::: cards` or a list"),
            )


BROKEN_BLOCK = Rule(
    Kind("broken-block", Severity.ERROR, msg("Learners would see nothing there, or not what was meant.")),
    broken_block,
    bad=course_of(page="# Page\n\n::: tabs\nText.\n:::\n"),
    good=course_of(
        page="# Page\n\n::: tabs\n## One\nText.\n## Two\nText.\n:::\n\n::: cards\n- One\n:::\n\n"
        "::: steps\n1. One\n:::\n\n::: timeline\n- **2015** One\n:::\n"
    ),
)
UNKNOWN_LANGUAGE = Rule(
    Kind("unknown-language", Severity.ERROR, msg("Screen readers would not know how to read these words out.")),
    unknown_language,
    bad=course_of(page="# Page\n\nSome [feedback]{lang=english}.\n"),
    good=course_of(page="# Page\n\nSome [feedback]{lang=en-GB}.\n\n::: lang fr\nOui.\n:::\n"),
)
UNHEADED_TABLE = Rule(
    Kind(
        "unheaded-table",
        Severity.WARNING,
        msg("Screen readers say with each cell what its column is (RGAA 5.6, WCAG 1.3.1)."),
    ),
    unheaded_table,
    bad=course_of(page="# Page\n\n| | |\n|---|---|\n| a | b |\n"),
    good=course_of(page="# Page\n\nTable: What comes when\n\n| | When |\n|---|---|\n| a | b |\n"),
)
