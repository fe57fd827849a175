"""A second file that tells whose e-mail address is whose."""

from builder.badges.evidence import Place, Trouble
from builder.badges.reports.cells import folded, is_formula
from builder.badges.reports.lines import NOBODY, People, find_identity, formula, normal_email
from builder.badges.reports.sheet import Row, read_sheet
from builder.diagnostics import msg


def read_people(data: bytes, file: str) -> tuple[People, tuple[Trouble, ...]]:
    """Return the addresses in a table with a column of e-mail addresses and one of names, user names, or both."""
    table = read_sheet(data, file)
    if isinstance(table, Trouble):
        return NOBODY, (table,)
    identity = find_identity(table.heading)
    if identity.email is None or len(identity.columns) == 1:
        return NOBODY, (_unknown(table.heading.place),)
    emails: dict[str, str | None] = {}
    troubles = list(table.troubles)
    for row in table.rows:
        cells = (*row.cells, *[""] * len(table.heading.cells))
        email = normal_email(cells[identity.email])
        if email is None:
            troubles.append(_no_address(row, cells[identity.email]))
            continue
        username = cells[identity.username] if identity.username is not None else ""
        for name in (username, " ".join(cells[at] for at in identity.name if cells[at])):
            if is_formula(name):
                troubles.append(formula(row, name))
            elif name:
                emails[folded(name)] = email if emails.get(folded(name), email) == email else None
    return People(emails), tuple(troubles)


def _unknown(place: Place) -> Trouble:
    return Trouble(
        place,
        msg("this file does not tell whose e-mail address is whose"),
        msg("begin it with a line of headings: `username`, `email` or `name`, `email`"),
    )


def _no_address(row: Row, text: str) -> Trouble:
    return Trouble(
        row.place,
        msg("“{text}” is not an e-mail address", text=text),
        msg("write an address, or remove the line"),
    )
