"""What Open edX refuses, leaves out or mistakes in a course."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from builder.diagnostics import Diagnostic, Kind, Severity, Source, msg
from builder.inspection.archive import Archive
from builder.inspection.names import shown
from builder.inspection.olx import BELOW, Block, Course
from builder.inspection.texts import line_of, local, text_of
from builder.inspection.troubles import Refused

_E, _W = Severity.ERROR, Severity.WARNING
SEVERAL_COURSES = Kind("several-courses", _E, msg("Open edX takes the first course.xml that it comes upon."))
NOT_A_COURSE = Kind("not-a-course", _E, msg("Studio stops: it looks for a course in course.xml."))
NAMELESS_RUN = Kind("nameless-run", _E, msg("The run names the file of the outline and the folder of the settings."))
COURSE_FILE_MISSING = Kind("course-file-missing", _E, msg("Studio stops: it looks for a file named course.xml."))
DANGLING_POINTER = Kind("dangling-pointer", _E, msg("Studio says that it succeeded, and leaves the block out."))
URL_NAME_TWICE = Kind("same-url-name-twice", _E, msg("Open edX gives the second one another name, and loses its file."))
WRONG_NESTING = Kind("wrong-nesting", _E, msg("Open edX leaves out of the outline what stands in the wrong place."))
EMPTY_PART = Kind("empty-part", _W, msg("Learners see a title, and nothing below it."))
UNKNOWN_BLOCK = Kind(
    "unusual-block", _W, msg("A platform without this sort of block shows a message of error instead.")
)
POLICY_MISSING = Kind("policy-missing", _W, msg("Without settings, the course starts in 2030, and no learner sees it."))
BROKEN_JSON = Kind("broken-json", _E, msg("Studio stops, or forgets all the settings of the course."))
GRADING_ODD = Kind("odd-grading", _W, msg("Marks then do not add up to 100%, or some work counts for nothing."))
STATIC_MISSING = Kind("missing-static-file", _W, msg("Learners see a hole, or a link that leads nowhere."))
MAC_FILES = Kind("files-of-macos", _E, msg("Open edX stumbles over the files that macOS adds to archives."))

_BLOCKS = frozenset(
    """
    about annotatable conditional course_info discussion done drag-and-drop-v2 edx_sga error google-calendar
    google-document html image-explorer itembank library_content library_reference lti lti_consumer openassessment poll
    poll_question problem problemset randomize split_test static_tab survey unit video videosequence word_cloud wrapper
    """.split()
)
_STATIC = re.compile(r"/static/([^\"'\s<>?#)&\\]{1,300})")
_TEXTS = ("html", "xml", "json")
_SEARCHED = 64 << 20  # bytes
_LONGEST = 2 << 20
_NAMED = 3
_SUM = 1.0
_NEAR = 0.005


def check_course(archive: Archive, course: Course, others: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Go through the problems of a course; `others` are the other files that could be taken for it."""
    yield from course.problems
    if course.root is None:
        return
    if local(course.root) != "course":
        yield NOT_A_COURSE.at(
            course.document.source.line_span(1),
            msg("course.xml holds `{name}` instead of `course`", name=shown(local(course.root))),
            remedy=msg("export the course again: Studio, Tools, Export"),
        )
        return
    if others:
        yield SEVERAL_COURSES.at(
            Source(shown(others[0]), "").span(0, 0),
            msg("the archive has {count} files named course.xml", count=len(others) + 1),
            remedy=msg("one archive for each course"),
        )
    if not course.run:
        yield NAMELESS_RUN.at(
            course.document.source.line_span(line_of(course.root)),
            msg("the course has no `url_name`"),
            remedy=msg("write the name of the run there"),
        )
    yield from _blocks(course)
    yield from _settings(archive, course)
    yield from _grading(archive, course)
    yield from _files(archive, course)


def course_file_missing(archive: str, folder: str) -> Diagnostic:
    """Return what to say of an archive with the parts of a course in `folder`, and no course.xml."""
    return COURSE_FILE_MISSING.at(
        Source(shown(archive), "").span(0, 0),
        msg("an Open edX course without {file}", file=shown(f"{folder}course.xml")),
        remedy=msg("export the course again: Studio, Tools, Export"),
    )


def _blocks(course: Course) -> Iterator[Diagnostic]:
    for block, target in course.pointers:
        yield DANGLING_POINTER.at(
            block.span,
            msg("this points to {file}, which is not in the archive", file=shown(target)),
            remedy=msg("export the course again, or take the line out"),
        )
    counted = Counter((block.tag, block.name) for block in course.blocks if block.name)
    for block in course.blocks:
        if counted[block.tag, block.name] > 1:
            counted[block.tag, block.name] = 0
            yield URL_NAME_TWICE.at(
                block.span,
                msg("two blocks `{tag}` are named {name}", tag=shown(block.tag), name=shown(block.name)),
                remedy=msg("give one of them another `url_name`, and rename its file"),
            )
    yield from _nesting(course)
    unknown: dict[str, Block] = {}
    for block in course.blocks:
        if block.tag not in _BLOCKS and block.tag not in BELOW and block.tag != "vertical":
            unknown.setdefault(block.tag, block)
    for tag, block in sorted(unknown.items()):
        yield UNKNOWN_BLOCK.at(
            block.span,
            msg("`{tag}` is no block that every Open edX has", tag=shown(tag)),
            remedy=msg("ask whether your platform has it: Advanced settings, Advanced module list"),
        )


def _nesting(course: Course) -> Iterator[Diagnostic]:
    gone = {id(block) for block in (*course.unread, *(block for block, _ in course.pointers))}
    for block in course.blocks:
        wanted = BELOW.get(block.tag, "")
        inside = [child for child in block.element if local(child) and local(child) != "wiki"]
        if wanted:
            for child in inside:
                if local(child) != wanted:
                    span = block.document.source.line_span(line_of(child))
                    yield WRONG_NESTING.at(
                        span,
                        msg("`{tag}` stands in `{parent}`", tag=shown(local(child)), parent=block.tag),
                        remedy=msg("put it into `{tag}`", tag=wanted),
                    )
                    break
    empty = [block for block in course.blocks if _is_empty(block) and id(block) not in gone]
    if empty:
        yield EMPTY_PART.at(
            empty[0].span,
            msg("empty parts of the outline ({count}), among them {name}", count=len(empty), name=_title(empty[0])),
            remedy=msg("take them out, or fill them"),
        )


def _is_empty(block: Block) -> bool:
    return (block.tag in BELOW or block.tag == "vertical") and not any(local(child) for child in block.element)


def _title(block: Block) -> str:
    return shown(block.element.get("display_name") or block.name or block.tag, 60)


@dataclass(frozen=True, slots=True)
class _Settings:
    source: Source
    values: object
    problem: Diagnostic | None


def _settings(archive: Archive, course: Course) -> Iterator[Diagnostic]:
    path = f"{course.folder}policies/{course.run}/policy.json"
    settings = _json(archive, path)
    outline = next(iter(course.of("course")), None)
    has_start = outline is not None and outline.element.get("start") is not None
    if settings is None:
        if not has_start:
            yield POLICY_MISSING.at(
                course.document.source.line_span(1),
                msg("the settings {file} are not in the archive", file=shown(path)),
                remedy=msg("after importing, set the start of the course in Studio"),
            )
        return
    if settings.problem:
        yield settings.problem
        return
    values = settings.values
    own = values.get(f"course/{course.run}") if isinstance(values, dict) else None
    title = own.get("display_name") if isinstance(own, dict) else None
    course.title = title if isinstance(title, str) else ""
    if not isinstance(own, dict) or ("start" not in own and not has_start):
        yield POLICY_MISSING.at(
            settings.source.span(0, 0),
            msg("the settings do not say when “{name}” starts", name=shown(f"course/{course.run}")),
            remedy=msg("after importing, set the start of the course in Studio"),
        )


def _grading(archive: Archive, course: Course) -> Iterator[Diagnostic]:
    settings = _json(archive, f"{course.folder}policies/{course.run}/grading_policy.json")
    if settings is None:
        return
    if settings.problem:
        yield settings.problem
        return
    graders = settings.values.get("GRADER") if isinstance(settings.values, dict) else None
    graders = [grader for grader in graders if isinstance(grader, dict)] if isinstance(graders, list) else []
    weights = [weight for grader in graders if isinstance(weight := grader.get("weight"), int | float)]
    if graders and abs(sum(weights) - _SUM) > _NEAR:
        yield GRADING_ODD.at(
            settings.source.span(0, 0),
            msg("the weights of the assignments add up to {sum}% instead of 100%", sum=round(100 * sum(weights))),
            remedy=msg("mend them in Studio: Settings, Grading"),
        )
    types = {str(grader.get("type")) for grader in graders}
    for block in course.of("sequential"):
        form = block.element.get("format")
        if form and form not in types:
            yield GRADING_ODD.at(
                block.span,
                msg("“{form}” is no assignment type of the grading policy", form=shown(form)),
                remedy=msg("add the type in Studio: Settings, Grading"),
            )


def _files(archive: Archive, course: Course) -> Iterator[Diagnostic]:
    mac = [name for name in archive.names if name.rsplit("/", 1)[-1].startswith("._")]
    if mac:
        yield MAC_FILES.at(
            Source(shown(mac[0]), "").span(0, 0),
            msg("leftovers of macOS ({count}): {names}", **_some(mac)),
            remedy=msg("pack the folder again with `COPYFILE_DISABLE=1 tar czf`"),
        )
    held = {name.removeprefix(f"{course.folder}static/") for name in archive.names}
    held |= {name.replace("/", "_") for name in held}
    missing: dict[str, str] = {}
    for name, text in _texts(archive, course.folder):
        for found in _STATIC.finditer(text):
            if found[1] not in held and not found[1].endswith("/"):
                missing.setdefault(found[1], name)
    if missing:
        first = next(iter(missing))
        yield STATIC_MISSING.at(
            Source(shown(missing[first]), "").span(0, 0),
            msg("files of static/ that are used and not there ({count}): {names}", **_some(list(missing))),
            remedy=msg("export the course again, with its files, or upload them in Studio: Content, Files"),
        )


def _texts(archive: Archive, folder: str) -> Iterator[tuple[str, str]]:
    room = _SEARCHED
    for name in archive.names:
        inside = name.startswith(folder) and not name.startswith(f"{folder}static/")
        room -= archive.size(name) if inside else 0
        if inside and room > 0 and name.rsplit(".", 1)[-1].lower() in _TEXTS:
            try:
                yield name, text_of(archive, name, _LONGEST)
            except Refused:
                continue  # told of already: damage is looked for in every file


def _json(archive: Archive, path: str) -> _Settings | None:
    """Return a file of settings, None when there is none."""
    if path not in archive.names:
        return None
    source = Source(shown(path), "")
    try:
        text = text_of(archive, path, _LONGEST)
        source = Source(shown(path), text)
        return _Settings(source, json.loads(text), None)
    except Refused as refused:
        return _Settings(source, None, refused.diagnostic)
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", 0)
        problem = BROKEN_JSON.at(
            source.span(at, at),
            msg("{file} is not well-formed JSON", file=source.path),
            label=msg("the reader stops here"),
            remedy=msg("export the course again; if the file was edited by hand, mend it here"),
        )
        return _Settings(source, None, problem)


def _some(names: list[str]) -> dict[str, object]:
    named = ", ".join(shown(name, 60) for name in names[:_NAMED])
    return {"count": len(names), "names": named + (", …" if len(names) > _NAMED else "")}
