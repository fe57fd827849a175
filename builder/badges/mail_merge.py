"""mail-merge.csv: the table for sending badges, a line for each one given, for spreadsheets in French as well."""

import csv
import io
from collections.abc import Mapping

from builder.badges.ledger import Ledger

_COLUMNS = ("email", "name", "badge", "issued", "revoked", "png", "svg", "credential", "id")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_Row = Mapping[str, str]


def mail_merge(before: bytes, ledger: Ledger, known: Mapping[str, _Row] | None = None) -> bytes:
    """Return the table anew: its lines as they were `before`, and those `known` now, by identifier.

    Who was forgotten is in it no more.
    """
    rows = {**_rows(before), **{key: _harmless(row) for key, row in (known or {}).items()}}
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, _COLUMNS, delimiter=";", restval="", extrasaction="ignore")
    writer.writeheader()
    for entry in ledger.entries:
        row = rows.get(str(entry.id))
        if row and entry.id not in ledger.erased:
            revoked = ledger.revoked.get(entry.id)
            writer.writerow({**row, "revoked": revoked.at.date().isoformat() if revoked else ""})
    return "\ufeff".encode() + stream.getvalue().encode()


def _rows(data: bytes) -> dict[str, _Row]:
    # A spreadsheet that saved it may have changed its encoding.
    text = data.decode("utf-8-sig", errors="replace")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return {row["id"]: row for row in rows if row.get("id")}


def _harmless(row: _Row) -> _Row:
    """Return a line in which no spreadsheet finds a formula: learners choose their names themselves."""
    return {column: f"'{text}" if text.startswith(_FORMULA) else text for column, text in row.items()}
