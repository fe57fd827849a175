"""The table of journeys and platforms in `docs/lms.md`: `PARCOURS_GOLDEN=write` makes the tests write its cells."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock

from tests.browser.hostile.journeys import FAILED, GOOD, SILENT
from tests.browser.hostile.platforms import PLATFORMS, Platform

DOCUMENT = Path(__file__).parent.parent.parent.parent / "docs" / "lms.md"
REWRITE = os.environ.get("PARCOURS_GOLDEN") == "write"

JOURNEYS: Mapping[str, str] = {
    "fresh": "Takes the whole course at once",
    "resume": "Comes back to half a course",
    "elsewhere": "Comes back on another device",
    "close": "Closes the tab right after each page and answer",
    "reload": "Reloads the course",
    "refresh": "Reloads the platform around the course",
    "tabs": "Works in two tabs at the same time",
    "review": "Opens the course again when it is completed",
    "garbage": "Finds garbage where the state was",
    "full": "Has a state that leaves no room",
    "pages-added": "New version: pages added",
    "pages-removed": "New version: pages removed",
    "pages-reordered": "New version: pages and modules reordered",
    "pages-renamed": "New version: pages and modules renamed",
    "question-added": "New version: a question added",
    "question-removed": "New version: a question removed",
    "question-reworded": "New version: a question reworded",
    "mark-raised": "New version: a higher pass mark",
    "changed-after": "New version once the course is completed",
}
NOT_OURS: Mapping[tuple[str, str], str] = {("elsewhere", "forgetful"): SILENT, ("review", "mastery"): FAILED}
"""Outcomes that no course can do anything about, by journey and platform."""


def check(journey: str, platform: Platform, outcome: str) -> None:
    """Compare an outcome with the cell of the table, and fail on any that is no good."""
    if REWRITE:
        _write(journey, platform, outcome)
    cell = cells().get((JOURNEYS[journey], platform.title))
    assert outcome == cell, "docs/lms.md says something else; PARCOURS_GOLDEN=write writes it anew"
    assert outcome in GOOD or NOT_OURS.get((journey, platform.id)) == outcome


def cells() -> dict[tuple[str, str], str]:
    """Return the cells of the table, by the titles of journey and platform."""
    head, *rows = _rows(DOCUMENT.read_text(encoding="utf-8"))
    return {(row[0], title): cell for row in rows for title, cell in zip(head[1:], row[1:], strict=True)}


def _write(journey: str, platform: Platform, outcome: str) -> None:
    with FileLock(Path(tempfile.gettempdir()) / "parcours-table.lock"):
        known = cells()
        known[JOURNEYS[journey], platform.title] = outcome.replace("|", "/")
        text = DOCUMENT.read_text(encoding="utf-8")
        titles = [platform.title for platform in PLATFORMS]
        lines = [["Journey", *titles], ["---"] * (len(titles) + 1)]
        lines += [[row, *(known.get((row, title), "") for title in titles)] for row in JOURNEYS.values()]
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        before, old = text.split("\n| Journey |", 1)
        rest = old.split("\n\n", 1)[1]
        DOCUMENT.write_text(f"{before}\n{table}\n\n{rest}", encoding="utf-8")


def _rows(text: str) -> list[list[str]]:
    table = "| Journey |" + text.split("\n| Journey |", 1)[1].split("\n\n", 1)[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    return [rows[0], *rows[2:]]
