"""A page cut where Open edX wants a block of another type: its text, its videos and its self-checks."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import lxml.html
from lxml import etree

from builder.syntax.xml import sub
from builder.targets.olx.html4 import inner


@dataclass(frozen=True, slots=True)
class Video:
    """A video: its title, the address of its file, and the address of its subtitles by language."""

    title: str
    source: str
    subtitles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The place of the self-check of an index."""

    index: int


def page_parts(holder: lxml.html.HtmlElement, marks: Sequence[str]) -> Iterator[str | Video | SelfCheck]:
    """Go through the texts (as HTML), videos and self-checks of a page, in order.

    `marks` are the ids of the elements that stand for the self-checks. A page without anything has one empty text. A
    video inside a list or a callout comes after it; where it stood, its title remains. So does a self-check that stands
    between two tags of HTML.
    """
    is_empty = not len(holder)
    text = _text(holder.text)
    for element in list(holder):
        videos = list(element.iter("video"))
        made = [_video(video) for video in videos]
        if videos and videos[0].getparent() is element:
            if html := _html(text):
                yield html
            yield from made
            text = _text(None)
            element.remove(videos[0])
            # The block shows the title itself.
            if element.text_content().strip() != made[0].title:
                for name in ("role", "aria-label"):
                    element.attrib.pop(name, None)
                text.append(element)
            continue
        for video in videos:
            _leave_title(video)
        checks = [inside for inside in element.iter("div") if inside.get("id") in marks]
        for check in checks:
            check.drop_tree()
        if element not in checks:
            text.append(element)
        if videos or checks:
            if html := _html(text):
                yield html
            yield from made
            yield from (SelfCheck(marks.index(check.get("id", ""))) for check in checks)
            text = _text(None)
    html = _html(text)
    if html or is_empty:
        yield html


def video(part: Video) -> etree._Element:
    """Return the block of a video on the course's own server: never one of YouTube."""
    block = etree.Element("video", display_name=part.title, youtube_id_1_0="", show_captions="true")
    block.set("html5_sources", json.dumps([part.source]))
    names = {language: PurePosixPath(address).name for language, address in part.subtitles}
    if names:
        block.set("transcripts", json.dumps(names))
    sub(block, "source", src=part.source)
    for language, name in names.items():
        sub(block, "transcript", language=language, src=name)
    return block


def _text(start: str | None) -> lxml.html.HtmlElement:
    made = lxml.html.Element("div")
    made.text = start
    return made


def _html(text: lxml.html.HtmlElement) -> str:
    has_content = text.text_content().strip() or next(text.iter("img", "hr"), None) is not None
    return inner(text).strip() if has_content else ""


def _video(element: lxml.html.HtmlElement) -> Video:
    tracks = tuple((track.get("srclang", ""), track.get("src", "")) for track in element.iter("track"))
    return Video(element.get("aria-label", ""), element.get("src", ""), tracks)


def _leave_title(element: lxml.html.HtmlElement) -> None:
    title = element.get("aria-label", "")
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "p", title, tail
