"""What learners pay for the first page: `python bench/first_page.py` builds courses of 10, 100 and 1,000 pages.

Each SCORM package opens in Chromium, with an API that answers at once, over loopback and without compression; a bare
page of the same words beside it. A slow line is 1.6 Mbit/s and 150 ms, with a processor four times slower.
"""

import gzip
import shutil
import statistics
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from builder.project import build_course

_MODULES = {"S": 1, "M": 10, "L": 100}
_RUNS = 15
_API = """
window.calls = 0;
const values = { "cmi.core.lesson_status": "not attempted", "cmi.core.student_id": "learner" };
const answers = { GetValue: (element) => values[element] ?? "", GetLastError: () => "0" };
window.API = Object.fromEntries(["Initialize", "Finish", "GetValue", "SetValue", "Commit", "GetLastError"].map(
  (name) => [`LMS${name}`, (given) => { window.calls += 1; return answers[name]?.(given) ?? "true"; }]));
"""
_LOOK = """
const look = () => {
  if (document.querySelector("main h1")?.checkVisibility()) window.shown = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

_Visit = dict[str, Any]


def main() -> None:
    """Print a line for each course, and how much more the longest asks for than the shortest."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        root = Path(folder)
        packages = {name: _package(root / name, count) for name, count in _MODULES.items()} | {"bare": root / "bare"}
        (root / "bare").mkdir()
        (root / "bare" / "index.html").write_text(_BARE, encoding="utf-8")
        visits = _visits(chromium, packages)
        found = {name: _numbers(package, *visits[name]) for name, package in packages.items()}
        chromium.close()
    for name, numbers in found.items():
        print(name, *(f"{what} {number:.6g}" for what, number in numbers.items()), sep=", ")
    ratios = (f"{what} {found['L'][what] / found['S'][what]:.3f}" for what in ("bytes", "script ms", "LMS calls"))
    print("L over S", *ratios, sep=", ")


def _package(root: Path, modules: int) -> Path:
    """Build a course of ten pages and a quiz a module; return its package, unpacked."""
    for module in range(1, modules + 1):
        place = root / "course" / f"{module:03}-subject-{module}"
        place.mkdir(parents=True)
        (place / "module.yml").write_text(f"title: Subject {module} and what it asks for\n", encoding="utf-8")
        for page in range(1, 11):
            text = "\n\n".join(f"Paragraph {number} of a page about subject {module}. " * 9 for number in range(12))
            (place / f"{page:02}-page-{page}.md").write_text(f"# Page {page} of {module}\n\n{text}\n", encoding="utf-8")
        questions = "".join(
            f"  - question: What is {number} times {module}?\n    number: {number * module}\n"
            for number in range(1, 11)
        )
        (place / "quiz.yml").write_text(f"title: Quiz {module}\nquestions:\n{questions}", encoding="utf-8")
    (root / "course.yml").write_text("title: A measured course\nlanguage: en\n", encoding="utf-8")
    (archive,) = build_course(root, root / "dist", ("scorm12",)).files
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(root / "package")
    return root / "package"


def _visits(browser: Browser, packages: Mapping[str, Path]) -> dict[str, tuple[list[_Visit], list[_Visit]]]:
    """Visit each package in turn, again and again, so that what else the machine does falls on all alike."""
    made: dict[str, tuple[list[_Visit], list[_Visit]]] = {name: ([], []) for name in packages}
    with ExitStack() as stack:
        urls = {name: stack.enter_context(_serve(package)) for name, package in packages.items()}
        for _ in range(_RUNS):
            for name, (quick, slow) in made.items():
                quick.append(_visit(browser, urls[name], slow=False))
                slow.append(_visit(browser, urls[name], slow=True))
    return made


def _numbers(package: Path, quick: Sequence[_Visit], slow: Sequence[_Visit]) -> dict[str, float]:
    files = [package / (path.lstrip("/") or "index.html") for path in quick[0]["paths"]]
    code = [file.read_bytes() for file in files if file.suffix in {".js", ".css", ".woff2"}]
    everything = [file.read_bytes() for file in files]
    return {
        "requests": len(files),
        "other hosts": quick[0]["foreign"],
        "bytes": sum(map(len, everything)),
        "gzip": sum(len(gzip.compress(data)) for data in everything),
        "code bytes": sum(map(len, code)),
        "code gzip": sum(len(gzip.compress(data)) for data in code),
        "LMS calls": quick[0]["calls"],
        "script ms": statistics.median(visit["script"] for visit in quick),
        "slow script ms": statistics.median(visit["script"] for visit in slow),
        "slow content ms": statistics.median(visit["shown"] for visit in slow),
    }


def _visit(browser: Browser, url: str, *, slow: bool) -> _Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    # Looking costs script time of its own.
    page.add_init_script(_API + (_LOOK if slow else "window.shown = 1;"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    if slow:
        line = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
        session.send("Network.emulateNetworkConditions", line)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="networkidle")
    page.wait_for_function("window.shown")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    addresses = [urlsplit(address) for address in asked if not address.startswith("data:")]
    own = [address.path for address in addresses if address.netloc == urlsplit(url).netloc]
    made = {"shown": page.evaluate("window.shown"), "calls": page.evaluate("window.calls"), "paths": own}
    context.close()
    return made | {"script": metrics["ScriptDuration"] * 1000, "foreign": len(addresses) - len(own)}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its parent's shape
        """Say nothing."""


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


_BARE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A measured course</title><link rel="icon" href="data:,">
<main><h1>A measured course</h1><p><a href="#">Start the course</a></p></main></html>
"""


if __name__ == "__main__":
    main()
