"""Where things are in an Open edX course: blocks by `jump_to_id`, files flat below `/static/`, tabs below `/course/`.

Where blocks and tabs are shown, a quoted address that begins with `/course/` gets the address of the course instead
(`replace_course_urls` of edx-platform), below which a tab of the course's own is found by its slug and a slash (the
route `static_tab` of the LMS).
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

from builder.model.course import Course
from builder.model.identifier import fingerprint
from builder.model.reference import FileReference, resolve
from builder.render.addresses import file_name, place_id
from builder.targets.olx.names import Names

STATIC = "course/static/"
# A second file of this name would be taken for the head of the archive.
_DEFAULT_PICTURE = "parcours/course-image.png"
_RESERVED = "course.xml"


class OlxAddresses:
    """The addresses in one archive; `files` maps paths of the course folder to names below `/static/`."""

    def __init__(self, course: Course) -> None:
        self.names = Names(course)
        """The names of blocks."""
        self._blocks = {
            activity.path: self.names.activity_url(module, activity)
            for module in course.modules
            for activity in module.activities
        }
        self._tabs = {path: f"/course/{slug}/" for path, slug in course.side_paths().items()}
        self.subtitles = {
            captions.path: captions
            for media in course.media.values()
            if media.kind == "video"
            for captions in media.captions
        }
        """The captions of videos, which Open edX reads as SubRip."""
        wanted = {path: path for path in course.assets}
        wanted |= {path: str(PurePosixPath(path).with_suffix(".srt")) for path in self.subtitles}
        own = resolve(course.image.span.source.path, course.image.target) if course.image else None
        picture = own.path if isinstance(own, FileReference) else _DEFAULT_PICTURE
        badges = {badge.id: f"parcours/badge-{badge.id}.svg" for badge in course.badges}
        names = static_names({picture: picture} | {path: path for path in badges.values()} | wanted)
        self.files: Mapping[str, str] = {path: names[path] for path in course.assets}
        self.paths: Mapping[str, str] = {self.file(path): path for path in course.assets}
        """The path of each file of the course folder by its address."""
        self.picture = names[picture]
        """The name of the picture of the course; where the author gives none, a file must be added under it."""
        self.badges: Mapping[str, str] = {name: names[path] for name, path in badges.items()}
        """The name of the picture of each badge: a file must be added under it."""

    def activity(self, path: str, fragment: str) -> str:
        """Return the address of a block or a tab; only a tab keeps the place in it."""
        if path in self._tabs:
            return self._tabs[path] + (f"#{place_id(fragment)}" if fragment else "")
        return f"/jump_to_id/{self._blocks[path]}"

    def elsewhere(self, path: str) -> str:  # noqa: ARG002 - the shape of addresses
        """Return an empty text: the archive holds the whole course."""
        return ""

    def file(self, path: str) -> str:
        """Return the address of a file of the course folder."""
        return f"/static/{self.files[path]}"


def static_names(wanted: Mapping[str, str]) -> dict[str, str]:
    """Give each file a flat name made of the path wanted for it; where two would clash, both take in their folders.

    The order does not count. Open edX joins the folders of `static/` into the name with `_`, so that only flat names
    are sure to be unlike.
    """
    short = {path: file_name(PurePosixPath(PurePosixPath(want).name)) for path, want in wanted.items()}
    count = Counter(short.values())
    long = {path: file_name(PurePosixPath(want.replace("/", " "))) for path, want in wanted.items()}
    names = {path: name if _is_free(name, count) else long[path] for path, name in short.items()}
    again = Counter(names.values())
    marked = {path: file_name(PurePosixPath(name), f"-{fingerprint(path, 32):08x}") for path, name in names.items()}
    return {path: name if _is_free(name, again) else marked[path] for path, name in names.items()}


def _is_free(name: str, count: Mapping[str, int]) -> bool:
    return count[name] == 1 and name != _RESERVED
