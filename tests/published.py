"""A course that is published, and what is told once it changes."""

from pathlib import Path

from click.testing import CliRunner, Result

from builder import cli
from builder.model.published import lock_sum
from builder.project import build_course, check_course

HEAD = (
    "What learners have: `parcours build --publish` writes this file. Commit it with the course, and leave it as it is."
)
COURSE = {
    "course.yml": "id: planets\ntitle: Planets\nlanguage: en\ntargets: [web]\n",
    "course/orbits/spin.md": "# Spin\n\nText.\n",
    "course/orbits/tides.md": "# Tides\n\nText.\n",
}
BODY = f"""# {HEAD}
format: 1
course: planets
version: 1.0.0
packages:
  web:
  - course
modules:
- id: orbits
  title: Spin
  activities:
  - page: spin
    title: Spin
  - page: tides
    title: Tides
badges: []
"""
LOCK = BODY.replace("\nformat", f"\n# sum: {lock_sum(BODY)}\nformat", 1)


def run(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli.cli, [str(argument) for argument in arguments])


def told(root: Path) -> list[tuple[str, str]]:
    """Return the kinds of the findings of a course, each with what it says to do."""
    findings = check_course(root, ("web",)).findings
    return [(found.kind.name, found.remedy.text(str) if found.remedy else "") for found in findings]


def published(root: Path, tmp_path: Path) -> Path:
    """Publish a course, whatever is lost; return its lock."""
    build_course(root, tmp_path / "out", ("web",), publishes=True, accepts_losses=True)
    return root / "course.lock"


def write(root: Path, path: str, text: str) -> None:
    """Write a file of a course."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def rename(root: Path, old: str, new: str, was: str = "") -> None:
    """Give a page another name; `was` goes to its front matter."""
    text = (root / old).read_text(encoding="utf-8")
    (root / old).unlink()
    write(root, new, f"---\nwas: {was}\n---\n{text.split('---')[-1].lstrip()}" if was else text)


SCORM = "id: planets\ntitle: Planets\nlanguage: en\ntargets: {{scorm12: {{packages: [{ways}]}}}}\n"
