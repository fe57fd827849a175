"""What Open edX would show of the archive: readable and accessible without a style sheet or a script of ours."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import examine
from tests.openedx.exported import built, files_of

COURSE = Path(__file__).parent.parent / "courses" / "everything"
# As the platform frames a block: a title of its own above it, text that wraps, and the class that hides from the eye.
FRAME = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Unité</title>
<meta name="viewport" content="width=device-width"><style>body{font:1rem/1.6 sans-serif;color:#313131;padding:1rem}
.sr{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}</style></head>
<body><main><h1>Unité</h1>BLOCK</main></body></html>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("blocks")
    made: list[Path] = []
    for path, content in files_of(built(COURSE, folder)).items():
        name = Path(path)
        if "static" in name.parts:
            (folder / name.name).write_bytes(content)
        elif name.suffix == ".html":
            page = folder / f"{name.parent.name}-{name.name}"
            page.write_text(framed(content.decode().replace("/static/", "")), encoding="utf-8")
            made.append(page)
    return made


def framed(block: str) -> str:
    """Return a page around a block. A text that goes on after a question has the heading above it in another block."""
    first = re.search(r"<h[2-6]", block)
    above = "<h2>Plus haut</h2>" if first and first[0] == "<h3" else ""
    return FRAME.replace("BLOCK", above + block)


@pytest.mark.parametrize("width", [1280, 320])
def test_every_text_of_the_archive_is_accessible(page: Page, pages: list[Path], width: int) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    assert len(pages) >= 8
    for one in pages:
        page.goto(one.as_uri())
        examine(page, f"olx-{one.stem}-{width}")
    assert [url for url in requested if not url.startswith("file:")] == []
