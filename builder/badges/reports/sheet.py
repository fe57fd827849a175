"""From the bytes of a report to a table of cells."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from python_calamine import CalamineError, CalamineWorkbook

from builder.badges.evidence import Place, Trouble
from builder.badges.reports.workbook import formulas, is_sound
from builder.diagnostics import Message, msg

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_ZIP = b"PK\x03\x04"
_LARGEST = 64 * 2**20  # 10,000 learners with 100 columns take a tenth of it
_DELIMITERS = "\t;,"
_LAST_RESORT = ":"  # which Moodle's gradebook offers, and which titles hold as well
_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")
_INVISIBLE = re.compile(r"[\ufeff\u200b\u200e\u200f\u00ad]")
_SAVE_AGAIN = msg("export it again, as CSV or as an Excel workbook")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells are NFC, with plain spaces, stripped."""

    place: Place
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The heading of a report and its other lines, without the empty ones.

    `encoding` names an encoding that was only supposed. `troubles` are the lines that could not be cut into cells.
    """

    heading: Row
    rows: tuple[Row, ...]
    encoding: str
    troubles: tuple[Trouble, ...]


def read_sheet(data: bytes, file: str) -> Table | Trouble:
    """Return the table in a text of separated values or in the first sheet of a workbook (XLSX, ODS)."""
    if len(data) > _LARGEST:
        return _refused(file, msg("this file is too large for a report"))
    if data.startswith(_ZIP):
        return _workbook(data, file)
    decoded = _decoded(data)
    if decoded is None:
        return _refused(file, msg("this file is neither a text nor a workbook"))
    text, encoding = decoded
    rows, troubles = _text_rows(text, file)
    return _table(rows, file, encoding, troubles)


def clean(text: str) -> str:
    """Return the text of a cell in NFC, with plain spaces and nothing invisible, stripped."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _SPACES.sub(" ", text))).strip()


def _decoded(data: bytes) -> tuple[str, str] | None:
    """Return the text, and the name of its encoding where that is a supposition."""
    try:
        if data.startswith(_UTF16):
            return data.decode("utf-16"), ""
        text, encoding = data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        if data.startswith((*_UTF16, _UTF8_MARK)):
            return None
        try:
            text, encoding = data.decode("cp1252"), "Windows-1252"
        except UnicodeDecodeError:
            return None
    return None if "\0" in text else (text, encoding)


def _text_rows(text: str, file: str) -> tuple[list[Row], tuple[Trouble, ...]]:
    skipped = 0
    first, _, rest = text.partition("\n")
    if hint := re.fullmatch(r"sep=(.)\r?", first):  # what Excel writes for itself
        text, skipped, delimiter = rest, 1, hint[1]
    else:
        delimiter = _delimiter(text)
    # Strictly: a quotation mark that is never closed would take all the lines below into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    start = 1
    try:
        for cells in reader:
            rows.append(Row(Place(file, skipped + start), tuple(map(clean, cells))))
            start = reader.line_num + 1
    except csv.Error:
        lost = Trouble(
            Place(file, skipped + start),
            msg("the quotation marks on this line do not match: nothing was read from here on"),
            msg("export the report again, or double the quotation mark that stands inside a cell"),
        )
        return rows, (lost,)
    return rows, ()


def _delimiter(text: str) -> str:
    """Return the delimiter that the first line with a word has most often outside quotation marks."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    counts = Counter(re.sub(r'"(?:[^"]|"")*"', "", first))
    found = max(_DELIMITERS, key=lambda mark: counts[mark])
    if counts[found]:
        return found
    return _LAST_RESORT if counts[_LAST_RESORT] else ","


def _workbook(data: bytes, file: str) -> Table | Trouble:
    if not is_sound(data):
        return _refused(file, msg("this workbook cannot be read"))
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            values = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError):
        return _refused(file, msg("this workbook cannot be read"))
    lost = formulas(data)
    rows = [
        Row(Place(file, line + 1), tuple(_cell(value) or lost.get((line, at), "") for at, value in enumerate(cells)))
        for line, cells in enumerate(values)
    ]
    return _table(rows, file, "", ())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, time) else clean(str(value))


def _table(rows: list[Row], file: str, encoding: str, troubles: tuple[Trouble, ...]) -> Table | Trouble:
    filled = _filled(rows)
    heading = next(filled, None)
    if heading is None:
        return troubles[0] if troubles else _refused(file, msg("this file is empty"))
    return Table(heading, tuple(filled), encoding, troubles)


def _filled(rows: list[Row]) -> Iterator[Row]:
    return (row for row in rows if any(row.cells))


def _refused(file: str, message: Message) -> Trouble:
    return Trouble(Place(file, 1), message, _SAVE_AGAIN)
