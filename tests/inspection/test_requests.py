"""Whom a package calls, and how sure that is."""

from pathlib import Path

import pytest

from builder.inspection.inspection import Inspection, inspect
from tests.inspection import made
from tests.inspection.made import SPEAKS, sound, zipped


def hosts(report: Inspection) -> dict[str, str]:
    """Return when each server is asked."""
    return {host.name: host.when for host in report.contents.ranked}


def package(tmp_path: Path, **files: str) -> Inspection:
    """Inspect a package with these files; `_` in a name stands for the point."""
    return inspect(
        zipped(tmp_path / "p.zip", {**sound(), **{name.replace("_", "."): text for name, text in files.items()}})
    )


def test_what_tags_name_is_asked_for_at_opening(tmp_path: Path) -> None:
    page = """<!doctype html>
        <link rel="stylesheet" href="//styles.example/a.css"><link rel="preconnect" href="https://early.example">
        <script src="https://scripts.example/x.js"></script>
        <img srcset="https://pictures.example/1.png 1x, https://wide.example/2.png 2x">
        <iframe src="HTTPS://frames.example/"></iframe><video poster="https://posters.example/p.jpg"></video>
        <svg><image xlink:href="https://drawings.example/i.png"/></svg><p style="background:url(https://styled.example/)">
        <style>@import "https://imported.example/c.css"; @font-face { src: url('https://fonts.example/f.woff') }</style>
        <meta http-equiv="refresh" content="9; url=https://refreshed.example/">"""
    found = hosts(package(tmp_path, index_html=page))
    assert set(found.values()) == {"opening"}
    assert set(found) == {
        f"{name}.example"
        for name in "styles early scripts pictures wide frames posters drawings styled imported fonts refreshed".split()
    }


def test_a_style_that_the_first_page_loads_counts_as_opening_and_a_lost_page_does_not(tmp_path: Path) -> None:
    report = package(
        tmp_path,
        index_html='<link rel="stylesheet" href="a.css"><script src="app.js"></script>',
        a_css='@import "b.css";',
        b_css="p { background: url(https://far.example/x.png) }",
        later_html='<img src="https://later.example/x.png">',
    )
    assert hosts(report) == {"far.example": "opening", "later.example": "page"}


def test_links_and_texts_are_no_requests(tmp_path: Path) -> None:
    report = package(
        tmp_path,
        index_html='<a href="https://linked.example/">x</a><form action="https://sent.example/"></form>'
        '<link rel="license" href="https://license.example/"><!-- <img src="https://comment.example/"> -->'
        '<svg xmlns="http://www.w3.org/2000/svg"></svg><script src="app.js"></script>',
        app_js=SPEAKS
        + 'var a = "https://named.example/", svg = "http://www.w3.org/2000/svg"; fetch("https://asked.example/");'
        'x.open("GET", "https://opened.example/"); i.src = "//pixel.example/p.gif"; import("https://module.example/m.js")',
    )
    assert hosts(report) == {
        "asked.example": "script",
        "opened.example": "script",
        "pixel.example": "script",
        "module.example": "script",
        "linked.example": "link",
        "license.example": "link",
        "sent.example": "link",
        "named.example": "mention",
    }


def test_a_foreign_base_makes_every_address_foreign(tmp_path: Path) -> None:
    report = package(tmp_path, index_html='<base href="https://based.example/c/"><img src="a.png">')
    assert hosts(report) == {"based.example": "opening"}


def test_a_request_has_its_file_and_its_line(tmp_path: Path) -> None:
    report = package(tmp_path, index_html='<title>x</title>\n\n<script src="https://x.example/?a&amp;b"></script>')
    place = report.contents.ranked[0].places[0]
    assert (place.file, place.line, place.address, place.by) == ("index.html", 3, "https://x.example/?a&b", "script")


def test_the_fonts_of_a_storyline_and_the_pictures_of_a_rise_are_asked_for_at_opening(tmp_path: Path) -> None:
    assert hosts(inspect(zipped(tmp_path / "s.zip", made.storyline()))) == {"fonts.googleapis.com": "opening"}
    assert hosts(inspect(zipped(tmp_path / "r.zip", made.rise()))) == {
        "cdn.example.org": "opening",
        "example.com": "link",
    }


def test_unencrypted_requests_and_missing_files_are_problems(tmp_path: Path) -> None:
    report = package(
        tmp_path, index_html='<script src="app.js"></script><img src="lost.png"><img src="http://x.example/">'
    )
    assert {found.kind.name for found in report.problems} == {"missing-target", "unencrypted-request"}


@pytest.mark.parametrize(
    "text",
    [
        "<b>1</b>" * 250_000 + "<script src='https://hidden.example/x.js'></script>",
        "<a href='a.html'>" * 20_001,
        "".join(f"<a href='https://h{at}.example/'>" for at in range(201)),
    ],
)
def test_what_is_left_of_a_page_is_told(text: str, tmp_path: Path) -> None:
    report = package(tmp_path, index_html=f"<script src='app.js'></script>{text}", app_js=SPEAKS)
    assert "unsearched-files" in {found.kind.name for found in report.problems}


def test_a_page_without_anything_is_searched(tmp_path: Path) -> None:
    report = package(tmp_path, later_html="", other_html="\n")
    assert "unsearched-files" not in {found.kind.name for found in report.problems}


def test_addresses_that_nobody_can_read_are_passed_over(tmp_path: Path) -> None:
    report = package(
        tmp_path, index_html='<script src="app.js"></script><img src="//[x"><img src="{{ a }}"><img src="http://">'
    )
    assert report.verdict.key == "good"
