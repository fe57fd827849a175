"""`parcours badges revoke`: take badges back."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click

from builder.cli.badges.options import (
    alone,
    course_option,
    keys_option,
    opened_keys,
    opened_ledger,
    sound_course,
    to_option,
)
from builder.cli.console import EXIT_DONE, EXIT_ERRORS, language, stderr, translator
from builder.diagnostics import msg

_HELP = """Take back badges by their identifiers, which mail-merge.csv tells, and write it into the public folder.

\b
Example:
  parcours badges revoke 3f2c… --reason "Issued by mistake" --to ~/badges --keys ~/badge-keys
"""


@click.command(help=_HELP)
@click.argument("identifiers", nargs=-1, required=True, type=click.UUID, metavar="ID...")
@click.option("--reason", default="", help="Why, for everybody to read: no name, please.")
@course_option
@to_option
@keys_option
@language
def revoke(  # noqa: PLR0913, PLR0917 - one parameter an option
    identifiers: tuple[UUID, ...],
    reason: str,
    root: Path,
    folder: Path,
    key_folder: Path | None,
    lang: str | None,
) -> None:
    """Run the command."""
    from builder.awarding import Desk, bring_up_to_date, take_back  # noqa: PLC0415 - --help answers at once

    translate = translator(lang)
    course, issuer = sound_course(root, translate)
    with alone(folder, translate):
        ledger = opened_ledger(folder, translate, writing=False)
        ring, signer = opened_keys(key_folder, folder, translate)
        known = {entry.id for entry in ledger.entries if entry.course == course.id}
        for unknown in (identifier for identifier in identifiers if identifier not in known):
            stderr(msg("No badge has the identifier {id}.", id=unknown).text(translate))
        if known.isdisjoint(identifiers):
            sys.exit(EXIT_ERRORS)
        desk = Desk(course, issuer, folder, ledger, ring, signer)
        taken = take_back(ledger, known.intersection(identifiers), reason, datetime.now(UTC))
        bring_up_to_date(desk)
    stderr(msg("Badges taken back: {count}. Upload public/ again.", count=len(taken)).text(translate))
    sys.exit(EXIT_DONE if known.issuperset(identifiers) else EXIT_ERRORS)
