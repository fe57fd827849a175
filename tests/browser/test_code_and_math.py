"""Code and formulas are accessible in both schemes, wide and narrow, and nothing scrolls sideways."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.project import build_course
from tests.browser.conftest import Faults, screen
from tests.browser.test_accessibility import examine
from tests.conftest import WriteCourse

LONG = " + ".join(f"a_{{{number}}}" for number in range(1, 31))
PAGE = rf"""# Code and formulas

## Energy $E = mc^2$

The roots are $x = \frac{{-b \pm \sqrt{{b^2 - 4ac}}}}{{2a}}$, and in a line ${LONG}$ of text.

$$
\int_0^\infty e^{{-x^2}}\,dx = {LONG}
$$

Inside $$f(x) = \begin{{cases}} {LONG} & \text{{if }} x > 0 \\ 0 & \text{{else}} \end{{cases}}$$ a paragraph.

- > In a list and a quote, $a^2 + b^2 = c^2$ and $\mathbf{{v}} = \frac{{d}}{{t}}$.

```python
# A comment
@dataclass
class Point:
    name: str = "point"
    x: int = 0

def length(point: Point) -> float:
    return (point.x ** 2 + 1.5) ** 0.5 if point is not None else 0.0  # longer than the narrowest screen
```
"""
QUIZ = rf"""title: Quiz
questions:
  - id: q
    question: What is $\int_0^1 x\,dx$?
    choices:
      - correct: $\frac{{1}}{{2}}$
      - wrong: ${LONG}$
      - wrong: $a^2 + b^2 = c^2$
    hints: [Think of $x^2$.]
    explanation: |
      $$\left[\frac{{x^2}}{{2}}\right]_0^1 = {LONG}$$

      ```sql
      CREATE TABLE integrals (low INTEGER NOT NULL, high INTEGER NOT NULL, answer TEXT);
      ```
"""


@pytest.fixture
def package(write_course: WriteCourse, tmp_path: Path) -> Path:
    """The course built for the web, and unpacked."""
    files = {"course.yml": "title: Course\n", "course/one/page.md": PAGE, "course/one/quiz.yml": QUIZ}
    (archive,) = build_course(write_course(files), tmp_path / "out", ("web",)).files
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "web")
    return tmp_path / "web"


def colours(page: Page, selector: str) -> set[str]:
    """Return the colours of the elements that a selector finds."""
    return set(page.locator(selector).evaluate_all("found => found.map(part => getComputedStyle(part).color)"))


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_and_formulas_are_accessible(browser: Browser, package: Path, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto((package / "index.html").as_uri() + "#/one/page")
    expect(page.locator("math").first).to_be_visible()
    assert len(colours(page, "pre, [class^=tok-]")) == 6
    examine(page, f"code-and-math-{scheme}-{width}")

    page.goto((package / "index.html").as_uri() + "#/one/quiz")
    expect(page.get_by_role("radio", name="a^2 + b^2 = c^2")).to_be_visible()
    for place in (1, 0):  # the long formula, which takes the focus, then the right one
        choice = page.locator(".choice").nth(place)
        choice.locator("math").click()
        expect(choice.locator("input")).to_be_checked()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator(".result .math")).to_be_visible()
    examine(page, f"code-and-math-quiz-{scheme}-{width}")
    context.close()
    faults.assert_none()
