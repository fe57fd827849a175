"""The glossary: one YAML file of terms and their definitions."""

from pathlib import PurePosixPath

from builder.diagnostics import Diagnostic, Source, msg
from builder.model.glossary import Glossary, Term
from builder.model.identifier import alphabetical, slug
from builder.questions.texts import document
from builder.read.module import Reader
from builder.read.page import EMPTY_PAGE
from builder.syntax.fields import MISSING_FIELD, Block, Field, open_block
from builder.syntax.markdown import Document, parse_text
from builder.syntax.yaml import Mapping, Text, Value, read_yaml

GLOSSARY_FILE = "glossary.yml"
FIELDS = (
    Field("definition", msg("what the term means"), required=True),
    Field("also", msg("a list of other forms of the term")),
)


def read_glossary(path: str, reader: Reader) -> Glossary | None:
    """Return the glossary of a course, or None when it has none or it cannot be read, which is then a finding."""
    if not reader.workspace.is_file(path):
        other = str(PurePosixPath(path).with_suffix(".yaml"))
        reader.ignored.extend([other] if reader.workspace.is_file(other) else [])
        return None
    findings = reader.context.findings
    source = reader.workspace.read(path, findings)
    before = len(findings)
    value = read_yaml(source, findings) if source else None
    if isinstance(value, Mapping):
        block = Block(value, reader.context)
        terms = [_term(key, written, block) for key, written in value.entries]
        return Glossary(path, tuple(sorted(terms, key=lambda term: alphabetical(term.name))))
    if value is not None:
        open_block(value, (), reader.context)
    elif source and len(findings) == before:
        findings.add(_empty(source))
        return None
    reader.unread.add(path)
    return None


def _term(key: Text, value: Value, block: Block) -> Term:
    name = key.text.strip()
    inner = open_block(value, FIELDS, block.context) if isinstance(value, Mapping) else None
    if inner:
        definition = document(inner, "definition")
        also = tuple(text.text.strip() for text in inner.texts("also"))
    else:
        definition, also = _definition(key, value, block), ()
    # A term whose definition is a finding is still there for the links that lead to it.
    return Term(name, slug(name), definition or parse_text("", key.span), also, key.span)


def _definition(key: Text, value: Value, block: Block) -> Document | None:
    text = block.as_text(value, key.text.strip())
    if text is not None and not text.text.strip():
        block.report(_undefined(key))
    return parse_text(text.text, text.span) if text else None


def _undefined(key: Text) -> Diagnostic:
    return MISSING_FIELD.at(
        key.span,
        msg("the term “{term}” has no definition", term=key.text.strip()),
        remedy=msg("write it after the colon, or remove the term"),
    )


def _empty(source: Source) -> Diagnostic:
    return EMPTY_PAGE.at(
        source.span(0, 0), msg("this glossary is empty"), remedy=msg("write its terms, or remove the file")
    )
