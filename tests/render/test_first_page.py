"""The first page is small, and does not grow with the course."""

import gzip
import re
from itertools import chain
from pathlib import Path

import pytest

from builder.project import check_course, make_site
from tests.conftest import WriteCourse

ROOT = Path(__file__).parent.parent.parent
_ASKED = re.compile(r'<(?:link rel="stylesheet" href|script src|img [^>]*src)="(?!data:)([^"]+)"')


def first_page(root: Path, entry: str = "scorm12.js") -> dict[str, bytes]:
    """The document of a course, and all that it asks for."""
    course = check_course(root).course
    assert course is not None
    files = make_site(course).package(entry)
    document = files["index.html"]
    assert isinstance(document, bytes)
    named = {name: files[name] for name in _ASKED.findall(document.decode())}
    return {"index.html": document} | {name: data for name, data in named.items() if isinstance(data, bytes)}


def course_of(modules: int, badges: int) -> dict[str, str]:
    badge = "  - id: {0}\n    name: Badge {0}\n    description: For module {0}.\n    criteria:\n      modules: [m{0}]\n"
    pages = {
        f"course/{number:03}-m{number}/01-page.md": f"# Page {number}\n\nText.\n" for number in range(1, modules + 1)
    }
    earned = "".join(badge.format(number) for number in range(1, badges + 1))
    return {"course.yml": f"title: A course\nlanguage: en\nbadges:\n{earned}", **pages}


@pytest.mark.parametrize("entry", ["scorm12.js", "web.js"])
def test_the_first_page_asks_for_little(entry: str) -> None:
    files = first_page(ROOT, entry)
    assert sorted(files) == ["index.html", "parcours.js", "style.css"]
    code = [data for name, data in files.items() if name != "index.html"]
    assert sum(map(len, code)) <= 40_000
    assert len(gzip.compress(b"".join(code))) <= 15_000


def test_the_first_page_does_not_grow_with_the_course(write_course: WriteCourse) -> None:
    sizes = []
    for modules in (1, 100):
        root = write_course({f"{modules}/{path}": text for path, text in course_of(modules, 1).items()}) / str(modules)
        sizes.append(sum(map(len, first_page(root).values())))
    assert sizes[1] <= 1.05 * sizes[0]


@pytest.mark.parametrize(("modules", "shown"), [(1, 1), (8, 8), (9, 6), (40, 6)])
def test_home_shows_all_or_the_first_and_a_way_to_the_rest(write_course: WriteCourse, modules: int, shown: int) -> None:
    document = first_page(write_course(course_of(modules, modules)))["index.html"].decode()
    home = document[document.index('data-view="home"') : document.index('data-view="plan"')]
    assert re.findall(r'href="#/(m\d+)/page"', home)[1:] == [f"m{number}" for number in range(1, shown + 1)]
    assert re.findall(r'href="#/badges#badge-(\d+)"', home) == [str(number) for number in range(1, shown + 1)]
    more = [f"See all {modules} modules", f"See all {modules} badges"]
    assert list(chain(*(re.findall(words, home) for words in more))) == (more if modules > shown else [])
