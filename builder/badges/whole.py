"""Whether the files of a badge are as they were written: a power cut, a disk or other hands may have changed them."""

from pathlib import Path

from builder.badges.credential.bake import NotAPictureError, unbake_png, unbake_svg

_END_OF_PNG = b"IEND\xaeB`\x82"


def is_whole(png: Path, svg: Path, credential: Path) -> bool:
    """Tell whether all three files are there, are sound, and hold the same badge.

    A PNG carries checksums of its own; the others are compared with it.
    """
    try:
        picture = png.read_bytes()
        baked, drawn = unbake_png(picture), unbake_svg(svg.read_bytes())
        data = credential.read_bytes()
    except (OSError, NotAPictureError):
        return False
    same = (_in_xml(baked.ob2), _in_xml(baked.ob3)) == (drawn.ob2, drawn.ob3)
    return same and baked.ob3 is not None and baked.ob3.encode() == data and picture.endswith(_END_OF_PNG)


def _in_xml(badge: str | None) -> str | None:
    """Return a badge as an SVG holds it: without space around, and without the end mark of CDATA."""
    return badge and badge.strip().replace("]]>", "]]\\u003e")
