"""Rules about the Markdown itself: blocks, headings, raw HTML."""

from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.model.course import Course
from builder.syntax.blocks import FRENCH_NAMES, NAMED_BLOCKS, SELF_CHECKS
from builder.syntax.code_languages import code_languages
from builder.syntax.markdown import NamedBlock
from builder.syntax.raw_html import HARMLESS_TAGS
from builder.syntax.suggest import did_you_mean, one_of


def unknown_block(course: Course) -> Iterator[Diagnostic]:
    """Find `:::` blocks with a name that means nothing."""
    for block in _blocks(course):
        if block.name not in NAMED_BLOCKS:
            yield UNKNOWN_BLOCK.kind.at(
                block.span,
                msg("there is no block `{name}`", name=block.name),
                remedy=did_you_mean(block.name, NAMED_BLOCKS)
                or did_you_mean(block.name, tuple(FRENCH_NAMES))
                or one_of(NAMED_BLOCKS),
            )


def unclosed_block(course: Course) -> Iterator[Diagnostic]:
    """Find `:::` blocks that run on to the end."""
    for block in _blocks(course):
        if not block.closed:
            yield UNCLOSED_BLOCK.kind.at(
                block.span,
                msg("this block is never closed: it would swallow the rest of the page"),
                label=msg("opened here"),
                remedy=msg("add a line `:::` after its last line"),
            )


def misplaced_self_check(course: Course) -> Iterator[Diagnostic]:
    """Find self-checks where learners could not answer them."""
    pages = {page.path for module in course.modules for page in module.pages}
    for path, document in course.documents():
        for block in document.blocks:
            if block.name not in SELF_CHECKS or not block.closed or (path in pages and not block.inside):
                continue
            yield MISPLACED_SELF_CHECK.kind.at(
                block.span,
                msg("a self-check cannot stand in a list, a quote or a block other than tabs")
                if path in pages
                else msg("only a page can hold a self-check"),
                remedy=msg("begin its lines at the margin, outside of other blocks")
                if path in pages
                else msg("move it to a page"),
            )


def unknown_code_language(course: Course) -> Iterator[Diagnostic]:
    """Find blocks of code in a language that nothing colours."""
    for _, document in course.documents():
        for fence in document.fences:
            if fence.language and fence.language not in code_languages():
                yield UNKNOWN_CODE_LANGUAGE.kind.at(
                    fence.span,
                    msg("no language of code is named `{name}`", name=fence.language),
                    remedy=did_you_mean(fence.language, sorted(code_languages()))
                    or msg("write the usual name of the language, or `text`"),
                )


def forbidden_html(course: Course) -> Iterator[Diagnostic]:
    """Find HTML that could run a script, or load something from elsewhere."""
    for _, document in course.documents():
        for tag in document.raw_tags:
            if tag.name == "!--":
                yield FORBIDDEN_HTML.kind.at(
                    tag.span,
                    msg("this comment is never closed: it would hide the rest of the page"),
                    remedy=msg("write `-->` at its end"),
                )
            elif tag.name not in HARMLESS_TAGS:
                yield FORBIDDEN_HTML.kind.at(
                    tag.span,
                    msg("the HTML tag `<{name}>` cannot be used in a course", name=tag.name),
                    remedy=msg("write it in Markdown, or remove it"),
                )
            elif tag.handler:
                yield FORBIDDEN_HTML.kind.at(
                    tag.span,
                    msg("the attribute `{name}` cannot be used in a course", name=tag.handler),
                    remedy=msg("remove this attribute"),
                )


def skipped_heading(course: Course) -> Iterator[Diagnostic]:
    """Find headings that jump over a level."""
    pages = [page.document for page in course.pages()]
    others = [document for _, document in (*course.definitions(), *course.transcripts())]
    for document in pages + others:
        level = 1
        for heading in document.headings:
            if heading.level > level + 1:
                yield SKIPPED_HEADING.kind.at(
                    heading.span,
                    msg(
                        "this heading jumps from level {above} to level {level}",
                        above=level,
                        level=heading.level,
                    ),
                    remedy=msg("begin it with `{marks}`", marks="#" * (level + 1)),
                )
            level = heading.level


def _blocks(course: Course) -> Iterator[NamedBlock]:
    return (block for _, document in course.documents() for block in document.blocks)


UNKNOWN_BLOCK = Rule(
    Kind("unknown-block", Severity.ERROR, msg("Nobody can tell how to show a block of this name.")),
    unknown_block,
    bad=course_of(page="# Page\n\n::: detail More\nText.\n:::\n"),
    good=course_of(page="# Page\n\n::: details More\nText.\n:::\n"),
)
UNCLOSED_BLOCK = Rule(
    Kind("unclosed-block", Severity.ERROR, msg("Everything after it would be hidden inside the block.")),
    unclosed_block,
    bad=course_of(page="# Page\n\n::: details More\nText.\n"),
    good=course_of(page="# Page\n\n::: details More\nText.\n:::\n"),
)
_CHECK = "::: reflection\nWhat will you do?\n:::\n"
MISPLACED_SELF_CHECK = Rule(
    Kind("misplaced-self-check", Severity.ERROR, msg("A question needs a place of its own in a page.")),
    misplaced_self_check,
    bad=course_of(page=f"# Page\n\n:::: details More\n{_CHECK}::::\n"),
    good=course_of(page=f"# Page\n\n{_CHECK}"),
)
UNKNOWN_CODE_LANGUAGE = Rule(
    Kind("unknown-code-language", Severity.WARNING, msg("This code would be shown without colours.")),
    unknown_code_language,
    bad=course_of(page="# Page\n\n```pyton\nx = 1\n```\n"),
    good=course_of(page="# Page\n\n```python\nx = 1\n```\n\n```\ntext\n```\n\n~~~ Text\ntext\n~~~\n"),
)
FORBIDDEN_HTML = Rule(
    Kind(
        "forbidden-html",
        Severity.ERROR,
        msg("Scripts, frames and styles break accessibility, privacy and the pages of learners."),
    ),
    forbidden_html,
    bad=course_of(page="# Page\n\n<script>alert(1)</script>\n"),
    good=course_of(page="# Page\n\nPress <kbd>Enter</kbd>.\n"),
)
SKIPPED_HEADING = Rule(
    Kind(
        "skipped-heading",
        Severity.WARNING,
        msg("Screen readers give the structure of a page by its headings (RGAA 9.1, WCAG 1.3.1)."),
    ),
    skipped_heading,
    bad=course_of(page="# Page\n\n### Part\n"),
    good=course_of(page="# Page\n\n## Part\n"),
)
