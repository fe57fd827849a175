"""Recordings: found with what lies beside them, packed, and shown with their captions and transcript."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.model.course import Course
from builder.project import build_course, check_course
from tests.conftest import WriteCourse

COURSE = Path(__file__).parent / "courses" / "media"
FOLDER = "course/01-listen"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nText.\n"
VIDEO = {"course/one/talk.mp4": "", "course/one/talk.vtt": CAPTIONS, "course/one/talk.transcript.md": "Text.\n"}


def course_at(root: Path) -> Course:
    checked = check_course(root, ("web",))
    assert [found.kind.name for found in checked.findings] == []
    assert checked.course is not None
    return checked.course


def page_html(archive: zipfile.ZipFile, name: str) -> str:
    script = archive.read(f"content/{name}.js").decode()
    data: Mapping[str, str] = json.loads(script[script.index(",") + 1 : script.rindex(")")])
    return data["html"]


def built(root: Path, out: Path, target: str = "web") -> zipfile.ZipFile:
    (file,) = build_course(root, out, (target,)).files
    return zipfile.ZipFile(file)


def test_a_recording_is_known_by_its_path_with_what_lies_beside_it() -> None:
    course = course_at(COURSE)
    video, sound = course.media[f"{FOLDER}/talk.mp4"], course.media[f"{FOLDER}/voice.mp3"]
    assert (video.kind, sound.kind) == ("video", "audio")
    assert [(found.language, found.path) for found in video.captions] == [
        ("fr", f"{FOLDER}/talk.fr.vtt"),
        ("en", f"{FOLDER}/talk.en.vtt"),
    ]
    assert sound.captions == ()
    assert video.transcript is not None
    assert video.transcript.headings[0].text == "Une mire"
    assert (video.transcript_path, video.transcript) in list(course.documents())


def test_a_transcript_is_no_page_and_no_module(write_course: WriteCourse) -> None:
    files = {
        "course.yml": "title: T\n",
        "course/page.md": "# Page\n\n![Talk](talk.mp4)\n\n![Song](media/song.ogg)\n",
        "course/talk.mp4": "",
        "course/talk.en.vtt": CAPTIONS,
        "course/talk.transcript.md": "Text.\n",
        "course/media/song.ogg": "",
        "course/media/song.transcript.md": "La la.\n",
        "course/notes.transcript.md": "# Of no recording\n",
    }
    course = course_at(write_course(files))
    assert [page.path for module in course.modules for page in module.pages] == [
        "course/notes.transcript.md",
        "course/page.md",
    ]


def test_a_transcript_that_cannot_be_read_is_told_once(write_course: WriteCourse) -> None:
    root = write_course({"course.yml": "title: T\n", "course/one/page.md": "# Page\n\n![Talk](talk.mp4)\n"} | VIDEO)
    (root / "course/one/talk.transcript.md").write_bytes(b"caf\xe9")
    (root / "course/one/talk.vtt").write_bytes(b"WEBVTT\n\ncaf\xe9")
    assert [found.kind.name for found in check_course(root, ("web",)).findings] == ["not-utf8", "not-utf8"]


@pytest.mark.parametrize("target", ["scorm12", "web"])
def test_a_package_holds_recordings_and_captions_and_stores_recordings_as_they_are(target: str, tmp_path: Path) -> None:
    with built(COURSE, tmp_path, target) as archive:
        held = {name: archive.getinfo(name) for name in archive.namelist() if name.startswith("files/")}
        folder = "files/course/01-listen"
        assert sorted(held) == [f"{folder}/{name}" for name in ("talk-en.vtt", "talk-fr.vtt", "talk.mp4", "voice.mp3")]
        assert archive.read(f"{folder}/talk.mp4") == (COURSE / FOLDER / "talk.mp4").read_bytes()
        assert held[f"{folder}/talk.mp4"].compress_type == zipfile.ZIP_STORED
        if target == "scorm12":
            assert b'href="files/course/01-listen/talk-fr.vtt"' in archive.read("imsmanifest.xml")


def test_a_page_shows_the_player_its_captions_and_its_transcript(tmp_path: Path) -> None:
    with built(COURSE, tmp_path) as archive:
        raw, plain = page_html(archive, "listen/voir"), page_html(archive, "listen/lire")
    for html in (raw, plain):  # the first page holds HTML of its author, and is cleaned
        assert "<video controls" in html
        assert 'preload="metadata"' in html
        assert 'src="files/course/01-listen/talk.mp4"' in html
        assert (
            '<track kind="captions" srclang="fr" label="Français" src="files/course/01-listen/talk-fr.vtt" def' in html
        )
        assert 'label="Anglais" src="files/course/01-listen/talk-en.vtt">' in html
        assert '<details class="transcript">' in html
        assert "autoplay" not in html
    assert "<summary>Transcription de «\u202fUne mire d’essai\u202f»</summary>" in raw
    assert '<audio controls="" preload="metadata" aria-label="Un la"' in raw
    assert 'role="figure" aria-label="Un la, une seconde."' in raw
    # Two texts on one page: the places of the transcript have names of their own, and its links lead to them.
    anchor = raw.split(">la fin</a>")[0].rsplit('href="#', 1)[1].rstrip('"')
    assert anchor != "at-la-fin"
    assert f'<h2 id="{anchor}">La fin</h2>' in raw


def test_html_in_a_transcript_is_cleaned_too(write_course: WriteCourse, tmp_path: Path) -> None:
    files = {"course.yml": "title: T\n", "course/one/page.md": "# Page\n\n![Talk](talk.mp4)\n"} | VIDEO
    files["course/one/talk.transcript.md"] = 'A <b id="main" data-x="1">word</b>, <i>never closed.\n'
    with built(write_course(files), tmp_path) as archive:
        html = page_html(archive, "one/page")
    assert "<b>word</b>, <i>never closed.</i>" in html


def test_a_course_that_allows_it_shows_a_video_alone(write_course: WriteCourse, tmp_path: Path) -> None:
    files = {
        "course.yml": "title: T\nallow: [missing-captions, missing-transcript]\n",
        "course/one/page.md": "# Page\n\n![Talk](talk.mp4)\n",
        "course/one/talk.mp4": "",
    }
    with built(write_course(files), tmp_path) as archive:
        html = page_html(archive, "one/page")
    assert "<video" in html
    assert "<track" not in html
    assert "<details" not in html
