"""What every test may use: a browser, and courses written to a folder."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

# A closed machine: the browser must not look for updates, and the tests count every request.
_QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
WriteCourse = Callable[[Mapping[str, str]], Path]
Ask = Callable[..., object]
"""Calls a function of `runtime/mirrors.js` and returns what it gives."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium: Playwright's own is not needed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "chromium is missing: tests/setup.sh browser installs it"
    return {**browser_type_launch_args, "executable_path": chromium, "args": _QUIET}


@pytest.fixture
def write_course(tmp_path: Path) -> WriteCourse:
    """Write a course into a fresh folder and return the folder."""

    def write(files: Mapping[str, str]) -> Path:
        root = tmp_path / "made"
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return root

    return write


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Run JavaScript once for all questions."""
    command = ["node", str(Path(__file__).parent / "runtime" / "mirrors.js")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:

        def answer(name: str, *values: object) -> object:
            assert node.stdin
            assert node.stdout
            node.stdin.write(json.dumps([name, *values]) + "\n")
            node.stdin.flush()
            given: object = json.loads(node.stdout.readline())
            return given

        yield answer
