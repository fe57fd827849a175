"""The page that checks badges: opened from a disk, without any network."""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from builder.badges.checks import Trust, Verdict
from builder.badges.credential.award import Award
from builder.badges.credential.bake import bake_png, bake_svg
from builder.badges.credential.jws import parts
from builder.badges.credential.status import encoded
from builder.badges.encoding import base64url
from builder.badges.site import public_site
from builder.badges.verify import verify
from builder.badges.verify_page import Status
from tests.badges import made
from tests.browser.conftest import Faults

REVOKED = made.award(number=9)
TRUST = Trust(made.site().get)
VALID, NOT_VALID = "Ce badge est valable.", "Ce badge n’est pas valable."
UNSURE = "On ne peut pas dire ici si ce badge est valable."
ELSEWHERE = "Ce badge a été délivré à une autre adresse que celle saisie."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("public")
    status = Status("2024-09-01", encoded([REVOKED.status_index]), (f"urn:uuid:{REVOKED.id}",))
    for path, content in public_site(made.course(), made.keys()[1], status).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return (folder / made.course().id / "verify.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    faults = Faults()
    opened = browser.new_context(viewport={"width": 900, "height": 900}, offline=True)
    screen = faults.watch(opened.new_page())
    screen.goto(address)
    yield screen
    opened.close()
    # What Chromium itself says of a picture that is not whole has a style, which the page does not allow.
    console = [line for line in faults.console if not re.search("^Applying inline style|style-src-attr inline$", line)]
    assert (console, faults.foreign, faults.failed) == ([], [], [])


def give(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("Choisissez le fichier du badge").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def png(award: Award, *, signed_with: int = 1) -> bytes:
    return bake_png(made.picture(), made.issued(award, signed_with=signed_with))


AWARDS = {
    "all": made.award(),
    "expiring": made.award(expires=datetime(2999, 1, 1, tzinfo=UTC)),
    "without a score": made.award(score=None),
    "with signs": made.award(salt='\t"\\o/" <b> & \u00e9 {x} $& urn:parcours:slot:3: \x7f'),
    "without a holder": made.award("anonyme"),
}


@pytest.mark.parametrize("award", AWARDS.values(), ids=AWARDS)
def test_a_badge_in_a_picture_is_valid(page: Page, award: Award) -> None:
    give(page, "badge.png", png(award))
    expect(page.locator(".verdict h2")).to_have_text([VALID])
    expect(page.locator(".verdict li", has_text="La signature est juste")).to_have_count(
        2 if award.badge.identity_hashed else 1
    )
    expect(page.get_by_role("status").first).to_contain_text(VALID)


def test_each_form_of_a_badge_is_read(page: Page) -> None:
    issued = made.issued(made.award())
    assert issued.jwt is not None
    svg = bake_svg(made.DRAWING, issued)
    for name, content in (
        ("badge.svg", svg),
        ("badge.json", issued.ob3),
        ("badge.jwt", issued.jwt.encode()),
        ("b.jws", issued.ob2),
    ):
        give(page, name, content or b"")
        expect(page.get_by_role("status").first).to_contain_text(name)
        expect(page.locator(".verdict h2")).to_have_text([VALID])


def test_whose_badge_it_is_can_be_asked(page: Page) -> None:
    give(page, "badge.png", png(made.award()))
    headings, answer = page.locator(".verdict h2"), page.locator(".holder").get_by_role("status")
    field = page.get_by_label("A-t-il été délivré à cette adresse électronique")
    expect(field).to_have_count(1)
    field.fill("other@mairie.example")
    page.keyboard.press("Enter")
    expect(answer).to_have_text("Non, à une autre adresse.")
    expect(headings).to_have_text([ELSEWHERE])
    expect(page.get_by_role("status").first).to_have_text(f"« badge.png » : {ELSEWHERE}")
    expect(page.locator(".verdict")).to_have_attribute("data-state", "wrong")
    field.fill("")
    page.keyboard.press("Enter")
    expect(answer).to_have_text("Saisissez l’adresse à comparer.")
    expect(headings).to_have_text([VALID])
    field.fill(f" {made.EMAIL.upper()} ")
    page.keyboard.press("Enter")
    expect(answer).to_have_text("Oui, à cette adresse.")
    expect(headings).to_have_text([VALID])


def test_a_long_address_does_not_widen_a_narrow_screen(page: Page) -> None:
    badge = json.loads(made.issued(made.award()).ob3)
    badge["name"] = badge["credentialSubject"]["achievement"]["name"] = f"https://badges.example.org/{'a' * 200}"
    page.set_viewport_size({"width": 320, "height": 600})
    give(page, f"{'b' * 80}.json", json.dumps(badge).encode())
    expect(page.locator(".verdict")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_one_card_tells_what_is_true_of_both_generations_once(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    give(page, "badge.png", png(made.award()))
    expect(page.locator(".verdict li")).to_have_text(
        [
            re.compile(r"^✓ Open Badges 2\.0\s: La signature est juste"),
            re.compile(r"^✓ Open Badges 3\.0\s: La signature est juste"),
            "✓ Il n’expire pas.",
            re.compile("^✓ Il n’était pas révoqué"),
        ]
    )
    expect(page.locator(".verdict dt")).to_have_count(1)
    assert page.locator("#results").evaluate("part => part.offsetHeight") < 800


def test_an_expired_badge_is_not_valid(page: Page) -> None:
    give(page, "badge.png", png(made.award(expires=made.LATER)))
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID])
    expect(page.get_by_text("Il a expiré le 1 septembre 2024.")).to_have_count(1)


def test_a_revoked_badge_is_not_valid(page: Page) -> None:
    give(page, "badge.png", png(REVOKED))
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID])
    expect(page.get_by_text("L’organisme émetteur l’a révoqué.")).to_have_count(1)


def test_a_badge_signed_with_another_key_is_not_valid(page: Page) -> None:
    give(page, "badge.png", png(made.award(), signed_with=2))
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID])


def baked(ob2: Award, ob3: Award, picture: bytes) -> bytes:
    """Return a picture with the older badge of one award and the newer one of another."""
    both = replace(made.issued(ob2), ob3=made.issued(ob3).ob3)
    return bake_svg(picture, both) if picture.startswith(b"<") else bake_png(picture, both)


OTHERS = {
    "holder": made.award(number=2),
    "moment": made.award(issued=made.LATER),
    "revoked": REVOKED,
}


@pytest.mark.parametrize("picture", [made.picture(), made.DRAWING], ids=["png", "svg"])
@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_two_badges_that_are_not_of_the_same_award_are_not_valid(page: Page, picture: bytes, other: Award) -> None:
    mixed = baked(made.award(), other, picture)
    assert verify(mixed, TRUST, now=datetime.now(UTC)).verdict is Verdict.INVALID
    give(page, "mixed", mixed)
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID])
    expect(page.get_by_role("status").first).to_have_text(f"« mixed » : {NOT_VALID}")
    expect(page.get_by_text("Les deux badges de l’image n’ont pas été délivrés ensemble.")).to_have_count(1)


@pytest.mark.parametrize("older", [True, False])
def test_one_wrong_signature_of_two_makes_the_file_not_valid(page: Page, *, older: bool) -> None:
    right, wrong = made.issued(made.award()), made.issued(made.award(), signed_with=2)
    give(
        page,
        "badge.png",
        bake_png(made.picture(), replace(wrong, ob3=right.ob3) if older else replace(wrong, ob2=right.ob2)),
    )
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID])
    expect(page.get_by_role("status").first).to_have_text(f"« badge.png » : {NOT_VALID}")
    expect(page.locator(".verdict li", has_text="La signature est")).to_have_text(
        [
            re.compile(f"^{'✗' if older else '✓'} Open Badges 2.0"),
            re.compile(f"^{'✓' if older else '✗'} Open Badges 3.0"),
        ]
    )


def test_a_picture_with_a_changed_byte_is_damaged(page: Page) -> None:
    whole = png(made.award())
    for number, mark in enumerate((b"IHDR", b"openbadges\0", b"openbadgecredential\0", b"IDAT", b"IEND")):
        changed = bytearray(whole)
        changed[changed.index(mark) + len(mark) + (0 if mark == b"IEND" else 9)] ^= 1
        assert verify(bytes(changed), TRUST, now=datetime.now(UTC)).verdict is Verdict.INVALID
        give(page, f"{number}.png", bytes(changed))
        expect(page.get_by_role("status").first).to_have_text(f"« {number}.png » : {NOT_VALID}")
        expect(page.locator(".verdict li")).to_have_text(
            ["✗ L’image est abîmée, ou contient deux badges du même genre."]
        )


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt"])
def test_a_badge_in_any_kind_of_text_is_compared(page: Page, kind: bytes) -> None:
    """A badge of somebody else must not hide where other tools write theirs."""
    other = made.issued(made.award(number=2)).ob2 or b""
    between = {b"tEXt": b"\0", b"zTXt": b"\0\0", b"iTXt": b"\0\1\0\0\0"}[kind]
    data = kind + b"openbadges" + between + (other if kind == b"tEXt" else zlib.compress(other))
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    whole = bake_png(made.picture(), replace(made.issued(made.award()), ob2=None))
    mixed = whole[:33] + chunk + whole[33:]
    (*_, agreed) = verify(mixed, TRUST, now=datetime.now(UTC)).checks
    assert agreed.verdict is Verdict.INVALID
    give(page, "mixed.png", mixed)
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID])
    expect(page.get_by_text("n’ont pas été délivrés ensemble")).to_have_count(1)


def test_a_part_that_cannot_be_read_makes_the_file_not_valid(page: Page) -> None:
    whole = bake_svg(made.DRAWING, made.issued(made.award()))
    broken = whole.replace(b'"validFrom"', b'"validFrom', 1)
    assert broken != whole
    assert verify(broken, TRUST, now=datetime.now(UTC)).verdict is Verdict.INVALID
    give(page, "badge.svg", broken)
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID])
    expect(page.get_by_text("Open Badges 3.0 : Il est abîmé.")).to_have_count(1)


ELSEWHERE_ISSUED = made.issued(
    replace(made.award(), badge=made.course("https://other.example").badges[0]), of=made.course("https://other.example")
)
BY_OTHERS = {
    "both generations": bake_png(made.picture(), ELSEWHERE_ISSUED),
    "a drawing": bake_svg(made.DRAWING, ELSEWHERE_ISSUED),
    "a credential": ELSEWHERE_ISSUED.ob3,
    "a token": (ELSEWHERE_ISSUED.jwt or "").encode(),
    "a signed assertion": ELSEWHERE_ISSUED.ob2 or b"",
    "an address": made.DRAWING.replace(
        b"<title>", b'<b:assertion xmlns:b="http://openbadges.org" verify="https://other.example/a/1.json"/><title>'
    ),
}


@pytest.mark.parametrize("content", BY_OTHERS.values(), ids=BY_OTHERS)
def test_a_badge_of_another_issuer_is_not_judged(page: Page, content: bytes) -> None:
    assert verify(content, TRUST, now=datetime.now(UTC)).verdict is Verdict.UNKNOWN
    give(page, "badge", content)
    expect(page.locator(".verdict h2")).to_have_text([UNSURE])
    expect(page.get_by_role("status").first).to_have_text(f"« badge » : {UNSURE}")
    expect(page.locator(".verdict li").first).to_contain_text("other.example")
    expect(page.locator(".verdict p", has_text="other.example")).to_have_count(0)
    expect(page.get_by_text("révoqué")).to_have_count(1)  # what is checked, below
    expect(page.locator(".holder")).to_have_count(0)


def test_a_badge_that_names_this_issuer_is_signed_by_it_or_not_valid(page: Page) -> None:
    own = json.loads(made.issued(made.award()).ob3)
    own["proof"] = json.loads(ELSEWHERE_ISSUED.ob3)["proof"]
    give(page, "proof.json", json.dumps(own).encode())
    expect(page.get_by_role("status").first).to_have_text(f"« proof.json » : {NOT_VALID}")
    header, payload, signature = (ELSEWHERE_ISSUED.ob2 or b"").decode().split(".")
    assertion = parts(f"{header}.{payload}.{signature}")[1]
    assertion["badge"] = json.loads(made.issued(made.award("public")).ob2 or b"")["badge"]
    token = f"{header}.{base64url(json.dumps(assertion).encode())}.{signature}"
    give(page, "badge.jws", token.encode())
    expect(page.get_by_role("status").first).to_have_text(f"« badge.jws » : {NOT_VALID}")


@pytest.mark.parametrize("award", [made.award("public"), made.award("public", number=9)], ids=["held", "revoked"])
def test_of_a_hosted_badge_counts_what_its_address_says(page: Page, award: Award) -> None:
    give(page, "badge.json", made.issued(award).ob2 or b"")
    expect(page.locator(".verdict h2")).to_have_text([UNSURE])
    expect(page.locator(".verdict li", has_text="révoqué")).to_have_count(0)


def texts(value: object) -> Iterator[tuple[list[str | int], str]]:
    """Go through the texts of a document, each with the way to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in inner:
        if isinstance(held, str):
            yield [key], held
        else:
            yield from (([key, *way], text) for way, text in texts(held))


def test_no_text_of_a_badge_can_be_changed(page: Page) -> None:
    badge = json.loads(made.issued(made.award()).ob3)
    for way, text in texts(badge):
        changed = json.loads(json.dumps(badge))
        place = changed
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = f"{text}x"
        give(page, f"{'-'.join(map(str, way))}.json", json.dumps(changed).encode())
        expect(page.get_by_role("status").first).to_contain_text("-".join(map(str, way)))
        expect(page.locator(".verdict[data-state=right]")).to_have_count(0)


@pytest.mark.parametrize("added", [{"more": 1}, {"@type": "Other"}, {"credentialStatus": None}])
def test_a_badge_that_holds_more_than_what_was_signed_is_not_said_to_be_valid(
    page: Page, added: dict[str, object]
) -> None:
    badge = json.loads(made.issued(made.award()).ob3)
    give(page, "badge.json", json.dumps(badge | added).encode())
    expect(page.locator(".verdict")).to_have_count(1)
    expect(page.locator(".verdict[data-state=right]")).to_have_count(0)


def test_a_changed_token_is_not_valid(page: Page) -> None:
    token = made.issued(made.award()).jwt
    assert token is not None
    header, payload, signature = token.split(".")
    other = made.issued(made.award(number=2)).jwt
    assert other is not None
    give(page, "badge.jwt", f"{header}.{other.split('.')[1]}.{signature}".encode())
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID])
    assert payload


@pytest.mark.parametrize(
    "content", [b"", b"{", b"<svg", b"\x89PNG", b"a.b.c", b"[]", b"null", b'{"credentialSubject": 1}']
)
def test_what_is_no_badge_gets_an_answer(page: Page, content: bytes) -> None:
    give(page, "other.png", content)
    expect(page.get_by_role("status").first).to_contain_text("other.png")
    expect(page.locator(".verdict[data-state=right]")).to_have_count(0)


def test_the_page_is_accessible_with_its_results(page: Page) -> None:
    give(page, "badge.png", png(made.award()))
    expect(page.locator(".verdict")).to_have_count(1)
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Tab")
    give(page, "badge.png", png(REVOKED))
    expect(page.locator(".verdict")).to_have_count(1)
    assert Axe().run(page).response["violations"] == []


def test_the_page_asks_nobody(address: str) -> None:
    text = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    assert "connect-src" not in text
    assert "default-src &#39;none&#39;" in text
    assert replace(made.award()).email not in text
