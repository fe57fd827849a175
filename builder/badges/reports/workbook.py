"""Whether a workbook can be given to the library that reads it, which neither survives all damage nor counts memory."""

import io
import re
import zipfile
import zlib

from lxml import etree

_LARGEST = 128 * 2**20
_MOST_ROWS, _MOST_REPEATED = 100_000, 1000
# No further than column ZZ.
_REFERENCE = re.compile(r"([A-Z]{1,2})(\d{1,6})", re.ASCII)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def is_sound(data: bytes) -> bool:
    """Tell whether an archive is whole, its XML well formed, and its tables no larger than reports are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                return False
            return all(_is_sound_part(archive.read(name)) for name in archive.namelist() if _is_xml(name))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, ValueError, EOFError, RuntimeError, zlib.error):
        return False


def formulas(data: bytes) -> dict[tuple[int, int], str]:
    """Return the formulas of a sound XLSX workbook whose value is not stored, by row and column, both from 0.

    Those of all its sheets are among them: programs that store no values write one sheet.
    """
    found: dict[tuple[int, int], str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                for cell in _tree(archive.read(name)).iter("{*}c"):
                    formula, place = cell.find("{*}f"), _REFERENCE.fullmatch(cell.get("r", ""))
                    # Some programs write an empty value for none; a text may be empty.
                    stored = cell.findtext("{*}v") or (cell.get("t") == "str" and cell.find("{*}v") is not None)
                    if formula is not None and not stored and place:
                        found[int(place[2]) - 1, _column(place[1])] = f"={formula.text or ''}"
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _is_sound_part(data: bytes) -> bool:
    return all(_is_small(element) for element in _tree(data).iter())


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _is_small(element: etree._Element) -> bool:
    match etree.QName(element).localname if isinstance(element.tag, str) else "":
        case "c":
            return _is_near(element.get("r", "A1"))
        case "row":
            row = element.get("r", "1")
            return row.isdecimal() and int(row) <= _MOST_ROWS
        case "table-cell" | "table-row":
            # What is empty may be repeated up to the edge of the sheet.
            repeated = element.get(f"{_TABLE}number-columns-repeated") or element.get(f"{_TABLE}number-rows-repeated")
            return not repeated or (repeated.isdecimal() and int(repeated) <= _MOST_REPEATED) or not _text(element)
        case _:
            return True


def _is_near(reference: str) -> bool:
    found = _REFERENCE.fullmatch(reference)
    return found is not None and int(found[2]) <= _MOST_ROWS


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()
