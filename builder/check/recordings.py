"""Rules about videos and sound: people who cannot hear or see them get the same."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, Source, Span, msg
from builder.model.course import Course
from builder.model.media import Media, MediaKind, media_kind
from builder.model.reference import FileReference, resolve
from builder.syntax.captions import Fault, read_captions
from builder.syntax.languages import language_name
from builder.syntax.markdown import Image


def missing_captions(course: Course) -> Iterator[Diagnostic]:
    """Find videos that say nothing to people who cannot hear them."""
    for span, media in _media(course):
        if media.kind == "video" and not media.captions:
            file = f"{PurePosixPath(media.path).with_suffix('')}.{course.language}.vtt"
            yield MISSING_CAPTIONS.kind.at(
                span,
                msg("this video has no captions"),
                remedy=msg("create the WebVTT file `{path}`, with what is said and heard and when", path=file),
            )


def missing_transcript(course: Course) -> Iterator[Diagnostic]:
    """Find recordings whose content cannot be read."""
    for span, media in _media(course):
        unread = media.transcript is None or media.transcript.is_empty
        if unread and media.transcript_path not in course.unread:
            is_video = media.kind == "video"
            yield MISSING_TRANSCRIPT.kind.at(
                span,
                msg("this video has no transcript") if is_video else msg("this audio recording has no transcript"),
                remedy=msg(
                    "create the Markdown file `{path}`, with what is said, seen and heard", path=media.transcript_path
                ),
            )


def broken_captions(course: Course) -> Iterator[Diagnostic]:
    """Find captions that browsers would not show; each sort of fault once a file."""
    for source in _caption_sources(course):
        faults = [found for found in read_captions(source.text) if isinstance(found, Fault)]
        for fault in {fault.message: fault for fault in reversed(faults)}.values():
            yield BROKEN_CAPTIONS.kind.at(source.line_span(fault.line), fault.message, remedy=fault.remedy)


def unclear_captions(course: Course) -> Iterator[Diagnostic]:
    """Find captions in a language that nobody knows, or twice in the same."""
    for span, media in _media(course):
        held: dict[str, str] = {course.language.lower(): ""}
        for captions in media.captions:
            if captions.language.lower() not in held and language_name(captions.language, "en") is None:
                yield UNCLEAR_CAPTIONS.kind.at(
                    span,
                    msg("“{text}” in `{path}` is not a language tag", text=captions.language, path=captions.path),
                    remedy=msg("write a short tag with hyphens, such as fr, en or fr-CA"),
                )
            other = held.get(captions.language.lower())
            if other:
                yield UNCLEAR_CAPTIONS.kind.at(
                    span,
                    msg("`{path}` and `{other}` are in the same language", path=captions.path, other=other),
                    remedy=msg("remove one of them, or correct the language in its name"),
                )
            held[captions.language.lower()] = captions.path


def untitled_media(course: Course) -> Iterator[Diagnostic]:
    """Find recordings without a name."""
    for _, image, _ in _shown(course):
        if not image.alt or image.decorative:
            yield UNTITLED_MEDIA.kind.at(
                image.span,
                msg("a recording needs a title, and never only decorates"),
                label=msg("say here what it is called"),
                remedy=msg("write `![title of the recording]({target})`", target=unquote(image.target)),
            )


def misplaced_media(course: Course) -> Iterator[Diagnostic]:
    """Find recordings where there is no room for a player and a transcript."""
    pages = {page.path for module in course.modules for page in module.pages}
    asked = {
        image.span for question in course.questions() for document in question.documents() for image in document.images
    }
    for path, image, kind in _shown(course):
        if path not in pages:
            yield MISPLACED_MEDIA.kind.at(
                image.span,
                msg("only a page can show a video") if kind == "video" else msg("only a page can play a recording"),
                remedy=msg("move it to a page, and write a link to that page here"),
            )
        elif image.span in asked:
            yield MISPLACED_MEDIA.kind.at(
                image.span,
                msg("a question cannot show a video") if kind == "video" else msg("a question cannot play a recording"),
                remedy=msg("move it out of the block, above the question"),
            )
        elif not image.alone:
            yield MISPLACED_MEDIA.kind.at(
                image.span,
                msg("a recording cannot stand inside a text, a title or a table"),
                remedy=msg("write it on a line of its own, between two empty lines"),
            )


def _media(course: Course) -> Iterator[tuple[Span, Media]]:
    """Go through the recordings, each with the first place that shows it."""
    places: dict[str, Span] = {}
    for path, image, _ in _shown(course):
        target = resolve(path, image.target)
        if isinstance(target, FileReference):
            places.setdefault(target.path, image.span)
    return ((places[path], media) for path, media in course.media.items())


def _shown(course: Course) -> Iterator[tuple[str, Image, MediaKind]]:
    for path, document in course.documents():
        for image in document.images:
            target = resolve(path, image.target)
            kind = media_kind(target.path) if isinstance(target, FileReference) else None
            if kind is not None:
                yield path, image, kind


def _caption_sources(course: Course) -> Iterator[Source]:
    # Two files of one recording, `talk.mp4` and `talk.webm`, share their captions.
    found = {captions.path: captions.source for media in course.media.values() for captions in media.captions}
    return (source for source in found.values() if source is not None)


_PAGE = "# Page\n\n![The talk](talk.mp4)\n"
_CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"
_VIDEO = {"course/one/talk.mp4": "", "course/one/talk.transcript.md": "Hello.\n"}
_WHOLE = _VIDEO | {"course/one/talk.en.vtt": _CAPTIONS}

MISSING_CAPTIONS = Rule(
    Kind(
        "missing-captions",
        Severity.ERROR,
        msg("People who cannot hear the video would miss what is said (WCAG 1.2.2, RGAA 4.3)."),
        allowable=True,
    ),
    missing_captions,
    bad=course_of(page=_PAGE) | _VIDEO,
    good=course_of(page=_PAGE) | _WHOLE,
)
MISSING_TRANSCRIPT = Rule(
    Kind(
        "missing-transcript",
        Severity.ERROR,
        msg("People who cannot see or hear the recording, or cannot play it, read it instead (WCAG 1.2.1, RGAA 4.1)."),
        allowable=True,
    ),
    missing_transcript,
    bad=course_of(page="# Page\n\n![The talk](talk.mp3)\n") | {"course/one/talk.mp3": ""},
    good=course_of(page=_PAGE) | _WHOLE,
)
BROKEN_CAPTIONS = Rule(
    Kind("broken-captions", Severity.ERROR, msg("Browsers drop what is not WebVTT, and say nothing.")),
    broken_captions,
    bad=course_of(page=_PAGE) | _VIDEO | {"course/one/talk.vtt": "WEBVTT\n\n00:00,000 --> 00:01,000\nHello.\n"},
    good=course_of(page=_PAGE) | _WHOLE,
)
UNCLEAR_CAPTIONS = Rule(
    Kind("unclear-captions", Severity.ERROR, msg("Learners choose captions by their language.")),
    unclear_captions,
    bad=course_of(page=_PAGE) | _VIDEO | {"course/one/talk.french.vtt": _CAPTIONS},
    good=course_of(page=_PAGE) | _WHOLE | {"course/one/talk.fr-CA.vtt": _CAPTIONS},
)
UNTITLED_MEDIA = Rule(
    Kind(
        "untitled-media",
        Severity.ERROR,
        msg("A screen reader would say “video” and no more (WCAG 4.1.2, RGAA 4.7)."),
    ),
    untitled_media,
    bad=course_of(page="# Page\n\n![](talk.mp4)\n") | _WHOLE,
    good=course_of(page=_PAGE) | _WHOLE,
)
MISPLACED_MEDIA = Rule(
    Kind("misplaced-media", Severity.ERROR, msg("A player and its transcript need a place of their own.")),
    misplaced_media,
    bad=course_of(page="# Page\n\nSee ![The talk](talk.mp4).\n") | _WHOLE,
    good=course_of(page=_PAGE) | _WHOLE,
)
