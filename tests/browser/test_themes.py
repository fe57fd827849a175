"""Every theme is accessible: home, a page and a quiz, in each scheme, wide and narrow."""

import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.model.course import Course
from builder.project import build_course
from builder.read.theme import theme_names
from tests.browser.conftest import ROOT, Faults, screen
from tests.browser.learner import Learner
from tests.browser.test_accessibility import examine


@pytest.fixture(scope="session", params=[name for name in theme_names() if name != "default"])
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return a theme, and the folder of the sample course that shows it; the default one has a test of its own."""
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(ROOT / "course", folder / "course")
    text = (ROOT / "course.yml").read_text(encoding="utf-8")
    (folder / "course.yml").write_text(f"{text}\ntheme: {request.param}\n", encoding="utf-8")
    (file,) = build_course(folder, folder / "dist", ("web",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder / "site")
    return request.param, folder / "site"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_a_theme_is_accessible(
    browser: Browser, themed: tuple[str, Path], sample_course: Course, scheme: str, width: int
) -> None:
    name, site = themed
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto((site / "index.html").as_uri())
    learner = Learner(page, sample_course)
    module = sample_course.modules[0]
    quiz = module.quizzes[0]
    examine(page, f"{name}-home-{scheme}-{width}")
    learner.start()
    learner.expect_title(module.pages[0].title)
    examine(page, f"{name}-page-{scheme}-{width}")
    learner.open(f"#/{module.id}/{quiz.id}")
    learner.expect_title(quiz.title)
    learner.answer(quiz.questions[0], right=False)
    learner.answer(quiz.questions[1], right=True)
    examine(page, f"{name}-quiz-{scheme}-{width}")
    context.close()
    faults.assert_none()
