"""Packages to open, and a browser that reports every fault."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from builder.model.course import Course
from builder.project import build_course, check_course
from tests.browser.hostile.courses import VERSIONS, build
from tests.browser.hostile.journeys import Journey, new_context
from tests.browser.hostile.platforms import PLATFORMS, Platform
from tests.browser.hostile.server import Server, serve

ROOT = Path(__file__).parent.parent.parent
COURSES = ROOT / "tests" / "courses"
Unpack = Callable[..., Path]
_HOSTS = {"127.0.0.1", "", None}
# Every core is busy with tests, and a page that is late is no fault.
expect.set_options(timeout=15_000)
_TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy violated: ${event.effectiveDirective} ${event.blockedURI}`);
}, true)"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of a browser a second try: the summary names those that needed it, each a fault to find."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1))


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

    def guard(self, context: BrowserContext) -> None:
        """Note every fault of all the pages that a window will open, and let nothing through but their own packages."""
        context.route("**/*", self._block_foreign)
        context.add_init_script(_TELL_VIOLATIONS)
        context.on("page", self._listen)

    def watch(self, page: Page) -> Page:
        """Note every fault of a page that is open, and of those that its window opens."""
        self.guard(page.context)
        self._listen(page)
        return page

    def assert_none(self) -> None:
        """Fail when anything was noted."""
        assert self == Faults()

    def _listen(self, page: Page) -> None:
        page.on("console", lambda message: self._note_console(message.type, message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("requestfailed", self._note_failed)

    def _block_foreign(self, route: Route) -> None:
        if _belongs(route.request):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def _note_console(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.console.append(text)

    def _note_failed(self, request: Request) -> None:
        # Whoever leaves a page aborts what it was still asking for.
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.url}: {request.failure}")


def _belongs(request: Request) -> bool:
    """Whether something is asked for where the page that asks comes from: its folder on the disk, or its server."""
    url = urlsplit(request.url)
    if request.is_navigation_request():
        return url.hostname in _HOSTS
    home = urlsplit(request.frame.url)
    if url.scheme == "file":
        return home.scheme == "file" and url.path.startswith(home.path.rpartition("/")[0] + "/")
    return (url.scheme, url.netloc) == (home.scheme, home.netloc)


@pytest.fixture
def faults(context: BrowserContext) -> Iterator[Faults]:
    """Note every fault of the context's pages, and fail the test on any."""
    found = Faults()
    found.guard(context)
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


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Unpack:
    """Build a course of `tests/courses` for a target, once, and return where it stands unpacked."""
    made: dict[tuple[str, str], Path] = {}

    def unpack(name: str, target: str = "web") -> Path:
        if (name, target) not in made:
            out = tmp_path_factory.mktemp(name)
            (file, *_) = build_course(COURSES / name, out, (target,)).files
            with zipfile.ZipFile(file) as archive:
                archive.extractall(out / target)
            made[name, target] = out / target
        return made[name, target]

    return unpack


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The platforms of the bench, and all versions of its course."""
    with serve() as running:
        for version in VERSIONS:
            running.packages[version] = build(version, tmp_path_factory.mktemp(version))
        yield running


@pytest.fixture(params=PLATFORMS, ids=lambda platform: platform.id)
def platform(request: pytest.FixtureRequest) -> Platform:
    """Each platform of the bench."""
    found: Platform = request.param
    return found


@pytest.fixture
def journey(bench: Server, browser: Browser, platform: Platform) -> Iterator[Journey]:
    """A learner of a platform, at a device that keeps nothing yet."""
    made = Journey(bench, browser, bench.enrol(platform), new_context(browser))
    yield made
    made.context.close()
