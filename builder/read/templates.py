"""Templates and style sheets in a theme of the course: what the pages could not do with."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from jinja2 import TemplateSyntaxError, meta

from builder.diagnostics import Diagnostic, Findings, Kind, Severity, Source, msg
from builder.model.theme import GIVEN, POLICY, THEMES, Look
from builder.read.appearance import Fault, css_faults, html_faults
from builder.read.workspace import Workspace
from builder.syntax.sandbox import Sandbox
from builder.syntax.suggest import did_you_mean, one_of

BROKEN_TEMPLATE = Kind("broken-template", Severity.ERROR, msg("A template that cannot be filled in gives no page."))
MISSING_SLOT = Kind(
    "missing-slot", Severity.ERROR, msg("The page looks for these elements, and stops where one is not there.")
)
MISSING_POLICY = Kind(
    "missing-policy", Severity.ERROR, msg("The policy keeps the pages from running and fetching what is not theirs.")
)
UNUSED_TEMPLATE = Kind(
    "unused-template", Severity.WARNING, msg("A file of a theme takes the place of the one of the same name, if any.")
)
UNUSED_STYLE = Kind(
    "unused-style", Severity.WARNING, msg("The pages have two style sheets, made of what two folders hold.")
)

TEMPLATES, STYLES, SHELL = "templates", "css", "shell.html"
_SHEET = re.compile(rf"{STYLES}/(?:first|later)/[^/]+\.css")
_TEMPLATE = re.compile(rf"{TEMPLATES}/.+\.html")
_DEEPEST = 4  # a symbolic link may lead to the folder that it stands in
_MARK = re.compile(
    r'<template id="(?P<opens>[\w-]+)"|(?P<closes></template>)'
    r'|(?P<slot>data-(?:slot|view)="[\w-]+")|\bid="(?P<id>[\w-]+)"'
)
_LOOKED_FOR = re.compile(r'(?:byId|getElementById)\("([\w-]+)"\)')
_INCLUDED = re.compile(r"{%-?\s*(?:include|import|from|extends)\s*[\"']([^\"']+)")
_SPACE = r"[ \t\n\f\r]"  # of HTML: any other character, a no-break space too, would end the head
_PLAIN = rf'(?:{_SPACE}+[a-z-]+="[^"<>]*")*{_SPACE}*>{_SPACE}*'
_HEAD = re.compile(
    rf"(?i:{_SPACE}*<!doctype html>{_SPACE}*<html{_PLAIN}<head>{_SPACE}*"
    rf"(?:<meta(?={_SPACE}+(?:charset|name)=){_PLAIN})*){re.escape(POLICY)}"
)


def packaged() -> Workspace:
    """Return the folder of the themes that come with the product."""
    return Workspace(THEMES)


def own_files(own: str, workspace: Workspace, findings: Findings) -> dict[str, Source]:
    """Return the templates and style sheets of a course's own theme, by their paths in it: all that the pages use.

    What else stands among them is reported.
    """
    files = {}
    for path in _paths(workspace, own):
        if _TEMPLATE.fullmatch(path) or _SHEET.fullmatch(path):
            if source := workspace.read(f"{own}/{path}", findings):
                files[path] = source
        elif path.startswith((f"{TEMPLATES}/", f"{STYLES}/")) or path.endswith((".html", ".css")):
            findings.add(_unused(Source(f"{own}/{path}", "")))
    return files


def _paths(workspace: Workspace, folder: str, inner: str = "") -> Iterator[str]:
    for name in workspace.names(f"{folder}/{inner}"):
        path = f"{inner}{name}"
        if not workspace.is_folder(f"{folder}/{path}"):
            yield path
        elif path.count("/") < _DEEPEST:
            yield from _paths(workspace, folder, f"{path}/")


def _unused(source: Source) -> Diagnostic:
    if f"/{STYLES}/" in source.path or source.path.endswith(".css"):
        return UNUSED_STYLE.at(
            source.span(0, 0),
            msg("no page is made with this file"),
            remedy=msg(
                "style sheets end in `.css` and stand in `css/first`, for the home page and what surrounds every page, "
                "or in `css/later`"
            ),
        )
    return UNUSED_TEMPLATE.at(
        source.span(0, 0),
        msg("no page is made with this file"),
        remedy=msg("templates end in `.html` and stand in `templates`"),
    )


def check_templates(files: Mapping[str, Source], layers: Sequence[str], findings: Findings) -> None:
    """Report what is wrong with the files that a course puts into its own theme, over packaged ones."""
    texts = {path.removeprefix(f"{TEMPLATES}/"): source for path, source in files.items() if _TEMPLATE.fullmatch(path)}
    called = {name for source in texts.values() for name in _INCLUDED.findall(source.text)}
    before = _packaged(layers) if texts else {}
    for name, source in texts.items():
        findings.extend(_trouble(name, source, before, called))
    for path, source in files.items():
        if _SHEET.fullmatch(path):
            findings.extend(_told(source, css_faults(source.text)))


def check_shell(look: Look, document: object) -> Iterator[Diagnostic]:
    """Report a document, made with a template of the course, that begins with anything before the policy."""
    path = f"{TEMPLATES}/{SHELL}"
    text = document.decode() if isinstance(document, bytes) else ""
    if path in look.files and not _HEAD.match(text):
        yield MISSING_POLICY.at(
            Source(f"{look.own}/{path}", look.files[path]).span(0, 0),
            msg("the document that this template makes does not begin with the policy of the pages"),
            remedy=msg("write `{policy}` in its head, before all but other `<meta>`", policy="{{ policy }}"),
        )


def _trouble(name: str, source: Source, before: Mapping[str, str], called: set[str]) -> Iterator[Diagnostic]:
    own = before.get(name)
    if own is None and name not in called:
        yield UNUSED_TEMPLATE.at(
            source.span(0, 0),
            msg("no page is made with a template of this name"),
            remedy=did_you_mean(name, sorted(before)) or one_of(sorted(before)),
        )
        return
    yield from _told(source, html_faults(source.text))
    broken = list(_unreadable(source, own, before.values()))
    yield from broken
    lost = [] if broken else list(lost_marks(own or "", source.text))
    if lost:
        yield MISSING_SLOT.at(
            source.span(0, 0),
            msg("this template has no {marks}", marks=", ".join(f"`{mark}`" for mark in dict.fromkeys(lost))),
            remedy=msg("keep these attributes, on elements of your own: the template of the default theme has them"),
        )


def _unreadable(source: Source, own: str | None, others: Iterable[str]) -> Iterator[Diagnostic]:
    try:
        wanted = _wanted(source.text)
    except TemplateSyntaxError as error:
        yield BROKEN_TEMPLATE.at(
            source.line_span(error.lineno),
            msg("this template cannot be read: {reason}", reason=error.message or ""),
            remedy=msg("compare the line with the template of the same name in the default theme"),
        )
        return
    if own is None:
        return
    # A template that another one includes is given what that one is given: filling in tells the rest.
    known = {*GIVEN, *Sandbox().globals}.union(*map(_wanted, others))
    near = sorted(_wanted(own) | {*GIVEN})
    for name in sorted(wanted - known):
        at = source.text.find(name)
        yield BROKEN_TEMPLATE.at(
            source.span(at, at + len(name)),
            msg("nothing is called `{name}` in this template", name=name),
            remedy=did_you_mean(name, near) or one_of(near),
        )


@cache
def _wanted(template: str) -> frozenset[str]:
    return frozenset(meta.find_undeclared_variables(Sandbox().parse(template)))


def _told(source: Source, faults: Iterable[Fault]) -> Iterator[Diagnostic]:
    for start, end, kind, message, remedy in faults:
        yield kind.at(source.span(start, end), message, remedy=remedy)


def _packaged(layers: Sequence[str]) -> dict[str, str]:
    """Return the templates that come with the product, the topmost of each name."""
    themes, made = packaged(), dict[str, str]()
    for folder in (f"{layer}/{TEMPLATES}" for layer in reversed(layers)):
        for name in _paths(themes, folder):
            if source := themes.read(f"{folder}/{name}", Findings()):
                made[name] = source.text
    return made


def lost_marks(before: str, after: str) -> Iterator[str]:
    """Go through the attributes by which the run-time finds its way in one template, and would not in another.

    Of a `<template>` that is not there, only its own name is told.
    """
    kept = set(_marks(after))
    lost = [mark for mark in _marks(before) if mark not in kept]
    whole = {mark for inside, mark in lost if mark == _opening(inside)}
    yield from (mark for inside, mark in lost if mark in whole or _opening(inside) not in whole)


def _marks(text: str) -> Iterator[tuple[str, str]]:
    """Go through these attributes, each with the name of the `<template>` that it stands in."""
    inside = ""
    for found in _MARK.finditer(text):
        if found["closes"]:
            inside = ""
        elif found["opens"]:
            inside = found["opens"]
            yield inside, _opening(inside)
        elif found["slot"]:
            yield inside, found["slot"]
        elif found["id"] in _looked_for():
            yield inside, f'id="{found["id"]}"'


def _opening(name: str) -> str:
    return f'<template id="{name}">'


@cache
def _looked_for() -> frozenset[str]:
    themes = packaged()
    scripts = (
        themes.read(f"_runtime/{path}", Findings()) for path in _paths(themes, "_runtime") if path.endswith(".js")
    )
    return frozenset(name for source in scripts if source for name in _LOOKED_FOR.findall(source.text))
