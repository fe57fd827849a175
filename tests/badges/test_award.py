"""Awarding loses nothing, gives nothing twice, tells the web nothing about anybody, and writes the same bytes again."""

import base64
import csv
import gzip
import io
import json
import os
import random
import re
import shutil
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, wraps
from pathlib import Path
from typing import Any

import pytest

from builder import awarding
from builder.awarding import Desk, Done, Papers, alone, carry_out, forget, prepare, take_back
from builder.badges import urls
from builder.badges.keys import KeyPair, KeyRing
from builder.badges.ledger import FILE, SECRET, Ledger
from builder.model.course import Course
from builder.project import check_course
from tests.badges import made
from tests.killed import killed

NOW = datetime(2026, 11, 22, 9, 30, 5, 999, tzinfo=UTC)
LATER = datetime(2027, 5, 1, tzinfo=UTC)
SECRET_TEXT = "ab" * 32
LEARNERS = (("zoe.unlu@mairie.example", "Zoé Ünlü-Lefèvre", "73,25 %"), ("bob@mairie.example", "Bob Dûpont", "61,75 %"))
REPORT = "Courriel;Nom;jour;jour/seasons\n" + "".join(f"{a};{n};oui;{score}\n" for a, n, score in LEARNERS)
PAPERS = Papers({"scores.csv": REPORT.encode()})
KILLS, CUTS = 50, 12
REMEMBERED = ("issue", "artworks", "png", "public_site", "status_documents", "bake_png", "bake_svg")


COURSE = {
    "course.yml": """\
id: terre
title: La Terre
language: fr
issuer: {name: APES, url: "https://badges.example.org/apes", email: badges@example.org}
badges:
  - {id: observer, name: Observer, description: Texte., criteria: {quiz: {seasons: 50 %}}, include_score: true}
  - {id: public, name: Public, description: Texte., criteria: {modules: all}, publish: hosted}
  - {id: anonyme, name: Anonyme, description: Texte., criteria: {modules: all}, identity: none}
""",
    "course/jour/a.md": "# A\n\nTexte.\n",
    "course/jour/seasons.yml": "title: Les saisons\nquestions: [{question: A, points: 2, accept: b}]\n",
}


@cache
def course() -> Course:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in COURSE.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        checked = check_course(Path(folder)).course
    assert checked is not None
    return checked


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a pure function that remembers what it gave: a hundred runs sign and draw the same."""
    known: dict[str, Any] = {}

    @wraps(function)
    def remembered(*arguments: object, **options: object) -> object:
        said = [one for one in arguments if not isinstance(one, Course | KeyPair | KeyRing)]
        key = repr((said, options))
        if any(isinstance(one, Ledger) for one in said):
            key = repr([one.lines if isinstance(one, Ledger) else one for one in said])
        if key not in known:
            known[key] = function(*arguments, **options)
        return known[key]

    return remembered


@pytest.fixture(autouse=True, scope="module")
def made_once() -> Iterator[None]:
    """Sign and draw each thing once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in REMEMBERED:
            patch.setattr(awarding, name, once(getattr(awarding, name)))
        yield


def desk(folder: Path) -> Desk:
    """Return the desk over a folder, whose secret is always the same."""
    private = folder / awarding.PRIVATE
    if not (private / SECRET).exists():
        private.mkdir(parents=True, exist_ok=True)
        (private / SECRET).write_text(SECRET_TEXT)
    signer, ring = made.keys()
    return Desk(course(), made.issuer(course()), folder, Ledger(private), ring, signer)


def award(folder: Path, papers: Papers = PAPERS, now: datetime = NOW, *, again: bool = False) -> Done:
    with alone(folder):
        at = desk(folder)
        return carry_out(prepare(at.course, papers, at.ledger, again=again), at, now)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert len(award(folder).given) == 6
    return folder


def test_the_same_again_changes_nothing(undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in REMEMBERED:
        monkeypatch.setattr(awarding, name, getattr(awarding, name).__wrapped__)
    award(tmp_path)
    assert contents(tmp_path) == contents(undisturbed)
    assert award(tmp_path, now=LATER) == Done((), 0)
    assert contents(tmp_path) == contents(undisturbed)


def forget_first(folder: Path) -> None:
    with alone(folder):
        forget(folder, desk(folder).ledger, LEARNERS[0][0], LATER)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_killed_run_is_finished_by_the_next(undisturbed: Path, tmp_path: Path) -> None:
    expected, points = contents(undisturbed), list(range(1, 400))
    random.Random(1).shuffle(points)  # noqa: S311 - the same ones each time
    kills = 0
    for point in points:
        if kills == KILLS:
            break
        folder = tmp_path / str(point)
        desk(folder)
        if killed(folder, point, award):
            kills += 1
            award(folder, now=LATER)
        assert contents(folder) == expected, point
        shutil.rmtree(folder)
    assert kills == KILLS


def test_a_ledger_cut_anywhere_is_finished_by_the_next(undisturbed: Path, tmp_path: Path) -> None:
    """Of the lines after the two that begin a run, whatever part reached the disk."""
    expected, whole = contents(undisturbed), (undisturbed / "private" / FILE).read_bytes()
    begun = whole.index(b"\n", whole.index(b"\n") + 1) + 1
    cuts = random.Random(2).sample(range(begun, len(whole)), CUTS)  # noqa: S311 - same
    for cut in cuts:
        folder = tmp_path / str(cut)
        desk(folder)
        (folder / "private" / FILE).write_bytes(whole[:cut])
        award(folder, now=LATER)
        assert contents(folder) == expected, cut


@pytest.mark.parametrize("change", ["none", "version", "rule", "expiry"])
def test_a_killed_run_goes_on_only_with_the_same_course(undisturbed: Path, tmp_path: Path, change: str) -> None:
    first, *others = course().badges
    harder = replace(first.criteria.scores[0], minimum=Decimal("0.6"))
    changed = {
        "none": course(),
        "version": replace(course(), version="2"),
        "rule": replace(course(), badges=(replace(first, criteria=replace(first.criteria, scores=(harder,))), *others)),
        "expiry": replace(course(), badges=(replace(first, expires=12), *others)),
    }[change]
    desk(tmp_path)
    lines = (undisturbed / "private" / FILE).read_bytes().splitlines(keepends=True)
    (tmp_path / "private" / FILE).write_bytes(b"".join(lines[:3]))
    at = replace(desk(tmp_path), course=changed)
    given = carry_out(prepare(changed, PAPERS, at.ledger), at, LATER).given
    assert {entry.issued for entry in given} == {NOW.replace(microsecond=0) if change == "none" else LATER}


def test_of_two_who_read_the_ledger_before_one_wrote_the_other_does_not(tmp_path: Path) -> None:
    slow = desk(tmp_path)
    award(tmp_path)
    before = (tmp_path / "private" / FILE).read_bytes()
    with pytest.raises(OSError, match="another process"):
        carry_out(prepare(slow.course, PAPERS, slow.ledger), slow, LATER)
    assert (tmp_path / "private" / FILE).read_bytes() == before


def test_what_is_given_anew_is_dated_after_it_was_taken_back(tmp_path: Path) -> None:
    award(tmp_path)
    ledger = desk(tmp_path).ledger
    first = ledger.entries[0]
    take_back(ledger, [first.id], "Par erreur", LATER)
    assert award(tmp_path, now=LATER).given == ()
    (given,) = award(tmp_path, now=LATER, again=True).given
    assert (given.person, given.issued) == (first.person, LATER)
    assert {given.id, given.salt, given.subject}.isdisjoint({first.id, first.salt, first.subject})


def test_a_hosted_badge_taken_back_says_nothing_of_its_holder(tmp_path: Path) -> None:
    award(tmp_path)
    at = desk(tmp_path)
    hosted = next(entry for entry in at.ledger.entries if entry.badge == "public")
    file = tmp_path / f"public/terre/a/{hosted.id}.json"
    assert "recipient" in json.loads(file.read_bytes())
    take_back(at.ledger, [hosted.id], "Par erreur", LATER)
    awarding.bring_up_to_date(at)
    assert "recipient" not in json.loads(file.read_bytes())
    before = contents(tmp_path)
    assert award(tmp_path, now=LATER).written == 0
    assert contents(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_killed_erasure_is_finished_by_the_next_run_of_either_command(undisturbed: Path, tmp_path: Path) -> None:
    whole = shutil.copytree(undisturbed, tmp_path / "whole")
    forget_first(whole)
    expected, finished = contents(whole), set()
    for point in range(1, 400):
        folder = shutil.copytree(undisturbed, tmp_path / str(point))
        was_killed = killed(folder, point, forget_first)
        if was_killed and desk(folder).ledger.erased:
            finished.add(award(folder, now=LATER).given)
        else:
            forget_first(folder)
        assert contents(folder) == expected, point
        shutil.rmtree(folder)
        if not was_killed:
            break
    assert (was_killed, finished) == (False, {()})


def test_who_is_forgotten_is_given_nothing_without_a_wish(tmp_path: Path) -> None:
    """Neither what they had nor what they had not yet."""
    folder = tmp_path / "folder"
    bob = "Courriel;Nom;jour/seasons\nbob@mairie.example;Bob;61,75 %\n"
    award(folder, Papers({"first.csv": bob.encode()}))
    with alone(folder):
        (old, *others) = forget(folder, desk(folder).ledger, "bob@mairie.example", LATER)
    before = contents(folder)
    at = desk(folder)
    held = prepare(at.course, PAPERS, at.ledger).plan.withheld
    assert {decision.person.email for decision, _ in held} == {"bob@mairie.example"}
    assert len(held) > len([old, *others])
    assert {entry.person for entry in award(folder, now=LATER).given} == {at.ledger.person(LEARNERS[0][0])}
    assert {name: data for name, data in contents(folder).items() if str(old.id) in name} == {}
    assert before["private/secret"] == contents(folder)["private/secret"]
    given = award(folder, now=LATER, again=True).given
    assert ({entry.person for entry in given}, len(given)) == ({old.person}, len(held))
    assert all((folder / f"private/badges/{entry.id}.png").exists() for entry in given)
    assert award(folder, now=LATER, again=True) == Done((), 0)


def test_a_hosted_file_that_nobody_can_read_is_emptied(undisturbed: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(undisturbed, tmp_path / "folder")
    for file in (folder / "public/terre/a").iterdir():
        file.write_bytes(b'{"recipient": ')
    forget_first(folder)
    assert sorted(file.stat().st_size for file in (folder / "public/terre/a").iterdir()) == [0, 14]


def test_the_page_that_checks_badges_is_at_its_address(undisturbed: Path) -> None:
    issuer = made.issuer(course())
    address = urls.verify_page(issuer, course())
    assert (undisturbed / "public" / urls.path_of(issuer, address)).is_file()


def test_the_order_of_reports_does_not_matter(tmp_path: Path) -> None:
    heading, *lines = REPORT.splitlines(keepends=True)
    parts = {f"{number}.csv": (heading + line).encode() for number, line in enumerate(lines)}
    award(tmp_path / "one", Papers(parts))
    award(tmp_path / "other", Papers(dict(reversed(parts.items()))))
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_names_that_spreadsheets_would_compute_are_harmless(tmp_path: Path) -> None:
    at = desk(tmp_path)
    prepared = prepare(at.course, PAPERS, at.ledger)
    names = dict(zip(prepared.people, ('=HYPERLINK("x";"y")', '@SUM(1)\n"; x'), strict=True))
    people = {email: replace(person, name=names[email]) for email, person in prepared.people.items()}
    carry_out(replace(prepared, people=people), at, NOW)
    award(tmp_path, Papers({"new.csv": b"email,jour\neve@mairie.example,yes\n"}), LATER)
    text = (tmp_path / "private/mail-merge.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeffemail;name;")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))
    assert {row["email"]: row["name"] for row in rows} == {e: f"'{n}" for e, n in names.items()} | {
        "eve@mairie.example": ""
    }


# Privacy


def unpacked(data: bytes) -> Iterator[bytes]:
    """Go through bytes and all that is written inside them in another way."""
    yield data
    if data.startswith(b"\x89PNG"):
        at = 8
        while at < len(data):
            (length,) = struct.unpack(">I", data[at : at + 4])
            kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
            assert kind not in {b"tEXt", b"eXIf"}
            for part in body.split(b"\0") if kind in {b"zTXt", b"iTXt"} else ():
                yield part
                yield zlib.decompressobj().decompress(part) if part[:1] == b"x" else b""
            at += 12 + length
        return
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    text = data.decode()
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text).encode(errors="replace")
    for segment in re.findall(r"[\w-]{16,}", text):
        inner = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)) if len(segment) % 4 != 1 else b""
        yield inner
        if inner.startswith(b"\x1f\x8b"):
            yield gzip.decompress(inner)


def test_the_public_folder_tells_nothing_about_anybody(undisturbed: Path) -> None:
    told: set[bytes] = {
        SECRET_TEXT.encode(),
        bytes.fromhex(SECRET_TEXT),
        b"PRIVATE KEY",
        b"mairie.example",
        b"scores.csv",
    }
    for address, name, score in LEARNERS:
        number = score.removesuffix(" %").replace(",", ".")
        words = [address, address.split("@")[0], name, *name.split(), number, score[:5], f"0.{number.replace('.', '')}"]
        told |= {form.encode() for word in words for form in (word, word.lower(), word.upper())}
    signer = made.keys()[0]
    told.add(bytes([1]) * 32)  # the private key of Ed25519
    assert signer.ed25519_name == "key-1"
    told.discard(b"bob")
    private = contents(undisturbed / "private")
    for entry in desk(undisturbed).ledger.entries:
        told |= {entry.person.encode(), entry.subject.hex.encode(), str(entry.subject).encode()}
        if entry.badge != "public":
            told |= {str(entry.id).encode(), entry.salt.encode()}
    for name, data in contents(undisturbed / "public").items():
        for form in unpacked(data):
            for secret in told:
                assert secret not in form, (name, secret)
            assert not re.search(rb"\bbob\b", form, re.IGNORECASE), name
    assert any(LEARNERS[0][1].encode() in data for data in private.values())


def test_the_scan_finds_what_is_hidden() -> None:
    packed = base64.urlsafe_b64encode(gzip.compress(b"Bob in a list")).decode().rstrip("=")
    for data in (b'{"a": "\\u0042ob"}', f'"{packed}"'.encode(), b"eyJ4IjoxfQ.IkJvYiBpbiBhIGxpc3Qi.x"):
        assert any(b"Bob" in form for form in unpacked(data)), data


def test_names_of_hosted_files_and_salts_follow_from_nothing_but_the_secret(undisturbed: Path, tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / SECRET).write_text("cd" * 32)
    award(tmp_path)
    names = [sorted(file.name for file in (folder / "public/terre/a").iterdir()) for folder in (undisturbed, tmp_path)]
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.json", n)
        for n in (*names[0], *names[1])
    )
    assert set(names[0]).isdisjoint(names[1])
    assert len(names[0]) == len(names[1]) == len(LEARNERS)
    salts = [entry.salt for folder in (undisturbed, tmp_path) for entry in desk(folder).ledger.entries]
    assert len(set(salts)) == len(salts) == 12
    documents = [json.loads(data) for name, data in contents(undisturbed / "public").items() if "/a/" in name]
    assert len({document["recipient"]["salt"] for document in documents}) == len(LEARNERS)
