"""Whatever an archive holds, there is a report."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.cli.console import translator
from builder.inspection.inspection import inspect
from builder.inspection.record import record
from builder.inspection.words import lines
from tests.inspection.made import exelearning, olx, sound

_QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
_FRENCH = translator("fr")


def look(content: bytes, name: str = "p.zip") -> None:
    """Write every report on an archive of these bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        report = inspect(path)
        assert record(report, _FRENCH)
        assert (
            "\n".join(lines(report, _FRENCH))
            .replace("\n", "")
            .replace("\u00a0", "")
            .replace("\u202f", "")
            .isprintable()
        )


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tar_of(files: Mapping[str, str | bytes]) -> bytes:
    """Return a tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


_ZIP, _TAR = zip_of(sound()), tar_of(olx())
_CHANGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(min_size=0, max_size=6)), min_size=1, max_size=8)


def changed(content: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    """Return the content with some bytes written over; an empty change cuts it there."""
    data = bytearray(content)
    for at, new in changes:
        place = at % max(1, len(data))
        if new:
            data[place : place + len(new)] = new
        else:
            del data[place:]
    return bytes(data)


@_QUICK
@given(_CHANGES)
def test_a_zip_with_wrong_bytes(changes: list[tuple[int, bytes]]) -> None:
    look(changed(_ZIP, changes))


@_QUICK
@given(_CHANGES)
def test_a_tar_with_wrong_bytes(changes: list[tuple[int, bytes]]) -> None:
    look(changed(_TAR, changes), "p.tar")


@_QUICK
@given(_CHANGES)
def test_a_manifest_with_wrong_bytes(changes: list[tuple[int, bytes]]) -> None:
    files = dict(exelearning())
    text = str(files["imsmanifest.xml"]).encode()
    look(zip_of({**files, "imsmanifest.xml": changed(text, changes)}))


@_QUICK
@given(st.sampled_from(sorted(olx())), _CHANGES)
def test_a_course_with_wrong_bytes(name: str, changes: list[tuple[int, bytes]]) -> None:
    files = olx()
    content = files[name]
    files[name] = changed(content if isinstance(content, bytes) else content.encode(), changes)
    look(zip_of(files))


_WORDS = "manifest organizations organization item title resources resource file metadata adlcp:masteryscore".split()
_ATTRIBUTES = "identifier identifierref href default adlcp:scormtype xml:base type".split()


def _written(given: Mapping[str, str]) -> str:
    return " ".join(f'{key}="{value}"' for key, value in given.items())


def _tree(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    values = st.sampled_from(
        ["", "r1", "index.html", "../x", "\\a", "//[", "http://[", "sco", "%zz", "a" * 300, "é &amp;"]
    )
    attributes = st.dictionaries(st.sampled_from(_ATTRIBUTES), values, max_size=4)
    return st.builds(
        lambda name, given, inside: f"<{name} {_written(given)}>" + "".join(inside) + f"</{name}>",
        st.sampled_from(_WORDS),
        attributes,
        st.lists(children, max_size=4),
    )


@_QUICK
@given(st.recursive(st.sampled_from(["", "text", "<!-- x -->", "<?x y?>"]), _tree, max_leaves=20))
def test_a_manifest_of_any_elements(inside: str) -> None:
    text = f'<manifest xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">{inside}</manifest>'
    look(zip_of({**sound(), "imsmanifest.xml": text}))


@_QUICK
@given(st.text(max_size=300), st.text(max_size=300))
def test_pages_of_any_text(page: str, script: str) -> None:
    files = {**sound(), "index.html": page.encode("utf-8", "replace"), "app.js": script.encode("utf-8", "replace")}
    look(zip_of({**files, "a.css": files["app.js"], "a.svg": files["index.html"]}))
