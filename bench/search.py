"""How fast results follow the typing: `python bench/search.py` searches courses of 30 and 300 pages in Chromium.

Each time is beside that of looking for the same words, letter by letter, in one text as long as the course.
"""

import shutil
import statistics
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from builder.project import build_course

_RUNS = 15
_WORDS = "Some ordinary sentence, with words of every day and nothing else besides. " * 80
_QUERIES = ("heart", "m", "ordinary day", "absent", "page 2")
_MEASURE = """async ([queries, runs]) => {
  const field = document.getElementById("search-field");
  const turn = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage("");
  });
  const measured = async (query) => {
    field.value = query;
    const begun = performance.now();
    field.form.requestSubmit();
    // The form is answered after the event.
    await turn();
    document.body.getBoundingClientRect();
    return performance.now() - begun;
  };
  const found = [];
  for (const query of queries) {
    const times = [];
    for (let round = 0; round < runs; round += 1) {
      // What is asked twice is not looked for again.
      times.push(await measured(round % 2 ? query : `${query} ${query}`));
    }
    found.push(times);
  }
  return found;
}"""
_FLOOR = """([queries, runs, text]) => queries.map((query) => Array.from({ length: runs }, () => {
  const begun = performance.now();
  let found = 0;
  for (const word of query.split(" ")) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) found += 1;
  }
  window.found = found;
  return performance.now() - begun;
}))"""


def main() -> None:
    """Print the median time of each query, in milliseconds, and how many times the floor it is."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for pages in (30, 300):
            page = chromium.new_page()
            page.goto(f"{_package(Path(folder) / str(pages), pages)}#/search")
            page.get_by_role("searchbox").fill("heart")
            page.locator(".hit-list li").first.wait_for()
            for query, found, floor in _times(page, pages):
                print(f"{pages} pages, {query!r}: {found:.2f} ms, {found / floor:.1f} times the floor")
        chromium.close()


def _times(page: Page, pages: int) -> list[tuple[str, float, float]]:
    found = page.evaluate(_MEASURE, [_QUERIES, _RUNS])
    floor = page.evaluate(_FLOOR, [_QUERIES, _RUNS, _WORDS * pages])
    return [
        (query, statistics.median(times), max(statistics.median(least), 0.05))
        for query, times, least in zip(_QUERIES, found, floor, strict=True)
    ]


def _package(root: Path, pages: int) -> str:
    """Build a course of one subject a module; return the address of its first page."""
    for number in range(1, pages + 1):
        place = root / "course" / f"{number // 10 + 1:02}-subject-{number // 10 + 1}"
        place.mkdir(parents=True, exist_ok=True)
        text = f"# Page {number}\n\n{_WORDS}\n\n## The heart of page {number}\n\nShort.\n"
        (place / f"{number:03}-page-{number}.md").write_text(text, encoding="utf-8")
    (root / "course.yml").write_text("title: A searched course\nlanguage: en\n", encoding="utf-8")
    (archive,) = build_course(root, root / "dist", ("web",)).files
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(root / "package")
    return (root / "package" / "index.html").as_uri()


if __name__ == "__main__":
    main()
