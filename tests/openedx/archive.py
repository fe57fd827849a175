"""What is wrong with an OLX archive, by the platform's rules and ours: Studio itself says "Succeeded" in any case.

Each fault begins with its name: `unreached-file: html/lost.xml`.
"""

import html
import json
import re
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import etree

from tests.openedx.markup import Markup, broken_anchors, markup_faults, read_html, read_problem
from tests.openedx.policy import policy_faults
from tests.openedx.problems import problem_faults

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
Faults = Iterator[str]
URL_NAME = re.compile(r"[a-z0-9_-]{1,60}")
STATIC = re.compile(r"/static/([^\s\\\"'()<>?#,\]]+)")
JUMP = re.compile(r"/jump_to_id/([^\s\\\"'()<>?#/]+)")
# As the platform looks for such links: in quotes, which end them.
COURSE = re.compile(r"[\"']/course/([^\"']*)[\"']")
# What may stand under what; a type that is no key here stands alone, whatever is in it.
CHILDREN: Mapping[str, frozenset[str]] = {
    "course": frozenset({"chapter"}),
    "chapter": frozenset({"sequential"}),
    "sequential": frozenset({"vertical"}),
    "vertical": frozenset("html problem video itembank drag-and-drop-v2 poll survey done openassessment".split()),
    "itembank": frozenset({"problem"}),
}
POINTED = ("chapter", "sequential", "vertical", "html", "problem", "video")


@dataclass(frozen=True, slots=True)
class Block:
    """A block that the course reaches, and the file that holds its definition."""

    type: str
    url_name: str
    node: Element
    path: str


@dataclass(frozen=True)
class Course:
    """The files of the archive by their path under `course/`, and what can be read in them."""

    files: Mapping[str, bytes]
    trees: Mapping[str, Element]
    # What the walk through the outline finds on its way.
    run: str = ""
    blocks: list[Block] = field(default_factory=list)
    reached: Counter[str] = field(default_factory=Counter)
    walked: list[str] = field(default_factory=list)

    @cached_property
    def url_names(self) -> Counter[str]:
        """How often each name stands in the course."""
        return Counter(block.url_name for block in self.blocks)

    @cached_property
    def pages(self) -> Mapping[str, Markup]:
        """Every text that learners read, by its path."""
        read = {path: read_html(_text(self.files[path])) for path in self.files if path.endswith(".html")}
        problems = {f"{block.path} ({block.url_name})": read_problem(block.node) for block in self.of("problem")}
        return read | problems

    def of(self, type_: str) -> list[Block]:
        """Return the blocks of a type."""
        return [block for block in self.blocks if block.type == type_]

    def names(self, folder: str) -> set[str]:
        """Return the names in a folder."""
        return {path.removeprefix(f"{folder}/") for path in self.files if path.startswith(f"{folder}/")}


def faults(archive: Path) -> list[str]:
    """Return everything that is wrong with an archive; an empty list is praise."""
    found: list[str] = []
    files: dict[str, bytes] = {}
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar.getmembers():
            found += _member_faults(member)
            content = tar.extractfile(member) if member.isreg() else None
            if content is not None:
                files[member.name.removeprefix("course/")] = content.read()
        found += _clashes(tar.getnames())
    trees = {path: tree for path in files if path.endswith(".xml") if (tree := _tree(files[path])) is not None}
    found += [f"broken-xml: {path}" for path in files if path.endswith(".xml") and path not in trees]
    course = Course(files, trees, trees["course.xml"].get("url_name", "") if "course.xml" in trees else "")
    found += _walk(course)
    checks: tuple[Callable[[Course], Faults], ...] = (
        _unreached,
        _name_faults,
        _page_faults,
        _anchor_faults,
        _reference_faults,
        _problem_faults,
        _bank_faults,
        _video_faults,
        policy_faults,
    )
    return found + [fault for check in checks for fault in check(course)]


def _member_faults(member: tarfile.TarInfo) -> Faults:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or path.parts[:1] != ("course",) or "\\" in member.name:
        yield f"unsafe-member: {member.name}"
    if not (member.isreg() or member.isdir()):
        yield f"not-a-file: {member.name}"
    if path.name.startswith("._"):
        yield f"mac-file: {member.name}"
    if path.name.lower() == "course.xml" and member.name != "course/course.xml":
        yield f"second-course-xml: {member.name}"


def _clashes(names: list[str]) -> Faults:
    counts = Counter(name.rstrip("/").casefold() for name in names)
    yield from (f"name-clash: {name}" for name, count in counts.items() if count > 1)
    if "course/course.xml" not in names:
        yield "no-course-xml: course/course.xml"


def _tree(content: bytes) -> Element | None:
    try:
        return etree.fromstring(content, etree.XMLParser(remove_comments=True))
    except etree.XMLSyntaxError:
        return None


def _walk(course: Course) -> Faults:
    """Follow the pointers from `course.xml`, and fill in what the course reaches."""
    pointer = course.trees.get("course.xml")
    if pointer is None:
        return
    if pointer.tag != "course" or set(pointer.keys()) != {"url_name", "org", "course"} or not _is_empty(pointer):
        yield "course-pointer: course.xml holds more or less than url_name, org and course"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", course.run):
        yield f"bad-url-name: {course.run!r} of the course"
    path = f"course/{course.run}.xml"
    course.reached[path] += 1
    body = course.trees.get(path)
    if body is None:
        yield f"missing-file: {path}"
    else:
        yield from _walk_children(course, body, path)


def _walk_children(course: Course, parent: Element, path: str) -> Faults:
    allowed = CHILDREN.get(str(parent.tag))
    if allowed is None:
        return
    for node in parent:
        if node.tag == "wiki" and parent.tag == "course":
            continue
        if node.tag not in allowed:
            yield f"wrong-nesting: <{node.tag}> in <{parent.tag}> of {path}"
            continue
        yield from _walk_block(course, node, path)


def _walk_block(course: Course, node: Element, path: str) -> Faults:
    type_, url_name = str(node.tag), node.get("url_name", "")
    own = f"{type_}/{url_name}.xml"
    if type_ in POINTED:
        if not (set(node.keys()) == {"url_name"} and _is_empty(node)) and own in course.files:
            yield f"pointer-with-more: {own} is not read, for its pointer in {path} says more than url_name"
        elif own not in course.files and _is_empty(node):
            yield f"missing-file: {own}"
            return
    body = node
    if own in course.files:
        course.reached[own] += 1
        if course.reached[own] > 1:
            return
        if own not in course.trees:
            return
        body, path = course.trees[own], own
        if body.tag != type_:
            yield f"wrong-root: <{body.tag}> in {own}"
    course.blocks.append(Block(type_, url_name, body, path))
    if type_ == "html":
        yield from _html_file(course, body, path)
    yield from _walk_children(course, body, path)


def _html_file(course: Course, body: Element, path: str) -> Faults:
    filename = body.get("filename")
    if filename is None:
        yield f"html-without-file: {path}"
        return
    page = f"html/{filename}.html"
    course.reached[page] += 1
    if page not in course.files:
        yield f"missing-file: {page}"


def _unreached(course: Course) -> Faults:
    for path in course.files:
        if path.split("/")[0] in ("course", *POINTED) and course.reached[path] != 1:
            name = "reached-twice" if course.reached[path] else "unreached-file"
            yield f"{name}: {path}"


def _name_faults(course: Course) -> Faults:
    for block in course.blocks:
        if not URL_NAME.fullmatch(block.url_name):
            yield f"bad-url-name: {block.url_name!r} of {block.path}"
    yield from (f"duplicate-url-name: {name}" for name, count in course.url_names.items() if count > 1)


def _page_faults(course: Course) -> Faults:
    for path, page in course.pages.items():
        yield from (f"{fault} in {path}" for fault in markup_faults(page))


def _anchor_faults(course: Course) -> Faults:
    """Find links to a place that is not on the screen: a unit shows all its blocks on one."""
    screens = {path: [path] for path in course.files if path.endswith(".html") and not path.startswith("html/")}
    for unit in course.of("vertical"):
        names = {child.get("url_name") for child in unit.node.iter("*")}
        shown = [block for block in course.blocks if block.url_name in names]
        screens[unit.path] = [
            f"html/{block.node.get('filename')}.html" if block.type == "html" else f"{block.path} ({block.url_name})"
            for block in shown
        ]
    for screen, paths in screens.items():
        pages = [course.pages[path] for path in paths if path in course.pages]
        yield from (f"{fault} in {screen}" for fault in broken_anchors(pages))


def _reference_faults(course: Course) -> Faults:
    used: set[str] = set()
    for path, text in _texts(course):
        named = {unquote(name) for name in STATIC.findall(text)}
        if path.startswith("video/") or "transcripts" in text:
            named |= _transcripts(course, path)
        yield from (f"missing-static: {name} in {path}" for name in sorted(named - course.names("static")))
        used |= named
        for target in JUMP.findall(text):
            if target not in course.url_names:
                yield f"bad-jump: {target} in {path}"
        yield from (f"bad-tab: {link} in {path}" for link in COURSE.findall(text) if not _leads_to_tab(course, link))
    image = _course_image(course)
    yield from (f"missing-static: {name} is the course image" for name in image - course.names("static"))
    used |= image
    for name in sorted(course.names("static")):
        if name not in used:
            yield f"unused-static: {name}"
        if not re.fullmatch(r"[A-Za-z0-9._-]+", name):
            yield f"static-name: {name}"


def _leads_to_tab(course: Course, link: str) -> bool:
    """Tell whether a link below `/course/` leads to a tab of this course, with the slash that its route has."""
    slug, _, anchor = link.partition("/#")
    page = course.pages.get(f"tabs/{slug if anchor else slug.removesuffix('/')}.html")
    if page is None or not (anchor or link.endswith("/")):
        return False
    return not anchor or any(attributes.get("id") == anchor for _, attributes in page.tags)


def _texts(course: Course) -> Iterator[tuple[str, str]]:
    for path, content in course.files.items():
        if path.endswith((".html", ".xml", ".json")):
            yield path, html.unescape(_text(content))


def _transcripts(course: Course, path: str) -> set[str]:
    """Return the names in the transcripts of the videos of a file: they stand there without `/static/`."""
    tree = course.trees.get(path)
    if tree is None:
        return set()
    videos = list(tree.iter("video"))
    tags = {str(tag.get("src")) for video in videos for tag in video.iter("transcript")}
    return tags | {str(name) for video in videos for name in _object(video.get("transcripts")).values()}


def _course_image(course: Course) -> set[str]:
    settings = _object(_text(course.files.get(f"policies/{course.run}/policy.json", b"{}"))).get(f"course/{course.run}")
    return {str(settings["course_image"])} if isinstance(settings, dict) and "course_image" in settings else set()


def _problem_faults(course: Course) -> Faults:
    for block in course.of("problem"):
        yield from (f"{fault} in {block.path}" for fault in problem_faults(block.node))


def _bank_faults(course: Course) -> Faults:
    for block in course.of("itembank"):
        count, held = block.node.get("max_count", ""), len(block.node)
        if not count.isdecimal() or not 1 <= int(count) <= held:
            yield f"bank-count: {count!r} of {held} in {block.url_name} of {block.path}"


def _video_faults(course: Course) -> Faults:
    for block in course.of("video"):
        video = block.node
        sources = _list(video.get("html5_sources"))
        if video.get("youtube_id_1_0") != "":
            yield f"youtube: {block.path} plays the platform's own clip"
        if not sources or sources != [tag.get("src") for tag in video.iter("source")]:
            yield f"video-sources: html5_sources and <source> of {block.path}"
        tags = {str(tag.get("language")): tag.get("src") for tag in video.iter("transcript")}
        transcripts = _object(video.get("transcripts"))
        if tags != transcripts:
            yield f"video-transcripts: transcripts and <transcript> of {block.path}"
        for name in transcripts.values():
            content = _text(course.files.get(f"static/{name}", b""))
            is_srt = re.search(r"^\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}\s*$", content, re.MULTILINE)
            if not str(name).endswith(".srt") or (content and not is_srt):
                yield f"not-srt: {name} of {block.path}"


def _is_empty(node: Element) -> bool:
    return len(node) == 0 and not (node.text or "").strip()


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _object(text: str | None) -> dict[str, object]:
    read = _json(text)
    return read if isinstance(read, dict) else {}


def _list(text: str | None) -> list[object]:
    read = _json(text)
    return read if isinstance(read, list) else []


def _json(text: str | None) -> object:
    try:
        return json.loads(text or "null")
    except ValueError:
        return None
