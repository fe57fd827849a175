"""Accessibility: the `contact:` and `accessibility:` keys of course.yml."""

import re
from pathlib import PurePosixPath

from builder.diagnostics import msg
from builder.model.course import ACCESSIBILITY, Accessibility, Conformity, Contact, Page
from builder.model.reference import ActivityReference, resolve
from builder.read.assets import missing_file
from builder.read.page import read_page
from builder.read.workspace import Workspace
from builder.syntax.fields import WRONG_SHAPE, Block, Field, open_block
from builder.syntax.markdown import Document, parse_text
from builder.syntax.yaml import Text

CONTACT_FIELDS = (
    Field("help", msg("whom learners may ask for help: an address or a text")),
    Field("accessibility", msg("whom to write to about accessibility: an address or a text")),
)
FIELDS = (
    Field("status", msg("what the publisher declares: conforme, partielle or non-conforme")),
    Field("statement", msg("the Markdown file of the accessibility statement")),
)
_STATUSES = {
    "conforme": Conformity.FULL,
    "partielle": Conformity.PARTIAL,
    "non-conforme": Conformity.NONE,
    "full": Conformity.FULL,
    "partial": Conformity.PARTIAL,
    "none": Conformity.NONE,
}
_ADDRESS = re.compile(r"(?:mailto:)?(?P<mail>[^\s@<>]+@[^\s@<>]+)|(?P<url>https?://[^\s<>]+)")
_PAGE_SUFFIXES = (".md", ".markdown")


def read_contact(course: Block) -> Contact:
    """Return whom learners may turn to."""
    value = course.value("contact")
    block = open_block(value, CONTACT_FIELDS, course.context) if value else None
    return Contact(_address(block, "help"), _address(block, "accessibility")) if block else Contact(None, None)


def read_accessibility(course: Block, workspace: Workspace) -> Accessibility:
    """Return what the publisher of the course declares."""
    value = course.value("accessibility")
    block = open_block(value, FIELDS, course.context) if value else None
    if block is None:
        return Accessibility(None, None)
    status = block.choice("status", tuple(_STATUSES), "")
    return Accessibility(_STATUSES.get(status), _statement(block, workspace))


def _address(block: Block, name: str) -> Document | None:
    """Return a Markdown text; where it is nothing but an address, it becomes a link."""
    text = block.text_value(name)
    if text is None:
        return None
    found = _ADDRESS.fullmatch(text.text.strip())
    return parse_text(f"<{found['mail'] or found['url']}>" if found else text.text, text.span)


def _statement(block: Block, workspace: Workspace) -> Page | None:
    text = block.text_value("statement")
    if text is None:
        return None
    findings = block.context.findings
    target = resolve(text.span.source.path, text.text.strip())
    if not isinstance(target, ActivityReference) or PurePosixPath(target.path).suffix.lower() not in _PAGE_SUFFIXES:
        _report_not_a_page(text, block)
        return None
    if not workspace.is_file(target.path):
        findings.add(missing_file(target.path, text.text.strip(), text.span, workspace))
        return None
    source = workspace.read(target.path, findings)
    return read_page(source, ACCESSIBILITY, block.context) if source else None


def _report_not_a_page(text: Text, block: Block) -> None:
    block.report(
        WRONG_SHAPE.at(
            text.span,
            msg("`{name}` cannot be “{text}”", name="statement", text=text.text.strip()),
            remedy=msg("write the path of a Markdown file (.md) of the course folder"),
        )
    )
