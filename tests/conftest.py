"""What every test may use: a browser, and courses written to a folder."""

import shutil
from collections.abc import Callable, Mapping
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
