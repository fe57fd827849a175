"""Modules: finding them on disk, and the pages and quizzes in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import cycle
from pathlib import PurePosixPath

from builder.diagnostics import Kind, Severity, Span, msg
from builder.model.badge import Palette, Reference
from builder.model.course import Activity, CompleteWhen, Module
from builder.model.identifier import from_file_name
from builder.model.media import TRANSCRIPT_SUFFIX, media_kind
from builder.questions.question import read_identifier
from builder.read.page import activity_id, read_page, title_from_file
from builder.read.quiz import read_quiz
from builder.read.references import former_ids
from builder.read.workspace import Workspace
from builder.syntax.fields import Block, Context, Field, open_block
from builder.syntax.yaml import Value, read_yaml

EMPTY_MODULE = Kind("empty-module", Severity.ERROR, msg("A module without a page or a quiz leads learners nowhere."))
MISSING_FOLDER = Kind("missing-folder", Severity.ERROR, msg("The pages of the module cannot be found."))

FIELDS = (
    Field("id", msg("a short name that never changes")),
    Field("title", msg("the title that learners see")),
    Field("duration", msg("how long it takes, such as 45 min")),
    Field("complete_when", msg("read, quiz-submitted, quiz-passed or all")),
    Field("optional", msg("yes when the course is complete without it")),
    Field("color", msg("the colour it goes by: forest, rust, ocean, plum, violet or ochre")),
    Field("was", msg("the ids under which it was published before, the oldest first")),
)
LISTED_FIELDS = (*FIELDS, Field("folder", msg("the folder or file of the module, below `course/`")))
COURSE_FILE, SETTINGS_FILE = "course.yml", "module.yml"
_PAGE_SUFFIXES = frozenset({".md", ".markdown"})
_QUIZ_SUFFIXES = frozenset({".yml", ".yaml"})
_COLORS = tuple(color.value for color in Palette)
_COMPLETE_WHEN = tuple(rule.value for rule in CompleteWhen)


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a module needs: the disk, where contents begin, the default pass mark, where findings go.

    `apart` are the paths of files that belong to no module, whatever folder they lie in. `unread` collects the files
    that could not be read, `ignored` those that look like a page or a quiz and are none.
    """

    workspace: Workspace
    content: str
    passing_score: Decimal
    context: Context
    apart: frozenset[str] = frozenset()
    unread: set[str] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)


def discover(reader: Reader, *, reserved: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the modules below the content folder, in natural order."""
    names = reader.workspace.names(reader.content)
    return tuple(name for name in names if _is_module(reader, name, reserved) and not _is_transcript(name, names))


def misnamed(reader: Reader, *, reserved: frozenset[str]) -> Iterator[str]:
    """Go through the pages, the quizzes and the folders of them that are left out because of their names."""
    workspace = reader.workspace
    yield from _misnamed(workspace, reader.content)
    for name in workspace.names(reader.content):
        if name not in reserved:
            yield from _misnamed_below(workspace, _join(reader.content, name))


def _misnamed_below(workspace: Workspace, folder: str, depth: int = 0) -> Iterator[str]:
    yield from _misnamed(workspace, folder)
    if depth < _DEEPEST:
        for name in workspace.names(folder):
            yield from _misnamed_below(workspace, _join(folder, name), depth + 1)


def _misnamed(workspace: Workspace, folder: str) -> Iterator[str]:
    for name in workspace.unusable_names(folder):
        path = _join(folder, name)
        if any(_files(workspace, path, "")) or _is_activity(name, ()):
            yield path


def read_listed(value: Value, reader: Reader) -> Module | None:
    """Return a module of the `modules:` list of course.yml."""
    block = open_block(value, LISTED_FIELDS, reader.context)
    if block is None:
        return None
    written = block.text("folder") or block.text("id")
    # A no-break space at the end of a name is not seen, and not read from the list.
    names = reader.workspace.names(reader.content)
    name = written if written in names else next((one for one in names if one.strip() == written), written)
    path = _join(reader.content, name)
    if not name or not (reader.workspace.is_folder(path) or reader.workspace.is_file(path)):
        _report_missing_folder(block, path, reader)
        return None
    return _read(name, block, block.head, reader)


def read_found(name: str, span: Span, reader: Reader) -> Module | None:
    """Return a module that was found on disk; `span` is where a finding about all of it points."""
    return _read(name, None, span, reader)


def shared_out(modules: Sequence[Module]) -> tuple[Module, ...]:
    """Give modules without a colour of their own what the others leave, in turn."""
    taken = {module.color for module in modules}
    free = cycle([color for color in Palette if color not in taken] or list(Palette))
    return tuple(module if module.color else replace(module, color=next(free)) for module in modules)


def _is_module(reader: Reader, name: str, reserved: frozenset[str]) -> bool:
    path = _join(reader.content, name)
    if name in reserved or path in reader.apart:
        return False
    if reader.workspace.is_folder(path):
        return any(True for _ in _files(reader.workspace, path, ""))
    return PurePosixPath(name).suffix.lower() in _PAGE_SUFFIXES


def _read(name: str, listed: Block | None, span: Span, reader: Reader) -> Module | None:
    path = _join(reader.content, name)
    own = _settings(path, reader)
    blocks = [block for block in (listed, own) if block is not None]
    unread = len(reader.unread)
    activities = tuple(_activities(path, reader))
    if not activities and len(reader.unread) == unread:
        reader.context.findings.add(
            EMPTY_MODULE.at(
                span,
                msg("the module `{path}` has no page and no quiz", path=path),
                remedy=msg("add a Markdown file to it, or remove it"),
            )
        )
    if not activities:
        return None
    alone = reader.workspace.is_file(path)
    stem = PurePosixPath(name).stem if alone else PurePosixPath(name).name
    identifier, id_span = _identifier(blocks, from_file_name(stem), span)
    return Module(
        id=identifier,
        title=_first_text(blocks, "title") or activities[0].title or title_from_file(stem),
        minutes=next((block.minutes("duration") for block in blocks if "duration" in block), None),
        activities=activities,
        complete_when=_complete_when(blocks),
        optional=next((block.yes_no("optional") or False for block in blocks if "optional" in block), False),
        color=_color(blocks),
        span=span,
        id_span=id_span,
        was=_was(blocks, activities[0] if alone else None),
        settings=COURSE_FILE if listed else path if alone else _join(path, SETTINGS_FILE),
    )


def _settings(path: str, reader: Reader) -> Block | None:
    settings = _join(path, SETTINGS_FILE)
    if not reader.workspace.is_file(settings):
        return None
    source = reader.workspace.read(settings, reader.context.findings)
    value = read_yaml(source, reader.context.findings) if source else None
    return open_block(value, FIELDS, reader.context) if value else None


def _activities(path: str, reader: Reader) -> Iterator[Activity]:
    if reader.workspace.is_file(path):
        files = [(path, PurePosixPath(path).name)]
    else:
        reader.ignored.extend(_lookalikes(reader.workspace, path))
        files = [(_join(path, inner), inner) for inner in _files(reader.workspace, path, "")]
    for file, inner in files:
        if file in reader.apart:
            continue
        activity = _activity(file, activity_id(PurePosixPath(inner)), reader)
        if activity is None:
            reader.unread.add(file)
        else:
            yield activity


def _activity(file: str, default_id: str, reader: Reader) -> Activity | None:
    source = reader.workspace.read(file, reader.context.findings)
    if source is None:
        return None
    if PurePosixPath(file).suffix.lower() in _PAGE_SUFFIXES:
        return read_page(source, default_id, reader.context)
    return read_quiz(source, default_id, reader.passing_score, reader.context)


def _files(workspace: Workspace, folder: str, inner: str, depth: int = 0) -> Iterator[str]:
    """Go through the page and quiz files of a module, folder after folder, in natural order."""
    names = workspace.names(_join(folder, inner))
    for name in sorted(names, key=lambda name: not _opens_folder(name)):
        path = _join(inner, name)
        if workspace.is_folder(_join(folder, path)):
            if depth < _DEEPEST:
                yield from _files(workspace, folder, path, depth + 1)
        elif _is_activity(name, names):
            yield path


_DEEPEST = 8  # a loop of symbolic links ends here


def _is_activity(name: str, names: tuple[str, ...]) -> bool:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in _PAGE_SUFFIXES | _QUIZ_SUFFIXES and name != SETTINGS_FILE and not _is_transcript(name, names)


def _is_transcript(name: str, names: tuple[str, ...]) -> bool:
    """Tell the text of a recording that lies beside it: it is shown with the recording, not as a page."""
    stem = name.removesuffix(TRANSCRIPT_SUFFIX)
    return stem != name and any(media_kind(other) and PurePosixPath(other).stem == stem for other in names)


def _lookalikes(workspace: Workspace, folder: str) -> Iterator[str]:
    """Go through files that an author may take for pages: `page.md.txt`, which Windows shows as `page.md`; Word's."""
    for name in workspace.names(folder):
        suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes]
        hidden = suffixes[-1:] == [".txt"] and bool(_PAGE_SUFFIXES.union(_QUIZ_SUFFIXES).intersection(suffixes))
        if hidden or suffixes[-1:] in ([".doc"], [".docx"], [".odt"], [".rtf"]):
            yield _join(folder, name)


def _opens_folder(name: str) -> bool:
    """Tell the files that other Markdown tools show first in their folder."""
    return PurePosixPath(name).stem.lower() in {"index", "readme"}


def _identifier(blocks: list[Block], default: str, span: Span) -> tuple[str, Span]:
    block = next((block for block in blocks if "id" in block), None)
    return read_identifier(block, default) if block else (default, span)


def _first_text(blocks: list[Block], name: str) -> str:
    return next((text for block in blocks if (text := block.text(name))), "")


def _complete_when(blocks: list[Block]) -> CompleteWhen:
    words = (block.choice("complete_when", _COMPLETE_WHEN, "") for block in blocks)
    return CompleteWhen(next((word for word in words if word), CompleteWhen.ALL.value))


def _color(blocks: list[Block]) -> Palette | None:
    words = (block.choice("color", _COLORS, "") for block in blocks)
    word = next((word for word in words if word), "")
    return Palette(word) if word else None


def _was(blocks: list[Block], alone: Activity | None) -> tuple[Reference, ...]:
    """Return the former ids of a module; a module of one file has those of its page, for a file has one name."""
    written = next((block for block in blocks if "was" in block), None)
    if written:
        return former_ids(written)
    return tuple(reference for reference in alone.was if "/" not in reference.id) if alone else ()


def _join(folder: str, name: str) -> str:
    return str(PurePosixPath(folder) / name) if name else folder


def _report_missing_folder(block: Block, path: str, reader: Reader) -> None:
    key = "folder" if "folder" in block else "id"
    value = block.text_value(key)
    names = ", ".join(reader.workspace.names(reader.content))
    block.report(
        MISSING_FOLDER.at(
            value.span if value else block.head,
            msg("there is no folder or file `{path}`", path=path),
            remedy=msg("write one of: {names}", names=names) if names else msg("create it, with a Markdown file in it"),
        )
    )
