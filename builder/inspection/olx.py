"""An Open edX course as an archive holds it: which blocks there are, and where the pointers lead."""

from dataclasses import dataclass, field

from lxml import etree

from builder.diagnostics import Diagnostic, Span
from builder.inspection.archive import Archive
from builder.inspection.texts import Document, line_of, local, xml_of

_STRUCTURE = ("course", "chapter", "sequential", "vertical")
BELOW = {"course": "chapter", "chapter": "sequential", "sequential": "vertical"}
"""What each part of the outline holds; a vertical holds what it likes."""
MOST_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the outline: its element, in the file where its content is."""

    tag: str
    name: str
    element: etree._Element
    document: Document
    file: str
    depth: int

    @property
    def span(self) -> Span:
        """The line of the block."""
        return self.document.source.line_span(line_of(self.element))


@dataclass(slots=True)
class Course:
    """A course: its folder in the archive (with `/`, or empty), its run, and its blocks in their order."""

    folder: str
    document: Document
    root: etree._Element | None
    run: str = ""
    title: str = ""
    organization: str = ""
    number: str = ""
    blocks: list[Block] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    pointers: list[tuple[Block, str]] = field(default_factory=list)
    """Blocks that point at a file which is not there."""
    unread: list[Block] = field(default_factory=list)
    """Blocks whose file cannot be read."""
    complete: bool = True

    def of(self, tag: str) -> list[Block]:
        """Return the blocks of one sort."""
        return [block for block in self.blocks if block.tag == tag]


def course_files(archive: Archive) -> tuple[str, ...]:
    """Return the files that Open edX could take for the course, the one that it takes in front."""
    found = [name for name in archive.names if name.rsplit("/", 1)[-1] == "course.xml"]
    return tuple(sorted(found, key=lambda name: (name.count("/"), name)))


def folder_of_blocks(archive: Archive) -> str | None:
    """Return the folder (with `/`, or empty) that holds parts of an outline as Open edX writes them; None for none."""
    parts: dict[str, set[str]] = {}
    for name in archive.names:
        folder, _, part = name.rpartition("/")[0].rpartition("/")
        if part in _STRUCTURE and name.endswith(".xml"):
            parts.setdefault(f"{folder}/" if folder else "", set()).add(part)
    found = [folder for folder, kinds in parts.items() if len(kinds) > 1]
    return min(found, key=lambda folder: (folder.count("/"), folder), default=None)


def read_course(archive: Archive, file: str) -> Course:
    """Return a course, as far as its pointers lead."""
    document = xml_of(archive, file)
    course = Course(file.removesuffix("course.xml"), document, document.root)
    course.problems.extend(document.problems)
    if document.root is None or local(document.root) != "course":
        return course
    course.run = document.root.get("url_name") or ""
    course.organization = document.root.get("org") or ""
    course.number = document.root.get("course") or ""
    _walk(archive, course, document.root, file)
    return course


def _walk(archive: Archive, course: Course, root: etree._Element, file: str) -> None:
    names = frozenset(archive.names)
    opened = {file}
    waiting: list[tuple[etree._Element, Document, str, int]] = [(root, course.document, file, 0)]
    while waiting:
        element, document, path, depth = waiting.pop()
        if len(course.blocks) >= MOST_BLOCKS:
            course.complete = False
            return
        tag = local(element)
        block = Block(tag, element.get("url_name") or "", element, document, path, depth)
        target = _target(course, block) if _is_pointer(block) else ""
        if target and target not in names:
            course.blocks.append(block)
            if tag in _STRUCTURE or not set(element.attrib) - {"url_name", "org", "course", "slug"}:
                course.pointers.append((block, target))
            continue
        if target:
            if target in opened:
                course.blocks.append(block)
                continue
            opened.add(target)
            followed = xml_of(archive, target)
            course.problems.extend(followed.problems)
            if followed.root is None:
                course.blocks.append(block)
                course.unread.append(block)
                continue
            block = Block(tag, block.name, followed.root, followed, target, depth)
        course.blocks.append(block)
        page = _page(course, block)
        if page and page not in names:
            course.pointers.append((block, page))
        if tag in _STRUCTURE:
            waiting.extend(
                (child, block.document, block.file, depth + 1)
                for child in reversed(list(block.element))
                if local(child) and local(child) != "wiki"
            )


def _page(course: Course, block: Block) -> str:
    """Return the page that a block of text is in, an empty text when it is not in one of its own."""
    page = block.element.get("filename") if block.tag == "html" else None
    return f"{course.folder}html/{page}.html" if page else ""


def _is_pointer(block: Block) -> bool:
    """Return whether the content of a block is in a file of its own: it has a name, and nothing inside."""
    has_text = bool((block.element.text or "").strip())
    return bool(block.name) and not len(block.element) and not has_text


def _target(course: Course, block: Block) -> str:
    return f"{course.folder}{block.tag}/{block.name.replace(':', '/')}.xml"
