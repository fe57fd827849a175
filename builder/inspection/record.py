"""A report as data, with keys that stay."""

from builder.diagnostics import Diagnostic, Translate
from builder.inspection.contents import Host
from builder.inspection.inspection import Inspection
from builder.inspection.names import shown
from builder.inspection.olx import Course
from builder.inspection.ours import Ours
from builder.inspection.scorm12 import Item, Manifest

Json = dict[str, object]
_MOST_ITEMS = 1_000


def record(report: Inspection, translate: Translate) -> Json:
    """Return a report as data. Sizes are in bytes, lines count from 1; what the archive wrote is made printable."""
    return {
        "file": shown(report.path.name),
        "size": report.size,
        "archive": report.archive_form or None,
        "format": report.form.key,
        "format_name": report.form.title.text(translate),
        "verdict": report.verdict.key,
        "verdict_text": report.verdict.message.text(translate),
        "sound": report.verdict.is_sound,
        "manifest": _manifest(report.manifest) if report.manifest else None,
        "course": _course(report.course) if report.course else None,
        "parcours": _ours(report.ours) if report.ours else None,
        "files": {
            "count": report.files.count,
            "unpacked": report.files.unpacked,
            "largest": [{"file": shown(name), "size": size} for name, size in report.files.largest],
            "kinds": [
                {"ending": shown(ending), "count": count, "size": size}
                for ending, count, size in report.files.by_ending
            ],
        },
        "problems": [_problem(problem, translate) for problem in report.problems],
        "requests": [_host(host) for host in report.contents.ranked],
    }


def _manifest(manifest: Manifest) -> Json:
    return {
        "file": shown(manifest.document.source.path),
        "title": shown(manifest.title),
        "identifier": shown(manifest.identifier),
        "schema": shown(manifest.schema),
        "version": shown(manifest.version),
        "organizations": len(manifest.organizations),
        "scos": sum(item.is_sco for item in manifest.launched),
        "items": [_item(item) for item in manifest.items[:_MOST_ITEMS]],
        "item_count": len(manifest.items),
    }


def _item(item: Item) -> Json:
    return {
        "title": shown(item.title),
        "identifier": shown(item.identifier),
        "depth": item.depth,
        "launch": shown(item.resource.href) if item.resource else None,
        "scormtype": shown(item.resource.scormtype or "") or None if item.resource else None,
        "masteryscore": shown(item.masteryscore) if item.masteryscore is not None else None,
        "prerequisites": shown(item.prerequisites) if item.prerequisites is not None else None,
    }


def _course(course: Course) -> Json:
    tags = sorted({block.tag for block in course.blocks})
    return {
        "title": shown(course.title) or None,
        "folder": shown(course.folder),
        "organization": shown(course.organization),
        "number": shown(course.number),
        "run": shown(course.run),
        "blocks": {shown(tag): len(course.of(tag)) for tag in tags},
    }


def _ours(ours: Ours) -> Json:
    return {
        "course": shown(ours.id),
        "version": shown(ours.version) or None,
        "language": shown(ours.language),
        "modules": ours.modules,
        "pages": ours.pages,
        "quizzes": ours.quizzes,
        "badges": [shown(badge) for badge in ours.badges],
    }


def _problem(problem: Diagnostic, translate: Translate) -> Json:
    source = problem.span.source
    return {
        "name": problem.kind.name,
        "severity": problem.severity.value,
        "file": source.path,
        "line": problem.span.position[0] if source.text else None,
        "message": problem.message.text(translate),
        "label": problem.label.text(translate) if problem.label else None,
        "why": problem.kind.why.text(translate),
        "help": problem.remedy.text(translate) if problem.remedy else None,
    }


def _host(host: Host) -> Json:
    return {
        "host": shown(host.name),
        "when": host.when,
        "count": host.count,
        "places": [
            {"file": shown(place.file), "line": place.line or None, "address": shown(place.address), "by": place.by}
            for place in host.places
        ],
    }
