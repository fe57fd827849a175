"""Pictures carry badges: both generations, unchanged pixels, never two of one kind."""

import io

import pytest
from PIL import Image

from builder.badges.credential.bake import Baked, NotAPictureError, bake_png, bake_svg, unbake_png, unbake_svg
from tests.badges import made

NASTY = 'a ]]> b <c> & "d" é'


@pytest.mark.parametrize("name", ["observer", "public", "anonyme"])
def test_a_picture_gives_back_both_badges(name: str) -> None:
    issued = made.issued(made.award(name), criteria=NASTY)
    ob2 = issued.ob2.decode() if issued.ob2 else None
    assert unbake_png(bake_png(made.picture(), issued)) == Baked(ob2, issued.ob3.decode())
    baked = unbake_svg(bake_svg(made.DRAWING, issued))
    assert (baked.ob2 or "").strip() == (ob2 or "").strip()
    assert baked.ob3 is not None
    assert baked.ob3.replace("]]\\u003e", "]]>") == issued.ob3.decode()


def test_a_viewer_sees_the_same_pixels_and_finds_the_texts() -> None:
    issued = made.issued(made.award())
    with (
        Image.open(io.BytesIO(bake_png(made.picture(), issued))) as baked,
        Image.open(io.BytesIO(made.picture())) as bare,
    ):
        assert baked.tobytes() == bare.tobytes()
        assert baked.text["openbadges"] == (issued.ob2 or b"").decode()  # type: ignore[attr-defined]
        assert baked.text["openbadgecredential"] == issued.ob3.decode()  # type: ignore[attr-defined]


def test_the_elements_come_first_and_keep_their_prefix() -> None:
    text = bake_svg(made.DRAWING, made.issued(made.award())).decode()
    inside = text.partition(">")[2].partition(">")[2]
    assert inside.startswith('<openbadges:assertion verify="ey')
    assert '<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><![CDATA[{' in text
    assert text.index("<openbadges:credential") < text.index("<title>")


def test_a_second_badge_is_refused() -> None:
    issued = made.issued(made.award())
    with pytest.raises(NotAPictureError):
        bake_png(bake_png(made.picture(), issued), issued)
    with pytest.raises(NotAPictureError):
        bake_svg(bake_svg(made.DRAWING, issued), issued)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x89PNG\r\n\x1a\n", made.picture()[:60], made.picture()[:-1], b"<svg/>", b"<svg", b"<a><b/></a>"],
)
def test_what_is_no_picture_is_said_so(data: bytes) -> None:
    issued = made.issued(made.award())
    for bake in (bake_png, bake_svg):
        with pytest.raises(NotAPictureError):
            bake(data, issued)


def test_a_drawing_reads_no_other_file() -> None:
    bomb = (
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    )
    assert unbake_svg(bomb) == Baked(None, None)
