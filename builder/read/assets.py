"""Files that pages and questions use: finding each, once."""

import re
from urllib.parse import unquote

from builder.diagnostics import Diagnostic, Findings, Kind, Severity, Span, msg
from builder.model.asset import Asset
from builder.model.course import Course
from builder.model.reference import FileReference, resolve
from builder.read.workspace import Workspace
from builder.syntax.suggest import did_you_mean_file

MISSING_FILE = Kind("missing-file", Severity.ERROR, msg("Learners would see a broken picture or a dead link."))


def read_assets(course: Course, workspace: Workspace, findings: Findings) -> dict[str, Asset]:
    """Return the facts about every file that the course uses; a missing one is a finding where it is used."""
    assets: dict[str, Asset] = {}
    for path, link in course.file_links():
        target = resolve(path, link.target)
        if not isinstance(target, FileReference) or target.path in assets:
            continue
        asset = workspace.asset(target.path)
        if asset is None:
            findings.add(missing_file(target.path, unquote(link.target), link.span, workspace))
        else:
            assets[target.path] = asset
    captions = (captions.path for media in course.media.values() for captions in media.captions)
    assets.update((path, asset) for path in captions if (asset := workspace.asset(path)))
    return dict(sorted(assets.items()))


_OWN_COMPUTER = re.compile(r"[A-Za-z]:[\\/]|/(?:home|Users)/|~/")


def missing_file(path: str, target: str, span: Span, workspace: Workspace) -> Diagnostic:
    """Return the finding about a file that is not there; `target` is its address as the author wrote it."""
    copy_it = msg("copy the file into the course folder, and write its new address here")
    if _OWN_COMPUTER.match(target):
        near_page = msg("copy the file into the folder of the module, and write its name alone")
        return MISSING_FILE.at(
            span,
            msg("this address leads to your own computer"),
            remedy=near_page if "/" in span.source.path else copy_it,
        )
    if path.startswith("../"):
        return MISSING_FILE.at(
            span,
            msg("this address leads out of the course folder, where nothing is read"),
            remedy=copy_it,
        )
    files = (*workspace.nearest(path), *workspace.elsewhere(path))
    near = did_you_mean_file(path, files, named_in=span.source.path)
    return MISSING_FILE.at(
        span,
        msg("there is no file `{path}`", path=path),
        label=msg("used here"),
        remedy=near or msg("put the file there, or correct the address"),
    )
