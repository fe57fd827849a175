"""Archives made to do harm, or damaged: refused quickly, within bounded memory, and without a file written."""

# ruff: noqa: E501 - a file of an archive is one line here
import gzip
import io
import json
import os
import resource
import stat
import struct
import subprocess
import sys
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builder.inspection.archive import Archive, open_archive
from builder.inspection.names import clashes, shown
from builder.inspection.pages import READERS
from builder.inspection.tars import READABLE
from builder.inspection.troubles import Refused
from tests.inspection.made import manifest, olx, sound, tarred, zipped

ROOT = Path(__file__).parent.parent.parent
SECONDS, BYTES = 20, 700 << 20


def run(*arguments: Path | str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process with little memory and time, and no right to write."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    command = [sys.executable, "-B", "-m", "builder", *map(str, arguments), "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, preexec_fn=limit, timeout=120, check=False, env=environment)


def bounded(path: Path) -> tuple[str, set[str]]:
    """Inspect an archive within bounds; return what was said."""
    done = run("inspect", path, "--format", "json")
    assert done.returncode in {0, 1}, done.stderr.decode()[-2000:]
    assert done.stderr == b""
    said = json.loads(done.stdout)
    assert json.dumps(said, ensure_ascii=False).isprintable()
    return said["verdict"], {problem["name"] for problem in said["problems"]}


Make = Callable[[Path], Path]


def entry(name: str, content: bytes = b"x", **attributes: int) -> Make:
    """Return the maker of a zip with one odd entry beside a sound package."""

    def make(folder: Path) -> Path:
        path = zipped(folder / "p.zip", sound())
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        for key, value in attributes.items():
            setattr(info, key, value)
        with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
            warnings.simplefilter("ignore")  # of a name that is there twice
            archive.writestr(info, content)
        return path

    return make


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> Make:
    """Return the maker of a tar.gz with one odd member beside a sound course."""

    def make(folder: Path) -> Path:
        path = folder / "p.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for path_, content in olx().items():
                data = content.encode() if isinstance(content, str) else content
                info = tarfile.TarInfo(path_)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
            odd = tarfile.TarInfo(name)
            odd.type, odd.linkname = kind, target
            archive.addfile(odd)
        return path

    return make


def zeros(folder: Path) -> Path:
    """Make a zip of one file of 320 MB."""
    path = folder / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a", "w") as file:
        for _ in range(80):
            file.write(bytes(4 << 20))
    return path


def zeros_in_a_tar(folder: Path) -> Path:
    """Make a tar.gz of one file of 320 MB."""
    path = folder / "p.tar.gz"
    info = tarfile.TarInfo("course/static/a")
    info.size = 320 << 20
    with gzip.open(path, "wb", 9) as file:
        file.write(info.tobuf())
        for _ in range(80):
            file.write(bytes(4 << 20))
    return path


def lying(folder: Path) -> Path:
    """Make a zip whose manifest says that it is 100 bytes long, and unpacks to 64 MB."""
    path = folder / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("imsmanifest.xml", "w") as file:
        for _ in range(16):
            file.write(b" " * (4 << 20))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    path.write_bytes(data)
    return path


def overlapping(folder: Path) -> Path:
    """Make a zip whose 30,000 names all mean the same bytes, as the most compact bombs do."""
    path = folder / "p.zip"
    content, checksum = zlib.compress(bytes(1 << 20), 9)[2:-4], zlib.crc32(bytes(1 << 20))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, checksum, len(content), 1 << 20, 1, 0)
    central = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, checksum, len(content), 1 << 20,
            5, 0, 0, 0, 0, 0, 0,
        ) + b"%05d" % at
        for at in range(30_000)
    )  # fmt: skip
    start = len(local) + 1 + len(content)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 30_000, 30_000, len(central), start, 0)
    path.write_bytes(local + b"a" + content + central + end)
    return path


def encrypted(folder: Path) -> Path:
    """Make a zip that wants a password for one file."""
    path = entry("secret")(folder)
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x03\x04") + 6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


def a_million_names(folder: Path) -> Path:
    """Make a zip that lists a million files that are not there."""
    path = folder / "p.zip"
    one = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    size = len(one) * 1_000_000
    path.write_bytes(one * 1_000_000 + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, size, 0, 0))
    return path


def many_members(folder: Path) -> Path:
    """Make a tar.gz of two hundred thousand empty files."""
    path = folder / "p.tar.gz"
    with gzip.open(path, "wb", 1) as file:
        for _ in range(2):
            file.write(tarfile.TarInfo("a").tobuf() * 100_000)
    return path


def headers(folder: Path) -> Path:
    """Make a tar.gz of a hundred thousand headers, each for the next."""
    path = folder / "p.tar.gz"
    info = tarfile.TarInfo("a")
    info.type, info.size = tarfile.XHDTYPE, 512
    with gzip.open(path, "wb", 1) as file:
        file.write((info.tobuf() + b"11 path=abc\n".ljust(512, b"0")) * 100_000)
    return path


def a_long_header(folder: Path) -> Path:
    """Make a tar.gz whose file has a name of 1 GB."""
    path = folder / "p.tar.gz"
    info = tarfile.TarInfo("a")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 200 << 20
    with gzip.open(path, "wb", 1) as file:
        file.write(info.tobuf() + bytes(200 << 20))
    return path


def itself(folder: Path) -> Path:
    """Make zips in zips in zips: what is inside is never opened."""
    content: dict[str, str | bytes] = {"a.txt": "a"}
    for depth in range(30):
        content = {f"{depth}.zip": zipped(folder / "inner.zip", content).read_bytes() for depth in range(depth % 3 + 1)}
    return zipped(folder / "p.zip", content)


def zip64(folder: Path) -> Path:
    """Make a zip whose end says, in 64 bits, that its directory is longer than any disk."""
    path = zipped(folder / "p.zip", sound())
    data = path.read_bytes()
    end = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 60, 1 << 60, 1 << 60, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(data), 1)
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(data + end + locator + last)
    return path


def cut(folder: Path) -> Path:
    """Make a zip that was not sent to its end."""
    path = zipped(folder / "p.zip", {**sound(), "big.bin": os.urandom(100_000)})
    path.write_bytes(path.read_bytes()[:50_000])
    return path


def cut_tar(folder: Path) -> Path:
    """Make a tar.gz that was not sent to its end."""
    path = tarred(folder / "p.tar.gz", {**olx(), "course/static/big.bin": os.urandom(100_000)})
    path.write_bytes(path.read_bytes()[:50_000])
    return path


def flipped(folder: Path) -> Path:
    """Make a zip with one wrong bit in the content of a file."""
    path = folder / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", manifest())
        archive.writestr("index.html", "hello")
    path.write_bytes(path.read_bytes().replace(b"hello", b"hellp"))
    return path


def laughs(folder: Path) -> Path:
    """Make a manifest with a billion laughs."""
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    return zipped(
        folder / "p.zip", {**sound(), "imsmanifest.xml": f"<!DOCTYPE m [{entities}]><manifest>&j;</manifest>"}
    )


def laughs_in_utf16(folder: Path) -> Path:
    """Make the same where a search for bytes would not see it."""
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest>&a;</manifest>'
    return zipped(folder / "p.zip", {**sound(), "imsmanifest.xml": text.encode("utf-16")})


def a_huge_manifest(folder: Path) -> Path:
    """Make a manifest of 40 MB that a zip of 40 kB holds."""
    return zipped(folder / "p.zip", {**sound(), "imsmanifest.xml": "<manifest>" + "<a/>" * 10_000_000})


def a_wide_manifest(folder: Path) -> Path:
    """Make a manifest with as many elements as are read at all, and noise that keeps it from looking like a bomb."""
    return zipped(folder / "p.zip", {**sound(), "imsmanifest.xml": "<manifest>" + "<a/>" * 1_000_000 + "</manifest>"})


def a_deep_manifest(folder: Path) -> Path:
    """Make a manifest of elements in elements."""
    return zipped(folder / "p.zip", {**sound(), "imsmanifest.xml": "<item>" * 100_000})


def slow_pages(folder: Path) -> Path:
    """Make pages and scripts on which careless expressions take for ever."""
    bad = ['<a "' * 200_000, "url(" * 300_000, '"//a' * 300_000, "/*" * 500_000, "addEventListener('unload'" * 40_000]
    names = ["a.html", "b.css", "c.js", "d.css", "e.js"]
    noise = {"noise.bin": os.urandom(200_000)}
    return zipped(folder / "p.zip", {**sound(), **dict(zip(names, bad, strict=True)), **noise})


def wide_blocks(folder: Path) -> Path:
    """Make a course of blocks with as many elements as are read of each, and more of them than memory has room for."""
    pointers = "".join(f'<chapter url_name="c{at}"/>' for at in range(12))
    wide = "<chapter><problem>" + "<a/>" * 1_000_000 + "</problem></chapter>"
    files = {f"course/chapter/c{at}.xml": wide for at in range(12)}
    return tarred(folder / "p.tar.gz", {**olx(), "course/course/2026.xml": f"<course>{pointers}</course>", **files})


def wide_parts(folder: Path) -> Path:
    """Make a course whose chapters have as many children as are read of each."""
    pointers = "".join(f'<chapter url_name="c{at}"/>' for at in range(12))
    files = {f"course/chapter/c{at}.xml": "<chapter>" + "<html/>" * 590_000 + "</chapter>" for at in range(12)}
    return tarred(folder / "p.tar.gz", {**olx(), "course/course/2026.xml": f"<course>{pointers}</course>", **files})


def pages_behind_pictures(folder: Path) -> Path:
    """Make a course with 200 MB of pictures in front of a hundred pages."""
    picture = os.urandom(1_000) * 1_000
    pictures = {f"course/static/{at}.png": picture for at in range(200)}
    pages: dict[str, str | bytes] = {f"course/html/{at}.html": "<p>x</p>" for at in range(100)}
    last = {"course/html/last.html": '<img src="https://seen.example/">'}
    return tarred(folder / "p.tar.gz", {**pictures, **olx(), **pages, **last})


def pages_behind_pages(folder: Path) -> Path:
    """Make the same, with long scripts that are worth keeping in front."""
    script = os.urandom(1_000).hex() * 500
    scripts = {f"course/static/{at}.js": script for at in range(200)}
    return tarred(
        folder / "p.tar.gz", {**olx(), **scripts, **{f"course/html/{at}.html": "<p>x</p>" for at in range(500)}}
    )


def endless_addresses(folder: Path) -> Path:
    """Make scripts and styles of nothing but addresses."""
    scripts = {f"{at}.js": '"//a.b"' * 590_000 for at in range(12)}
    styles = {f"{at}.css": "url(//a)" * 20_000 for at in range(200)}
    return zipped(folder / "p.zip", {**sound(), **scripts, **styles, "noise.bin": os.urandom(400_000)})


HARM: dict[str, tuple[Make, str, str]] = {
    "leaves its folder": (entry("../../etc/cron.d/x"), "harmful", "unsafe-path"),
    "leaves it inside": (entry("a/../../x"), "harmful", "unsafe-path"),
    "leaves it in colour": (entry("../x\x1b[31m"), "harmful", "unsafe-path"),
    "is absolute": (entry("/etc/passwd"), "harmful", "unsafe-path"),
    "has a drive": (entry("C:/x"), "harmful", "unsafe-path"),
    "leaves it with backslashes": (entry("..\\..\\x"), "harmful", "unsafe-path"),
    "names a server": (entry("\\\\server\\share\\x"), "harmful", "unsafe-path"),
    "has backslashes": (entry("a\\b.txt"), "losses", "backslash-in-path"),
    "is a link": (entry("link", b"/etc/passwd", create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16), "harmful", "link-in-archive"),
    "is a device": (entry("null", b"", create_system=3, external_attr=(stat.S_IFCHR | 0o666) << 16), "harmful", "link-in-archive"),
    "is encrypted": (encrypted, "refused", "encrypted-file"),
    "has a control character": (entry("a\x1b[2Jb\x07"), "losses", "control-character-in-path"),
    "turns the reading round": (entry("a\u202egnp.exe"), "remarks", "refused-ending"),
    "is there twice": (entry("index.html"), "losses", "same-path-twice"),
    "is there in capitals": (entry("INDEX.html"), "remarks", "paths-alike"),
    "is a folder too": (entry("index.html/a"), "losses", "file-and-folder"),
    "is a folder in other letters": (entry("Index.html/a"), "remarks", "paths-alike"),
    "has a name too long": (entry("a" * 300), "losses", "name-too-long"),
    "is a bomb": (zeros, "harmful", "archive-bomb"),
    "is a bomb in a tar": (zeros_in_a_tar, "harmful", "archive-bomb"),
    "lies about a size": (lying, "refused", "damaged-archive"),
    "holds files in one another": (overlapping, "harmful", "overlapping-files"),
    "lists a million files": (a_million_names, "harmful", "archive-bomb"),
    "has many members": (many_members, "harmful", "archive-bomb"),
    "has chains of headers": (headers, "", ""),
    "has an endless header": (a_long_header, "damaged", "damaged-archive"),
    "holds archives in archives": (itself, "other-format", ""),
    "has an end of 64 bits": (zip64, "damaged", "damaged-archive"),
    "is cut": (cut, "damaged", "damaged-archive"),
    "is a cut tar": (cut_tar, "damaged", "damaged-archive"),
    "has a wrong bit": (flipped, "refused", "damaged-archive"),
    "laughs": (laughs, "refused", "entities-in-xml"),
    "reads files in UTF-16": (laughs_in_utf16, "refused", "entities-in-xml"),
    "has a huge manifest": (a_huge_manifest, "refused", "unread-file"),
    "has a wide manifest": (a_wide_manifest, "other-format", ""),
    "has a deep manifest": (a_deep_manifest, "refused", "broken-xml"),
    "makes the reader slow": (slow_pages, "remarks", "unlisted-files"),
    "has blocks full of elements": (wide_blocks, "losses", "unread-file"),
    "has parts full of elements": (wide_parts, "losses", "unread-file"),
    "hides pages behind pictures": (pages_behind_pictures, "good", ""),
    "hides pages behind scripts": (pages_behind_pages, "remarks", "unsearched-files"),
    "names servers without end": (endless_addresses, "remarks", "unsearched-files"),
    "is a symbolic link": (member("course/x", tarfile.SYMTYPE, "/etc/passwd"), "harmful", "link-in-archive"),
    "is a hard link": (member("course/x", tarfile.LNKTYPE, "course/course.xml"), "harmful", "link-in-archive"),
    "is a pipe": (member("course/x", tarfile.FIFOTYPE), "harmful", "link-in-archive"),
    "is a device in a tar": (member("course/x", tarfile.BLKTYPE), "harmful", "link-in-archive"),
    "leaves its folder in a tar": (member("../x"), "harmful", "unsafe-path"),
    "is absolute in a tar": (member("/x"), "harmful", "unsafe-path"),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_an_archive_that(harm: str, tmp_path: Path) -> None:
    make, verdict, wanted = HARM[harm]
    path = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    said, found = bounded(path)
    assert not verdict or said == verdict
    assert not wanted or wanted in found
    assert sorted(tmp_path.iterdir()) == before


def read_all(archive: Archive) -> Iterator[bytes]:
    for name in archive.names:
        yield archive.read(name, 10_000)


def test_nothing_of_a_harmful_archive_can_be_read(tmp_path: Path) -> None:
    archive = open_archive(entry("../x")(tmp_path))
    assert (archive.names, list(read_all(archive))) == ((), [])
    with pytest.raises(KeyError):
        archive.read("imsmanifest.xml", 1_000)


def test_a_file_longer_than_asked_for_is_not_read(tmp_path: Path) -> None:
    archive = open_archive(zipped(tmp_path / "p.zip", {"a": "12345"}))
    assert archive.read("a", 5) == b"12345"
    with pytest.raises(Refused):
        archive.read("a", 4)


def test_every_file_of_a_tar_can_be_read_in_any_order(tmp_path: Path) -> None:
    content = {"big": os.urandom(3 << 20), "é" * 80 + "/b": b"b", "c" * 200: b"c", "a": b""}
    archive = open_archive(tarred(tmp_path / "p.tar.gz", content))
    assert {name: archive.read(name, 4 << 20) for name in reversed(archive.names)} == content


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["a", "A", "a/x"], {"paths-alike", "file-and-folder"}),
        (["a", "A", "A/x"], {"paths-alike", "file-and-folder"}),
        (["a", "a-b", "a/x"], {"file-and-folder"}),
        (["A/x", "a/x/y"], {"paths-alike"}),
        (["a/x", "a/y", "b/x"], set()),
        (["a", "a", "A"], {"same-path-twice", "paths-alike"}),
    ],
)
def test_only_the_same_letters_make_a_file_a_folder(paths: list[str], found: set[str]) -> None:
    assert {clash.kind.name for clash in clashes(paths)} == found


def test_what_is_searched_is_kept_of_a_tar() -> None:
    assert set(READERS) | {"json", "xml"} <= READABLE


def test_a_file_far_behind_is_not_sought_for_ever(tmp_path: Path) -> None:
    content = {"a.bin": os.urandom(2_000_000) * 100, "b.bin": b"b"}
    archive = open_archive(tarred(tmp_path / "p.tar.gz", content))
    assert [archive.read("b.bin", 1) for _ in range(2)] == [b"b"] * 2
    with pytest.raises(Refused):
        archive.read("b.bin", 1)


def test_what_is_shown_of_a_name_cannot_act() -> None:
    assert shown("a\x1b[31m\u202eb\n\ud800") == "a\\x1b[31m\\u202eb\\n\\ud800"
    assert len(shown("x" * 1000)) == 120


def outline(folder: Path, name: str, text: str, **files: str) -> Path:
    """Make a package of ours with this outline."""
    head = {"parcours.js": "", "course.js": f'parcours.receive("course",{text});'}
    return zipped(folder / name, {**head, **{f"content/m/{file}.js": text for file, text in files.items()}})


def whole(activities: str = "", more: str = "[]", was: str = "") -> str:
    module = f'{{"id":"m","title":"M","optional":false,"completeWhen":"all","activities":[{activities}]}}'
    return f'{{"id":"c","title":"C","version":"1","modules":[{module}],"badges":[],"was":[{was}],"more":{more}}}'


QUIZ = '{"name":"m/q","title":"Q","kind":"quiz"}'
OUTLINES: dict[str, tuple[str, str, int]] = {
    "one script for many activities": (whole(",".join([QUIZ] * 100_000)), '{"questions":[]}', 2),
    "a million lists": (whole(more=f"[{'[],' * 2_600_000}[]]"), "", 0),
    "a million objects": (whole(more=f"[{'{},' * 2_600_000}{{}}]"), "", 0),
    "a million questions": (whole(QUIZ), f"""{{"questions":[{'{"id":"q","key":1},' * 400_000}{{}}]}}""", 2),
    "a million former names": (whole(was=",".join(['["page:m/a","page:m/b"]'] * 300_000)), "", 2),
    "lists in lists": (whole(more="[" * 1_000_000), "", 2),
    "a number of a million digits": (whole(more="1" * 1_000_000), "", 2),
}


@pytest.mark.parametrize("harm", OUTLINES)
def test_diff_of_a_package_with(harm: str, tmp_path: Path) -> None:
    text, content, code = OUTLINES[harm]
    script = f'parcours.receive("m/q",{content});'
    done = run("diff", outline(tmp_path, "a.zip", text, q=script), outline(tmp_path, "b.zip", text, q=script + " "))
    assert done.returncode == code, done.stderr.decode()[-2000:]
