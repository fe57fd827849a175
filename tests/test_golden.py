"""Golden packages: what a tiny course becomes, file by file, and the same bytes wherever and whenever it is built."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from builder.project import build_course
from tests.openedx.exported import files_of

ROOT = Path(__file__).parent.parent
COURSES = ROOT / "tests" / "courses"
GOLDEN = ROOT / "tests" / "golden"
REWRITE = os.environ.get("PARCOURS_GOLDEN") == "write"
# The run-time and the style change with every theme and would bury the rest; the browser shows what they do.
# So do the pictures of badges, which their own tests look at.
BULK = (
    "parcours.js",
    "pages.js",
    "style.css",
    "pages.css",
    "course/static/course-image.png",
    "course/static/badge-",
    "badges/",
)


def unpacked(archive: Path) -> dict[str, bytes]:
    if archive.name.endswith(".tar.gz"):
        return files_of(archive)
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize(
    ("target", "course"),
    [
        *((target, course) for target in ("scorm12", "olx", "web") for course in ("tiny", "accents")),
        ("olx", "everything"),
        ("olx", "media"),
        *((target, "selfchecks") for target in ("olx", "web")),
    ],
)
def test_a_course_becomes_exactly_these_files(course: str, target: str, tmp_path: Path) -> None:
    archive, *beside = build_course(COURSES / course, tmp_path, (target,)).files
    made = {name: data for name, data in unpacked(archive).items() if not name.startswith(BULK)}
    made |= {file.name: file.read_bytes() for file in beside}
    folder = GOLDEN / target / course
    if REWRITE:
        shutil.rmtree(folder, ignore_errors=True)
        for name, data in made.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    expected = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert made == expected


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_another_folder_day_locale_and_process_give_the_same_bytes(tmp_path: Path) -> None:
    build_course(ROOT, tmp_path / "here")
    elsewhere = tmp_path / "a folder – with accents é"
    shutil.copytree(ROOT / "course", elsewhere / "course")
    shutil.copy(ROOT / "course.yml", elsewhere)
    for file in elsewhere.rglob("*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
    }
    for out in ("one", "two"):
        subprocess.run(
            [sys.executable, "-m", "builder", "build", "--out", str(tmp_path / out), str(elsewhere)],
            check=True,
            env=environment,
            cwd=tmp_path,
            capture_output=True,
        )
    assert len(digests(tmp_path / "here")) == 5
    assert digests(tmp_path / "here") == digests(tmp_path / "one") == digests(tmp_path / "two")
