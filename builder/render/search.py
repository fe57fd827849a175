"""What learners can search: the texts of pages and the terms of the glossary, cut into scripts of bounded size.

Of quizzes and self-checks only titles and introductions are there: their questions would give answers away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from markdown_it.token import Token

from builder.model.course import GLOSSARY, Course, Module, Page
from builder.model.media import Media
from builder.model.progress import activity_name
from builder.model.quiz import Quiz
from builder.model.reference import FileReference, resolve
from builder.render.addresses import place_id
from builder.render.theme import Theme
from builder.render.typography import typeset
from builder.syntax.blocks import name_and_title
from builder.syntax.callouts import TITLE
from builder.syntax.markdown import ANCHOR, Document

PART_SIZE = 200_000
"""How many characters of text a script holds before the next one begins."""

Section = tuple[str, str, str]
"""The id of a place in a page, the heading there, and the text below it; the first two are empty at the head."""
Entry = tuple[str, str, str, list[Section]]
"""The address of something to find, its title, where it stands, and its sections."""

_TEXTS = {"text", "text_special", "code_inline", "math_inline", "math_inline_double"}
_BLOCKS_OF_TEXT = {"fence", "code_block", "math_block"}
_TAG = re.compile(r"<[^>]*>")


def search_parts(course: Course, theme: Theme) -> list[list[Entry]]:
    """Return all that can be found, in the order of the course, in parts of about `PART_SIZE`; at least one."""
    parts: list[list[Entry]] = [[]]
    size = 0
    for entry in _entries(course, theme):
        if size > PART_SIZE:
            parts.append([])
            size = 0
        parts[-1].append(entry)
        size += sum(len(heading) + len(text) for _, heading, text in entry[3])
    return parts


def _entries(course: Course, theme: Theme) -> Iterator[Entry]:
    for module in course.modules:
        for activity in module.activities:
            yield _activity(module, activity, course)
    if course.glossary:
        for term in course.glossary.terms:
            sections = _sections(term.definition, course.glossary.path, course)
            also = theme.text("Also: {words}", words=", ".join(term.also)) if term.also else ""
            said = [*(text for _, *texts in sections for text in texts), also]
            yield (
                f"{GLOSSARY}#{place_id(term.anchor)}",
                typeset(term.name, course.language),
                theme.text("Glossary"),
                [("", "", " · ".join(filter(None, said)))],
            )


def _activity(module: Module, activity: Page | Quiz, course: Course) -> Entry:
    document = activity.document if isinstance(activity, Page) else activity.intro
    sections = _sections(document, activity.path, course)
    title = typeset(activity.title, course.language)
    if sections[1:] and sections[0] == ("", "", "") and sections[1][1] == title:
        # The heading that is the title of the page is not said twice.
        sections[:2] = [("", "", sections[1][2])]
    return (
        activity_name(module, activity),
        title,
        typeset(module.title, course.language),
        sections,
    )


def _sections(document: Document, path: str, course: Course) -> list[Section]:
    """Return the text of a document below each of its headings, what stands before the first one at the head."""
    sections: list[tuple[str, str, list[str]]] = [("", "", [])]
    tokens = iter(document.tokens)
    for token in tokens:
        if token.type == "heading_open":
            heading = " ".join(_words(next(tokens), path, course.media))
            sections.append((place_id(str(token.meta[ANCHOR])), " ".join(heading.split()), []))
        elif token.type == "footnote_block_open":
            # Notes stand below all of the page, not below its last heading.
            sections.append(("", "", []))
        else:
            sections[-1][2].extend(_words(token, path, course.media))
    return [
        (anchor, typeset(heading, course.language), typeset(" ".join(" ".join(words).split()), course.language))
        for anchor, heading, words in sections
    ]


def _words(token: Token, path: str, media: Mapping[str, Media]) -> Iterator[str]:
    """Go through the words of a token of a page that learners may read."""
    if token.type in _BLOCKS_OF_TEXT:
        yield token.content
    elif token.type == "blockquote_open":
        yield str(token.meta.get(TITLE, ""))
    elif token.type.startswith("container_") and token.nesting > 0:
        yield name_and_title(token.info)[1]
    elif token.type == "inline":
        yield "".join(_inline(token.children or (), path, media))


def _inline(tokens: Iterable[Token], path: str, media: Mapping[str, Media]) -> Iterator[str]:
    for token in tokens:
        if token.type in _TEXTS:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "html_inline":
            # One tag may stand within a word; several are a block of HTML.
            alone = _TAG.fullmatch(token.content)
            yield "" if alone else unescape(_TAG.sub(" ", token.content))
        elif token.type == "image":
            yield from _image(token, path, media)


def _image(token: Token, path: str, media: Mapping[str, Media]) -> Iterator[str]:
    """Go through what stands for a picture, or a recording with its transcript, and below it."""
    yield from _inline(token.children or (), path, media)
    yield f" {title}" if (title := token.attrs.get("title")) else ""
    target = resolve(path, str(token.attrs.get("src", "")))
    recording = media.get(target.path) if isinstance(target, FileReference) else None
    if recording and recording.transcript:
        yield f" {recording.transcript.plain_text}"
