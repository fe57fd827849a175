"""course.lock: what was published last. The product writes it, and versions of a course are merged with it in them."""

import re
from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Findings, Kind, Message, Severity, Source, Span, msg
from builder.model.published import (
    LOCK_FILE,
    LOCK_FORMAT,
    Published,
    PublishedActivity,
    PublishedBadge,
    PublishedModule,
    PublishedQuestion,
    lock_sum,
    sum_lines,
)
from builder.read.references import former_ids, former_names
from builder.read.workspace import Workspace
from builder.syntax.fields import WRONG_SHAPE, Block, Context, Field, open_block
from builder.syntax.yaml import DUPLICATE_KEY, Mapping, Sequence, Text, Value, read_yaml

BROKEN_LOCK = Kind(
    "broken-lock",
    Severity.ERROR,
    msg("Without what was published, nobody can tell what learners would lose with the next version."),
)

EDITED_LOCK = Kind(
    "edited-lock",
    Severity.WARNING,
    msg("What is no longer in course.lock is not missed, and what was never published is taken for it."),
)

_KEPT = msg("what was published")
_FORMAT, _COURSE, _ID = (Field(name, _KEPT, required=True) for name in ("format", "course", "id"))
_TITLE, _WAS, _VERSION, _QUESTIONS, _BADGES, _PACKAGES = (
    Field(name, _KEPT) for name in ("title", "was", "version", "questions", "badges", "packages")
)
_FIELDS = (_FORMAT, _COURSE, _VERSION, _PACKAGES, Field("modules", _KEPT, required=True), _BADGES)
_MODULE_FIELDS = (_ID, _TITLE, _WAS, Field("activities", _KEPT, required=True))
_ACTIVITY_FIELDS = {kind: (Field(kind, _KEPT, required=True), _TITLE, _WAS, _QUESTIONS) for kind in ("page", "quiz")}
_BADGE_FIELDS = (_ID, _TITLE, _WAS)
_DRAWN_FIELDS = (Field("key", _KEPT, required=True), Field("own", _KEPT, required=True))
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \n]|$)", re.MULTILINE)


def read_lock(workspace: Workspace, findings: Findings) -> Published | None:
    """Return what was published, or None where nothing was; a file that cannot be used is one finding."""
    if LOCK_FILE not in workspace.names("."):
        return None
    damage = Findings()
    source = workspace.read(LOCK_FILE, damage)
    conflict = _CONFLICT.search(source.text) if source else None
    if source and conflict:
        findings.add(_unmerged(source, conflict))
        return None
    published = _read(source, damage) if source else None
    first = next(iter(damage), None)
    if first is None and published is not None and source:
        findings.extend(_edited(source))
        return published
    if first is None or first.kind is not BROKEN_LOCK:
        span = first.span if first else Source(LOCK_FILE, "").span(0, 0)
        twice = first is not None and first.kind is DUPLICATE_KEY
        first = _twice(span, first.message) if first and twice else _damaged(span, first.message if first else None)
    findings.add(first)
    return None


def _read(source: Source, damage: Findings) -> Published | None:
    value = read_yaml(source, damage)
    if value is None or len(damage):
        return None
    context = Context("en", damage)
    if isinstance(value, Mapping) and (newer := _newer(value)):
        damage.add(newer)
        return None
    block = open_block(value, _FIELDS, context)
    if block is None:
        return None
    modules = tuple(_modules(block))
    return Published(
        block.text("course"), block.text("version"), modules, tuple(_badges(block)), dict(_packages(block))
    )


def _newer(value: Mapping) -> Diagnostic | None:
    written = value.get("format")
    if not isinstance(written, Text) or written.text.strip() == str(LOCK_FORMAT):
        return None
    return BROKEN_LOCK.at(
        written.span,
        msg("this course.lock is of another version of Parcours: its format is {format}", format=written.text.strip()),
        remedy=msg("install the newest Parcours, as its README says"),
    )


def _packages(block: Block) -> Iterator[tuple[str, tuple[str, ...]]]:
    mapping = block.mapping("packages")
    for target, value in mapping.entries if mapping else ():
        items = value.items if isinstance(value, Sequence) else (value,)
        yield target.text, tuple(text.text.strip() for item in items if (text := block.as_text(item, "packages")))


def _modules(block: Block) -> Iterator[PublishedModule]:
    for item in block.items("modules"):
        inner = open_block(item, _MODULE_FIELDS, block.context)
        if inner is not None:
            activities = tuple(_activities(inner))
            yield PublishedModule(inner.text("id"), inner.text("title"), former_ids(inner), activities, inner.head)


def _activities(block: Block) -> Iterator[PublishedActivity]:
    for item in block.items("activities"):
        kind = "quiz" if isinstance(item, Mapping) and item.get("quiz") else "page"
        inner = open_block(item, _ACTIVITY_FIELDS[kind], block.context)
        if inner is not None:
            was, questions = former_names(inner), tuple(_questions(inner))
            yield PublishedActivity(inner.text(kind), kind, inner.text("title"), was, questions, inner.head)


def _questions(block: Block) -> Iterator[PublishedQuestion]:
    mapping = block.mapping("questions")
    for identifier, value in mapping.entries if mapping else ():
        own, key = identifier.text, value
        if isinstance(value, Mapping):
            inner = open_block(value, _DRAWN_FIELDS, block.context)
            own, key = (inner.text("own"), inner.value("key") or value) if inner else (own, value)
        number = _number(key, block)
        if number is not None:
            yield PublishedQuestion(identifier.text, number, own, identifier.span)


def _number(value: Value, block: Block) -> int | None:
    text = block.as_text(value, "questions")
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text.text):
        block.report(WRONG_SHAPE.at(text.span, msg("this should be a number")))
        return None
    return int(text.text)


def _badges(block: Block) -> Iterator[PublishedBadge]:
    for item in block.items("badges"):
        inner = open_block(item, _BADGE_FIELDS, block.context)
        if inner is not None:
            yield PublishedBadge(inner.text("id"), inner.text("title"), former_ids(inner), inner.head)


def _unmerged(source: Source, conflict: re.Match[str]) -> Diagnostic:
    return BROKEN_LOCK.at(
        source.line_span(source.position(conflict.start())[0]),
        msg("course.lock holds two versions that git could not merge"),
        label=msg("git wrote this line"),
        remedy=msg(
            "remove the lines `<<<<<<<`, `=======`, `>>>>>>>` and keep what stands on both sides, but for one "
            "`version:` only; once the course is merged too, run `parcours build --publish`"
        ),
    )


def _twice(span: Span, cause: Message) -> Diagnostic:
    return BROKEN_LOCK.at(
        span,
        msg("course.lock says something twice: {cause}", cause=cause),
        remedy=msg("after a merge, keep one of the two lines, and all ids of both"),
    )


def _edited(source: Source) -> Iterator[Diagnostic]:
    """Find a lock that is not as it was published: merged, if it has the sums of two publications."""
    lines = sum_lines(source.text)
    if not lines or (len(lines) == 1 and lines[0][1] == lock_sum(source.text)):
        return
    merged = len(lines) > 1
    yield EDITED_LOCK.at(
        source.line_span(lines[-1][0]),
        msg("course.lock is two publications merged")
        if merged
        else msg("course.lock is not as it was published: somebody changed it"),
        remedy=msg("once the course is merged too, run `parcours build --publish`, which writes it anew")
        if merged
        else msg(
            "bring it back with `git checkout HEAD -- course.lock`; if it was merged, run `parcours build --publish`, "
            "which writes it anew"
        ),
    )


def _damaged(span: Span, cause: Message | None) -> Diagnostic:
    return BROKEN_LOCK.at(
        span,
        msg("course.lock is damaged: {cause}", cause=cause) if cause else msg("course.lock is empty"),
        remedy=msg(
            "bring the last good one back, for instance with `git checkout HEAD -- course.lock`; if there is none, "
            "remove it and run `parcours build --publish` on the version that learners have"
        ),
    )
