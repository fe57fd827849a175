"""What a report says, line by line, for people: nothing of it is written as the archive wrote it."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from builder.diagnostics import Diagnostic, Message, Severity, Translate, msg
from builder.diagnostics.report import tally
from builder.inspection.contents import Host
from builder.inspection.inspection import Inspection
from builder.inspection.kinds import OLX, SCORM12, UNKNOWN
from builder.inspection.names import shown
from builder.inspection.olx import Course
from builder.inspection.scorm12 import Manifest

WIDTH = 80
_PARTS_SHOWN, _ENDINGS_SHOWN, _HOSTS_SHOWN, _HOSTS_NAMED = 12, 6, 20, 5
_THOUSAND, _MILLION = 1_000, 1_000_000
_SEVERITY = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning")}
_WHEN = {
    "opening": msg("Asked for as soon as the package is opened"),
    "page": msg("Asked for when a page or a style of the package is shown"),
    "script": msg("Asked for by a script, when it comes to that"),
    "link": msg("Only when a learner follows a link"),
    "blocked": msg("Never: the page itself forbids it"),
    "mention": msg("Only named in a script; it may never be asked"),
}


def lines(report: Inspection, translate: Translate) -> Iterator[str]:
    """Go through the lines of a report, at most eighty columns wide where names allow it."""
    yield from _wrapped(report.verdict.message.text(translate))
    if report.form.advice is not None and not report.refused:
        yield from _wrapped(report.form.advice.text(translate))
    if report.files.count:
        yield from _wrapped(" ".join(said.text(translate) for said in _calls(report)))
    yield ""
    yield from _facts(_about_file(report), translate)
    if report.manifest is not None:
        yield from _section(msg("Manifest"), _about_manifest(report.manifest), translate)
        yield from _outline(report.manifest, translate)
    if report.course is not None:
        yield from _section(msg("Course"), _about_course(report.course), translate)
    if report.ours is not None:
        yield from _section(msg("Written by Parcours"), _about_ours(report), translate)
    if report.files.count:
        yield from _section(msg("Files"), _about_files(report), translate)
    yield from _problems(report.problems, translate)
    if report.files.count and report.form is not UNKNOWN:
        yield from _hosts(report, translate)
    if report.verdict.key in {"good", "remarks", "losses"}:
        yield from _unknown(report, translate)


def _calls(report: Inspection) -> Iterator[Message]:
    """Say in a sentence or two whether the package calls other servers."""
    hosts = report.contents.ranked
    loaded = [host for host in hosts if host.when in {"opening", "page"}]
    scripted = [host for host in hosts if host.when == "script"]
    if loaded:
        yield msg("It calls other servers: {names}.", names=_named(loaded, _HOSTS_NAMED))
    if scripted:
        yield msg("Its scripts may call other servers: {names}.", names=_named(scripted, _HOSTS_NAMED))
    if not loaded and not scripted:
        yield msg("It calls no other server, as far as its files tell.")


def _named(hosts: list[Host], most: int) -> Message:
    """Name servers, and count those that are too many to be named."""
    names = ", ".join(shown(host.name, 60) for host in hosts[:most])
    return (
        msg("{names} and {count} more", names=names, count=len(hosts) - most)
        if len(hosts) > most
        else msg("{names}", names=names)
    )


def size(count: int) -> Message:
    """Return a size in words."""
    if count < _THOUSAND:
        return msg("{count} bytes", count=count)
    if count < _MILLION:
        return msg("{count} kB", count=-(-count // _THOUSAND))
    tenths = round(count / (_MILLION / 10))
    return msg("{whole}.{tenth} MB", whole=tenths // 10, tenth=tenths % 10)


_Fact = tuple[Message | None, str | Message]


def _about_file(report: Inspection) -> Iterator[_Fact]:
    yield msg("File"), msg("{file}, {size}", file=shown(report.path.name), size=size(report.size))
    if not report.refused:
        yield msg("What it is"), msg("{title} ({form})", title=report.form.title, form=report.archive_form)


def _about_manifest(manifest: Manifest) -> Iterator[_Fact]:
    yield msg("Title"), shown(manifest.title) or msg("none")
    yield msg("Identifier"), shown(manifest.identifier) or msg("none")
    yield msg("Version"), shown(f"{manifest.schema} {manifest.version}".strip()) or msg("not said")
    if len(manifest.organizations) != 1:
        yield msg("Organizations"), str(len(manifest.organizations))
    scos = sum(item.is_sco for item in manifest.launched)
    yield (
        msg("Parts"),
        msg("{count}, of which recorded: {scos}", count=len(manifest.launched), scos=scos),
    )
    first = next((item.resource for item in manifest.launched if item.resource), None)
    yield msg("Opens"), shown(first.href) if first and first.href else msg("nothing")


def _outline(manifest: Manifest, translate: Translate) -> Iterator[str]:
    """Go through the items, where there are several or where one asks for more than to be opened."""
    items = manifest.items
    if len(items) < 2 and not any(item.masteryscore or item.prerequisites for item in items):  # noqa: PLR2004
        return
    for item in items[:_PARTS_SHOWN]:
        title = shown(item.title or item.identifier, 60)
        yield from _wrapped(title, "    " + "  " * min(item.depth, 5) + "- ", "    " + "  " * min(item.depth, 5) + "  ")
        for said in _asked(item.masteryscore, item.prerequisites):
            yield from _wrapped(said.text(translate), "        ", "        ")
    if len(items) > _PARTS_SHOWN:
        yield "    " + msg("… and {count} more", count=len(items) - _PARTS_SHOWN).text(translate)


def _asked(score: str | None, prerequisites: str | None) -> Iterator[Message]:
    if score:
        yield msg("passed from a score of {score}", score=shown(score, 20))
    if prerequisites:
        yield msg("after {conditions}", conditions=shown(prerequisites))


def _about_course(course: Course) -> Iterator[_Fact]:
    first = next(iter(course.of("course")), None)
    title = course.title or ((first.element.get("display_name") or "") if first else "")
    yield msg("Title"), shown(title) or msg("none")
    name = " / ".join(filter(None, (course.organization, course.number, course.run)))
    yield msg("Identifier"), shown(name) or msg("none")
    yield (
        msg("Outline"),
        msg(
            "sections: {chapters}, subsections: {sequentials}, units: {verticals}",
            chapters=len(course.of("chapter")),
            sequentials=len(course.of("sequential")),
            verticals=len(course.of("vertical")),
        ),
    )
    tags = sorted({block.tag for block in course.blocks} - {"course", "chapter", "sequential", "vertical"})
    if tags:
        counted = ", ".join(f"{shown(tag, 30)} {len(course.of(tag))}" for tag in tags)
        yield msg("Blocks"), counted


def _about_ours(report: Inspection) -> Iterator[_Fact]:
    ours = report.ours
    if ours is None:
        return
    yield msg("Course"), shown(f"{ours.id} {ours.version}".strip())
    yield msg("Language"), shown(ours.language, 20)
    yield (
        msg("Content"),
        msg(
            "modules: {modules}, pages: {pages}, quizzes: {quizzes}",
            modules=ours.modules,
            pages=ours.pages,
            quizzes=ours.quizzes,
        ),
    )
    if report.form is SCORM12:
        yield msg("Progress"), msg("fits in 4,096 characters: Parcours builds no package where it does not")
    if ours.badges:
        yield msg("Badges"), ", ".join(shown(badge, 60) for badge in ours.badges)


def _about_files(report: Inspection) -> Iterator[_Fact]:
    files = report.files
    yield msg("In all"), msg("{files}, {size} unpacked", files=_counted(files.count), size=size(files.unpacked))
    for place, (ending, count, total) in enumerate(files.by_ending[:_ENDINGS_SHOWN]):
        name = f".{shown(ending, 12)}" if ending else "-"
        yield (
            (msg("By kind") if place == 0 else None),
            msg("{kind}: {files}, {size}", kind=name, files=_counted(count), size=size(total)),
        )
    for place, (name, total) in enumerate(files.largest[:3]):
        yield (msg("Largest") if place == 0 else None), msg("{file}, {size}", file=shown(name, 50), size=size(total))


def _counted(files: int) -> Message:
    return msg("1 file") if files == 1 else msg("{count} files", count=files)


def _problems(problems: Iterable[Diagnostic], translate: Translate) -> Iterator[str]:
    found = list(problems)
    yield ""
    if not found:
        yield _title(msg("Problems"), translate) + " " + msg("none found").text(translate)
        return
    yield _title(msg("Problems"), translate) + " " + tally(found).text(translate)
    for kind in dict.fromkeys(problem.kind for problem in found):
        several = [problem for problem in found if problem.kind == kind]
        severity = _SEVERITY[several[0].severity].text(translate)
        yield ""
        yield f"  {severity}[{kind.name}]"
        for problem in several:
            yield from _problem(problem, translate)
        yield from _wrapped(kind.why.text(translate), "    ", "    ")
        remedies = dict.fromkeys(problem.remedy.text(translate) for problem in several if problem.remedy)
        for remedy in remedies:
            yield from _wrapped(remedy, "    -> ", "       ")


def _problem(problem: Diagnostic, translate: Translate) -> Iterator[str]:
    said = problem.message.text(translate)
    source = problem.span.source
    where = source.path
    if source.text:
        where = msg("{file}, line {line}", file=where, line=problem.span.position[0]).text(translate)
    label = f" ({problem.label.text(translate)})" if problem.label else ""
    if not source.text and source.path in said:
        yield from _wrapped(said + label, "    * ", "      ")
    else:
        yield from _wrapped(f"{where}{_colon(translate)} {said}{label}", "    * ", "      ")


def _hosts(report: Inspection, translate: Translate) -> Iterator[str]:
    hosts = report.contents.ranked
    yield ""
    if not hosts:
        yield from _wrapped(_title(msg("Other servers"), translate) + " " + msg("none is named").text(translate))
        return
    yield _title(msg("Other servers"), translate)
    for when, group in groupby(hosts, key=lambda host: host.when):
        several = list(group)
        yield from _wrapped(_WHEN[when].text(translate), "  ", "  ")
        if when in {"link", "mention"}:
            yield from _wrapped(_named(several, _HOSTS_SHOWN).text(translate), "    ", "    ")
            continue
        for host in several[:_HOSTS_SHOWN]:
            yield from _wrapped(_host(host, translate), "    * ", "      ")


def _host(host: Host, translate: Translate) -> str:
    if not host.places:
        return shown(host.name)
    place = host.places[0]
    where = msg("{file}, line {line}", file=shown(place.file, 60), line=place.line)
    said = where.text(translate) if place.line else shown(place.file, 60)
    return f"{shown(host.name)}{_colon(translate)} {shown(place.address, 80)} ({said})"


def _unknown(report: Inspection, translate: Translate) -> Iterator[str]:
    """Say what no look into a file can tell."""
    if report.form is SCORM12 and report.ours is None:
        said = msg(
            "how much progress it keeps. SCORM 1.2 promises 4,096 characters; a tool that writes more loses it on"
            " strict platforms. Try it to the end, close it, and open it again."
        )
    elif report.form is OLX:
        said = msg("whether your platform has every sort of block, and what its own Python would do.")
    else:
        return
    yield ""
    yield from _wrapped(_title(msg("What a file cannot tell"), translate) + " " + said.text(translate), "", "  ")


def _section(title: Message, facts: Iterable[_Fact], translate: Translate) -> Iterator[str]:
    yield ""
    yield _title(title, translate)
    yield from _facts(facts, translate)


def _facts(facts: Iterable[_Fact], translate: Translate) -> Iterator[str]:
    said = [(label.text(translate) if label else "", value) for label, value in facts]
    room = max((len(label) for label, _ in said), default=0) + 2
    for label, value in said:
        text = value if isinstance(value, str) else value.text(translate)
        yield from _wrapped(text, f"  {label:{room}}", " " * (room + 2))


def _title(title: Message, translate: Translate) -> str:
    return f"{title.text(translate)}{_colon(translate)}"


def _colon(translate: Translate) -> str:
    return msg(":").text(translate)


def _wrapped(text: str, first: str = "", later: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    ) or [first.rstrip()]
