"""What the build says of the static proof: how much progress each package takes, what takes it, and what to do."""

from collections.abc import Iterator, Mapping

from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.course import Course
from builder.model.part import modules_alone
from builder.targets.scorm12.state_size import LIMIT, Share, attempts_size, essential_size, largest_size, shares

STATE_TOO_LARGE = Kind(
    "state-too-large",
    Severity.ERROR,
    msg("SCORM 1.2 keeps 4,096 characters of progress; beyond that, learners would lose theirs."),
)
_MOST, _LARGEST = 12, 6
"""Up to how many modules a report shows all; how many of more, the largest ones."""
_NAMED = 3
"""How many modules a finding names."""

OTHER_TARGETS = ("olx", "web")
"""What is built beside where an author names no targets: naming one must not take these away."""

_Row = tuple[int, int, str | Message]


def too_large(made: Mapping[str, Course], place: Span) -> Iterator[Diagnostic]:
    """Find packages whose progress cannot be kept whole; `place` is where the author says how to cut the course."""
    for part in made.values():
        size = essential_size(part)
        if size <= LIMIT:
            continue
        values = {"title": part.title, "size": size, "limit": LIMIT}
        if part.part_of:
            yield STATE_TOO_LARGE.at(
                part.modules[0].span,
                msg("progress in the module “{title}” may take {size} characters of {limit}", **values),
                label=_contents(shares(part)[0]),
                remedy=msg("split this module in two, or join short pages and short quizzes"),
            )
        else:
            yield STATE_TOO_LARGE.at(
                place,
                msg("progress in this course may take {size} characters of {limit}", **values),
                label=_largest(part),
                remedy=_way_out(part),
            )


def sizes(made: Mapping[str, Course]) -> Iterator[Message]:
    """Go through the lines of the report on the packages of a course, each of which fits."""
    whole = made.get("")
    alone = [part for part in made.values() if part.part_of]
    if whole:
        size = essential_size(whole)
        yield msg(
            "SCORM 1.2: progress and scores take at most {size} characters of {limit}; {left} are left.",
            size=size,
            limit=LIMIT,
            left=LIMIT - size,
        )
    if alone:
        largest = max(alone, key=essential_size)
        size = essential_size(largest)
        yield msg(
            "SCORM 1.2, a package for each module: progress and scores take at most {size} characters of {limit}, in "
            "“{title}”; {left} are left.",
            size=size,
            limit=LIMIT,
            left=LIMIT - size,
            title=largest.title,
        )
    yield from _table(_packages(alone) if alone and not whole else _modules(whole) if whole else [])
    yield from _forgotten(tuple(made.values()))


def _modules(course: Course) -> list[_Row]:
    if len(course.modules) == 1:
        return []
    found = shares(course)
    rows: list[_Row] = [(share.progress, share.whole, share.module.title) for share in found]
    shared = msg("what all modules share, and badges") if course.badges else msg("what all modules share")
    rest = essential_size(course) - sum(share.progress for share in found)
    # Nothing shared is an answer: where it takes less with answers, that is rounding.
    rest_whole = max(rest, largest_size(course) - sum(share.whole for share in found))
    return [*_shortened(rows), (rest, rest_whole, shared)]


def _packages(parts: list[Course]) -> list[_Row]:
    return _shortened([(essential_size(one), largest_size(one), one.title) for one in parts])


def _shortened(rows: list[_Row]) -> list[_Row]:
    if len(rows) <= _MOST:
        return rows
    largest = sorted(range(len(rows)), key=lambda at: rows[at][0], reverse=True)[:_LARGEST]
    rest = [row for at, row in enumerate(rows) if at not in largest]
    count, most, most_whole = len(rest), max(row[0] for row in rest), max(row[1] for row in rest)
    others = msg("each of the {count} other modules, at most", count=count)
    return [*(rows[at] for at in sorted(largest)), (most, most_whole, others)]


def _table(rows: list[_Row]) -> Iterator[Message]:
    if not rows:
        return
    yield msg("Characters of each module:")
    # Translations make the columns as wide as their headings.
    yield msg("  must fit  with answers  module")
    for progress, whole, title in rows:
        yield msg("  {progress:>8}  {whole:>12}  {title}", progress=progress, whole=whole, title=title)


def _forgotten(parts: tuple[Course, ...]) -> Iterator[Message]:
    if any(attempts_size(part) > LIMIT for part in parts):
        yield msg(
            "In the quizzes used least recently, answers and the attempts used may be forgotten; scores are kept."
        )
    elif any(largest_size(part) > LIMIT for part in parts):
        yield msg("In the quizzes used least recently, answers may not be shown again; scores and attempts are kept.")


def _largest(course: Course) -> Message:
    found = sorted(shares(course), key=lambda share: share.progress, reverse=True)
    listed = _named(found[0])
    for share in found[1:_NAMED]:
        listed = msg("{before}, {named}", before=listed, named=_named(share))
    # Sizes that differ by one are those of equal modules, rounded.
    alike = sum(share.progress >= found[_NAMED - 1].progress - 1 for share in found[_NAMED:])
    if alike:
        return msg("the largest: {modules}; as large: {count} more", modules=listed, count=alike)
    return msg("the largest: {modules}", modules=listed)


def _named(share: Share) -> Message:
    return msg(
        "“{title}”: {size} ({contents})", title=share.module.title, size=share.progress, contents=_contents(share)
    )


def _contents(share: Share) -> Message:
    values = {
        "pages": share.pages,
        "page_size": share.page_size,
        "quizzes": share.quizzes,
        "quiz_size": share.progress - share.page_size,
    }
    if share.quizzes and share.pages:
        return msg("pages ({pages}): {page_size}; quizzes ({quizzes}): {quiz_size}", **values)
    if share.quizzes:
        return msg("quizzes ({quizzes}): {quiz_size}", **values)
    return msg("pages ({pages}): {page_size}", **values)


def _way_out(course: Course) -> Message:
    largest = max(map(essential_size, modules_alone(course)), default=0)
    if len(course.modules) > 1 and largest <= LIMIT:
        return msg(
            "{write}: then each module is a package, and takes at most {size} (whoever has begun the course in one "
            "package begins afresh in those); or split the course in two, or join short pages",
            write=_packages_line(course),
            size=largest,
        )
    return msg("split the course, or join short pages and short quizzes")


def _packages_line(course: Course) -> Message:
    """Say what to write for packages by module, and take nothing away that the author wrote."""
    if any(choice.options for choice in course.targets):
        return msg("write `packages: [modules]` among the options of `scorm12`, below `targets:`, and leave the others")
    named = [choice.id for choice in course.targets] or OTHER_TARGETS
    others = "".join(f", {name}: " for name in named if name != "scorm12")
    return msg("write `{line}`", line=f"targets: {{scorm12: {{packages: [modules]}}{others}}}")
