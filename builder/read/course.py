"""The whole course: course.yml, and everything that it leads to."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePosixPath

from builder.diagnostics import Diagnostic, Findings, Kind, Severity, Source, msg
from builder.model.course import Course, Module, Objective, TargetChoice
from builder.model.identifier import slug
from builder.questions.question import check_identifier, read_identifier
from builder.questions.texts import documents
from builder.read.accessibility import read_accessibility, read_contact
from builder.read.assets import MISSING_FILE, read_assets
from builder.read.badge import read_badges, read_issuer
from builder.read.banks import fill_pools
from builder.read.credits import CREDITS_FILE, credited, read_credits
from builder.read.glossary import GLOSSARY_FILE, read_glossary
from builder.read.lock import read_lock
from builder.read.media import read_media
from builder.read.module import (
    COURSE_FILE,
    SETTINGS_FILE,
    Reader,
    discover,
    misnamed,
    read_found,
    read_listed,
    shared_out,
)
from builder.read.references import references
from builder.read.strings import read_strings
from builder.read.theme import UNKNOWN_THEME, read_theme
from builder.read.workspace import Workspace, printable
from builder.syntax.fields import UNKNOWN_FIELD, WRONG_SHAPE, Block, Context, Field, open_block
from builder.syntax.languages import language_name
from builder.syntax.markdown import Link, parse_text
from builder.syntax.suggest import nearest
from builder.syntax.values import parse_yes_no
from builder.syntax.yaml import Mapping, Text, Value, read_yaml

NO_COURSE = Kind("no-course", Severity.ERROR, msg("A course begins with a file course.yml that gives its title."))
EMPTY_COURSE = Kind("empty-course", Severity.ERROR, msg("A course needs at least one page."))
UNLISTED_MODULE = Kind(
    "unlisted-module",
    Severity.WARNING,
    msg("Once course.yml lists modules, the others are left out of the course."),
)

IGNORED_FILE = Kind(
    "ignored-file", Severity.WARNING, msg("What the author takes for a page would be missing from the course.")
)

_LOOKALIKES = frozenset({"course.yaml", "course.yml", "course.yml.txt", "course.yaml.txt"})
CONTENT_FOLDER = "course"
FIELDS = (
    Field("id", msg("a short name that never changes once published")),
    Field("title", msg("the title of the course"), required=True),
    Field("subtitle", msg("one sentence under the title")),
    Field("language", msg("the language of the course, such as fr or en")),
    Field("version", msg("the version of the course, such as 1.0.0")),
    Field("organization", msg("who publishes the course: name")),
    Field("license", msg("the licence of the course, such as CC-BY-SA-4.0")),
    Field("image", msg("the picture of the course: a PNG or JPEG file")),
    Field("duration", msg("how long the course takes, such as 8 h")),
    Field("objectives", msg("what learners will be able to do: a list, or a block of names and texts")),
    Field("modules", msg("the modules in order, where folders do not tell")),
    Field("pass", msg("the part of the points that passes a quiz, such as 70 %")),
    Field("contact", msg("whom learners may turn to: help, accessibility")),
    Field("accessibility", msg("what is declared about accessibility: status, statement")),
    Field("issuer", msg("who issues the badges: name, url, email, image")),
    Field("badges", msg("the list of badges")),
    Field("theme", msg("how the pages look: the name of a theme, or a block: name, accent, logo")),
    Field("strings", msg("sentences of the interface in your own words: how each reads, and what it should be")),
    Field("targets", msg("what to build: a list of targets, or a block with their options")),
    Field("allow", msg("findings that are only warnings for this course")),
)
ORGANIZATION_FIELDS = (Field("name", msg("the name of the organization"), required=True),)
_NAMING = ("id", "was", "modules", "badges", "questions", "pools")
_DEFAULT_PASS = Decimal("0.7")
_DEFAULT_LANGUAGE = "en"
_LANGUAGE_TAG = re.compile(
    # BCP 47: language, script, region, variant; without its rare forms.
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))?"
)
# When the pages lie beside course.yml, these folders and files are not modules.
_RESERVED = frozenset(
    """
    dist themes badges schemas tests node_modules
    README.md CHANGELOG.md CONTRIBUTING.md LICENSE.md
    """.split()
)


def read_course(workspace: Workspace, findings: Findings) -> Course | None:
    """Return the course in a folder, or None when there is nothing to go on; what is wrong is reported."""
    if not workspace.is_file(COURSE_FILE):
        findings.add(_no_course(workspace))
        return None
    source = workspace.read(COURSE_FILE, findings)
    if source is None:
        return None
    value = read_yaml(source, findings)
    if value is None:
        if not findings.has_errors:
            findings.add(_empty_file(source))
        return None
    language = _language(value)
    block = open_block(value, FIELDS, Context(language, findings))
    if block is None:
        return None
    course, published = _course(block, language, workspace), read_lock(workspace, findings)
    return course if any(map(_lacks, findings)) else replace(course, published=published)


def _lacks(found: Diagnostic) -> bool:
    """Tell whether something may not be in the course that was written, and would seem to be gone."""
    if found.severity is not Severity.ERROR or found.kind in (MISSING_FILE, UNKNOWN_THEME):
        return False
    if found.kind is not UNKNOWN_FIELD or nearest(found.span.text, _NAMING):
        return True
    # A question or a badge with an unknown key is left out; what stands around them is not.
    path = PurePosixPath(found.span.source.path)
    return path.suffix != ".md" and path.name != SETTINGS_FILE and found.span.position[1] > 1


def _course(block: Block, language: str, workspace: Workspace) -> Course:
    content = CONTENT_FOLDER if workspace.is_folder(CONTENT_FOLDER) else "."
    passing = block.percent("pass")
    accessibility = read_accessibility(block, workspace)
    glossary, credit_file = (str(PurePosixPath(content) / name) for name in (GLOSSARY_FILE, CREDITS_FILE))
    apart = {glossary, credit_file, *([accessibility.statement.path] if accessibility.statement else [])}
    default_pass = _DEFAULT_PASS if passing is None else passing
    reader = Reader(workspace, content, default_pass, block.context, frozenset(apart))
    _check_language(block, language)
    title = block.text("title")
    identifier, id_span = read_identifier(block, slug(title))
    course = Course(
        id=identifier,
        title=title,
        subtitle=block.text("subtitle"),
        language=language,
        version=block.text("version", "1.0.0"),
        organization=_organization(block),
        license=block.text("license"),
        image=_image(block),
        minutes=block.minutes("duration"),
        objectives=_objectives(block),
        modules=fill_pools(_modules(block, reader), reader),
        glossary=read_glossary(glossary, reader),
        credits=read_credits(credit_file, reader),
        contact=read_contact(block),
        accessibility=accessibility,
        badges=read_badges(block.items("badges"), block.context),
        issuer=read_issuer(block.value("issuer"), block.context),
        targets=_targets(block),
        allow=references(block, "allow"),
        theme=read_theme(block, workspace),
        strings=read_strings(block),
        assets={},
        media={},
        unread=frozenset(),
        span=block.head,
        id_span=id_span,
        language_span=written.span if (written := block.text_value("language")) else block.head,
    )
    course = replace(course, media=read_media(course, reader))
    assets = read_assets(course, workspace, block.context.findings)
    for path in reader.ignored:
        if path not in assets:
            block.context.findings.add(_ignored(path))
    block.context.findings.extend(map(_misnamed, misnamed(reader, reserved=_reserved(reader))))
    assets = credited(assets, course.credits, credit_file)
    return replace(course, assets=assets, unread=frozenset(reader.unread))


def _language(value: Value) -> str:
    """Return the language before anything else is read: numbers are written in it."""
    found = value.get("language") if isinstance(value, Mapping) else None
    return found.text.strip() if isinstance(found, Text) and found.text.strip() else _DEFAULT_LANGUAGE


def _check_language(block: Block, language: str) -> None:
    # Most courses are in one of the languages of the interface, and need no table of all languages.
    known = language.lower() in {"en", "fr"} or language_name(language, "en")
    if not known or not _LANGUAGE_TAG.fullmatch(language):
        text = block.text_value("language")
        block.report(
            WRONG_SHAPE.at(
                text.span if text else block.head,
                msg("“{text}” is not a language tag", text=language),
                remedy=msg("write a short tag with hyphens, such as fr, en or fr-CA"),
            )
        )


def _modules(block: Block, reader: Reader) -> tuple[Module, ...]:
    read = _listed(block, reader) if "modules" in block else _found(block, reader)
    modules = shared_out([module for module in read if module is not None])
    if not modules and block.sound and not reader.context.findings.has_errors:
        reader.context.findings.add(_empty(block))
    return modules


def _listed(block: Block, reader: Reader) -> Iterator[Module | None]:
    items = block.items("modules")
    named = set()
    read = [read_listed(item, reader) for item in items]
    yield from read
    for item in items:
        named.update(_names_of(item))
    # A misspelt folder is one mistake: the folder that was meant is not unlisted besides.
    if reader.content == CONTENT_FOLDER and None not in read:
        for name in discover(reader, reserved=_RESERVED):
            if name.strip() not in named:
                reader.context.findings.add(_unlisted(block, name))


def _found(block: Block, reader: Reader) -> Iterator[Module | None]:
    for name in discover(reader, reserved=_reserved(reader)):
        yield read_found(name, block.head, reader)


def _reserved(reader: Reader) -> frozenset[str]:
    return _RESERVED if reader.content != CONTENT_FOLDER else frozenset()


def _names_of(item: Value) -> set[str]:
    values = (item.get(key) for key in ("folder", "id")) if isinstance(item, Mapping) else ()
    return {value.text.strip().strip("/") for value in values if isinstance(value, Text)}


def _objectives(block: Block) -> tuple[Objective, ...]:
    """Return the objectives of a list, or those of a block, where each has a name for questions to refer to."""
    if not isinstance(block.value("objectives"), Mapping):
        return tuple(Objective("", text) for text in documents(block, "objectives"))
    mapping = block.mapping("objectives")
    texts = ((name, block.as_text(value, name.text)) for name, value in (mapping.entries if mapping else ()))
    return tuple(
        Objective(check_identifier(name, block.context), parse_text(text.text, text.span))
        for name, text in texts
        if text
    )


def _image(block: Block) -> Link | None:
    text = block.text_value("image")
    return Link(text.text.strip(), text.span) if text else None


def _targets(block: Block) -> tuple[TargetChoice, ...]:
    choices: list[TargetChoice] = []
    for item in block.items("targets"):
        if isinstance(item, Mapping):
            choices += (choice for key, options in item.entries if (choice := _target(key, options)))
        elif text := block.as_text(item, "targets"):
            choices.append(TargetChoice(text.text.strip(), None, text.span))
    return tuple(choices)


def _target(key: Text, options: Value) -> TargetChoice | None:
    """Return a target with its options; `olx: yes` and `olx:` want it without any, `olx: no` does not want it."""
    said = parse_yes_no(options.text) if isinstance(options, Text) else None
    if said is False:
        return None
    bare = isinstance(options, Text) and (said or options.text.strip() in {"", "~"})
    return TargetChoice(key.text.strip(), None if bare else options, key.span)


def _organization(block: Block) -> str:
    value = block.value("organization")
    if value is None or isinstance(value, Text):
        return block.text("organization")
    inner = open_block(value, ORGANIZATION_FIELDS, block.context)
    return inner.text("name") if inner else ""


def _no_course(workspace: Workspace) -> Diagnostic:
    names = workspace.names(".")
    if COURSE_FILE in names:
        return NO_COURSE.at(
            Source(COURSE_FILE, "").span(0, 0),
            msg("course.yml is there, but is not a file of this folder"),
            remedy=msg("put a file in its place, with a line `title: …`"),
        )
    alike = next((name for name in names if name.lower() in _LOOKALIKES and workspace.is_file(name)), None)
    return NO_COURSE.at(
        Source(alike or COURSE_FILE, "").span(0, 0),
        msg("there is no course.yml in this folder"),
        remedy=msg("rename `{name}` to course.yml", name=alike)
        if alike
        else msg("go to the folder of the course, or create course.yml with a line `title: …`"),
    )


def _ignored(path: str) -> Diagnostic:
    return IGNORED_FILE.at(
        Source(path, "").span(0, 0),
        msg("`{path}` is neither a page nor a quiz, and is left out", path=path),
        remedy=msg("save it as Markdown (.md) or YAML (.yml), or link to it from a page"),
    )


def _misnamed(path: str) -> Diagnostic:
    return IGNORED_FILE.at(
        Source(printable(path), "").span(0, 0),
        msg("the name of `{path}` holds a character that cannot be used: it is left out", path=printable(path)),
        remedy=msg("give it a name of letters, digits and hyphens"),
    )


def _empty_file(source: Source) -> Diagnostic:
    return NO_COURSE.at(
        source.span(0, 0), msg("course.yml is empty"), remedy=msg("give the course a title: write `title: …`")
    )


def _empty(block: Block) -> Diagnostic:
    return EMPTY_COURSE.at(
        block.head,
        msg("this course has no page"),
        remedy=msg("put Markdown files into the folder `{folder}`", folder=f"{CONTENT_FOLDER}/"),
    )


def _unlisted(block: Block, name: str) -> Diagnostic:
    return UNLISTED_MODULE.at(
        block.key_span("modules"),
        msg("the folder `course/{name}` is in no module of this list", name=name),
        remedy=msg("add `- folder: {name}` to the list, or move the folder out of `course/`", name=name),
    )
