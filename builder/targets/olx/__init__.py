"""Open edX: an OLX archive that Studio imports whole."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from builder.diagnostics import Diagnostic, Findings, Kind, Message, Severity, msg
from builder.dialects.capa import moved_feedback
from builder.model.course import Course
from builder.package import Package
from builder.package.archive import ArchiveKind
from builder.render.html import HtmlRenderer
from builder.render.outline import Json
from builder.render.site import Site
from builder.render.theme import Theme
from builder.render.words import Words
from builder.syntax.captions import to_srt
from builder.targets.olx.about import about_files, tab_files
from builder.targets.olx.addresses import STATIC, OlxAddresses
from builder.targets.olx.blocks import Blocks, xml
from builder.targets.olx.grading import assignment_types, grading_policy
from builder.targets.olx.policy import policy
from builder.targets.olx.report_map import report_map
from builder.targets.olx.reported import unreported_modules
from builder.targets.olx.settings import Settings, read_settings
from builder.targets.olx.structure import Structure
from builder.targets.olx.texts import LOCALE

name = "olx"
archive = ArchiveKind.TAR_GZ
first = "course/course.xml"
_PICTURE = Path(__file__).resolve().parent / "course-image.png"

MOVED_FEEDBACK = Kind(
    "moved-feedback",
    Severity.WARNING,
    msg("Open edX has no place for this feedback; learners read it with the explanation."),
)
UNREPORTED_MODULE = Kind(
    "unreported-module",
    Severity.WARNING,
    msg("Badges are awarded from reports, and Open edX reports the scores of quizzes, not which pages were read."),
)


def check(course: Course) -> Iterator[Diagnostic]:
    """Find options that mean nothing, and what Open edX cannot carry."""
    findings = Findings()
    read_settings(course, findings)
    yield from findings
    yield from _moved_feedback(course)
    yield from _unreported_modules(course)


def facts(course: Course) -> Iterator[Message]:
    """Say what becomes different in Open edX, and what is left to do in Studio."""
    moved = [document for _, quiz in course.quizzes() for one in quiz.questions for document in moved_feedback(one)]
    if moved:
        yield msg(
            "Open edX: feedback shown with the explanation instead of after the answer: {count}.", count=len(moved)
        )
    yield msg("Open edX: a page counts as read once opened; the course grade is that of the quizzes together.")
    yield msg("Open edX: in Studio, set the dates of the schedule.")
    if not course.image:
        yield msg("Open edX: the course has the picture of Parcours; give it its own with `image:` in course.yml.")


def package(course: Course, site: Callable[[], Site]) -> Package:  # noqa: ARG001 - Open edX has pages of its own
    """Return the archive of the course."""
    made = Package()
    settings = read_settings(course, Findings())
    words = Words(LOCALE, course.language)
    addresses = OlxAddresses(course)
    html = HtmlRenderer(Theme(course.theme.id, course.language), addresses, course.assets, course.media)
    types = assignment_types(course)
    _add_course(made, course, settings, Structure(Blocks(made), html, words, types))
    tabs = list(tab_files(course, html, words))
    for slug, _, page in tabs:
        made.add(f"course/tabs/{slug}.html", page.encode())
    for key, page in about_files(course, html, words):
        made.add(f"course/about/{key}.html", page.encode())
    listed = [(slug, title) for slug, title, _ in tabs]
    policies = f"course/policies/{settings.run}"
    made.add(f"{policies}/policy.json", _json(policy(course, settings, listed, addresses.picture, words)))
    made.add(f"{policies}/grading_policy.json", _json(grading_policy(course, types, words)))
    made.add("course/policies/assets.json", _json({}))
    _add_files(made, course, addresses)
    return made


def reports(course: Course) -> Json:
    """Return the titles of the columns under which Open edX reports the course."""
    types = assignment_types(course)
    return report_map(course, types, Words(LOCALE, course.language)) if types else {}


def _add_course(made: Package, course: Course, settings: Settings, structure: Structure) -> None:
    root = etree.Element("course")
    structure.add(root, course)
    made.add(f"course/course/{settings.run}.xml", xml(root))
    pointer = etree.Element("course", url_name=settings.run, org=settings.org, course=settings.number)
    made.add(first, xml(pointer))


def _add_files(made: Package, course: Course, addresses: OlxAddresses) -> None:
    for path, asset in course.assets.items():
        captions = addresses.subtitles.get(path)
        text = to_srt(captions.source.text).encode() if captions and captions.source else None
        made.add(STATIC + addresses.files[path], text or asset.file)
    if addresses.picture not in addresses.files.values():
        made.add(STATIC + addresses.picture, _PICTURE)


def _moved_feedback(course: Course) -> Iterator[Diagnostic]:
    for _, quiz in course.quizzes():
        for question in quiz.questions:
            moved = list(moved_feedback(question))
            if moved:
                yield MOVED_FEEDBACK.at(
                    moved[0].span,
                    msg("Open edX cannot say all the feedback of this question right after the answer"),
                    label=msg("shown with the explanation there"),
                    remedy=msg("nothing to do, unless you prefer to say it in the explanation yourself"),
                )


def _unreported_modules(course: Course) -> Iterator[Diagnostic]:
    unreported = {module.id for module in unreported_modules(course)}
    for badge in course.badges:
        wanted = [identifier for identifier in course.modules_for(badge.criteria) if identifier in unreported]
        if wanted:
            yield UNREPORTED_MODULE.at(
                badge.criteria.span,
                msg("Open edX does not report that `{module}` is complete", module=wanted[0]),
                remedy=msg("give the module a graded quiz, or award this badge from another list"),
            )


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
