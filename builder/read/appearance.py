"""What a theme may not hold: behaviour, and addresses that lead out of the package."""

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from builder.diagnostics import Kind, Message, Severity, msg
from builder.syntax.raw_html import TagScan

THEME_BEHAVIOUR = Kind(
    "theme-behaviour",
    Severity.ERROR,
    msg("A theme is appearance: the pages run no script but their own, and fetch nothing from elsewhere."),
)
UNPACKED_FILE = Kind("unpacked-file", Severity.ERROR, msg("No package holds the files that a theme names."))


class Fault(NamedTuple):
    """A stretch of a text that a theme may not hold."""

    start: int
    end: int
    kind: Kind
    message: Message
    remedy: Message


_REMOVE = msg("remove it; styles have their place in the folder `css`")
_ELSEWHERE = (THEME_BEHAVIOUR, msg("a theme may hold neither scripts nor addresses of other sites"), _REMOVE)
_ATTRIBUTE = (THEME_BEHAVIOUR, msg("the pages refuse what stands in an attribute: scripts and styles"), _REMOVE)
_ESCAPE = (
    THEME_BEHAVIOUR,
    msg("a style sheet may hold `\\` between quotes alone: elsewhere it could hide an address"),
    msg("write the letter itself"),
)
_UNPACKED = (
    UNPACKED_FILE,
    msg("the file that is named here does not travel with the theme"),
    msg("write a picture as a `data:` address, or as SVG in a template"),
)

_STRING = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
_JINJA = re.compile(
    rf"(?P<expression>\{{\{{(?:{_STRING}|[^\"'])*?\}}\}})|\{{%(?:{_STRING}|[^\"'])*?%\}}|\{{\#.*?\#\}}", re.DOTALL
)
_LANGUAGES = re.compile(r"\{\{-?\s*(?:ours|theirs)\s*-?\}\}")
_FILLED = "\ue000"
_REFUSED_TAGS = frozenset("applet base embed fencedframe frame frameset iframe object portal style".split())
_FETCHING = frozenset(
    "action background data formaction href imagesrcset manifest ping poster src srcset xlink:href".split()
)
_LINKS = frozenset({"a", "area"})
_SCRIPT, _PAGES_OWN = "parcours.js", ("parcours.js", "style.css")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_SITE = re.compile(r"(?:https?|ftp|wss?):|[/\\]{2}\w", re.IGNORECASE)


def html_faults(template: str) -> Iterator[Fault]:
    """Go through what a template holds of behaviour and of other places, in what is written out in it."""
    for found in _JINJA.finditer(template):
        for text in re.finditer(_STRING, found.group(), re.DOTALL):
            if "<" in text.group():
                yield from _shifted(_scanned(text.group()[1:-1]), found.start() + text.start() + 1)
    yield from _scanned(_JINJA.sub(_blank, template))


def css_faults(sheet: str) -> Iterator[Fault]:
    """Go through what a style sheet holds of other places."""
    functions: list[str] = []
    for found in _CSS.finditer(sheet):
        fault = None
        if found["escape"]:
            fault = _ESCAPE
        elif found["imported"]:
            fault = _ELSEWHERE
        elif found["call"]:
            functions.append(found["call"].lower())
        elif found["close"]:
            del functions[-1:]
        elif found["url"]:
            fault = _ESCAPE if "\\" in found["address"] else _fault_of_address(found["address"])
        elif found["string"]:
            text = _UNESCAPED.sub(_letter, found["string"].strip("\"'"))
            if functions and functions[-1] in _ADDRESSING:
                fault = _fault_of_address(text)
            elif _SITE.match(_packed(text)):
                fault = _ELSEWHERE
        if fault:
            yield Fault(found.start(), found.end(), *fault)


_CSS = re.compile(
    r"""
    /\*.*?(?:\*/|\Z)
    |(?P<string>"(?:\\.|[^"\\\n\f])*"?|'(?:\\.|[^'\\\n\f])*'?)
    |(?P<url>url\(\s*(?!["'\s])(?P<address>[^)]*)\)?)
    |(?P<call>[-\w\x80-\U0010ffff]*)\(
    |(?P<close>\))
    |(?P<escape>\\)
    |(?P<imported>@import\b[^;]*)
    |[-\w\x80-\U0010ffff]+
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_UNESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})[ \t\n\f]?|(\n|.))", re.IGNORECASE | re.DOTALL)
_ADDRESSING = frozenset("url src image image-set -webkit-image-set cross-fade -webkit-cross-fade".split())


def _letter(escaped: re.Match[str]) -> str:
    number = int(escaped[1], 16) if escaped[1] else 0
    return chr(number) if 0 < number <= sys.maxunicode else (escaped[2] or "").strip("\n")


def _blank(found: re.Match[str]) -> str:
    """Return what stands for a piece of Jinja of the same length: nobody knows what it will say, but for languages."""
    if not found["expression"] or _LANGUAGES.fullmatch(found.group()):
        return re.sub(r"[^\n]", " ", found.group())
    begins_tag = found.string[: found.start()].endswith(("<", "</"))
    return re.sub(r"[^\n]", "x" if begins_tag else _FILLED, found.group())


def _scanned(html: str) -> Iterator[Fault]:
    scan = _Judge()
    scan.feed(html)
    scan.close()
    yield from scan.faults


def _shifted(faults: Iterator[Fault], by: int) -> Iterator[Fault]:
    return (fault._replace(start=fault.start + by, end=fault.end + by) for fault in faults)


class _Judge(TagScan):
    """Collects the faults of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, written = self.place(), self.get_starttag_text() or ""
        name = tag.partition(_FILLED)[0]
        attributes = [(key, value or "") for key, value in attrs]
        if _is_refused(name, dict(reversed(attributes))):
            self.faults.append(Fault(start, start + len(written), *_ELSEWHERE))
            return
        for key, value in attributes:
            fault = _fault_of_attribute(name, key, value)
            if fault:
                at = max(written.lower().find(key, len(tag) + 1), 0)
                self.faults.append(Fault(start + at, start + at + (len(key) if at else len(written)), *fault))

    def handle_data(self, data: str) -> None:
        is_told = self.faults and self.faults[-1].end == self.place()
        if self.cdata_elem == "script" and data.strip() and not is_told:
            self.faults.append(Fault(self.place(), self.place() + len(data.rstrip()), *_ELSEWHERE))


def _is_refused(tag: str, attributes: dict[str, str]) -> bool:
    if tag == "script":
        return attributes.get("src") != _SCRIPT
    if tag == "meta":
        return attributes.get("http-equiv", "").strip().lower() not in {"", "content-security-policy"}
    return tag in _REFUSED_TAGS


_Said = tuple[Kind, Message, Message]


def _fault_of_attribute(tag: str, name: str, value: str) -> _Said | None:
    if name.startswith("on") or name in {"style", "srcdoc"} or re.search(r"(?:java|vb)script:", _packed(value), re.I):
        return _ATTRIBUTE
    if name == "href" and tag in _LINKS:
        return _ELSEWHERE if _packed(value).lower().startswith("data:") else None
    if name in _FETCHING:
        addresses = value.split(",") if "srcset" in name and "data:" not in value else [value]
        faults = [fault for one in addresses if (fault := _fault_of_address(one))]
        return _ELSEWHERE if _ELSEWHERE in faults else next(iter(faults), None)
    if "url(" in value.lower():
        return next(((kind, message, remedy) for *_, kind, message, remedy in css_faults(value)), None)
    return None


def _fault_of_address(text: str) -> _Said | None:
    address = _packed(text)
    if not address or address in _PAGES_OWN or address[0] in ("#", _FILLED) or address.lower().startswith("data:"):
        return None
    return _ELSEWHERE if _SCHEME.match(address) else _UNPACKED


def _packed(address: str) -> str:
    """Return an address as browsers read it, without spaces and control characters."""
    return re.sub(r"[\0-\x20]", "", address)
