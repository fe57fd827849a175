"""Badges by the command line: from keys and reports to badges that verify, are taken back, and stay private."""

import csv
import io
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from click.testing import CliRunner, Result

from builder import cli
from builder.badges import art
from builder.badges.art.drawing import picture
from builder.badges.credential.open_badges_2 import Recipient
from builder.badges.ledger import Ledger
from builder.cli.badges import badges
from tests.badges import samples

PASSPHRASE = "cinq mots que personne ne devine"  # noqa: S105 - of these tests alone
ISSUER = 'issuer: {name: Les Jardins, url: "https://badges.example.org/jardins", email: badges@jardins.example}\n'
PLAIN = "Courriel;Nom;demarrer;entretenir\nzoe.unlu@mairie.example;Zoé;oui;oui\nbob@mairie.example;Bob;oui;non\n"
MOODLE = samples.REPORTS / "moodle-5.0-completion-fr.csv"


@pytest.fixture(autouse=True, scope="module")
def drawn_once() -> Iterator[None]:
    """Draw each badge once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(art, "picture", cache(picture))
        patch.setenv("PARCOURS_PASSPHRASE", PASSPHRASE)
        patch.setenv("LANGUAGE", "en")
        patch.setenv("no_proxy", "*")
        yield


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a course of two badges, its keys, reports, and what was awarded by them."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(samples.HERE / "course", folder / "course")
    description = folder / "course" / "course.yml"
    before, after = description.read_text(encoding="utf-8").split("  - id: experte")
    kept = f"{before}  - id: jardiniere{after.split('  - id: jardiniere')[1].rstrip()}\n    publish: hosted\n"
    description.write_text(kept + ISSUER, encoding="utf-8")
    (folder / "plain.csv").write_text(PLAIN, encoding="utf-8")
    shutil.copy(MOODLE, folder / "moodle.csv")
    made = run(folder, "keys", "new", "--keys", folder / "keys")
    assert made.exit_code == 0, made.output
    done = award(folder, "plain.csv", "moodle.csv", "--yes")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def copied(place: Path, tmp_path: Path) -> Path:
    """Return a copy of the place that a test may change."""
    return shutil.copytree(place, tmp_path / "place")


def run(folder: Path, *arguments: str | Path) -> Result:
    del folder
    result = CliRunner().invoke(cli.cli, ["badges", *(str(argument) for argument in arguments), "--lang", "en"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def award(folder: Path, *arguments: str, to: str = "badges") -> Result:
    given: list[str | Path] = [folder / one if one.endswith(".csv") else one for one in arguments]
    keys = ("--keys", folder / "keys")
    return run(folder, "award", *given, "--course", folder / "course", "--to", folder / to, *keys)


def revoke(folder: Path, *identifiers: str, yes: bool = True) -> Result:
    options = ("--course", folder / "course", "--to", folder / "badges", "--keys", folder / "keys")
    return run(folder, "revoke", *identifiers, "--reason", "Issued by mistake", *options, *["--yes"] * yes)


def forget(folder: Path, email: str) -> Result:
    return run(folder, "forget", email, "--to", folder / "badges")


def salts(folder: Path) -> list[str]:
    return [entry.salt for entry in Ledger(folder / "badges/private").entries]


def verify(folder: Path, *files: Path) -> Result:
    return run(folder, "verify", *files, "--to", folder / "badges")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "badges/private/mail-merge.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def row(folder: Path, badge: str, email: str) -> dict[str, str]:
    (found,) = (row for row in rows(folder) if row["badge"] == badge and row["email"] == email)
    return found


def test_a_dry_run_writes_nothing(place: Path) -> None:
    before = contents(place)
    done = award(place, "plain.csv", to="nowhere/badges")
    assert done.exit_code == 0
    assert "to issue\tjardiniere\tzoe.unlu@mairie.example" in done.output
    assert "no\tjardiniere\tbob@mairie.example" in done.output
    assert not (place / "nowhere").exists()
    assert award(place, "plain.csv").exit_code == 0
    assert contents(place) == before


def test_every_badge_is_valid_until_it_is_taken_back(copied: Path) -> None:
    private = copied / "badges/private"
    files = sorted(file for file in (private / "badges").iterdir() if file.suffix != ".csv")
    # Four finish the first module (Bob by the plain table), two finish both.
    assert len(files) == 3 * len(rows(copied)) == 3 * 7
    every = verify(copied, private / "badges")
    assert every.exit_code == 0, every.output
    assert every.output.count(": valid\n") == len(files)
    for badge in ("Curieuse du compost", "Jardinière"):
        taken = row(copied, badge, "zoe.unlu@mairie.example")["id"]
        done = revoke(copied, taken)
        assert done.exit_code == 0, done.output
        for file in files:
            if taken in file.name:
                checked = verify(copied, file)
                assert (checked.exit_code, ": not valid\n" in checked.output) == (1, True), checked.output
    left = [file for file in files if not any(row["revoked"] for row in rows(copied) if row["id"] == file.stem)]
    assert len(left) == len(files) - 6
    checked = verify(copied, *left)
    assert checked.exit_code == 0, checked.output


def test_who_was_revoked_gets_nothing_again_but_by_wish(copied: Path) -> None:
    taken = row(copied, "Jardinière", "zoe.unlu@mairie.example")["id"]
    assert revoke(copied, taken).exit_code == 0
    before = contents(copied)
    again = revoke(copied, taken)
    assert (again.exit_code, "already taken back on 20" in again.output) == (0, True)
    done = award(copied, "plain.csv", "moodle.csv", "--yes")
    assert done.exit_code == 0
    assert "nothing to do\tjardiniere\tzoe.unlu@mairie.example\ttaken back" in done.output
    assert contents(copied) == before
    assert award(copied, "plain.csv", "moodle.csv", "--yes", "--again").exit_code == 0
    old, new = (
        row for row in rows(copied) if (row["badge"], row["email"]) == ("Jardinière", "zoe.unlu@mairie.example")
    )
    assert (old["id"], bool(old["revoked"]), new["revoked"]) == (taken, True, "")
    assert verify(copied, copied / "badges/private" / new["png"]).exit_code == 0
    assert verify(copied, copied / "badges/private" / old["png"]).exit_code == 1
    before = contents(copied)
    assert award(copied, "moodle.csv", "plain.csv", "--yes", "--again").exit_code == 0
    assert contents(copied) == before


def test_who_is_forgotten_leaves_no_trace_but_in_the_ledger(copied: Path) -> None:
    email = "zoe.unlu@mairie.example"
    mine = [row for row in rows(copied) if row["email"] == email]
    kept = copied / "kept.png"
    shutil.copy(copied / "badges/private" / row(copied, "Jardinière", email)["png"], kept)
    others = len(rows(copied)) - len(mine)
    done = forget(copied, " Zoe.Unlu@mairie.example")
    assert (done.exit_code, f"Badges erased: {len(mine)}." in done.output) == (0, True), done.output
    digests = [Recipient.of(email, salt).digest for salt in salts(copied)]
    for name, data in contents(copied / "badges").items():
        assert not any(row["id"] in name for row in mine) or "/a/" in name, name
        assert not any(text.encode() in data for text in (email, "Zoé", *digests)), name
    assert len(rows(copied)) == others
    checked = verify(copied, kept)
    assert (checked.exit_code, "the issuer revoked it" in checked.output) == (1, True)
    assert verify(copied, copied / "badges/private/badges").exit_code == 0
    before = contents(copied)
    assert forget(copied, email).exit_code == 0
    again = award(copied, "plain.csv", "moodle.csv", "--yes")
    assert f"nothing to do\tjardiniere\t{email}\tasked to be forgotten" in again.output
    assert contents(copied) == before
    assert award(copied, "plain.csv", "moodle.csv", "--yes", "--again").exit_code == 0
    new = row(copied, "Jardinière", email)
    assert new["id"] not in {row["id"] for row in mine}
    assert verify(copied, copied / "badges/private" / new["png"]).exit_code == 0


@pytest.mark.parametrize("email", ["nobody@mairie.example", "zoe"])
def test_who_has_no_badge_cannot_be_forgotten(copied: Path, email: str) -> None:
    before = contents(copied)
    done = forget(copied, email)
    assert (done.exit_code, f"nobody with the address {email} has a badge" in done.output) == (1, True)
    assert contents(copied) == before


def test_an_unknown_badge_cannot_be_taken_back(copied: Path) -> None:
    before = contents(copied)
    done = revoke(copied, "00000000-0000-4000-8000-000000000000")
    assert (done.exit_code, "No badge of this course has the identifier" in done.output) == (1, True)
    assert contents(copied) == before


def test_what_would_be_taken_back_is_shown_first(copied: Path) -> None:
    meant = row(copied, "Jardinière", "zoe.unlu@mairie.example")
    before = contents(copied)
    for beginning in (meant["id"], meant["id"][:8].upper(), f"{meant['id'][:10]}…"):
        done = revoke(copied, beginning, yes=False)
        told = f"zoe.unlu@mairie.example\t{meant['name']}\tgiven on {meant['issued']}\t{meant['id']}"
        told = f"to take back\tjardiniere\t{told}"
        assert (done.exit_code, told in done.output, "add --yes" in done.output) == (0, True, True), done.output
    short = revoke(copied, meant["id"][:7])
    assert (short.exit_code, "is too short" in short.output, "column `id`" in short.output) == (1, True, True)
    assert contents(copied) == before
    assert revoke(copied, meant["id"][:8]).exit_code == 0
    assert row(copied, "Jardinière", "zoe.unlu@mairie.example")["revoked"]


def test_what_somebody_adds_to_the_table_for_sending_stays(copied: Path) -> None:
    table = copied / "badges/private/mail-merge.csv"
    before = row(copied, "Jardinière", "zoe.unlu@mairie.example")["name"]
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    added = [f"{line};{text}" for line, text in zip(lines, ("sent", *"abcdefg"), strict=True)]
    # As a spreadsheet saves it for Windows.
    table.write_bytes("\r\n".join(added).replace(";", ",").encode("cp1252", "replace"))
    mine = {line.rsplit(";", 2)[1]: line[-1] for line in added[1:]}
    (copied / "new.csv").write_text("Courriel;Nom;demarrer\neve@x.example;Ève;oui\n", encoding="utf-8")
    assert award(copied, "new.csv", "--yes").exit_code == 0
    assert {row["id"]: row["sent"] for row in rows(copied)} == mine | {rows(copied)[-1]["id"]: ""}
    assert row(copied, "Jardinière", "zoe.unlu@mairie.example")["name"] == before
    page = "https://badges.example.org/jardins/composter/jardiniere/"
    assert row(copied, "Jardinière", "zoe.unlu@mairie.example")["criteria"] == page


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Have another process at work on a folder, and kill it in the end."""
    code = "import sys, pathlib; from builder.awarding import alone"
    code += "\nwith alone(pathlib.Path(sys.argv[1])): print(flush=True); input()"
    with Popen([sys.executable, "-c", code, folder], stdin=PIPE, stdout=PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield
        process.kill()


def test_only_one_command_writes_and_a_killed_one_stands_in_nobodys_way(copied: Path) -> None:
    (copied / "new.csv").write_text("Courriel;Nom;demarrer\neve@x.example;Ève;oui\n", encoding="utf-8")
    taken = row(copied, "Jardinière", "zoe.unlu@mairie.example")["id"]
    before = contents(copied)
    with at_work(copied / "badges"):
        for done in (award(copied, "new.csv", "--yes"), revoke(copied, taken)):
            assert (done.exit_code, "another command is writing" in done.output) == (1, True)
        assert award(copied, "new.csv").exit_code == 0
        assert contents(copied) == before
    assert award(copied, "new.csv", "--yes").exit_code == 0
    assert row(copied, "Curieuse du compost", "eve@x.example")["name"] == "Ève"


def test_badges_are_not_kept_inside_a_course(place: Path) -> None:
    for to in ("course", "course/badges", "course/dist/badges"):
        for options in ((), ("--yes",)):
            done = award(place, "plain.csv", *options, to=to)
            assert (done.exit_code, "which holds course.yml" in done.output) == (1, True)
    assert not list((place / "course").rglob("private"))


def test_git_does_not_take_in_what_is_private(copied: Path) -> None:
    git = ("git", "-C", str(copied))
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "badges"], check=True)
    taken = subprocess.run([*git, "ls-files"], check=True, capture_output=True, text=True).stdout
    assert "badges/public/issuer.json" in taken
    assert "private" not in taken


@pytest.mark.parametrize("linked", [False, True])
def test_keys_are_not_taken_from_the_public_folder(copied: Path, *, linked: bool) -> None:
    shutil.move(copied / "keys", copied / "badges/public/keys")
    if linked:
        (copied / "keys").symlink_to(copied / "badges/public/keys")
    keys = "keys" if linked else "badges/public/keys"
    options = ("--course", copied / "course", "--to", copied / "badges", "--keys", copied / keys)
    for command in (("award", copied / "plain.csv", "--yes"), ("revoke", rows(copied)[0]["id"], "--yes")):
        done = run(copied, *command, *options)
        assert (done.exit_code, "which is for the web" in done.output) == (1, True)


def test_where_no_badges_are_nothing_is_taken_back(copied: Path) -> None:
    shutil.rmtree(copied / "badges")
    done = revoke(copied, "00000000-0000-4000-8000-000000000000")
    assert (done.exit_code, "there are no badges in" in done.output) == (1, True)
    assert not (copied / "badges").exists()


def test_troubles_are_told_by_line_and_the_others_get_their_badges(copied: Path) -> None:
    (copied / "new.csv").write_text("Courriel;Nom;demarrer\neve@x.example;Ève;oui\nil@x.example;Il;peut-être\n")
    done = award(copied, "new.csv", "--yes")
    assert done.exit_code == 1
    assert "new.csv:3: " in done.output
    assert row(copied, "Curieuse du compost", "eve@x.example")["name"] == "Ève"
    assert not any(row["email"] == "il@x.example" for row in rows(copied))
    end = done.output.split("curieuse: 1 to issue, 0 issued before, 1 not earned")[1]
    assert "Not understood, and told above the table: 1." in end
    private = copied / "badges/private"
    assert f"check-site https://badges.example.org/jardins --to {copied / 'badges'}\n" in end
    assert f"who gets which file is in {private / 'mail-merge.csv'}." in end


def test_a_report_of_nobody_is_told(place: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("Courriel;Nom;demarrer\n", encoding="utf-8")
    done = award(place, str(tmp_path / "empty.csv"), to="nowhere")
    assert (done.exit_code, "there is no learner in this report" in done.output) == (0, True)


def test_a_column_that_says_nothing_is_told(copied: Path) -> None:
    (copied / "odd.csv").write_text("email,shoe size\nzoe.unlu@mairie.example,38\n", encoding="utf-8")
    assert "shoe size" in award(copied, "odd.csv", to="nowhere").output


@pytest.mark.parametrize("text", ["", "id: course", "[1]", "{}", '{"targets": []}', "[" * 100_000], ids=range(6))
def test_what_is_no_map_of_reports_is_refused(copied: Path, text: str) -> None:
    (copied / "map.json").write_text(text, encoding="utf-8")
    done = award(copied, "plain.csv", "--report-map", str(copied / "map.json"))
    assert (done.exit_code, "is not a map of reports" in done.output) == (1, True)


def test_reports_that_are_older_or_filtered_are_told_in_one_line(copied: Path) -> None:
    older = "Courriel;demarrer;entretenir\nzoe.unlu@mairie.example;oui;non\nbob@mairie.example;non;non\n"
    (copied / "older.csv").write_text(older, encoding="utf-8")
    word = "Issued before, but not earned by these reports"
    assert word not in award(copied, "plain.csv", "moodle.csv").output
    filtered = award(copied, "plain.csv")
    others = [row for row in rows(copied) if row["email"] not in PLAIN]
    people = len({row["email"] for row in others})
    assert (filtered.exit_code, filtered.output.count(word)) == (0, 1)
    assert f"{word}: {len(others)}; people who are not in them: {people}." in filtered.output
    assert f"{word}: {len(others) + 2}; people who are not in them: {people}." in award(copied, "older.csv").output
    revoke(copied, *(row["id"] for row in others if row["email"] == others[0]["email"]))
    assert f"people who are not in them: {people - 1}." in award(copied, "plain.csv").output


def test_the_table_for_sending_is_for_spreadsheets_and_private(place: Path) -> None:
    names = {row["name"] for row in rows(place)}
    assert not any(name.startswith(("=", "+", "-", "@")) for name in names)
    assert all((place / "badges/private" / row[kind]).is_file() for row in rows(place) for kind in ("png", "svg"))
    private = place / "badges/private"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    files = [file for file in private.rglob("*") if file.is_file()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert private / "mail-merge.csv" in files


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
