"""The learner's pages, whole but for the run-time of one target."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.model.course import GLOSSARY, Course, Module, Page
from builder.model.progress import activity_name
from builder.model.reference import FileReference, resolve
from builder.package import Content, Package
from builder.render.addresses import Addresses, fragment_path
from builder.render.home import home
from builder.render.html import HtmlRenderer
from builder.render.outline import outline
from builder.render.runtime import link_runtime
from builder.render.search import search_parts
from builder.render.side_pages import SidePage, accessibility_title, side_pages
from builder.render.theme import RUNTIME, Theme

DOCUMENT = "index.html"
SCRIPT = "parcours.js"
LATER = ("pages.js", "questions.js")
"""The entries, and the names, of the scripts that the first page does without."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a page or a quiz brings when it is opened: its HTML, and what grading its questions needs."""

    html: str
    questions: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class SelfChecks:
    """The self-checks of a page: each as HTML, and what grading them needs."""

    forms: tuple[Markup, ...]
    questions: tuple[Mapping[str, object], ...]


_NONE = SelfChecks((), ())


@dataclass(frozen=True, slots=True)
class Site:
    """The files that every target with a learner's page shares."""

    files: Mapping[str, Content]

    def package(self, entry: str) -> Package:
        """Return a package of these files and the run-time that an entry module begins."""
        package = Package()
        for path, content in self.files.items():
            package.add(path, content)
        for path, script in zip((SCRIPT, *LATER), link_runtime(RUNTIME, entry, *LATER), strict=True):
            package.add(path, script.encode())
        return package


def build_site(
    course: Course,
    html: HtmlRenderer,
    addresses: Addresses,
    quizzes: Mapping[str, Fragment],
    self_checks: Mapping[str, SelfChecks],
) -> Site:
    """Return the site of a course.

    `quizzes` maps `module/quiz` to what the learner dialect made of it, `self_checks` the names of pages that have any.
    """
    theme = html.theme
    files: dict[str, Content] = {
        DOCUMENT: _document(course, html, addresses).encode(),
        "style.css": theme.style("first").encode(),
        "pages.css": theme.style("later").encode(),
        "course.js": _received("course", outline(course, theme)),
    }
    for number, module in course.numbered_modules():
        for activity in module.activities:
            name = activity_name(module, activity)
            if isinstance(activity, Page):
                fragment = _page(number, module, activity, html, self_checks.get(name, _NONE))
            else:
                fragment = quizzes[name]
            files[fragment_path(module, activity)] = _received(name, _record(fragment))
    for side in side_pages(course, html, themed=True):
        files[f"content/{side.name}.js"] = _received(side.name, _record(_side_page(side, theme)))
    parts = search_parts(course, theme)
    for number, part in enumerate(parts, 1):
        # A module may be called `search`: no name of an activity has a colon.
        files[f"search/{number}.js"] = _received(f"search:{number}", {"parts": len(parts), "entries": part})
    files.update((addresses.files[path], asset.file) for path, asset in course.assets.items())
    return Site(files)


def _document(course: Course, html: HtmlRenderer, addresses: Addresses) -> str:
    theme = html.theme
    logo = resolve(course.theme.logo.span.source.path, course.theme.logo.target) if course.theme.logo else None
    return theme.render(
        "shell.html",
        course=course,
        logo=addresses.file(logo.path) if isinstance(logo, FileReference) else "",
        home=home(course, theme),
        accessibility=accessibility_title(course, theme),
        objectives=[
            html.phrase(one.text, "course.yml") or html.blocks(one.text, "course.yml") for one in course.objectives
        ],
    )


def _page(number: int, module: Module, page: Page, html: HtmlRenderer, checks: SelfChecks) -> Fragment:
    body = html.page_body(page, checks.forms)
    shown = html.theme.render("page.html", page=page, module=module, number=number, body=body)
    return Fragment(shown, checks.questions)


def _side_page(side: SidePage, theme: Theme) -> Fragment:
    body = Markup(side.html)  # noqa: S704 - rendered
    return Fragment(theme.render("side_page.html", title=side.title, body=body, says_ours=side.name != GLOSSARY))


def _record(fragment: Fragment) -> dict[str, object]:
    return {"html": fragment.html, "questions": list(fragment.questions)}


def _received(name: str, value: object) -> bytes:
    """Return a script that hands data to the run-time: a script works on `file://`, where `fetch` does not."""
    given = ",".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in (name, value))
    return f"parcours.receive({given});\n".encode()
