"""A finding as data: its kind, its words and its place."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from builder.diagnostics.message import Message
from builder.diagnostics.source import Span


class Severity(Enum):
    """How much a finding weighs: an error stops the build, a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of finding.

    `name` is kebab-case, says the bad thing and reads after "allow". `why` tells an author why it matters.
    In a course that lists it under `allow:`, an allowable error becomes a warning; an allowable warning is not told.
    """

    name: str
    severity: Severity
    why: Message
    allowable: bool = False

    def at(
        self, span: Span, message: Message, *, label: Message | None = None, remedy: Message | None = None
    ) -> "Diagnostic":
        """Return a finding of this kind at a place."""
        return Diagnostic(self, self.severity, span, message, label, remedy)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. The message stands alone, the label leans on the arrow, the remedy is one thing to do."""

    kind: Kind
    severity: Severity
    span: Span
    message: Message
    label: Message | None
    remedy: Message | None

    @property
    def order(self) -> tuple[str, int, str]:
        """What findings are sorted by: the place, then the name."""
        return self.span.source.path, self.span.start, self.kind.name


class Findings:
    """Collects findings; knows whether any of them is an error."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a finding."""
        self._found.append(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep several findings."""
        self._found.extend(diagnostics)

    def allow(self, names: Collection[str]) -> None:
        """Turn errors of allowable kinds into warnings, and leave out what is a warning of such a kind already."""
        self._found = [shown for found in self._found if (shown := _allowed(found, names))]

    def stop_at(self, kinds: Collection[Kind]) -> None:
        """Turn warnings of some kinds into errors."""
        self._found = [
            replace(found, severity=Severity.ERROR) if found.kind in kinds else found for found in self._found
        ]

    @property
    def has_errors(self) -> bool:
        """True when at least one finding stops the build."""
        return any(found.severity is Severity.ERROR for found in self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Go through the findings in the order of their places, each once."""
        return iter(sorted(dict.fromkeys(self._found), key=lambda found: found.order))

    def __len__(self) -> int:
        return len(set(self._found))


def _allowed(found: Diagnostic, names: Collection[str]) -> Diagnostic | None:
    if found.kind.name not in names or not found.kind.allowable:
        return found
    return replace(found, severity=Severity.WARNING) if found.severity is Severity.ERROR else None
