"""The page that checks badges: opened from a disk, without any network."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from builder.badges.credential.award import Award
from builder.badges.credential.bake import bake_png, bake_svg
from builder.badges.credential.status import encoded
from builder.badges.site import public_site
from builder.badges.verify_page import Status
from tests.badges import made
from tests.browser.conftest import Faults

REVOKED = made.award(number=9)
VALID, NOT_VALID = "Ce badge est valable.", "Ce badge n’est pas valable."
ELSEWHERE = "Ce badge est valable, mais il a été délivré à une autre adresse."


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
    count = 2 if award.badge.identity_hashed else 1
    expect(page.locator(".verdict h2")).to_have_text([VALID] * count)
    expect(page.get_by_role("status").first).to_contain_text(VALID)


def test_each_form_of_a_badge_is_read(page: Page) -> None:
    issued = made.issued(made.award())
    assert issued.jwt is not None
    svg = bake_svg(made.DRAWING, issued)
    for name, content, count in (
        ("badge.svg", svg, 2),
        ("badge.json", issued.ob3, 1),
        ("badge.jwt", issued.jwt.encode(), 1),
        ("b.jws", issued.ob2, 1),
    ):
        give(page, name, content or b"")
        expect(page.get_by_role("status").first).to_contain_text(name)
        expect(page.locator(".verdict h2")).to_have_text([VALID] * count)


def test_whose_badge_it_is_can_be_asked(page: Page) -> None:
    give(page, "badge.png", png(made.award()))
    headings, answer = page.locator(".verdict h2"), page.locator(".holder").get_by_role("status")
    field = page.get_by_label("A-t-il été délivré à cette adresse électronique")
    expect(field).to_have_count(1)
    field.fill("other@mairie.example")
    page.keyboard.press("Enter")
    expect(answer).to_have_text("Non, à une autre adresse.")
    expect(headings).to_have_text([ELSEWHERE] * 2)
    expect(page.get_by_role("status").first).to_contain_text(ELSEWHERE)
    field.fill("")
    page.keyboard.press("Enter")
    expect(answer).to_have_text("Saisissez l’adresse à comparer.")
    expect(headings).to_have_text([VALID] * 2)
    field.fill(f" {made.EMAIL.upper()} ")
    page.keyboard.press("Enter")
    expect(answer).to_have_text("Oui, à cette adresse.")
    expect(headings).to_have_text([VALID] * 2)


def test_a_long_address_does_not_widen_a_narrow_screen(page: Page) -> None:
    badge = json.loads(made.issued(made.award()).ob3)
    badge["name"] = badge["credentialSubject"]["achievement"]["name"] = f"https://badges.example.org/{'a' * 200}"
    page.set_viewport_size({"width": 320, "height": 600})
    give(page, f"{'b' * 80}.json", json.dumps(badge).encode())
    expect(page.locator(".verdict")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_an_expired_badge_is_not_valid(page: Page) -> None:
    give(page, "badge.png", png(made.award(expires=made.LATER)))
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID, NOT_VALID])
    expect(page.get_by_text("Il a expiré le 1 septembre 2024.")).to_have_count(2)


def test_a_revoked_badge_is_not_valid(page: Page) -> None:
    give(page, "badge.png", png(REVOKED))
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID, NOT_VALID])
    expect(page.get_by_text("L’organisme émetteur l’a révoqué.")).to_have_count(2)


def test_a_badge_signed_with_another_key_is_not_valid(page: Page) -> None:
    give(page, "badge.png", png(made.award(), signed_with=2))
    expect(page.locator(".verdict h2")).to_have_text([NOT_VALID, NOT_VALID])


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
    expect(page.locator(".verdict")).to_have_count(2)
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Tab")
    give(page, "badge.png", png(REVOKED))
    expect(page.locator(".verdict")).to_have_count(2)
    assert Axe().run(page).response["violations"] == []


def test_the_page_asks_nobody(address: str) -> None:
    text = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    assert "connect-src" not in text
    assert "default-src &#39;none&#39;" in text
    assert replace(made.award()).email not in text
