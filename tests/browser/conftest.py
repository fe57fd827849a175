"""Packages to open, and a browser that reports every fault."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from builder.model.course import Course
from builder.project import build_course, check_course

ROOT = Path(__file__).parent.parent.parent
_HOSTS = {"127.0.0.1", ""}


def screen(browser: Browser, scheme: str, width: int) -> BrowserContext:
    """Return a window of a width, in a colour scheme: light, dark or forced."""
    return browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        forced_colors="active" if scheme == "forced" else "none",
        reduced_motion="reduce",
    )


@dataclass
class Faults:
    """What must never happen while a learner works."""

    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> Page:
        """Note every error of a page."""
        page.on("console", lambda message: self._note_console(message.type, message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("requestfailed", self._note_failed)
        return page

    def note_page(self, page: Page) -> None:
        """Watch a page that was just opened."""
        self.watch(page)

    def block_foreign(self, route: Route) -> None:
        """Let only the package through."""
        if urlsplit(route.request.url).hostname in _HOSTS | {None}:
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def _note_console(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.console.append(text)

    def _note_failed(self, request: Request) -> None:
        self.failed.append(f"{request.url}: {request.failure}")

    def assert_none(self) -> None:
        """Fail when anything was noted."""
        assert self == Faults()


@pytest.fixture
def faults(context: BrowserContext) -> Iterator[Faults]:
    """Note every fault of the context's pages, and fail the test on any."""
    found = Faults()
    context.route("**/*", found.block_foreign)
    context.on("page", found.note_page)
    yield found
    found.assert_none()


@pytest.fixture(scope="session")
def sample_course() -> Course:
    """The course of this repository."""
    course = check_course(ROOT).course
    assert course is not None
    return course


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample course built and unpacked, by target."""
    out = tmp_path_factory.mktemp("dist")
    unpacked = {}
    for file in build_course(ROOT, out, ("scorm12", "web")).files:
        target = file.stem.rsplit("-", 1)[1]
        unpacked[target] = out / target
        with zipfile.ZipFile(file) as archive:
            archive.extractall(unpacked[target])
    return unpacked
