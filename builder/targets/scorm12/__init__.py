"""SCORM 1.2: packages of one SCO, one page, for the course or for each module."""

from collections.abc import Callable, Iterator, Mapping

from builder.diagnostics import Diagnostic, Findings, Message
from builder.model.course import Course
from builder.package import Package
from builder.package.archive import ArchiveKind
from builder.render.site import Site
from builder.targets.options import open_options
from builder.targets.scorm12 import acceptance
from builder.targets.scorm12.cut import LINK_TO_OTHER_PACKAGE, PACKAGES, cut, left_out, links_out, parts
from builder.targets.scorm12.manifest import MANIFEST, manifest
from builder.targets.scorm12.state_report import STATE_TOO_LARGE, sizes, too_large

name = "scorm12"
archive = ArchiveKind.ZIP
first = MANIFEST
reports_results = True

kinds = (STATE_TOO_LARGE, LINK_TO_OTHER_PACKAGE, *acceptance.KINDS)
FIELDS = (PACKAGES, acceptance.LMS)


def check(course: Course) -> Iterator[Diagnostic]:
    """Find options that mean nothing, and a course whose progress cannot be kept whole."""
    findings = Findings()
    options = open_options(course, name, FIELDS, findings)
    made = parts(course, cut(options))
    profiles = acceptance.read_profiles(options)
    yield from findings
    for part in made.values():
        yield from links_out(part, whole="" in made)
    yield from too_large(made, next((choice.span for choice in course.targets if choice.id == name), course.span))
    yield from acceptance.title_findings(made.values())
    yield from acceptance.acceptance_findings(made.values(), profiles)


def facts(course: Course) -> Iterator[Message]:
    """Say how much progress the LMS must keep, at the most, what no package shows, and which platforms take it."""
    made = _parts(course)
    yield from sizes(made)
    yield from left_out(course, made)
    profiles = acceptance.read_profiles(open_options(course, name, FIELDS, Findings()))
    yield from acceptance.acceptance_facts(made.values(), profiles)


def reports(course: Course) -> Mapping[str, object]:  # noqa: ARG001 - the shape of a target
    """Return nothing: each system names its reports itself."""
    return {}


def packages(
    course: Course,
    site: Callable[[Course], Site],
    pictures: Callable[[], Mapping[str, bytes]],  # noqa: ARG001 - they are on the page
) -> Mapping[str, Package]:
    """Return for each package the pages, the run-time that talks to the LMS, and the manifest of all files."""
    return {ending: _package(part, site(part)) for ending, part in _parts(course).items()}


def _package(course: Course, site: Site) -> Package:
    made = site.package("scorm12.js")
    made.add(MANIFEST, manifest(course, tuple(sorted(made))))
    return made


def _parts(course: Course) -> Mapping[str, Course]:
    return parts(course, cut(open_options(course, name, FIELDS, Findings())))
