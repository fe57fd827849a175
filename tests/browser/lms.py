"""A small learning platform around a real SCORM 1.2 run-time (scorm-again), on the loopback address."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_TESTS = Path(__file__).parent.parent
SCRIPTS = {
    "/lms/scorm12.js": _TESTS / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js",
    "/lms/strict_lms.js": _TESTS / "runtime" / "strict_lms.js",
}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">
<style>body{margin:0}iframe{border:0;width:100vw;height:100vh}</style>
<script src="/lms/scorm12.js"></script>
<script>
  window.calls = [];
  window.API = new Scorm12API({autocommit: false, lmsCommitUrl: "/lms/commit", dataCommitFormat: "json"});
  API.loadFromJSON(KEPT);
  for (const name of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"]) {
    const real = API[name].bind(API);
    API[name] = (...given) => {
      const answer = real(...given);
      window.calls.push([name, ...given, answer, API.LMSGetLastError()]);
      return answer;
    };
  }
</script></head>
<body><iframe title="Course" src="/package/index.html"></iframe></body></html>
"""

_STRICT_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">
<style>body{margin:0}iframe{border:0;width:100vw;height:100vh}</style></head>
<body><script type="module">
  import { StrictLms } from "/lms/strict_lms.js";
  const commit = (kept) => navigator.sendBeacon("/lms/commit", JSON.stringify({ cmi: kept }));
  const lms = new StrictLms(KEPT, { commit });
  Object.assign(window, { API: lms.api, lms });
  const frame = Object.assign(document.createElement("iframe"), { title: "Course", src: "/package/index.html" });
  document.body.append(frame);
</script></body></html>
"""


@dataclass
class Lms:
    """What the platform knows about one learner, and what was asked of it."""

    package: Path
    url: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    commits: list[dict[str, Any]] = field(default_factory=list)
    failed_requests: list[str] = field(default_factory=list)

    def launch_page(self) -> str:
        """Return the page that opens the course with the learner's data, as an LMS prepares it."""
        core = dict(self.kept.get("core", {}))
        core["entry"] = "resume" if core.get("exit") == "suspend" else ""
        if not self.kept:
            core["entry"] = "ab-initio"
        core.pop("session_time", None)
        data = {**self.kept, "core": core}
        data.pop("interactions", None)
        return _PAGE.replace("KEPT", json.dumps({"cmi": data}))

    def keep(self, body: bytes) -> None:
        """Keep what the run-time commits."""
        cmi = json.loads(body)["cmi"]
        self.commits.append(cmi)
        self.kept = cmi

    @property
    def core(self) -> dict[str, Any]:
        """The core data of the last commit."""
        return dict(self.kept["core"])


class StrictLms(Lms):
    """A platform around our own strict run-time (`runtime/strict_lms.js`); what it keeps is flat, by element."""

    def launch_page(self) -> str:
        """Return the page that opens the course with what is kept of the learner."""
        kept = {name: value for name, value in self.kept.items() if name != "cmi.core.session_time"}
        if kept:
            kept["cmi.core.entry"] = "resume" if kept.pop("cmi.core.exit", "") == "suspend" else ""
        return _STRICT_PAGE.replace("KEPT", json.dumps(kept))


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, lms: Lms, **named: Any) -> None:
        self.lms = lms
        super().__init__(*given, directory=str(lms.package), **named)

    def do_GET(self) -> None:
        if self.path in {"/lms", "/lms?popup"}:
            page = self.lms.launch_page()
            # A platform that opens a window holds no course itself.
            page = re.sub("<iframe.*</iframe>", "", page) if self.path.endswith("?popup") else page
            self._answer(page.encode(), "text/html; charset=utf-8")
        elif self.path in SCRIPTS:
            self._answer(SCRIPTS[self.path].read_bytes(), "text/javascript")
        else:
            self.path = self.path.removeprefix("/package")
            super().do_GET()

    def do_POST(self) -> None:
        self.lms.keep(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(b'{"result": "true", "errorCode": 0}', "application/json")

    def _answer(self, body: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002 - its parent's shape
        if int(code) >= 400:
            self.lms.failed_requests.append(f"{code} {self.path}")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its parent's shape
        """Say nothing."""


@contextmanager
def serve(package: Path, kind: type[Lms] = Lms) -> Iterator[Lms]:
    """Run the platform for an unpacked package."""
    lms = kind(package)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, lms=lms))
    lms.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield lms
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
