"""The wheel, in an empty virtual environment and another folder, builds courses."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(command, cwd=cwd, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def parcours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a clone's files, install it alone, and return its command."""
    folder = tmp_path_factory.mktemp("wheel")
    clone = folder / "clone"
    clone.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, clone)
    for name in ("builder", "themes"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, clone, cwd=folder)
    (wheel,) = folder.glob("parcours-*.whl")
    run(sys.executable, "-m", "venv", folder / "empty", cwd=folder)
    shutil.rmtree(clone)
    python = folder / "empty" / "bin" / "python"
    constraints = ROOT / "constraints.txt"
    run(python, *pip[1:], "install", "--constraint", constraints, wheel, cwd=folder)
    return folder / "empty" / "bin" / "parcours"


def test_the_wheel_builds_the_sample_course(parcours: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "course", tmp_path / "course")
    shutil.copy(ROOT / "course.yml", tmp_path)
    printed = run(parcours, "build", "--lang", "en", cwd=tmp_path)
    assert "scorm12.zip" in printed
    assert "web.zip" in printed


def test_the_wheel_builds_two_bare_markdown_files(parcours: Path, tmp_path: Path) -> None:
    (tmp_path / "course.yml").write_text("title: Deux pages\nlanguage: fr\n", encoding="utf-8")
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "un.md").write_text("# Un\n\nBonjour.\n", encoding="utf-8")
    (tmp_path / "course" / "deux.md").write_text("Au revoir.\n", encoding="utf-8")
    printed = run(parcours, "build", cwd=tmp_path)
    assert "deux-pages-1.0.0-scorm12.zip" in printed


def test_the_command_says_its_version(parcours: Path, tmp_path: Path) -> None:
    assert run(parcours, "--version", cwd=tmp_path).startswith("parcours, version 0.1.0")
