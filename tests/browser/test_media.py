"""A page with recordings, served over HTTP as a platform serves it."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from builder.project import build_course
from tests.browser.lms import serve
from tests.browser.test_accessibility import examine
from tests.browser.test_keyboard import press_until

COURSE = Path(__file__).parent.parent / "courses" / "media"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("media")
    (file,) = build_course(COURSE, out, ("web",)).files
    with zipfile.ZipFile(file) as archive:
        archive.extractall(out / "web")
    with serve(out / "web") as server:
        yield f"{server.url}/index.html#/listen/voir"


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    made = context.new_page()
    made.goto(address)
    expect(made.locator("video")).to_be_visible()
    return made


@pytest.mark.usefixtures("faults")
@pytest.mark.parametrize("width", [1280, 320])
def test_a_page_with_recordings_is_accessible_and_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.locator("video")).to_have_js_property("readyState", 4)
    examine(page, f"media-folded-{width}")
    page.evaluate("document.querySelectorAll('details').forEach(block => { block.open = true })")
    examine(page, f"media-{width}")


@pytest.mark.usefixtures("faults")
def test_the_captions_of_the_course_are_shown_and_all_can_be_chosen(page: Page) -> None:
    page.wait_for_function("document.querySelector('video').textTracks[0].cues?.length === 2")
    tracks = page.evaluate("[...document.querySelector('video').textTracks].map(t => [t.kind, t.label, t.mode])")
    assert tracks == [["captions", "Français", "showing"], ["captions", "Anglais", "disabled"]]


@pytest.mark.usefixtures("faults")
def test_the_player_keeps_its_room_whatever_the_video_is(page: Page) -> None:
    box = page.locator("video").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.01)


@pytest.mark.usefixtures("faults")
def test_a_transcript_is_unfolded_by_keyboard(page: Page) -> None:
    press_until(page, "details.transcript summary")
    expect(page.get_by_text("Des bandes de couleur")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Des bandes de couleur")).to_be_visible()
    press_until(page, ".transcript a[href$='la-fin']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="La fin")).to_be_in_viewport()


@pytest.mark.usefixtures("faults")
def test_nothing_plays_before_the_learner_says_so_nor_once_they_are_elsewhere(page: Page) -> None:
    sound = page.locator("audio")
    expect(sound).to_have_js_property("paused", True)  # noqa: FBT003 - the value that the browser gives
    sound.evaluate("async player => { player.loop = true; player.muted = true; await player.play() }")
    expect(sound).to_have_js_property("paused", False)  # noqa: FBT003 - the value that the browser gives
    page.evaluate("location.hash = '#/home'")
    expect(sound).to_be_hidden()
    expect(sound).to_have_js_property("paused", True)  # noqa: FBT003 - the value that the browser gives
