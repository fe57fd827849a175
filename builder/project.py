"""The stages in their order: read, check, render, package, publish. Nobody else knows it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import BinaryIO

from builder.badges.art import artworks, wall_files
from builder.badges.art.own import findings as picture_findings
from builder.badges.site import missing_to_issue, public_site
from builder.check import RULES, check
from builder.check.continuity import LOSSES
from builder.diagnostics import Diagnostic, Findings, Kind, Message, Severity, Source, msg
from builder.dialects.learner import quiz_fragments, self_checks
from builder.model.course import Course
from builder.model.identifier import slug
from builder.model.published import LOCK_FILE
from builder.package import Package
from builder.package.archive import ArchiveKind, write_archive
from builder.package.publish import Writer, publish
from builder.read.course import read_course
from builder.read.templates import BROKEN_TEMPLATE, check_shell
from builder.read.workspace import Workspace
from builder.render.addresses import Addresses
from builder.render.html import HtmlRenderer
from builder.render.lock import course_lock
from builder.render.site import DOCUMENT, Site, build_site
from builder.render.strings import KINDS as STRING_KINDS
from builder.render.strings import string_findings
from builder.render.theme import LOCALE, Theme, fault_of
from builder.syntax.suggest import did_you_mean, one_of
from builder.targets import TARGETS
from builder.targets.target import Target

UNKNOWN_TARGET = Kind("unknown-target", Severity.ERROR, msg("Nobody knows how to build a target of this name."))
UNKNOWN_ALLOWANCE = Kind(
    "unknown-allowance",
    Severity.ERROR,
    msg("Only findings that leave a working course can be turned into warnings."),
)

BADGES = "badges"
"""The end of the name of the archive with the public pages about badges."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A course that was read and checked; None when it could not be read."""

    course: Course | None
    targets: tuple[Target, ...]
    findings: Findings


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: nothing when the course has errors.

    `unlocked` is why course.lock could not be written, `refused` why the packages could not.
    """

    checked: Checked
    files: tuple[Path, ...]
    facts: tuple[Message, ...] = ()
    unlocked: OSError | None = None
    refused: OSError | None = None


def check_course(root: Path, target_names: tuple[str, ...] = (), *, keeps_all: bool = False) -> Checked:
    """Read and check the course in a folder, for the targets named, else for those that it names, else for all.

    With `keeps_all`, what learners of the last publication would lose is an error.
    """
    findings = Findings()
    course = read_course(Workspace(root), findings)
    if course is None:
        return Checked(None, (), findings)
    check(course, findings)
    findings.extend(_unknown_names(course))
    findings.extend(string_findings(course, LOCALE))
    findings.extend(picture_findings(course))
    targets = _targets(course, target_names)
    for target in targets:
        findings.extend(target.check(course))
    if course.theme.own and not findings.has_errors:
        findings.extend(_unfilled(course))
    findings.allow({reference.id for reference in course.allow})
    if keeps_all:
        findings.stop_at(LOSSES)
    return Checked(course, targets, findings)


def build_course(
    root: Path,
    out: Path,
    target_names: tuple[str, ...] = (),
    *,
    publishes: bool = False,
    accepts_losses: bool = False,
) -> Built:
    """Check the course and write its packages into a folder, which stays as it was if there is any error.

    A build that `publishes` is for learners: nothing that they have may be lost unless that is accepted, and
    course.lock records it once the packages are there.
    """
    checked = check_course(root, target_names, keeps_all=publishes and not accepts_losses)
    if checked.course is None or checked.findings.has_errors:
        return Built(checked, ())
    course = checked.course
    outputs = _outputs(course, checked.targets, badges=not target_names)
    facts = tuple(fact for target in checked.targets for fact in target.facts(course))
    reported = any(target.reports_results for target in checked.targets)
    facts += tuple(missing_to_issue(course, reported=reported))
    stale = () if target_names else tuple(_left_over(archive_name(course), outputs, out))
    try:
        before = _digests(outputs, out) if publishes else {}
        files = publish(outputs, out)
    except OSError as error:
        return Built(checked, (), refused=error)
    if not publishes:
        return Built(checked, files, (*facts, *stale, *_unpublished(checked, root)))
    facts += (*stale, *_same_version(checked, root, before, _digests(before, out)))
    try:
        lock = publish({LOCK_FILE: partial(_write_lock, course, checked.targets)}, root)
    except OSError as error:
        return Built(checked, files, facts, error)
    return Built(checked, (*files, *lock), facts)


def _outputs(course: Course, targets: tuple[Target, ...], *, badges: bool) -> dict[str, Writer]:
    """Return the files of a build by name, each with what writes it."""
    make = site_maker(course)
    whole = cache(partial(make, course))

    def site(part: Course) -> Site:
        return whole() if part is course else make(part)

    pictures = cache(lambda: {name: artwork.svg for name, artwork in artworks(course).items()})
    name = archive_name(course)
    outputs: dict[str, Writer] = {}
    if course.badges and badges:
        outputs[f"{name}-{BADGES}.zip"] = partial(_write_badges, course)
    outputs |= {
        f"{name}-{target.name}{ending}.{target.archive.value}": partial(_write, package, target)
        for target in targets
        for ending, package in target.packages(course, site, pictures).items()
    }
    reports = {target.name: made for target in targets if (made := target.reports(course))}
    if reports:
        outputs[f"{name}-report-map.json"] = partial(_write_report_map, course, reports)
    return outputs


def _left_over(name: str, outputs: Iterable[str], out: Path) -> Iterator[Message]:
    """Say which packages of this version lie in the folder and were not made by this build."""
    others = sorted(path.name for path in out.glob(f"{name}-*") if path.name not in set(outputs))
    if others:
        yield msg(
            "{folder} also holds {files}: this build did not write it, and nobody should get it.",
            folder=out,
            files=", ".join(others),
        )


def _unpublished(checked: Checked, root: Path) -> Iterator[Message]:
    """Say that the last publication was another course than this one."""
    if checked.course and checked.course.published and _differs(checked.course, checked.targets, root):
        yield msg(
            "course.lock does not know the course as it is now: when learners get these packages, build them with "
            "`--publish`, which notes it."
        )


def _same_version(
    checked: Checked, root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> Iterator[Message]:
    """Say that two publications have the same version, and different content as far as anything tells."""
    course = checked.course
    if course is None or course.published is None or course.published.version != course.version:
        return
    if before != after or _differs(course, checked.targets, root):
        yield msg(
            "Version {version} was published before with other content: raise `version:` in course.yml, so that the "
            "packages can be told apart and compared.",
            version=course.version,
        )


def _differs(course: Course, targets: tuple[Target, ...], root: Path) -> bool:
    written = (root / LOCK_FILE).read_bytes().replace(b"\r\n", b"\n")
    return written != course_lock(course, [target.name for target in targets])


def _digests(names: Iterable[str], folder: Path) -> Mapping[str, bytes]:
    """Return what tells the content of the files that are there."""
    found = {}
    for name in names:
        if (folder / name).is_file():
            with (folder / name).open("rb") as stream:
                found[name] = hashlib.file_digest(stream, "sha256").digest()
    return found


def make_site(course: Course) -> Site:
    """Render a course that has no errors."""
    return site_maker(course)(course)


def site_maker(course: Course) -> Callable[[Course], Site]:
    """Return what renders a course that has no errors, and modules of it by themselves. What they share is one."""
    theme = cache(partial(Theme, course.theme, course.language, course.strings))
    art = cache(partial(artworks, course))

    def make(part: Course) -> Site:
        addresses = Addresses(part)
        html = HtmlRenderer(theme(part.part_of.title if part.part_of else ""), addresses, part.assets, part.media)
        site = build_site(part, html, addresses, quiz_fragments(part, html), self_checks(part, html))
        return Site({**site.files, **wall_files({badge.id: art()[badge.id] for badge in part.badges})})

    return make


def _unfilled(course: Course) -> Iterator[Diagnostic]:
    """Find what only filling in the templates of the course tells: one asks for what is not there, or leaves out."""
    try:
        document = make_site(course).files[DOCUMENT]
    except Exception as error:
        fault = fault_of(error, course.theme)
        if fault is None:
            raise
        path, line = fault
        yield BROKEN_TEMPLATE.at(
            Source(f"{course.theme.own}/{path}", course.theme.files[path]).line_span(line),
            msg("this template cannot be filled in: {reason}", reason=str(error)),
            remedy=msg("compare the line with the template of the same name in the default theme"),
        )
    else:
        yield from check_shell(course.theme, document)


def archive_name(course: Course) -> str:
    """Return what the names of a course's packages begin with: ASCII, without spaces (some LMSs refuse others)."""
    version = "".join(character if character.isalnum() else "." for character in course.version if character.isascii())
    return f"{slug(course.id)}-{version.strip('.') or '1'}"


def _write_badges(course: Course, stream: BinaryIO) -> None:
    package = Package()
    for path, content in public_site(course).items():
        package.add(path, content)
    write_archive(package, stream, ArchiveKind.ZIP)


def _write(package: Package, target: Target, stream: BinaryIO) -> None:
    write_archive(package, stream, target.archive, first=target.first)


def _write_lock(course: Course, targets: tuple[Target, ...], stream: BinaryIO) -> None:
    stream.write(course_lock(course, [target.name for target in targets]))


def _write_report_map(course: Course, reports: dict[str, Mapping[str, object]], stream: BinaryIO) -> None:
    """Write which column of which report stands for which quiz: what awarding badges reads."""
    value = {"course": course.id, "version": course.version, "targets": reports}
    stream.write((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def _targets(course: Course, names: tuple[str, ...]) -> tuple[Target, ...]:
    wanted = names or tuple(choice.id for choice in course.targets)
    return tuple(target for target in TARGETS if not wanted or target.name in wanted)


def _unknown_names(course: Course) -> Iterator[Diagnostic]:
    kinds = [*(rule.kind for rule in RULES), *STRING_KINDS, *(kind for target in TARGETS for kind in target.kinds)]
    allowable = [kind.name for kind in kinds if kind.allowable]
    for reference in course.allow:
        if reference.id not in allowable:
            yield UNKNOWN_ALLOWANCE.at(
                reference.span,
                msg("`{name}` cannot be allowed", name=reference.id),
                remedy=did_you_mean(reference.id, allowable) or one_of(allowable),
            )
    known = [target.name for target in TARGETS]
    for choice in course.targets:
        if choice.id not in known:
            yield UNKNOWN_TARGET.at(
                choice.span,
                msg("there is no target `{name}`", name=choice.id),
                remedy=did_you_mean(choice.id, known) or one_of(known),
            )
