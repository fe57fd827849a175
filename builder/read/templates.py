"""Templates and style sheets in a theme of the course: what the pages could not do with."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment

from builder.diagnostics import Diagnostic, Findings, Kind, Severity, Source, msg
from builder.model.theme import THEMES, Look
from builder.read.workspace import Workspace
from builder.syntax.suggest import did_you_mean, one_of

BROKEN_TEMPLATE = Kind("broken-template", Severity.ERROR, msg("A template that cannot be filled in gives no page."))
MISSING_SLOT = Kind(
    "missing-slot", Severity.ERROR, msg("The page looks for these elements, and stops where one is not there.")
)
UNUSED_TEMPLATE = Kind(
    "unused-template", Severity.WARNING, msg("A file of a theme takes the place of the one of the same name, if any.")
)
THEME_BEHAVIOUR = Kind(
    "theme-behaviour",
    Severity.ERROR,
    msg("A theme is appearance: the pages run no script but their own, and fetch nothing from elsewhere."),
)

TEMPLATES, STYLES = "templates", "css"
_GIVEN = frozenset({"t", "n", "duration"})
_MARK = re.compile(
    r'<template id="(?P<opens>[\w-]+)"|(?P<closes></template>)'
    r'|(?P<slot>data-(?:slot|view)="[\w-]+")|\bid="(?P<id>[\w-]+)"'
)
_LOOKED_FOR = re.compile(r'(?:byId|getElementById)\("([\w-]+)"\)')
_INCLUDED = re.compile(r"{%\s*(?:include|import|from|extends)\s*[\"']([^\"']+)")
_BEHAVIOUR = re.compile(
    r"""<script\b(?![^>]*\ssrc="(?:parcours|pages|course)\.js")|\s(?:on[a-z]+|style)=|javascript:""", re.I
)
_ELSEWHERE = re.compile(r"@import\b|url\(\s*[\"']?(?:https?:)?//|\b(?:src|href)=[\"'](?:https?:)?//", re.I)


def check_templates(look: Look, workspace: Workspace, findings: Findings) -> None:
    """Report what is wrong with the files that a course puts into its own theme."""
    if not look.own:
        return
    texts = dict(_texts(workspace, f"{look.own}/{TEMPLATES}", ".html", findings))
    called = {name for source in texts.values() for name in _INCLUDED.findall(source.text)}
    for name, source in texts.items():
        findings.extend(_trouble(name, source, look, called))
    for _, source in _texts(workspace, f"{look.own}/{STYLES}", ".css", findings):
        findings.extend(_reaching_out(source, _ELSEWHERE))


def _texts(
    workspace: Workspace, folder: str, suffix: str, findings: Findings, inner: str = ""
) -> Iterator[tuple[str, Source]]:
    for name in workspace.names(f"{folder}/{inner}"):
        path = f"{inner}{name}"
        if workspace.is_folder(f"{folder}/{path}"):
            yield from _texts(workspace, folder, suffix, findings, f"{path}/")
        elif name.endswith(suffix) and (source := workspace.read(f"{folder}/{path}", findings)):
            yield path, source


def _trouble(name: str, source: Source, look: Look, called: set[str]) -> Iterator[Diagnostic]:
    own = _packaged(name, look)
    if own is None and name not in called:
        yield UNUSED_TEMPLATE.at(
            source.span(0, 0),
            msg("no page is made with a template of this name"),
            remedy=did_you_mean(name, _names(look)) or one_of(_names(look)),
        )
        return
    yield from _reaching_out(source, _BEHAVIOUR)
    yield from _reaching_out(source, _ELSEWHERE)
    broken = list(_unreadable(source, own))
    yield from broken
    lost = [] if broken else list(lost_marks(own or "", source.text))
    if lost:
        yield MISSING_SLOT.at(
            source.span(0, 0),
            msg("this template has no {marks}", marks=", ".join(f"`{mark}`" for mark in dict.fromkeys(lost))),
            remedy=msg("keep these attributes, on elements of your own: the template of the default theme has them"),
        )


def _unreadable(source: Source, own: str | None) -> Iterator[Diagnostic]:
    environment = SandboxedEnvironment()
    environment.filters["typeset"] = str
    try:
        wanted = meta.find_undeclared_variables(environment.parse(source.text))
    except TemplateSyntaxError as error:
        yield BROKEN_TEMPLATE.at(
            source.line_span(error.lineno),
            msg("this template cannot be read: {reason}", reason=error.message or ""),
            remedy=msg("compare the line with the template of the same name in the default theme"),
        )
        return
    known = sorted(meta.find_undeclared_variables(environment.parse(own))) if own else []
    for name in sorted(wanted - _GIVEN - set(known)) if own else ():
        at = source.text.find(name)
        yield BROKEN_TEMPLATE.at(
            source.span(at, at + len(name)),
            msg("nothing is called `{name}` in this template", name=name),
            remedy=did_you_mean(name, known) or one_of(known),
        )


def _reaching_out(source: Source, sign: re.Pattern[str]) -> Iterator[Diagnostic]:
    found = sign.search(source.text)
    if found:
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        yield THEME_BEHAVIOUR.at(
            source.span(start, found.end()),
            msg("a theme may hold neither scripts nor addresses of other sites")
            if sign is _ELSEWHERE or "<script" in found.group().lower()
            else msg("the pages refuse what stands in an attribute: scripts and styles"),
            remedy=msg("remove it; styles have their place in the folder `css`"),
        )


def _packaged(name: str, look: Look) -> str | None:
    """Return the text of the template that one of the course takes the place of."""
    files = (folder / TEMPLATES / name for folder in look.folders if folder.is_relative_to(THEMES))
    return next((file.read_text(encoding="utf-8") for file in files if file.is_file()), None)


def _names(look: Look) -> list[str]:
    folders = (folder / TEMPLATES for folder in look.folders if folder.is_relative_to(THEMES))
    return sorted({path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html")})


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
    scripts = sorted(Path(THEMES / "_runtime").rglob("*.js"))
    return frozenset(name for path in scripts for name in _LOOKED_FOR.findall(path.read_text(encoding="utf-8")))
