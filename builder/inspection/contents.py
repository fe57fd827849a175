"""What the pages, styles and scripts of a package do: whom they call, what they miss, whom they tell."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from builder.diagnostics import Diagnostic, Kind, Severity, Source, msg
from builder.inspection.archive import Archive
from builder.inspection.names import shown
from builder.inspection.pages import LONGEST_TEXT, READERS, Address, Asked, Found
from builder.inspection.texts import text_of
from builder.inspection.troubles import Refused

UNLOAD_HANDLER = Kind(
    "unload-handler",
    Severity.WARNING,
    msg("Moodle forbids `unload` in its frame, and browsers drop it: what is saved only then is lost."),
)
API_2004_ONLY = Kind(
    "api-of-2004", Severity.ERROR, msg("A platform for SCORM 1.2 offers `API`, not `API_1484_11`: nothing is recorded.")
)
NO_API_CALL = Kind(
    "no-api-call", Severity.WARNING, msg("A part that never speaks with the platform is never completed.")
)
MISSING_TARGET = Kind(
    "missing-target", Severity.WARNING, msg("Learners see a hole there, or a page without its style.")
)
UNENCRYPTED_REQUEST = Kind(
    "unencrypted-request", Severity.WARNING, msg("A platform at an https address does not let pages load from http.")
)
UNSEARCHED_FILES = Kind("unsearched-files", Severity.WARNING, msg("What they ask other servers for is not known."))

# Measured: 50 MB of scripts take a second, as do 8 MB of tags or 100,000 addresses; the worst that was made takes ten.
_BUDGET = 128 << 20  # bytes that are searched in all
_COST_OF_TAGS = 4
_COST_OF_AN_ADDRESS = 200
_MOST_HOSTS = 200  # a report names twenty of a sort
_EXCERPT = 200  # characters
_MOST_LOADS = 200_000  # twice as many as an archive may have files
_TOLD = 3  # places of one thing
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|\{%|^\s*['+]")
# Names of vocabularies look like addresses; nobody asks for them.
_VOCABULARIES = frozenset(
    """
    adlnet.gov java.sun.com ltsc.ieee.org ns.adobe.com purl.org schemas.microsoft.com schemas.openxmlformats.org
    www.adlnet.org www.imsglobal.org www.imsproject.org www.inkscape.org www.w3.org
    """.split()
)
_SPEAKS_12 = re.compile(r"LMSInitialize|LMSSetValue|LMSGetValue")
_SPEAKS_2004 = re.compile(r"API_1484_11")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address is written."""

    file: str
    line: int
    address: str
    by: str


@dataclass(slots=True)
class Host:
    """Another server that a package names. `when` is the strongest way: see `WHEN`."""

    name: str
    when: str
    count: int = 0
    places: list[Place] = field(default_factory=list)


WHEN = ("opening", "page", "script", "link", "mention")
"""At opening; when some page of the package is shown; by a script; by the learner; only named."""


@dataclass(slots=True)
class Contents:
    """What was found in all the files."""

    hosts: dict[str, Host] = field(default_factory=dict)
    loads: dict[str, list[str]] = field(default_factory=dict)
    called: dict[str, list[Place]] = field(default_factory=dict)
    leaves: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    unsearched: list[str] = field(default_factory=list)
    speaks_12: bool = False
    speaks_2004: bool = False
    edges: int = 0

    @property
    def ranked(self) -> list[Host]:
        """The other servers, those that are surely asked first."""
        return sorted(self.hosts.values(), key=lambda host: (WHEN.index(host.when), host.name))


def read_contents(archive: Archive, launched: Iterable[str], *, shows_xml: bool) -> Contents:
    """Return what the files of a package do.

    `launched` are the pages that a platform opens; `shows_xml` is true where it makes pages of XML, as Open edX does.
    """
    readers = READERS | ({"xml": READERS["html"]} if shows_xml else {})
    found = Contents()
    spent = 0
    for name in archive.names:
        reader = readers.get(name.rsplit(".", 1)[-1].lower())
        if reader is None:
            continue
        spent += archive.size(name) * (1 if name.lower().endswith("js") else _COST_OF_TAGS)
        if spent > _BUDGET:
            found.unsearched.append(name)
            continue
        try:
            text = text_of(archive, name, LONGEST_TEXT)
        except Refused:
            found.unsearched.append(name)
            continue
        read = reader(text)
        if read.stopped:
            found.unsearched.append(name)
        spent += _COST_OF_AN_ADDRESS * len(read.addresses)
        _take(found, name, text, read)
    _rank(found, set(launched))
    return found


def problems_of(found: Contents, names: frozenset[str], launched: Iterable[str]) -> Iterator[Diagnostic]:
    """Go through what is wrong with the contents of any package."""
    for word, (file, line, text) in sorted(found.leaves.items()):
        source = Source(shown(file), "\n" * (line - 1) + text)
        yield UNLOAD_HANDLER.at(
            source.line_span(line),
            msg("a script waits for `{event}` to do something when the page is left", event=word),
            remedy=msg("try it: answer, close the tab, open it again; if answers are gone, ask for a newer version"),
        )
    missing = sorted({load for file in _reached(found, set(launched)) for load in found.loads.get(file, ())} - names)
    if missing:
        named = ", ".join(shown(name, 60) for name in missing[:_TOLD]) + (", …" if len(missing) > _TOLD else "")
        first = next(file for file, loads in found.loads.items() if missing[0] in loads)
        yield MISSING_TARGET.at(
            Source(shown(first), "").span(0, 0),
            msg(
                "files that the pages load, and that are not in the package ({count}): {names}",
                count=len(missing),
                names=named,
            ),
            remedy=msg("export the package again, with all its files"),
        )
    plain = [place for places in found.called.values() for place in places if place.address.lower().startswith("http:")]
    if plain:
        yield UNENCRYPTED_REQUEST.at(
            Source(shown(plain[0].file), "").span(0, 0),
            msg(
                "{file} loads {address} without encryption", file=shown(plain[0].file), address=shown(plain[0].address)
            ),
            remedy=msg("have the file put into the package, or called with https"),
        )
    yield from unsearched(found)


def unsearched(found: Contents) -> Iterator[Diagnostic]:
    """Tell of what was not looked at, or not to its end: nothing can be said of it."""
    if found.unsearched:
        yield UNSEARCHED_FILES.at(
            Source(shown(found.unsearched[0]), "").span(0, 0),
            msg("files too long to be searched to their end, or damaged: {count}", count=len(found.unsearched)),
            remedy=msg("open the package with the network of the browser in sight, if this matters"),
        )


def check_speaking(found: Contents, launch: str) -> Iterator[Diagnostic]:
    """Tell when a part that ought to speak with the platform does not, or in the words of SCORM 2004."""
    span = Source(shown(launch), "").span(0, 0)
    if not found.speaks_12 and found.speaks_2004:
        yield API_2004_ONLY.at(
            span,
            msg("the scripts look for the platform of SCORM 2004 only"),
            remedy=msg("export the package again as SCORM 1.2"),
        )
    elif not found.speaks_12 and not found.unsearched:
        yield NO_API_CALL.at(
            span,
            msg("no script was found that speaks with the platform"),
            remedy=msg("try it with a learner's account, and look at the report"),
        )


def _take(found: Contents, name: str, text: str, read: Found) -> None:
    found.speaks_12 = found.speaks_12 or bool(_SPEAKS_12.search(text))
    found.speaks_2004 = found.speaks_2004 or bool(_SPEAKS_2004.search(text))
    for word in read.leaves:
        line = _line(text, word)
        found.leaves.setdefault(word, (name, line, text.split("\n", line)[line - 1].strip()[:_EXCERPT]))
    base = read.base if _host(read.base) else ""
    for address in read.addresses:
        foreign = _foreign(address, base)
        if foreign:
            _call(found, name, text, Address(foreign, address.asked, address.by))
        elif address.asked is Asked.LOADED and not _TEMPLATE.search(address.text) and found.edges < _MOST_LOADS:
            _load(found, name, address.text, read.base)


def _load(found: Contents, name: str, address: str, base: str) -> None:
    """Keep which file of the package a page loads."""
    if not address or address.startswith(("#", "/", "\\")) or ":" in address.split("/", 1)[0]:
        return
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return
    folder = posixpath.join(posixpath.dirname(name), "" if base.startswith("/") else base)
    target = posixpath.normpath(posixpath.join(folder, path))
    if path and not target.startswith(".."):
        found.loads.setdefault(name, []).append(target)
        found.edges += 1


def _foreign(address: Address, base: str) -> str:
    """Return the whole address when it is one of another server, an empty text otherwise."""
    text = address.text.replace("\\", "/")
    if _host(text):
        return text
    relative = not re.match(r"[A-Za-z][\w+.-]*:|#", text)
    return base.rstrip("/") + "/" + text.lstrip("/") if base and relative else ""


def _host(address: str) -> str:
    """Return the server that an address names, an empty text when it names none that is asked over the network."""
    if not re.match(r"(?:(?:https?|wss?):)?//", address, re.IGNORECASE):
        return ""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _call(found: Contents, name: str, text: str, address: Address) -> None:
    host = _host(address.text)
    if address.asked is Asked.MENTIONED and host in _VOCABULARIES:
        return
    when = {Asked.SCRIPTED: "script", Asked.LINKED: "link", Asked.MENTIONED: "mention"}.get(address.asked, "page")
    if host not in found.hosts and len(found.hosts) >= _MOST_HOSTS:
        if name not in found.unsearched[-1:]:
            found.unsearched.append(name)
        return
    known = found.hosts.setdefault(host, Host(host, when))
    stronger = WHEN.index(when) < WHEN.index(known.when)
    known.count += 1
    if stronger:
        known.when, known.places = when, []
    if known.when == when and len(known.places) < _TOLD:
        known.places.append(Place(name, _line(text, address.text), address.text, address.by))
    if when == "page" and len(found.called.setdefault(name, [])) < _MOST_HOSTS:
        found.called[name].append(Place(name, 0, address.text, address.by))


def _rank(found: Contents, launched: set[str]) -> None:
    """Mark the servers that are asked as soon as a platform opens the package."""
    for file in _reached(found, launched):
        for place in found.called.get(file, ()):
            host = found.hosts.get(_host(place.address))
            if host is None:
                continue
            if host.when != "opening":
                host.when = "opening"
                host.places = [known for known in host.places if known.file == file] or [place]


def _reached(found: Contents, launched: set[str]) -> list[str]:
    """Return the files that opening loads, one because of the other, from the pages that are launched."""
    reached, waiting = set(launched), list(launched)
    while waiting:
        for load in found.loads.get(waiting.pop(), ()):
            if load not in reached:
                reached.add(load)
                waiting.append(load)
    return sorted(reached)


def _line(text: str, needle: str) -> int:
    at = text.find(needle)
    if at < 0:
        at = text.find(_host(needle) or needle)  # the address is written with entities
    return text.count("\n", 0, at) + 1 if at > 0 else 1
