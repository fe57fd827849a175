"""The table of `docs/lms.md` has a cell for each journey on each platform, and says what each word means."""

from tests.browser.hostile.journeys import AFRESH, ASKED, DEVICE, DEVICE_THEN_LMS, FAILED, KEPT, SILENT, TOLD
from tests.browser.hostile.platforms import PLATFORMS
from tests.browser.hostile.table import DOCUMENT, JOURNEYS, cells

WORDS = {KEPT, DEVICE_THEN_LMS, ASKED, DEVICE, AFRESH, TOLD, SILENT, FAILED}


def test_every_cell_is_filled_in_and_no_other() -> None:
    filled = cells()
    titles = {platform.title for platform in PLATFORMS}
    assert filled.keys() == {(journey, title) for journey in JOURNEYS.values() for title in titles}
    assert set(filled.values()) <= WORDS


def test_every_word_and_every_platform_is_explained() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [word for word in cells().values() if f"\n| {word} | " not in text] == []
    assert [platform.title for platform in PLATFORMS if f"\n| {platform.title} | " not in text] == []
