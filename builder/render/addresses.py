"""Where things are in the package: the route of an activity, the path of a file."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Protocol

from builder.model.course import Activity, Course, Module
from builder.model.identifier import fingerprint, slug
from builder.model.progress import activity_name

FILES = "files"
"""The folder of the package that holds what the course links to."""


class Addressing(Protocol):
    """Knows the address of everything in one package. Raises `KeyError` for what is not in the course."""

    def activity(self, path: str, fragment: str) -> str:
        """Return the address of a page or quiz by the path of its file, or of a place in it."""
        ...

    def elsewhere(self, path: str) -> str:
        """Return the title of the module that an activity is in, where that is another package; else an empty text."""
        ...

    def file(self, path: str) -> str:
        """Return the address of a file of the course folder."""
        ...


class Addresses:
    """The addresses in the learner's page."""

    def __init__(self, course: Course) -> None:
        self._routes = {
            activity.path: route(module, activity) for module in course.modules for activity in module.activities
        } | {path: f"#/{name}" for path, name in course.side_paths().items()}
        self.files: Mapping[str, str] = _package_paths(course.assets)
        self._elsewhere = course.part_of.elsewhere if course.part_of else {}

    def activity(self, path: str, fragment: str) -> str:
        """Return the route of a page or quiz, or of a place in it."""
        found = self._routes[path]
        return f"{found}#{place_id(fragment)}" if fragment else found

    def elsewhere(self, path: str) -> str:
        """Return the title of the module that an activity is in, where that is another package; else an empty text."""
        return self._elsewhere.get(path, "")

    def file(self, path: str) -> str:
        """Return the package path of a file of the course folder."""
        return self.files[path]


def place_id(anchor: str) -> str:
    """Return the id of a place in a page: never one of the ids that the theme's own elements have."""
    return f"at-{anchor}"


def route(module: Module, activity: Activity) -> str:
    """Return the address of an activity inside the learner's page."""
    return f"#/{activity_name(module, activity)}"


def fragment_path(module: Module, activity: Activity) -> str:
    """Return the package path of the script that brings an activity."""
    return f"content/{activity_name(module, activity)}.js"


def _package_paths(paths: Iterable[str]) -> dict[str, str]:
    """Give each file an ASCII path; names that fold to the same one get a digest of their own."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for path in paths:
        parts = PurePosixPath(path)
        folders = [slug(part) for part in parts.parent.parts]
        made = "/".join([FILES, *folders, file_name(parts)])
        if made in taken:
            made = "/".join([FILES, *folders, file_name(parts, f"-{fingerprint(path, 32):08x}")])
        taken.add(made)
        found[path] = made
    return found


def file_name(path: PurePosixPath, mark: str = "") -> str:
    """Return the name of a file in ASCII, its suffix kept; a mark at the end of the stem tells it from others."""
    suffix = slug(path.suffix) if path.suffix else ""
    return f"{slug(path.stem)}{mark}.{suffix}" if suffix else f"{slug(path.stem)}{mark}"
