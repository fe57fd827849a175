"""What course.yml says below `olx:`."""

import re
from dataclasses import dataclass
from datetime import date

from builder.diagnostics import Diagnostic, Findings, Span, msg
from builder.model.course import Course
from builder.model.identifier import slug
from builder.syntax.fields import WRONG_SHAPE, Block, Field
from builder.targets.options import open_options

NAME = "olx"
FIELDS = (
    Field("org", msg("the organization in the course key of Open edX, such as APES")),
    Field("number", msg("the course number in the course key, such as PS01")),
    Field("run", msg("the run in the course key, such as 2026")),
    Field("start", msg("the day when the course opens, such as 2026-09-01; without it, it is open")),
    Field("end", msg("the day when the course closes; without it, it stays open")),
    Field("self_paced", msg("yes when learners go at their own pace, which is the default")),
)
# Parts of a course key: letters, digits, `_`, `-`, `~` and `.` (opaque-keys, `Locator.ALLOWED_ID_CHARS`).
_KEY_PART = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,59}")
_DEFAULT_RUN = "self-paced"
_RESERVED_RUN = "course"
# Without a start in the past learners would see nothing; validators ask for an end as well.
_OPEN_SINCE, _OPEN_UNTIL = date(2020, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """The course key, which only the `import` command of Open edX uses; the first and the last day; the pace.

    `dated` is true when the author gave a day.
    """

    org: str
    number: str
    run: str
    start: date
    end: date
    dated: bool
    self_paced: bool


def read_settings(course: Course, findings: Findings) -> Settings:
    """Return the settings; what cannot be used is reported and replaced by its default."""
    block = open_options(course, NAME, FIELDS, findings)
    self_paced = block.yes_no("self_paced")
    run = _key_part(block, "run", _DEFAULT_RUN)
    if run.lower() == _RESERVED_RUN:
        # The file of a run bears its name, and a second course.xml would be taken for the head of the archive.
        block.report(
            WRONG_SHAPE.at(
                block.key_span("run"),
                msg("`{name}` cannot be “{text}”", name="run", text=run),
                remedy=msg("choose another word: the archive itself holds a file of this name"),
            )
        )
    start, end = _day(block, "start", _OPEN_SINCE), _day(block, "end", _OPEN_UNTIL)
    if end < start:
        block.report(_ends_early(block.key_span("end"), start, end))
    return Settings(
        org=_key_part(block, "org", slug(course.organization or course.id)),
        number=_key_part(block, "number", course.id),
        run=run,
        start=start,
        end=end,
        dated="start" in block or "end" in block,
        self_paced=True if self_paced is None else self_paced,
    )


def _key_part(block: Block, name: str, default: str) -> str:
    text = block.text_value(name)
    if text is None:
        return default
    if not _KEY_PART.fullmatch(text.text.strip()):
        block.report(_unusable(text.span, name, text.text.strip()))
        return default
    return text.text.strip()


def _day(block: Block, name: str, default: date) -> date:
    text = block.text_value(name)
    if text is None:
        return default
    try:
        return date.fromisoformat(text.text.strip())
    except ValueError:
        block.report(
            WRONG_SHAPE.at(
                text.span,
                msg("`{name}` cannot be “{text}”", name=name, text=text.text.strip()),
                remedy=msg("write a day of the calendar as year, month and day, such as 2026-09-01"),
            )
        )
        return default


def _ends_early(span: Span, start: date, end: date) -> Diagnostic:
    return WRONG_SHAPE.at(
        span,
        msg("the course would close on {end}, before it opens on {start}", start=start, end=end),
        remedy=msg("correct `start:` or `end:`"),
    )


def _unusable(span: Span, name: str, text: str) -> Diagnostic:
    return WRONG_SHAPE.at(
        span,
        msg("`{name}` cannot be “{text}”", name=name, text=text),
        remedy=msg(
            "write at most 60 letters without accents, digits, hyphens and points, such as `{example}`",
            example=slug(text),
        ),
    )
