"""A page: one Markdown file with optional front matter."""

import re
from pathlib import PurePosixPath

from builder.diagnostics import Kind, Severity, Source, Span, msg
from builder.model.course import Credit, Page
from builder.model.identifier import from_file_name, without_order
from builder.model.quiz import Question
from builder.questions.question import read_identifier
from builder.read.references import former_names
from builder.read.self_check import read_self_checks
from builder.syntax.fields import Block, Context, Field, open_block
from builder.syntax.markdown import Document, Link, has_front_matter, parse_page
from builder.syntax.yaml import Mapping, Text, read_yaml

UNCLOSED_FRONT_MATTER = Kind(
    "unclosed-front-matter",
    Severity.ERROR,
    msg("Without its closing line, the front matter would be shown to learners as text."),
)

EMPTY_PAGE = Kind("empty-page", Severity.WARNING, msg("Learners would open a page that says nothing."))

FRONT_FIELDS = (
    Field("id", msg("a short name that never changes")),
    Field("title", msg("the title, where it is not the first heading")),
    Field("duration", msg("how long it takes, such as 10 min")),
    Field("credits", msg("a credit line for each picture of the page")),
    Field("was", msg("the ids under which it was published before, the oldest first")),
)
_LOOKS_LIKE_FRONT_MATTER = re.compile(r"---[ \t]*\n[A-Za-z_]+:")
_WORDS = re.compile(r"[\s_-]+")


def read_page(source: Source, default_id: str, context: Context) -> Page:
    """Return the page that a file holds; what is wrong with it is reported."""
    front = has_front_matter(source.text)
    parsed = parse_page(source, front.end() if front else 0)
    _report_empty(source, parsed, context)
    document, questions = read_self_checks(parsed, context)
    if front is None:
        _report_unclosed(source, context)
        return _page(source, document, questions, None, default_id)
    value = read_yaml(source, context.findings, start=front.start(1), end=front.end(1))
    block = open_block(value, FRONT_FIELDS, context) if value else None
    return _page(source, document, questions, block, default_id)


def _report_empty(source: Source, document: Document, context: Context) -> None:
    if document.is_empty:
        context.findings.add(
            EMPTY_PAGE.at(
                source.span(0, 0), msg("this page is empty"), remedy=msg("write the page, or remove the file")
            )
        )


def activity_id(path: PurePosixPath) -> str:
    """Return the identifier of a file from its path inside its module, order numbers left out."""
    parts = [*path.parent.parts, path.stem]
    return "-".join(from_file_name(part) for part in parts)


def title_from_file(stem: str) -> str:
    """Return a readable title for a file that gives none: `02-les-outils` is “Les outils”."""
    words = _WORDS.sub(" ", without_order(stem)).strip() or stem
    return words[0].upper() + words[1:]


def _page(
    source: Source, document: Document, questions: tuple[Question, ...], front: Block | None, default_id: str
) -> Page:
    heading = document.headings[0].text if document.opens_with_heading else ""
    title = (front.text("title") if front else "") or heading or title_from_file(PurePosixPath(source.path).stem)
    identifier, id_span = read_identifier(front, default_id) if front else (default_id, _top(source))
    return Page(
        identifier,
        title,
        document,
        front.minutes("duration") if front else None,
        _credits(front) if front else (),
        source.path,
        _top(source),
        id_span,
        questions,
        former_names(front) if front else (),
    )


def _top(source: Source) -> Span:
    return source.line_span(1)


def credits_of(mapping: Mapping, block: Block) -> tuple[Credit, ...]:
    """Return the credits that a block gives, the address of a file each and a line about it."""
    texts = ((key, block.as_text(value, key.text)) for key, value in mapping.entries)
    return tuple(Credit(Link(key.text, key.span), text.text.strip()) for key, text in texts if isinstance(text, Text))


def _credits(front: Block) -> tuple[Credit, ...]:
    mapping = front.mapping("credits")
    return credits_of(mapping, front) if mapping else ()


def _report_unclosed(source: Source, context: Context) -> None:
    if _LOOKS_LIKE_FRONT_MATTER.match(source.text):
        context.findings.add(
            UNCLOSED_FRONT_MATTER.at(
                source.line_span(1),
                msg("the front matter that begins here is never closed"),
                remedy=msg("add a line `---` after its last key"),
            )
        )
