"""All findings together, for people and for programs."""

import json
from collections.abc import Iterable

from builder.diagnostics.diagnostic import Diagnostic, Severity
from builder.diagnostics.message import Message, Translate, msg
from builder.diagnostics.snippet import Paint, plain, snippet


def as_text(findings: Iterable[Diagnostic], translate: Translate, paint: Paint = plain) -> str:
    """Return every finding with its excerpt, blank lines between them; empty when there is none."""
    return "\n\n".join(snippet(found, translate, paint) for found in findings)


def as_json(findings: Iterable[Diagnostic], files: list[str], translate: Translate) -> str:
    """Return `{"findings": […], "files": […]}`: what was found, and what was built. Lines and columns count from 1."""
    record = {"findings": [_record(found, translate) for found in findings], "files": files}
    return json.dumps(record, indent=2)


def tally(findings: Iterable[Diagnostic]) -> Message:
    """Return how many errors and warnings there are, in words; at least one finding is expected."""
    severities = [found.severity for found in findings]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    counted_errors = msg("1 error") if errors == 1 else msg("{count} errors", count=errors)
    counted_warnings = msg("1 warning") if warnings == 1 else msg("{count} warnings", count=warnings)
    if not errors or not warnings:
        return counted_errors if errors else counted_warnings
    return msg("{errors}, {warnings}", errors=counted_errors, warnings=counted_warnings)


def _record(found: Diagnostic, translate: Translate) -> dict[str, object]:
    line, column = found.span.position
    end_line, end_column = found.span.source.position(found.span.end)
    return {
        "name": found.kind.name,
        "severity": found.severity.value,
        "file": found.span.source.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": found.message.text(translate),
        "label": found.label.text(translate) if found.label else None,
        "help": found.remedy.text(translate) if found.remedy else None,
    }
