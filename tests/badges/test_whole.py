"""Files of badges that were changed are noticed, wherever the change is."""

import random
from pathlib import Path

import pytest

from builder.badges.credential.bake import bake_png, bake_svg
from builder.badges.whole import is_whole
from tests.badges import made


@pytest.fixture(params=["observer", "public", "anonyme"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Path]:
    issued = made.issued(made.award(request.param))
    content = {
        "png": bake_png(made.picture(), issued),
        "svg": bake_svg(made.DRAWING, issued),
        "json": issued.ob3,
    }
    for kind, data in content.items():
        (tmp_path / f"badge.{kind}").write_bytes(data)
    return {kind: tmp_path / f"badge.{kind}" for kind in content}


def test_what_was_written_is_whole(files: dict[str, Path]) -> None:
    assert is_whole(*files.values())


@pytest.mark.parametrize("kind", ["png", "svg", "json"])
def test_a_changed_byte_of_a_badge_is_noticed(files: dict[str, Path], kind: str) -> None:
    whole = files[kind].read_bytes()
    inside = (whole.rindex(b"<![CDATA[") + 9, whole.rindex(b"]]>")) if kind == "svg" else (0, len(whole))
    for at in random.Random(1).sample(range(*inside), 60):  # noqa: S311 - the same ones each time
        files[kind].write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert not is_whole(*files.values()), at


@pytest.mark.parametrize("kind", ["png", "svg", "json"])
def test_less_or_more_is_noticed(files: dict[str, Path], kind: str) -> None:
    whole = files[kind].read_bytes()
    for data in (b"", whole[:-3], whole + b"}>x", None):
        files[kind].unlink()
        if data is not None:
            files[kind].write_bytes(data)
        assert not is_whole(*files.values())
        files[kind].write_bytes(whole)


def test_the_picture_of_another_badge_is_noticed(files: dict[str, Path]) -> None:
    other = made.issued(made.award("anonyme", 7))
    files["png"].write_bytes(bake_png(made.picture(), other))
    assert not is_whole(*files.values())
