"""The shape of a target: what a package of this room offers."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from builder.diagnostics import Diagnostic, Kind, Message
from builder.model.course import Course
from builder.package import Package
from builder.package.archive import ArchiveKind
from builder.render.site import Site


class Target(Protocol):
    """A way to deliver a course. A package with these names satisfies it.

    `name` is what authors write; `archive` is what its importers read, and `first` the path that they want in front;
    `kinds` are the findings that no other room makes.
    """

    @property
    def name(self) -> str: ...
    @property
    def archive(self) -> ArchiveKind: ...
    @property
    def first(self) -> str | None: ...

    @property
    def kinds(self) -> tuple[Kind, ...]: ...

    @property
    def reports_results(self) -> bool:
        """True when a system that shows this target can report what learners did: what badges are awarded from."""
        ...

    def check(self, course: Course) -> Iterator[Diagnostic]:
        """Go through what this target cannot carry, each at the author's line."""
        ...

    def facts(self, course: Course) -> Iterator[Message]:
        """Go through what a build report says of this target."""
        ...

    def reports(self, course: Course) -> Mapping[str, object]:
        """Return the titles under which systems report the results of this target; empty when it fixes none."""
        ...

    def packages(
        self, course: Course, site: Callable[[Course], Site], pictures: Callable[[], Mapping[str, bytes]]
    ) -> Mapping[str, Package]:
        """Return the packages, in memory, each with what follows the name of the target in that of its file.

        `site` gives the learner's page of the course, made once for all the targets that ask, or of a part of it.
        `pictures` gives those of the badges by their ids, as SVG.
        """
        ...
