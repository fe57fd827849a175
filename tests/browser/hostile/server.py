"""The server of the bench: shows the page of a platform, serves the course, and keeps what is committed."""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.browser.hostile.platforms import Platform

TESTS = Path(__file__).parent.parent.parent
PATIENCE = 60
"""Seconds: nothing of this takes one, but the machine may be busy."""
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">
<style>body{margin:0}iframe{border:0;width:100vw;height:90vh}</style>SCRIPTS</head>
<body><button type="button">Open the course</button><script>window.launch = LAUNCH</script>
<script type="module" src="/tests/browser/hostile/page.js"></script></body></html>
"""
_SCORM_AGAIN = '<script src="/tests/node_modules/scorm-again/dist/scorm12.min.js"></script>'


@dataclass
class Session:
    """One opening of the course: what its page sent, as it tells when it ends, and what arrived."""

    id: str
    arrived: int = 0
    latest: int = 0
    sent: int = -1
    calls: list[list[str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return 0 <= self.sent <= self.arrived


@dataclass
class Record:
    """What a platform keeps of one learner between sessions."""

    platform: Platform
    kept: dict[str, Any] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    in_trouble: bool = False

    def element(self, name: str) -> str:
        """Return the value of an element, without `cmi.`."""
        if self.platform.kind != "again":
            return str(self.kept.get(f"cmi.{name}", ""))
        value: Any = self.kept
        for part in name.split("."):
            value = value.get(part, {}) if isinstance(value, dict) else {}
        return "" if value == {} else str(value)

    def hold(self, state: str) -> None:
        """Keep a state of an attempt that is begun, as if a course had written it."""
        if self.platform.kind == "again":
            self.kept = {"suspend_data": state, "core": {"lesson_status": "incomplete", "exit": "suspend"}}
        else:
            core = {"cmi.core.lesson_status": "incomplete", "cmi.core.exit": "suspend"}
            self.kept = {"cmi.suspend_data": state, **core}

    def keep(self, commit: dict[str, Any]) -> None:
        """Take in a commit; Moodle and its kind keep what a new attempt did not send."""
        self.kept = commit["cmi"] if self.platform.kind == "again" else {**self.kept, **commit}

    def at_launch(self) -> dict[str, Any]:
        """Return what is given to the page; scorm-again must be told what else a platform works out itself."""
        if self.platform.kind != "again":
            mastery = self.platform.mastery
            return {**self.kept, **({"cmi.student_data.mastery_score": mastery} if mastery else {})}
        core = {name: value for name, value in self.kept.get("core", {}).items() if name != "session_time"}
        core["student_id"] = "learner_1"
        core["entry"] = ("resume" if core.get("exit") == "suspend" else "") if self.kept else "ab-initio"
        return {**{name: value for name, value in self.kept.items() if name != "interactions"}, "core": core}


class Server:
    """Every platform at one address; courses at another too, where a platform keeps its API out of reach."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.records: dict[str, Record] = {}
        self.packages: dict[str, Path] = {}
        self.url = ""
        self.elsewhere = ""

    def enrol(self, platform: Platform, kept: Mapping[str, Any] | None = None) -> str:
        """Make a learner of a platform, and return its name."""
        with self.changed:
            name = f"learner-{len(self.records)}"
            self.records[name] = Record(platform, dict(kept or {}), in_trouble=bool(platform.trouble))
        return name

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something holds of what has arrived."""
        with self.changed:
            assert self.changed.wait_for(is_so, PATIENCE), what

    def page(self, name: str, version: str) -> str:
        """Open a session and return the page of the platform."""
        record = self.records[name]
        with self.changed:
            session = Session(f"{name}/{len(record.sessions)}")
            record.sessions.append(session)
        platform = record.platform
        launch = {
            "kind": platform.kind,
            "way": platform.way,
            "opens": platform.opens,
            "late": platform.late,
            "kept": record.at_launch(),
            "session": session.id,
            "course": f"{self.url if platform.is_reachable else self.elsewhere}/packages/{version}/index.html",
        }
        page = _PAGE.replace("SCRIPTS", _SCORM_AGAIN if platform.kind == "again" else "")
        return page.replace("LAUNCH", json.dumps(launch).replace("<", "\\u003c"))

    def commit(self, name: str, session: int, body: bytes, number: int) -> bool:
        """Keep what is committed; return whether the platform says so."""
        with self.changed:
            record = self.records[name]
            opened = record.sessions[session]
            opened.arrived += 1
            is_newest, opened.latest = number >= opened.latest, max(number, opened.latest)
            if is_newest and not record.in_trouble:
                record.keep(json.loads(body))
            self.changed.notify_all()
            return not (record.in_trouble and record.platform.trouble == "down")

    def left(self, name: str, session: int, body: bytes) -> None:
        """Note how a session ended."""
        report = json.loads(body)
        with self.changed:
            known = self.records[name].sessions[session]
            if report["sent"] >= known.sent and len(report["calls"]) >= len(known.calls):
                known.sent, known.calls, known.errors = report["sent"], report["calls"], report["errors"]
            self.changed.notify_all()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any, bench: Server, **named: Any) -> None:
        self.bench = bench
        super().__init__(*given, directory=str(TESTS), **named)

    def do_GET(self) -> None:
        if launch := re.fullmatch(r"/launch/([\w-]+)/([\w-]+)", self.path):
            self._answer(200, self.bench.page(*launch.groups()).encode(), "text/html; charset=utf-8")
        elif self.path == "/desk":
            self._answer(200, b"<!doctype html><title>Desk</title>", "text/html; charset=utf-8")
        else:
            super().do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path, _, number = self.path.partition("?")
        act, name, session = path.strip("/").split("/")
        if act == "left":
            self.bench.left(name, int(session), body)
            self._answer(200, b"", "text/plain")
        else:
            is_kept = self.bench.commit(name, int(session), body, int(number or 0))
            result = b'{"result": "true", "errorCode": 0}' if is_kept else b'{"result": "false", "errorCode": 101}'
            self._answer(200 if is_kept else 503, result, "application/json")

    def translate_path(self, path: str) -> str:
        """Return the file that an address stands for: of a package, or a script of the tests."""
        _, root, *rest = path.partition("?")[0].split("/")
        if root == "packages":
            return str(self.bench.packages[rest[0]].joinpath(*rest[1:]))
        return str(TESTS.joinpath(*rest)) if root == "tests" else ""

    def end_headers(self) -> None:
        # As Moodle does: what a course would do in `unload` never runs.
        self.send_header("Permissions-Policy", "unload=()")
        super().end_headers()

    def _answer(self, code: int, body: bytes, media_type: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its parent's shape
        """Say nothing."""


class _Threads(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a tab that is closed breaks its connections."""


@contextmanager
def serve() -> Iterator[Server]:
    """Run the bench."""
    bench = Server()
    servers = [_Threads(("127.0.0.1", 0), partial(_Handler, bench=bench)) for _ in range(2)]
    bench.url, bench.elsewhere = (f"http://127.0.0.1:{server.server_address[1]}" for server in servers)
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield bench
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
