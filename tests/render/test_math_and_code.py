"""Formulas and code on the learner's page, in pages and in every text of a quiz."""

import re
import zipfile
from html import unescape
from pathlib import Path

import pytest

from builder.project import build_course
from tests.conftest import WriteCourse

QUIZ = """title: Quiz
questions:
  - id: q
    question: Prompt $p_1$
    choices:
      - correct: $v$
        feedback: Feedback $p_2$
      - wrong: $V$
    hints: [Hint $p_3$]
    feedback: {wrong: 'Wrong $p_4$'}
    explanation: |
      Explanation $p_5$

      ```sql
      SELECT 1
      ```
"""


@pytest.fixture
def shown(write_course: WriteCourse, tmp_path: Path) -> dict[str, str]:
    page = (
        "# Title $t$\n\n## Part $h$\n\nSay $a ; b$ ; say.\n\n$$\nx ; y\n$$\n\nLong $a+b+c+d+e+f+g+h$.\n\n"
        "<kbd>K</kbd> $k$\n\n```python\nx = 1\n```\n\n![A $z$ b](x.svg)\n"
    )
    root = write_course(
        {
            "course.yml": "title: Both\nlanguage: fr\n",
            "course/one/page.md": page,
            "course/one/plain.md": page.replace("<kbd>K</kbd>", "K"),
            "course/one/quiz.yml": QUIZ,
            "course/one/x.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        }
    )
    (archive,) = build_course(root, tmp_path / "out", ("web",)).files
    with zipfile.ZipFile(archive) as opened:
        texts = {Path(name).stem: opened.read(name).decode() for name in opened.namelist() if "content/" in name}
    return {name: text.replace('\\"', '"') for name, text in texts.items()}


def alttexts(html: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'<math[^>]* alttext="([^"]*)"', html)]


def opening(tag: str, name: str, html: str) -> list[str]:
    """Return the attributes of the first element of a class: the sanitizer changes their order."""
    return next(found.split() for found in re.findall(f"<{tag} ([^>]*)>", html) if f'class="{name}"' in found)


@pytest.mark.parametrize("name", ["page", "plain"])
def test_a_page_shows_formulas_and_code(shown: dict[str, str], name: str) -> None:
    """One page holds raw HTML, and goes through the sanitizer; the other does not."""
    html = shown[name]
    assert alttexts(html) == ["h", "a ; b", "x ; y", "a+b+c+d+e+f+g+h", "k"]
    assert set(opening("div", "math", html)) >= {'tabindex="0"', 'role="group"'}
    assert 'aria-label="Formule\N{NO-BREAK SPACE}: x ; y"' in unescape(html)
    assert 'display="block"' in html
    assert 'aria-label="a ; b"' in html
    assert set(opening("span", "math-inline", html)) >= {'tabindex="0"', 'role="group"'}
    assert '<code class="language-python">x = <span class="tok-number">1</span>' in html
    assert 'alt="A z b"' in html


def test_every_text_of_a_quiz_shows_formulas_and_code(shown: dict[str, str]) -> None:
    assert set(alttexts(shown["quiz"])) == {"v", "V", "p_1", "p_2", "p_3", "p_4", "p_5"}
    assert '<code class="language-sql"><span class="tok-keyword">SELECT</span>' in shown["quiz"]
