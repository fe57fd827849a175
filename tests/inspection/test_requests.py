"""Whom a package calls, and how sure that is."""

from pathlib import Path

import pytest

from builder.inspection.inspection import Inspection, inspect
from builder.inspection.words import lines
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


def test_addresses_that_nobody_can_read_are_passed_over(tmp_path: Path) -> None:
    report = package(
        tmp_path, index_html='<script src="app.js"></script><img src="//[x"><img src="{{ a }}"><img src="http://">'
    )
    assert report.verdict.key == "good"


def test_a_script_that_the_first_page_loads_and_that_is_missing_is_an_error(tmp_path: Path) -> None:
    report = package(tmp_path, index_html='<script src="app.js"></script><script src="lib/player.js"></script>')
    assert [(found.kind.name, found.severity.value) for found in report.problems] == [("missing-script", "error")]
    assert report.verdict.key == "losses"
    assert (
        package(tmp_path, index_html='<script src="app.js"></script>', later_html='<script src="no.js">').verdict.key
        == "remarks"
    )


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ('addEventListener("unload", save)', {"unload-handler"}),
        ('addEventListener("beforeunload", save)', {"beforeunload-handler"}),
        ("onbeforeunload = onunload = save", {"unload-handler"}),
        ('addEventListener("pagehide", save); addEventListener("beforeunload", save)', set()),
        ("onpagehide = onunload = save", set()),
    ],
)
def test_a_script_that_saves_when_the_page_is_left_is_told_apart(script: str, wanted: set[str], tmp_path: Path) -> None:
    assert {found.kind.name for found in package(tmp_path, app_js=SPEAKS + script).problems} == wanted


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ('fetch("http://stats.example/x")', {"unencrypted-request"}),
        ('fetch("https://stats.example/x")', set()),
        ('fetch("http://localhost:8080/x")', set()),
        ('var a = "http://stats.example/x"', set()),
    ],
)
def test_a_script_that_asks_without_encryption_is_found(script: str, wanted: set[str], tmp_path: Path) -> None:
    assert {found.kind.name for found in package(tmp_path, app_js=SPEAKS + script).problems} == wanted


def test_the_headline_names_what_tags_load_and_what_scripts_call(tmp_path: Path) -> None:
    frames = "".join(f'<iframe src="https://frame{at}.example/"></iframe>' for at in range(7))
    report = package(
        tmp_path,
        index_html=frames + '<script src="app.js"></script>',
        app_js=SPEAKS + 'fetch("https://stats.example/x")',
    )
    said = " ".join(" ".join(lines(report, str)).split())
    assert "frame3.example, frame4.example and 2 more. Its scripts may call other servers: stats.example." in said


def test_what_the_only_page_forbids_itself_is_not_asked_for(tmp_path: Path) -> None:
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:"
    page = f'''<meta http-equiv="Content-Security-Policy" content="{policy}"><script src="app.js"></script>
        <iframe src="http://frames.example/"></iframe><link rel="stylesheet" href="a.css">
        <img src="https://pictures.example/a.png"><a href="https://linked.example/">x</a>'''
    files = {"index_html": page, "a_css": '@import "https://styles.example/x.css";'}
    report = package(tmp_path, **files)
    assert hosts(report) == {
        "frames.example": "blocked",
        "styles.example": "blocked",
        "pictures.example": "opening",
        "linked.example": "link",
    }
    assert {found.kind.name for found in report.problems} == {"blocked-request", "unlisted-files"}
    assert hosts(package(tmp_path, **files, other_html=""))["styles.example"] == "opening"
