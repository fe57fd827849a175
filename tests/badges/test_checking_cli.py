"""Checking by the command line: badges, the site they are checked with, and consoles that cannot show every sign."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from builder.badges.ledger import Ledger
from builder.cli.badges import badges
from tests.badges.commands import award, contents, copied, drawn_once, place, rows, run, verify

__all__ = ["copied", "drawn_once", "place"]


@contextmanager
def served(folder: Path, header: str = "Access-Control-Allow-Origin") -> Iterator[str]:
    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]

        def end_headers(self) -> None:
            self.send_header(header, "*")
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def spoil(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b" ")


@pytest.mark.parametrize(
    ("header", "change", "fault"),
    [
        ("Access-Control-Allow-Origin", None, ""),
        ("X-Other", None, "issuer.json: verifiers in browsers cannot read it"),
        ("Access-Control-Allow-Origin", spoil, "issuer.json: is not the file of the public folder"),
        ("Access-Control-Allow-Origin", Path.unlink, "issuer.json: is not on the site (404)"),
    ],
)
def test_a_site_is_compared(
    place: Path, tmp_path: Path, header: str, change: Callable[[Path], None] | None, fault: str
) -> None:
    web = shutil.copytree(place / "badges/public", tmp_path / "web")
    if change:
        change(web / "issuer.json")
    with served(web, header) as address:
        done = run(place, "check-site", address, "--to", place / "badges")
    assert done.exit_code == bool(fault), done.output
    assert fault in done.output


def test_many_badges_end_with_their_numbers(copied: Path) -> None:
    badges = copied / "badges/private/badges"
    count = len([*badges.iterdir()])
    (badges / "odd.svg").write_bytes(b"<svg")
    done = verify(copied, badges)
    last = done.output.splitlines()[-1]
    assert last == f"Files checked: {count + 1} (valid: {count}, not valid: 1, cannot be told: 0)."
    assert done.exit_code == 1
    assert "checked" not in verify(copied, badges / "odd.svg").output


def test_the_line_that_makes_a_badge_not_valid_stands_out(place: Path) -> None:
    file = place / "badges/private" / rows(place)[0]["png"]
    done = run(place, "verify", file, "--to", place / "badges", "--email", "other@mairie.example")
    marked = [line for line in done.output.splitlines() if "not valid" in line]
    said = "it was not issued to other@mairie.example"
    assert marked == [
        f"{file}: not valid",
        f"  [not valid] Open Badges 2.0: {said}",
        f"  [not valid] Open Badges 3.0: {said}",
    ]
    assert "  Open Badges 3.0: it is signed by" in done.output


def test_what_is_not_at_hand_is_told_once_a_file(place: Path, tmp_path: Path) -> None:
    file = place / "badges/private" / rows(place)[0]["png"]
    done = run(place, "verify", file, "--to", tmp_path)
    lines = done.output.splitlines()
    assert len(lines) == len(set(lines))
    assert sum("  [cannot be told] Open Badges 2.0: " in line for line in lines) == 1


NEEDED = ["issuer.json", "did.json", "keys/rsa-1.json", "revocations.json", "{id}/status/1.json", "{id}/verify.html"]


def test_what_is_lost_in_the_public_folder_too_is_missed(copied: Path) -> None:
    course = next(entry.course for entry in Ledger(copied / "badges/private").entries)
    public, paths = copied / "badges/public", [path.format(id=course) for path in NEEDED]
    whole = contents(public)
    for path in paths:
        (public / path).unlink()
    with served(public) as address:
        done = run(copied, "check-site", address, "--to", copied / "badges")
        assert [path for path in paths if f"{path}: is missing in public/ itself" in done.output] == paths
        assert (done.exit_code, f"Faults: {len(paths)}." in done.output) == (1, True), done.output
        assert award(copied, "plain.csv", "moodle.csv", "--yes").exit_code == 0
        assert contents(public) == whole
        assert "Faults: 0." in run(copied, "check-site", address, "--to", copied / "badges").output
        shutil.rmtree(public)
        public.mkdir()
        empty = run(copied, "check-site", address, "--to", copied / "badges")
    assert (empty.exit_code, empty.output.count("is missing in public/ itself")) == (1, len(paths))


@pytest.mark.parametrize(
    ("address", "said"),
    [("http://127.0.0.1:9", "nothing answers there"), ("https://no.invalid", "no site has the name no.invalid")],
)
def test_a_site_that_does_not_answer_is_told_once(place: Path, address: str, said: str) -> None:
    done = run(place, "check-site", address, "--to", place / "badges")
    assert (done.exit_code, done.output.count(f"the site cannot be reached: {said}")) == (1, 1), done.output
    assert f"badges name https://badges.example.org/jardins (`issuer.url`), not {address}" in done.output
    assert ("https, not http" in done.output) == address.startswith("http://")


OLD_CONSOLES = ("cp1252", "latin-1", "ascii")


def printed(encoding: str, *arguments: str | Path) -> tuple[int, str]:
    """Return the exit code and the standard output of a command where a console has few letters."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "builder", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", OLD_CONSOLES)
def test_an_old_console_shows_what_it_can(copied: Path, encoding: str) -> None:
    course, to = copied / "course", ("--to", copied / "badges")
    description = (course / "course.yml").read_text(encoding="utf-8")
    asked = description.replace("{modules: all, badges: [curieuse]}", "{quiz: {entretenir/quiz: 80 %}}")
    (course / "course.yml").write_text(asked, encoding="utf-8")
    (copied / "scores.csv").write_text("email,entretenir/quiz\nada@mairie.example,85 %\n", encoding="utf-8")
    code, said = printed(encoding, "badges", "award", copied / "scores.csv", "--course", course, *to)
    assert (code, "85 % ? 80 %" in said) == (0, True), said
    file = shutil.copy(copied / "badges/private" / rows(copied)[0]["png"], copied / "≥.png")
    code, said = printed(encoding, "badges", "verify", file, *to)
    assert (code, "?.png: " in said) == (0, True), said
    (name,) = {row["name"] for row in rows(copied) if "ễ" in row["name"]}
    identifier = next(row["id"] for row in rows(copied) if row["name"] == name)
    code, said = printed(encoding, "badges", "revoke", identifier, "--course", course, *to)
    assert (code, "Nguy?n\t" in said) == (0, True), said
    web = shutil.copytree(copied / "badges/public", copied / "web")
    (copied / "badges/public/≥.json").write_text("{}", encoding="utf-8")
    with served(web) as address:
        code, said = printed(encoding, "badges", "check-site", address, *to)
    assert (code, "?.json: " in said) == (1, True), said
    code, said = printed(encoding, "build", course, "--target", "web", "--out", copied / "≥")
    assert (code, f"{os.sep}?{os.sep}composter" in said) == (0, True), said


@pytest.mark.parametrize("command", [[], *([name] for name in badges.commands)])
def test_an_old_console_shows_what_commands_do(command: list[str]) -> None:
    code, said = printed("latin-1", "badges", *command, "--help")
    assert (code, "Usage: " in said) == (0, True)


def test_what_is_no_site_is_refused(place: Path) -> None:
    folder = run(place, "check-site", place / "badges/public", "--to", place / "badges")
    assert (folder.exit_code, "begins with https://" in folder.output) == (2, True)
    wrong = run(place, "check-site", "https://badges.example.org/jardins", "--to", place / "badges/public")
    assert (wrong.exit_code, "there are no badges in" in wrong.output) == (1, True)
