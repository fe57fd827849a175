"""Reports that learning platforms export, and what they tell about learners."""

from dataclasses import replace

from builder.badges.evidence import Place, Reading, Trouble
from builder.badges.reports import (
    moodle_completion,
    moodle_gradebook,
    moodle_scorm,
    openedx_grades,
    openedx_problems,
    plain,
)
from builder.badges.reports.lines import NOBODY, People
from builder.badges.reports.people import read_people
from builder.badges.reports.report import Known, Report
from builder.badges.reports.sheet import Table, read_sheet
from builder.diagnostics import Message, msg
from builder.model.course import Course

__all__ = ["NOBODY", "REPORTS", "People", "read_people", "read_report"]

REPORTS: tuple[Report, ...] = (
    openedx_problems,
    openedx_grades,
    moodle_scorm,
    moodle_gradebook,
    moodle_completion,
    plain,
)
"""Every format that is known. The first that recognises a table reads it."""


def read_report(data: bytes, file: str, course: Course, report_map: object = None, people: People = NOBODY) -> Reading:
    """Return what a report tells about the learners of a course, whatever its bytes are.

    `file` is what its lines are called by. `report_map` is report-map.json as parsed, None where there is none.
    """
    table = read_sheet(data, file)
    if isinstance(table, Trouble):
        return Reading(msg("unknown report"), (), (table,))
    report = next((report for report in REPORTS if report.recognise(table)), None)
    if report is None:
        return Reading(msg("unknown report"), (), (*table.troubles, _unrecognised(table.heading.place)))
    reading = report.read(table, Known(course, report_map, people))
    troubles = tuple(sorted(reading.troubles, key=lambda trouble: trouble.place))
    return replace(reading, format=_with_encoding(reading.format, table), troubles=troubles)


def _with_encoding(report: Message, table: Table) -> Message:
    if not table.encoding:
        return report
    return msg("{report}, supposed to be in {encoding}", report=report, encoding=table.encoding)


def _unrecognised(place: Place) -> Trouble:
    return Trouble(
        place,
        msg("this is no report that is known here"),
        msg(
            "export one of those that docs/badges.md lists; its headings must be the first line, as they were "
            "exported, with no title above them"
        ),
    )
