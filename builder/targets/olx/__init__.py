"""Open edX: an OLX archive that Studio imports whole."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from builder.diagnostics import Diagnostic, Findings, Message, msg
from builder.model.course import Course
from builder.package import Package
from builder.package.archive import ArchiveKind
from builder.render.html import HtmlRenderer
from builder.render.outline import Json
from builder.render.site import Site
from builder.render.theme import Theme
from builder.render.words import Words
from builder.syntax.captions import to_srt
from builder.targets.olx import fallbacks
from builder.targets.olx.about import about_files, tab_files
from builder.targets.olx.addresses import STATIC, OlxAddresses
from builder.targets.olx.blocks import Blocks, xml
from builder.targets.olx.grading import assignment_types, grading_policy
from builder.targets.olx.policy import policy
from builder.targets.olx.report_map import report_map
from builder.targets.olx.settings import NAME, Settings, read_settings
from builder.targets.olx.structure import Structure
from builder.targets.olx.texts import LOCALE

name = NAME
archive = ArchiveKind.TAR_GZ
first = "course/course.xml"
reports_results = True
kinds = fallbacks.KINDS
_PICTURE = Path(__file__).resolve().parent / "course-image.png"


def check(course: Course) -> Iterator[Diagnostic]:
    """Find options that mean nothing, and what Open edX cannot carry as it is."""
    findings = Findings()
    read_settings(course, findings)
    yield from findings
    yield from fallbacks.findings(course)


def facts(course: Course) -> Iterator[Message]:
    """Say what becomes different in Open edX, and what is left to do in Studio."""
    yield from fallbacks.facts(course)
    if not read_settings(course, Findings()).dated:
        yield msg("Open edX: the course is open at once; `start:` and `end:` under `olx:` in course.yml give it dates.")
    if not course.image:
        yield msg("Open edX: the course has the picture of Parcours; give it its own with `image:` in course.yml.")


def packages(
    course: Course,
    site: Callable[[Course], Site],  # noqa: ARG001 - Open edX has pages of its own
    pictures: Callable[[], Mapping[str, bytes]],
) -> Mapping[str, Package]:
    """Return the archive of the course."""
    made = Package()
    settings = read_settings(course, Findings())
    words = Words(LOCALE, course.language)
    addresses = OlxAddresses(course)
    html = HtmlRenderer(Theme(course.theme, course.language, course.strings), addresses, course.assets, course.media)
    types = assignment_types(course)
    _add_course(made, course, settings, Structure(Blocks(made), html, words, types, addresses))
    tabs = list(tab_files(course, html, words, addresses.badges))
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
    for badge, file in addresses.badges.items():
        made.add(STATIC + file, pictures()[badge])
    return {"": made}


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
        made.add(STATIC + addresses.files[path], asset.file if text is None else text)
    if addresses.picture not in addresses.files.values():
        made.add(STATIC + addresses.picture, _PICTURE)


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
