"""Findings: what is wrong with a course, where, and what to do about it."""

from builder.diagnostics.diagnostic import Diagnostic, Findings, Kind, Severity
from builder.diagnostics.message import Message, Translate, msg
from builder.diagnostics.source import Source, Span

__all__ = ["Diagnostic", "Findings", "Kind", "Message", "Severity", "Source", "Span", "Translate", "msg"]
