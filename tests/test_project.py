"""The stages run once, whatever the number of targets."""

from pathlib import Path
from typing import Any

import pytest

from builder import project
from builder.diagnostics import Findings
from builder.model.course import Course
from builder.read.course import read_course
from builder.read.workspace import Workspace
from builder.render.site import Site, build_site

COURSE = Path(__file__).parent / "courses" / "tiny"


@pytest.mark.parametrize(
    ("targets", "sites"), [(("scorm12", "olx", "web"), 1), (("scorm12", "olx"), 1), (("olx",), 0)], ids=str
)
def test_all_targets_share_one_reading_and_one_site(
    targets: tuple[str, ...], sites: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def reading(workspace: Workspace, findings: Findings) -> Course | None:
        done.append("read")
        return read_course(workspace, findings)

    def making(*given: Any) -> Site:
        done.append("site")
        return build_site(*given)

    monkeypatch.setattr(project, "read_course", reading)
    monkeypatch.setattr(project, "build_site", making)
    built = project.build_course(COURSE, tmp_path, targets)
    assert done == ["read", *["site"] * sites]
    packages = [file for file in built.files if file.suffix != ".json"]
    assert len(packages) == len(targets)
