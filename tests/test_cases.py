"""Literate cases: a broken course, and exactly what its author is told.

Each `cases/*.md` holds the files of a course as fences (` ```yaml course.yml `), and the findings as
` ```findings ` (English) or ` ```findings fr `. `make golden` rewrites the findings: read the difference.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from builder.cli.console import translator
from builder.diagnostics.report import as_text
from builder.project import check_course
from tests.conftest import WriteCourse

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
REWRITE = os.environ.get("PARCOURS_GOLDEN") == "write"


@dataclass(frozen=True)
class Fence:
    info: str
    text: str
    first: int
    last: int


def fences(text: str) -> list[Fence]:
    tokens = MarkdownIt().parse(text)
    return [
        Fence(token.info.strip(), token.content, token.map[0], token.map[1])
        for token in tokens
        if token.type == "fence" and token.map
    ]


def is_expectation(fence: Fence) -> bool:
    return fence.info.split()[0] == "findings"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_author_is_told_exactly_this(case: Path, write_course: WriteCourse) -> None:
    text = case.read_text(encoding="utf-8")
    found = fences(text)
    files = {fence.info.split(maxsplit=1)[1]: fence.text for fence in found if not is_expectation(fence)}
    root = write_course(files)
    expectations = [fence for fence in found if is_expectation(fence)]
    assert expectations, f"{case.name} expects nothing"
    findings = check_course(root).findings
    for fence in reversed(expectations):
        language = fence.info.split()[1] if len(fence.info.split()) > 1 else "en"
        told = as_text(findings, translator(language)) + "\n" if len(findings) else ""
        if REWRITE:
            lines = text.split("\n")
            lines[fence.first + 1 : fence.last - 1] = told.rstrip("\n").split("\n") if told else []
            text = "\n".join(lines)
            case.write_text(text, encoding="utf-8")
        else:
            assert told == fence.text
