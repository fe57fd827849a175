"""mail-merge.csv: the table for sending badges, a line for each one given, for spreadsheets in French as well."""

import codecs
import csv
import io
from collections.abc import Mapping
from pathlib import Path

from builder.badges.ledger import Ledger

_COLUMNS = ("email", "name", "badge", "issued", "revoked", "png", "svg", "credential", "criteria", "id")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_Row = Mapping[str, str]


def mail_merge(before: bytes, ledger: Ledger, known: Mapping[str, _Row] | None = None) -> bytes:
    """Return the table anew: its lines as they were `before`, and those `known` now, by identifier.

    Columns that somebody added stay with their lines. Who was forgotten is in it no more.
    """
    old, new = rows(before) or {}, known or {}
    added = [column for column in next(iter(old.values()), {}) if column not in _COLUMNS]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, (*_COLUMNS, *added), delimiter=";", restval="", extrasaction="ignore")
    writer.writeheader()
    for entry in ledger.entries:
        row = {**old.get(str(entry.id), {}), **_harmless(new.get(str(entry.id), {}))}
        if row and entry.id not in ledger.erased:
            revoked = ledger.revoked.get(entry.id)
            writer.writerow({**row, "revoked": revoked.at.date().isoformat() if revoked else ""})
    return "\ufeff".encode() + stream.getvalue().encode()


def people(table: Path) -> Mapping[str, _Row]:
    """Return the lines of the table in a file by identifier: none where there is no such file, or no such table."""
    return (rows(table.read_bytes()) if table.exists() else None) or {}


def rows(data: bytes) -> dict[str, _Row] | None:
    """Return the lines of the table by identifier, as a spreadsheet may have saved them; none without that column."""
    text = _decoded(data)
    heading = text.partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    read = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    if "id" not in (read.fieldnames or ()):
        return None
    return {row["id"]: {column: cell for column, cell in row.items() if column} for row in read if row.get("id")}


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _harmless(row: _Row) -> _Row:
    """Return a line in which no spreadsheet finds a formula: learners choose their names themselves."""
    return {column: f"'{text}" if text.startswith(_FORMULA) else text for column, text in row.items()}
