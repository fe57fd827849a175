"""The course as plain web pages: for any web server, or a USB stick. Progress stays on the device."""

from collections.abc import Callable, Iterator, Mapping

from builder.diagnostics import Diagnostic, Findings, Message
from builder.model.course import Course
from builder.package import Package
from builder.package.archive import ArchiveKind
from builder.render.site import Site
from builder.targets.options import open_options

name = "web"
archive = ArchiveKind.ZIP
first = None
reports_results = False
kinds = ()


def check(course: Course) -> Iterator[Diagnostic]:
    """Find options, of which there are none: web pages carry all there is, and a device keeps all progress."""
    findings = Findings()
    open_options(course, name, (), findings)
    return iter(findings)


def facts(course: Course) -> Iterator[Message]:  # noqa: ARG001 - the shape of a target
    """Say nothing."""
    return iter(())


def reports(course: Course) -> Mapping[str, object]:  # noqa: ARG001 - the shape of a target
    """Return nothing: each system names its reports itself."""
    return {}


def packages(
    course: Course,
    site: Callable[[Course], Site],
    pictures: Callable[[], Mapping[str, bytes]],  # noqa: ARG001 - they are on the page
) -> Mapping[str, Package]:
    """Return the pages with the run-time that keeps progress on the device."""
    return {"": site(course).package("web.js")}
