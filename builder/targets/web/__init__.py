"""The course as plain web pages: for any web server, or a USB stick. Progress stays on the device."""

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Message
from builder.model.course import Course
from builder.package import Package
from builder.render.site import Site

name = "web"
first = None


def check(course: Course) -> Iterator[Diagnostic]:  # noqa: ARG001 - the shape of a target
    """Find nothing: web pages carry all there is, and a device keeps as much progress as there is."""
    return iter(())


def facts(course: Course) -> Iterator[Message]:  # noqa: ARG001 - the shape of a target
    """Say nothing."""
    return iter(())


def package(course: Course, site: Site) -> Package:  # noqa: ARG001 - the shape of a target
    """Return the pages with the run-time that keeps progress on the device."""
    return site.package("web.js")
