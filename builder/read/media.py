"""Recordings that pages show: finding what lies beside each, by name."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from builder.model.course import Course
from builder.model.media import CAPTIONS_SUFFIX, Captions, Media, MediaKind, media_kind, transcript_path
from builder.model.reference import FileReference, resolve
from builder.read.module import Reader
from builder.syntax.markdown import Document, has_front_matter, parse_page


def read_media(course: Course, reader: Reader) -> dict[str, Media]:
    """Return every recording that is there and that a page shows, by its path."""
    return {path: _media(path, kind, course.language, reader) for path, kind in sorted(_shown(course, reader).items())}


def _shown(course: Course, reader: Reader) -> dict[str, MediaKind]:
    pages = (page for module in course.modules for page in module.pages)
    targets = (resolve(page.path, image.target) for page in pages for image in page.document.images)
    paths = {target.path for target in targets if isinstance(target, FileReference)}
    return {path: kind for path in paths if (kind := media_kind(path)) and reader.workspace.is_file(path)}


def _media(path: str, kind: MediaKind, language: str, reader: Reader) -> Media:
    captions = [
        Captions(tag or language, file, reader.workspace.read(file, reader.context.findings))
        for tag, file in _caption_files(PurePosixPath(path), reader)
    ]
    captions.sort(key=lambda found: (_primary(found.language) != _primary(language), found.path))
    text = transcript_path(path)
    return Media(path, kind, tuple(captions), text, _transcript(text, reader))


def _caption_files(path: PurePosixPath, reader: Reader) -> Iterator[tuple[str, str]]:
    """Go through `talk.fr.vtt` and `talk.vtt`: the language in each name, empty where there is none, and its path."""
    # macOS stores accents apart from their letters; people type them together.
    names = [normalize("NFC", name) for name in reader.workspace.names(str(path.parent))]
    stem = normalize("NFC", path.stem)
    # `talk.fr.vtt` belongs to `talk.fr.mp4` where there is one.
    others = {PurePosixPath(name).stem for name in names if media_kind(name)}
    longer = tuple(f"{other}." for other in others if other.startswith(f"{stem}."))
    for name in names:
        whole = f"{PurePosixPath(name).stem}."
        if name.lower().endswith(CAPTIONS_SUFFIX) and whole.startswith(f"{stem}.") and not whole.startswith(longer):
            yield whole[len(stem) + 1 : -1], str(path.parent / name)


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _transcript(path: str, reader: Reader) -> Document | None:
    if not reader.workspace.is_file(path):
        return None
    source = reader.workspace.read(path, reader.context.findings)
    if source is None:
        reader.unread.add(path)
        return None
    front = has_front_matter(source.text)
    return parse_page(source, front.end() if front else 0)
