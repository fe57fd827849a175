"""`parcours badges forget`: erase what is kept about a person."""

import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import click

from builder.cli.badges.options import alone, opened_ledger, refuse, to_option
from builder.cli.console import EXIT_DONE, language, stderr, translator
from builder.diagnostics import msg

_HELP = """Erase what is kept about the person with the address EMAIL: the files of their badges, their lines in
mail-merge.csv, and what public/ tells about them. Nothing more is issued to them, unless with --again.

\b
Example:
  parcours badges forget someone@example.org --to ~/badges
"""


@click.command(help=_HELP)
@click.argument("email")
@to_option
@language
def forget(email: str, folder: Path, lang: str | None) -> None:
    """Run the command."""
    from builder.awarding import forget as forget_person  # noqa: PLC0415 - --help answers at once
    from builder.badges.reports.lines import normal_email  # noqa: PLC0415 - same

    translate = translator(lang)
    address = normal_email(unicodedata.normalize("NFC", email.strip()))
    with alone(folder, translate):
        ledger = opened_ledger(folder, translate, writing=False)
        held = forget_person(folder, ledger, address, datetime.now(UTC)) if address else ()
    if not held:
        refuse(
            msg("nobody with the address {email} has a badge here", email=email),
            msg("look the address up in private/mail-merge.csv"),
            translate,
        )
    stderr(
        msg(
            "Badges erased: {count}. Upload public/ again. So that nothing is issued again by mistake, the ledger "
            "keeps a digest of the address, which says nothing without private/secret, with dates, scores, and lines "
            "of reports. Remove the person from reports, mails and backups yourself.",
            count=len(held),
        ).text(translate)
    )
    sys.exit(EXIT_DONE)
