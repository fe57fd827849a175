"""`parcours badges revoke`: take badges back."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.badges.options import (
    alone,
    course_option,
    keys_option,
    opened_keys,
    opened_ledger,
    refuse,
    sound_course,
    to_option,
)
from builder.cli.console import EXIT_DONE, EXIT_ERRORS, language, stderr, stdout, translator
from builder.diagnostics import Message, Translate, msg

if TYPE_CHECKING:
    from builder.badges.ledger import Entry, Ledger

_SHORTEST = 8
_Told = Mapping[str, Mapping[str, str]]
"""What the table for sending tells of each badge, by its identifier."""
_HELP = """Show the badges with these identifiers, which mail-merge.csv tells. With --yes, take them back, and write it
into the public folder.

The first eight characters of an identifier are enough where no other begins with them.

\b
Examples:
  parcours badges revoke 3f2c8a41 --to ~/badges
  parcours badges revoke 3f2c8a41 --reason "Issued by mistake" --to ~/badges --keys ~/badge-keys --yes
"""


@click.command(help=_HELP)
@click.argument("identifiers", nargs=-1, required=True, metavar="ID...")
@click.option("--reason", default="", help="Why, for everybody to read: no name, please.")
@course_option
@to_option
@keys_option
@click.option("--yes", is_flag=True, help="Take the badges back. Without it, nothing is written.")
@language
def revoke(  # noqa: PLR0913, PLR0917 - one parameter an option
    identifiers: tuple[str, ...],
    reason: str,
    root: Path,
    folder: Path,
    key_folder: Path | None,
    lang: str | None,
    *,
    yes: bool,
) -> None:
    """Run the command."""
    from builder import awarding  # noqa: PLC0415 - --help answers at once
    from builder.badges.award import resting_on  # noqa: PLC0415 - same
    from builder.badges.mail_merge import people  # noqa: PLC0415 - same

    translate = translator(lang)
    course, issuer = sound_course(root, translate)
    with alone(folder, translate) if yes else nullcontext():
        ledger = opened_ledger(folder, translate, writing=False)
        if not ledger.entries:
            refuse(
                msg("there are no badges in “{folder}”", folder=folder),
                msg("give `--to` the folder that `parcours badges award` wrote"),
                translate,
            )
        known = [entry for entry in ledger.entries if entry.course == course.id]
        found, unfound = _looked_up(identifiers, known)
        for message in unfound:
            stderr(message.text(translate))
        if unfound:
            stderr("  = " + msg("copy it from the column `id` of private/mail-merge.csv").text(translate))
        due = [entry for entry in found if entry.id not in ledger.revoked]
        told = people(folder / awarding.PRIVATE / awarding.MAIL_MERGE)
        _refuse_to_name(due, reason, told, translate)
        _tell(found, resting_on(course, ledger, due), told, ledger, translate)
        if found and yes:
            ring, signer = opened_keys(key_folder, folder, translate)
            desk = awarding.Desk(course, issuer, folder, ledger, ring, signer)
            taken = awarding.take_back(ledger, {entry.id for entry in due}, reason, datetime.now(UTC))
            # A command that was killed may have left badges taken back in the ledger alone.
            said = _done(len(taken), awarding.bring_up_to_date(desk))
        else:
            said = _done(0, 0) if not due else msg("Nothing was taken back: add --yes to do it.")
    stderr(said.text(translate))
    sys.exit(EXIT_ERRORS if unfound else EXIT_DONE)


def _done(taken: int, written: int) -> Message:
    if taken:
        return msg("Badges taken back: {count}. Upload public/ again.", count=taken)
    if written:
        return msg("Nothing is left to take back, but files were not up to date: upload public/ again.")
    return msg("Nothing is left to take back.")


def _looked_up(identifiers: Iterable[str], known: "Iterable[Entry]") -> "tuple[list[Entry], list[Message]]":
    """Return the badges that are meant, each once, and what is wrong with the other identifiers."""
    found: dict[str, Entry] = {}
    unfound: list[Message] = []
    for identifier in identifiers:
        beginning = identifier.lower().removeprefix("urn:uuid:").rstrip("…")
        meant = [entry for entry in known if str(entry.id).startswith(beginning)]
        if len(beginning) < _SHORTEST:
            unfound.append(
                msg("“{id}” is too short: give at least {count} characters.", id=identifier, count=_SHORTEST)
            )
        elif not meant:
            unfound.append(msg("No badge of this course has the identifier {id}.", id=identifier))
        elif len(meant) > 1:
            unfound.append(msg("The identifiers of several badges begin with {id}.", id=identifier))
        else:
            found[str(meant[0].id)] = meant[0]
    return list(found.values()), unfound


def _refuse_to_name(due: "Iterable[Entry]", reason: str, told: _Told, translate: Translate) -> None:
    """End the command when the reason, which is published, names the person."""
    from builder.badges.public import naming  # noqa: PLC0415 - same

    for entry in due:
        person = told.get(str(entry.id), {})
        named = naming(reason, person.get("name", ""), person.get("email", ""))
        if named:
            refuse(
                msg("the reason is published, and “{text}” tells who the badge is of", text=named),
                msg("say why in words that name nobody"),
                translate,
            )


def _tell(
    found: "Sequence[Entry]", resting: "Sequence[Entry]", told: _Told, ledger: "Ledger", translate: Translate
) -> None:
    """Print whose badges these are, as far as the table for sending tells, and which ones rest on them."""
    for entry in (*found, *resting):
        person = told.get(str(entry.id), {})
        before = ledger.revoked.get(entry.id)
        if before:
            word = msg("already taken back on {date}", date=before.at.date().isoformat())
        else:
            word = msg("given because of these, stays") if entry in resting else msg("to take back")
        given = msg("given on {date}", date=entry.issued.date().isoformat())
        who = [text for text in (person.get("email"), person.get("name")) if text]
        stdout("\t".join((word.text(translate), entry.badge, *who, given.text(translate), str(entry.id))))
    if resting:
        stderr(
            msg(
                "Badges that were given because of these, and stay: {count}. To take them back as well, add their "
                "identifiers.",
                count=len(resting),
            ).text(translate)
        )
