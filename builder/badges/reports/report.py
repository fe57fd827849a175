"""What a format of reports must be able to do."""

from dataclasses import dataclass
from typing import Protocol

from builder.badges.evidence import Reading
from builder.badges.reports.lines import NOBODY, People
from builder.badges.reports.sheet import Table
from builder.model.course import Course


@dataclass(frozen=True, slots=True)
class Known:
    """What a report is read with: the course, report-map.json as parsed (None without it), and e-mail addresses."""

    course: Course
    report_map: object = None
    people: People = NOBODY


class Report(Protocol):
    """A format of reports: a module with these two functions."""

    def recognise(self, table: Table) -> bool:
        """Tell from the heading whether a table is such a report."""
        ...

    def read(self, table: Table, known: Known) -> Reading:
        """Return what the report tells. It is sure to be recognised."""
        ...
