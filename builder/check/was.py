"""Rules about `was:`, and where to write it."""

from collections.abc import Iterator
from itertools import chain

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.badge import BadgeClass, Reference
from builder.model.course import Activity, Course, Module, Page
from builder.model.progress import claimed_names, mark_names, merging_names, published_names, quiz_names
from builder.model.published import Published
from builder.syntax.markdown import has_front_matter
from builder.syntax.suggest import did_you_mean


def was_remedy(thing: Module | Activity | BadgeClass, ids: list[str], *, own: str = "") -> Message:
    """Return which line to write in which file, so that something goes on with what it was.

    What has its first id again was something else in between, and not what it is: `own` is its name elsewhere.
    """
    once = [one for one in dict.fromkeys(ids) if one not in (thing.id, own)] or ids
    return line_remedy(thing, f"was: {once[0]}" if len(once) == 1 else f"was: [{', '.join(once)}]")


def line_remedy(thing: Module | Activity | BadgeClass, line: str) -> Message:
    """Return in which file to write a line, and where there."""
    if isinstance(thing, Module):
        alone = thing.activities[0]
        if thing.settings == alone.path:
            return line_remedy(alone, line)
        if thing.settings == "course.yml":
            return msg("write `{line}` for this module, below `modules:` in course.yml", line=line)
        return msg("write `{line}` in {path}, a file to create where there is none", line=line, path=thing.settings)
    if isinstance(thing, BadgeClass):
        return msg("write `{line}` in this badge, below `badges:` in course.yml", line=line)
    if isinstance(thing, Page) and not has_front_matter(thing.span.source.text):
        return msg("begin {path} with three lines: `---`, `{line}`, `---`", line=line, path=thing.path)
    if isinstance(thing, Page):
        return msg("write `{line}` in the front matter of {path}", line=line, path=thing.path)
    return msg("write `{line}` on a line of its own in {path}", line=line, path=thing.path)


def former_id_in_use(course: Course) -> Iterator[Diagnostic]:
    """Find former ids that are the present id of something: learners have their progress there under it."""
    present = {name: span for names in (quiz_names(course), mark_names(course)) for name, span in names}
    for former in claimed_names(course):
        if former.follows or former.name not in present:
            continue
        if former.name == former.present:
            told = msg("`{id}` is the id that it has now", id=former.written.id)
            yield FORMER_ID_IN_USE.kind.at(former.written.span, told, remedy=msg("remove it from `was:`"))
        else:
            yield FORMER_ID_IN_USE.kind.at(
                former.written.span,
                msg("`{id}` is no former id: there is something of that name", id=former.written.id),
                label=_at(present[former.name]),
                remedy=msg("give that one another `id:`, or remove this `was:`"),
            )


def shared_former_id(course: Course) -> Iterator[Diagnostic]:
    """Find former ids that two things claim: learners' progress under it can go to one only."""
    first: dict[str, tuple[str, Span]] = {}
    for former in claimed_names(course):
        if former.follows:
            continue
        present, span = first.setdefault(former.name, (former.present, former.written.span))
        if present != former.present:
            yield SHARED_FORMER_ID.kind.at(
                former.written.span,
                msg("two things say that they were `{id}`", id=former.name.partition(":")[2]),
                label=_at(span),
                remedy=msg("keep this `was:` where learners' progress should go, and remove the other"),
            )


def merged_module(course: Course) -> Iterator[Diagnostic]:
    """Find modules that say that they were another one, although both were published."""
    for module, written in merging_names(course):
        yield MERGED_MODULE.kind.at(
            written.span,
            msg(
                "`{old}` was a module beside what is `{new}` now: whoever had completed the one would find the other "
                "complete, unread",
                old=written.id,
                new=module.id,
            ),
            remedy=msg(
                "remove it here, where nothing is to be written; write `was: {old}/old-id` in each page and quiz that "
                "comes from there",
                old=written.id,
            ),
        )


def unknown_former_id(course: Course) -> Iterator[Diagnostic]:
    """Find former ids that were never published."""
    if course.published is None:
        return
    published = set(chain.from_iterable(published_names(course.published)))
    claims = list(claimed_names(course))
    known = {former.written for former in claims if former.name in published}
    told: set[Reference] = set()
    for former in claims:
        if former.written not in known | told:
            told.add(former.written)
            kind, _, name = former.name.partition(":")
            offered = _offered(course, course.published, kind, name.rpartition("/")[0])
            yield UNKNOWN_FORMER_ID.kind.at(
                former.written.span,
                msg("nothing was ever published as `{id}`", id=former.written.id),
                label=msg("course.lock has no such id"),
                remedy=did_you_mean(former.written.id, offered) or msg("remove it, or write an id of course.lock"),
            )


def _offered(course: Course, published: Published, kind: str, module: str) -> list[str]:
    """Return the published ids that nothing continues, those of the same module without its name."""
    present = {name for names in (mark_names(course), quiz_names(course)) for name, _ in names}
    taken = present | {former.name for former in claimed_names(course)}
    names = chain.from_iterable(published_names(published))
    gone = [name.partition(":")[2] for name in names if name not in taken and name.startswith(kind)]
    return [name.removeprefix(f"{module}/") for name in gone]


def _at(span: Span) -> Message:
    return msg("see {path}:{line}", path=span.source.path, line=span.position[0])


_QUIZ = "  - id: x\n    question: One?\n    accept: A\n"
_LOCK = """format: 1
course: example
modules:
- id: one
  activities:
  - page: page
  - page: old
"""
_OLD = "  - page: old\n"

FORMER_ID_IN_USE = Rule(
    Kind(
        "former-id-in-use",
        Severity.ERROR,
        msg("What learners did under an id belongs to what has it now, and would be given to something else."),
    ),
    former_id_in_use,
    bad=course_of(page="---\nwas: other\n---\n# Page\n\nText.\n") | {"course/one/other.md": "# Other\n\nText.\n"},
    good=course_of(page="---\nwas: another\n---\n# Page\n\nText.\n") | {"course/one/other.md": "# Other\n\nText.\n"},
)
SHARED_FORMER_ID = Rule(
    Kind(
        "shared-former-id",
        Severity.ERROR,
        msg("Progress under a former id can be given to one thing only: nobody could tell which."),
    ),
    shared_former_id,
    bad=course_of(page="---\nwas: old\n---\n# Page\n\nText.\n")
    | {"course/one/other.md": "---\nwas: old\n---\n# Other\n\nText.\n"},
    good=course_of(page="---\nwas: old\n---\n# Page\n\nText.\n")
    | {"course/one/other.md": "---\nwas: older\n---\n# Other\n\nText.\n"},
)
_TWO = _LOCK.replace(_OLD, "- id: two\n  activities:\n  - page: old\n")
MERGED_MODULE = Rule(
    Kind(
        "merged-module",
        Severity.ERROR,
        msg("What is complete is never taken back: a module must not be complete for who has done another one."),
    ),
    merged_module,
    bad=course_of(page="---\nwas: two/old\n---\n# Page\n\nText.\n")
    | {"course/one/module.yml": "was: two\n", "course.lock": _TWO},
    good=course_of()
    | {"course/one/module.yml": "was: two\n", "course.lock": _LOCK.replace("id: one", "id: two").replace(_OLD, "")},
)
UNKNOWN_FORMER_ID = Rule(
    Kind(
        "unknown-former-id",
        Severity.WARNING,
        msg("A misspelt former id finds nothing, and learners lose what they have under the right one."),
    ),
    unknown_former_id,
    bad=course_of(page="---\nwas: odl\n---\n# Page\n\nText.\n") | {"course.lock": _LOCK.removesuffix(_OLD)},
    good=course_of(page="---\nwas: old\n---\n# Page\n\nText.\n")
    | {"course.lock": _LOCK.replace("  - page: page\n", "")},
)
