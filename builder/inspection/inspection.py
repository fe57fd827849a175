"""Everything that is known about a package: its form, its manifest or course, its files, problems and calls."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.diagnostics import Diagnostic, Severity
from builder.inspection import kinds
from builder.inspection.archive import Archive, open_archive
from builder.inspection.contents import Contents, check_speaking, problems_of, read_contents
from builder.inspection.kinds import Form
from builder.inspection.olx import Course, course_files, folder_of_blocks, read_course
from builder.inspection.olx_rules import check_course, course_file_missing
from builder.inspection.ours import Ours, is_ours, read_ours, weighed
from builder.inspection.package_rules import check_package, manifest_missing
from builder.inspection.scorm12 import Manifest, form_of, read_manifest
from builder.inspection.scorm12_rules import check_manifest, not_a_manifest
from builder.inspection.texts import local, xml_of
from builder.inspection.troubles import Troubles
from builder.inspection.verdict import Verdict, judge

_LARGEST = 5


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a package: how many, how large unpacked, the largest, and by their endings."""

    count: int
    unpacked: int
    largest: tuple[tuple[str, int], ...]
    by_ending: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A report on a package."""

    path: Path
    size: int
    archive_form: str
    form: Form
    verdict: Verdict
    manifest: Manifest | None
    course: Course | None
    ours: Ours | None
    files: Files
    contents: Contents
    problems: tuple[Diagnostic, ...]
    refused: bool
    """True when nothing of the archive was looked at."""


@dataclass(slots=True)
class _Seen:
    """What is found on the way."""

    form: Form
    manifest_file: str = ""
    manifest: Manifest | None = None
    course: Course | None = None
    opens: bool = False
    launched: tuple[str, ...] = ()


def inspect(path: Path) -> Inspection:
    """Return what is in a package. Nothing is written, run, or asked for; only a file that cannot be read raises."""
    archive = open_archive(path)
    found = Troubles()
    seen = _Seen(kinds.UNKNOWN)
    contents = Contents()
    if not archive.refused:
        found.extend(archive.damage())
        found.extend(_look(archive, seen))
        contents = read_contents(archive, seen.launched, shows_xml=seen.form is kinds.OLX)
        found.extend(_headless(archive, seen, contents))
        found.extend(_contents_problems(archive, seen, contents))
    problems = tuple(sorted([*archive.troubles, *found.told(path.name)], key=_order))
    verdict = judge(seen.form, problems, refused=archive.refused, opens=seen.opens)
    return Inspection(
        path,
        path.stat().st_size,
        archive.form,
        seen.form,
        verdict,
        seen.manifest,
        seen.course,
        read_ours(archive),
        _files(archive),
        contents,
        problems,
        archive.refused,
    )


def _look(archive: Archive, seen: _Seen) -> Iterator[Diagnostic]:
    """Find out what a package is, and what is wrong with what makes it one."""
    manifests = kinds.manifests(archive)
    courses = course_files(archive)
    if manifests and "/" not in manifests[0]:
        yield from _scorm(archive, seen, manifests[0])
    elif courses and courses[0].count("/") <= 1 and "moodle_backup.xml" not in archive.names:
        yield from _olx(archive, seen, courses)
    else:
        seen.form = kinds.other_form(archive)
        if seen.form in (kinds.UNKNOWN, kinds.WEB, kinds.NESTED) and not manifests:
            yield from _deep_olx(archive, seen, courses)
        if seen.form in (kinds.UNKNOWN, kinds.WEB) and manifests:
            yield from _scorm(archive, seen, manifests[0])
    if seen.form in (kinds.SCORM12, kinds.OLX):
        yield from check_package(archive, seen.form, seen.manifest_file)


def _scorm(archive: Archive, seen: _Seen, file: str) -> Iterator[Diagnostic]:
    seen.form, seen.manifest_file = kinds.SCORM12, file
    document = xml_of(archive, file)
    yield from document.problems
    if document.root is None:
        return
    if local(document.root).lower() != "manifest":
        yield not_a_manifest(document)
        return
    seen.manifest = manifest = read_manifest(document, document.root, file[: file.rfind("/") + 1])
    seen.form = form_of(manifest)
    seen.launched = tuple(item.resource.path for item in manifest.launched if item.resource and item.resource.path)
    names = frozenset(archive.names)
    seen.opens = any(path in names for path in seen.launched)
    if seen.form is kinds.SCORM12:
        found = check_manifest(manifest, names)
        yield from map(weighed, found) if is_ours(manifest) else found


def _olx(archive: Archive, seen: _Seen, courses: tuple[str, ...]) -> Iterator[Diagnostic]:
    seen.form = kinds.OLX
    seen.course = course = read_course(archive, courses[0])
    seen.opens = len(course.blocks) > 1
    yield from check_course(archive, course, courses[1:])


def _deep_olx(archive: Archive, seen: _Seen, courses: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Take a course below several folders, where Studio finds it too, or one whose course.xml is gone."""
    folder = folder_of_blocks(archive)
    if folder is not None and f"{folder}course.xml" in courses:
        yield from _olx(
            archive, seen, (f"{folder}course.xml", *(file for file in courses if file != f"{folder}course.xml"))
        )
    elif folder is not None:
        seen.form = kinds.OLX
        yield course_file_missing(archive.path.name, folder)


def _headless(archive: Archive, seen: _Seen, contents: Contents) -> Iterator[Diagnostic]:
    """Take pages that speak SCORM 1.2 for a package that lost its manifest: a web site has nobody to speak to."""
    if seen.form in (kinds.UNKNOWN, kinds.WEB) and contents.starts_12:
        seen.form = kinds.SCORM12
        yield manifest_missing(archive)
        yield from check_package(archive, seen.form, "")


def _contents_problems(archive: Archive, seen: _Seen, contents: Contents) -> Iterator[Diagnostic]:
    if seen.form is kinds.OLX:
        return
    yield from problems_of(contents, frozenset(archive.names), seen.launched)
    if seen.form is kinds.SCORM12 and seen.manifest and seen.opens:
        scos = [item for item in seen.manifest.launched if item.is_sco and item.resource]
        if scos and scos[0].resource:
            yield from check_speaking(contents, scos[0].resource.path)


def _files(archive: Archive) -> Files:
    sizes = {name: archive.size(name) for name in archive.names}
    counted: defaultdict[str, list[int]] = defaultdict(list)
    for name, size in sizes.items():
        last = name.rsplit("/", 1)[-1]
        counted[last.rsplit(".", 1)[-1].lower() if "." in last else ""].append(size)
    by_ending = [(ending, len(found), sum(found)) for ending, found in counted.items()]
    return Files(
        len(sizes),
        sum(sizes.values()),
        tuple(sorted(sizes.items(), key=lambda each: (-each[1], each[0]))[:_LARGEST]),
        tuple(sorted(by_ending, key=lambda each: (-each[2], each[0]))),
    )


def _order(problem: Diagnostic) -> tuple[bool, bool, str, int, str]:
    """Return what problems are sorted by: how many more there are of a kind comes after those that are named."""
    return problem.severity is Severity.WARNING, problem.remedy is None, *problem.order
