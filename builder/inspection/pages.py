"""What pages, style sheets and scripts ask for: addresses, where, and whether anybody asked them to.

Nothing is run. What a tag or a style sheet names is asked for as soon as the page is shown; what a script names may
be; what a link names is asked for when somebody follows it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from lxml import etree

LONGEST_TEXT = 4 << 20  # bytes of a file that is searched


class Asked(Enum):
    """When an address is asked for."""

    LOADED = "loaded"
    """By a tag or a style sheet, when the page is shown."""
    SCRIPTED = "scripted"
    """By a script, when it comes to that."""
    LINKED = "linked"
    """By the learner, who follows a link or sends a form."""
    MENTIONED = "mentioned"
    """By nobody that can be seen: a text in a script."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as a file writes it."""

    text: str
    asked: Asked
    by: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one file."""

    addresses: tuple[Address, ...] = ()
    base: str = ""
    leaves: tuple[str, ...] = ()
    """`unload` and `beforeunload`, as far as somebody listens to them, and nobody to `pagehide`, which does better."""
    policy: str = ""


_LOADING: dict[str, tuple[str, ...]] = {
    "audio": ("src",),
    "body": ("background",),
    "embed": ("src",),
    "feimage": ("href", "xlink:href"),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src",),
    "input": ("src",),
    "object": ("data",),
    "script": ("src", "href", "xlink:href"),
    "source": ("src",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_LINKING: dict[str, tuple[str, ...]] = {
    "a": ("href", "xlink:href", "ping"),
    "area": ("href",),
    "button": ("formaction",),
    "form": ("action",),
}
_QUIET_RELATIONS = frozenset("alternate author bookmark canonical help license next prev search".split())
_SCRIPT_TYPES = frozenset(("", "module", "text/javascript", "application/javascript", "text/ecmascript"))
_TAGS = 200_000
_MOST = 20_000  # addresses of a file
_REFRESH = re.compile(r"url\s{0,9}=\s{0,9}['\"]?([^'\">]{1,2000})", re.IGNORECASE)
_CSS_ADDRESS = re.compile(
    r"""@import\s{1,20}(?:url\(\s{0,20})?["']?(?P<sheet>[^"')\s;]{1,2000})|url\(\s{0,20}["']?(?P<file>[^"')\s]{1,2000})""",
    re.IGNORECASE,
)
_CSS_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+\*/")
_SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?:|wss?:)?//[A-Za-z0-9\[][^\s"'`<>\\]{1,2000})""")
_CALL = re.compile(
    r"""(?:fetch|importScripts|import|sendBeacon|WebSocket|EventSource|Worker|Request|\.load|\.get|\.post|\.getJSON"""
    r"""|\.getScript|\.ajax)\s*\(\s*$|\b(?:import|from)\s*$|\.(?:src|href)\s*=\s*$|\.open\s*\(\s*["'`]\w+["'`]\s*,\s*$"""
)
_BEFORE = 60  # characters in front of an address that tell what asks for it
_UNLOAD = re.compile("unload")
_LISTENED = re.compile(
    r"""addEventListener\s*\(\s*["'`](?:before)?unload["'`]|\bon(?:before)?unload\s*=(?!=)"""
    r"""|\.(?:on|bind|one)\(\s*["'`][\w\s.]{0,40}\b(?:before)?unload\b|\)\.(?:before)?unload\("""
)
_EITHER = re.compile("(?:before)?unload")
_HIDDEN = re.compile(r"""addEventListener\s*\(\s*["'`]pagehide["'`]|\bonpagehide\s*=(?!=)""")
_MENTIONS = 500  # of the word in a file that are looked at
_FED = 1 << 16  # characters that the reader is given at once


def read_page(text: str) -> Found:
    """Return what an HTML page or an SVG picture asks for, in its first two hundred thousand tags."""
    page = _Page()
    parser = etree.HTMLParser(target=page, recover=True, huge_tree=False)
    plain = text.replace("\0", "\ufffd")
    try:
        for at in range(0, len(plain), _FED):
            if page.tags > _TAGS:
                break
            parser.feed(plain[at : at + _FED])
        parser.close()
    except (etree.LxmlError, ValueError):
        pass  # what was read before the mistake is known; browsers go on, and so do the texts below
    return Found(tuple(page.addresses[:_MOST]), page.base, _waited(page.leaves), page.policy)


def read_style(text: str) -> Found:
    """Return what a style sheet asks for."""
    return Found(tuple(_of_style(text)))


def read_script(text: str) -> Found:
    """Return what a script names, and whether it wants to know of the page being left."""
    return Found(tuple(_of_script(text)), "", _waited(_leaves(text)))


class _Page:
    """Takes the tags of a page one by one: no tree of it is kept."""

    def __init__(self) -> None:
        self.addresses: list[Address] = []
        self.base = ""
        self.policy = ""
        self.tags = 0
        self.leaves: set[str] = set()
        self._inside = ""
        self._text: list[str] = []

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        self.tags += 1
        values = {str(name).lower(): str(value) for name, value in attrib.items()}
        name = str(tag).lower().rsplit("}", 1)[-1].rsplit(":", 1)[-1]
        self._inside = name if name in {"script", "style"} else ""
        if name == "script" and values.get("type", "").split(";")[0].strip().lower() not in _SCRIPT_TYPES:
            self._inside = ""
        self._text = []
        if name == "base":
            self.base = self.base or values.get("href", "")
        if name == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = self.policy or values.get("content", "")
        self.addresses.extend(_of_tag(name, values))
        self.leaves |= {key[2:] for key in values if key in {"onunload", "onbeforeunload", "onpagehide"}}
        for key, value in values.items():
            if key == "style":
                self.addresses.extend(_of_style(value))
            elif key.startswith("on"):
                self._scripted(value)

    def data(self, data: str | bytes) -> None:
        if self._inside:
            self._text.append(str(data))

    def end(self, tag: str | bytes) -> None:  # noqa: ARG002 - the shape that lxml calls
        text, inside = "".join(self._text), self._inside
        self._inside, self._text = "", []
        if inside == "style":
            self.addresses.extend(_of_style(text))
        elif inside == "script":
            self._scripted(text)

    def comment(self, text: str | bytes) -> None:
        """Pass over a comment: browsers do."""

    def close(self) -> None:
        """Do nothing more: everything was taken on the way."""

    def _scripted(self, text: str) -> None:
        self.addresses.extend(_of_script(text))
        self.leaves |= _leaves(text)


def _of_tag(name: str, values: dict[str, str]) -> Iterator[Address]:
    for key in _LOADING.get(name, ()):
        if key in values:
            yield Address(values[key].strip(), Asked.LOADED, name)
    for key in _LINKING.get(name, ()):
        if key in values:
            yield Address(values[key].strip(), Asked.LINKED, name)
    if "srcset" in values or "imagesrcset" in values:
        for candidate in (values.get("srcset") or values.get("imagesrcset") or "").split(","):
            if parts := candidate.split():
                yield Address(parts[0], Asked.LOADED, name)
    if name == "link" and "href" in values:
        relations = set(values.get("rel", "").lower().split())
        loaded = bool(relations - _QUIET_RELATIONS)
        yield Address(values["href"].strip(), Asked.LOADED if loaded else Asked.LINKED, _link(relations))
    if name == "video" and (values.get("youtube") or values.get("youtube_id_1_0")):
        yield Address("https://www.youtube.com/", Asked.LOADED, name)  # a block of Open edX, which plays it from there
    if name == "meta" and values.get("http-equiv", "").lower() == "refresh":
        found = _REFRESH.search(values.get("content", ""))
        if found:
            yield Address(found[1].strip(), Asked.LOADED, "meta")


def _link(relations: set[str]) -> str:
    return "stylesheet" if "stylesheet" in relations else "link"


def _of_style(text: str) -> Iterator[Address]:
    for found in _CSS_ADDRESS.finditer(_CSS_COMMENT.sub(" ", text)):
        by = "@import" if found["sheet"] else "url()"
        yield Address(found["sheet"] or found["file"], Asked.LOADED, by)


def _of_script(text: str) -> Iterator[Address]:
    for found in _SCRIPT_ADDRESS.finditer(text):
        called = _CALL.search(text, max(0, found.start() - _BEFORE), found.start())
        yield Address(found[1], Asked.SCRIPTED if called else Asked.MENTIONED, "script")


def _waited(leaves: set[str]) -> tuple[str, ...]:
    return () if "pagehide" in leaves else tuple(sorted(leaves))


def _leaves(text: str) -> set[str]:
    leaves = {"pagehide"} if _HIDDEN.search(text) else set()
    for found in islice(_UNLOAD.finditer(text), _MENTIONS):
        around = text[max(0, found.start() - _BEFORE) : found.end() + 4]
        for listened in _LISTENED.finditer(around):
            leaves.update(_EITHER.findall(listened[0]))
    return leaves


READERS: dict[str, Callable[[str], Found]] = {
    "css": read_style,
    "htm": read_page,
    "html": read_page,
    "js": read_script,
    "mjs": read_script,
    "svg": read_page,
    "xhtml": read_page,
}
