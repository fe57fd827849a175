"""Options that several commands on badges share, and how they tell what goes wrong."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from builder.cli.console import EXIT_ERRORS, conclude, show, stderr
from builder.diagnostics import Message, Translate, msg

if TYPE_CHECKING:
    from builder.badges.keys import KeyPair, KeyRing
    from builder.badges.ledger import Ledger
    from builder.model.badge import Issuer
    from builder.model.course import Course

PASSPHRASE = "PARCOURS_PASSPHRASE"  # noqa: S105 - the name of a variable
_PASSPHRASE = msg("Passphrase of the keys: ")
course_option = click.option(
    "--course",
    "root",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The folder of the course. Default: this one.",
)
to_option = click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where badges are kept: public/ is for the web, private/ never leaves your hands.",
)
keys_option = click.option(
    "--keys",
    "key_folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the keys are.",
)


def sound_course(root: Path, translate: Translate) -> "tuple[Course, Issuer]":
    """Return a course that can be built and names its issuer; end the command otherwise."""
    from builder.project import check_course  # noqa: PLC0415 - --help answers at once

    checked = check_course(root)
    if checked.course is None or checked.findings.has_errors:
        show(checked.findings, "text", translate)
        conclude(checked.findings, msg("Badges are awarded for a course without errors."), "text", translate)
        sys.exit(EXIT_ERRORS)
    issuer = checked.course.issuer
    if issuer is None or not issuer.url:
        refuse(
            msg("course.yml does not say who issues the badges, and where"),
            msg("add `issuer:` with `name`, `url` and `email`; badges are checked at that address for ever"),
            translate,
        )
    return checked.course, issuer


def opened_ledger(folder: Path, translate: Translate, *, writing: bool) -> "Ledger":
    """Return the ledger of a folder, made where something is to be written; end when other hands changed it."""
    from builder.awarding import PRIVATE  # noqa: PLC0415 - same
    from builder.badges.ledger import Ledger, LedgerError  # noqa: PLC0415 - same

    try:
        return Ledger(folder / PRIVATE, make=writing)
    except LedgerError as error:
        if error.missing:
            refuse(
                msg(
                    "private/{file} is missing in “{folder}”, where badges were given",
                    file=error.missing,
                    folder=folder,
                ),
                msg("bring it back from your backup: without it, everybody would be given the same badges again"),
                translate,
            )
        if error.damaged:
            refuse(
                msg("private/{file} in “{folder}” is not what was written", file=error.damaged, folder=folder),
                msg("bring it back from your backup: with another one, everybody would be given the same badges again"),
                translate,
            )
        if error.line == 1:
            # Another secret fits no line, so the first one tells.
            refuse(
                msg(
                    "line 1 of the ledger is not what was written, or private/secret is not the one it was written with"
                ),
                msg("bring private/awards.jsonl and private/secret back from your backup"),
                translate,
            )
        refuse(
            msg("line {line} of the ledger is not what was written", line=error.line),
            msg("bring private/awards.jsonl back from your backup"),
            translate,
        )


@contextmanager
def fitting(translate: Translate) -> Iterator[None]:
    """End this command when a folder of badges does not fit what would be written into it."""
    from builder.badges.continuity import FolderError  # noqa: PLC0415 - same

    try:
        yield
    except FolderError as error:
        refuse(error.message, error.remedy, translate)


@contextmanager
def alone(folder: Path, translate: Translate, *, make: bool = False) -> Iterator[None]:
    """Keep other commands off a folder, which must be there unless `make`.

    Ends this command when another is at work there, or when the disk refuses.
    """
    from builder import awarding  # noqa: PLC0415 - same

    if not make and not (folder / awarding.PRIVATE).is_dir():
        refuse(
            msg("there are no badges in “{folder}”", folder=folder),
            msg("give `--to` the folder that `parcours badges award` wrote"),
            translate,
        )
    try:
        with fitting(translate), awarding.alone(folder):
            yield
    except awarding.BusyError:
        refuse(
            msg("another command is writing into “{folder}”", folder=folder),
            msg("wait until it has ended, then run the same command again"),
            translate,
        )
    except OSError as error:
        # What is in the ledger is finished by the next run.
        reason = error.strerror or str(error)
        refuse(
            msg("the badges cannot be written: {reason}", reason=reason), msg("run the same command again"), translate
        )


def refuse_inside_a_course(folder: Path, translate: Translate) -> None:
    """End the command when badges would be kept where they are copied and sent with a course."""
    from builder.badges.places import found_around  # noqa: PLC0415 - same

    found = found_around(folder, ["course.yml"])
    if found:
        refuse(
            msg(
                "“{folder}” lies in “{place}”, which holds {found}", folder=folder, place=found.parent, found=found.name
            ),
            msg("keep badges outside the folder of the course: private/ would be copied and sent with it"),
            translate,
        )


def opened_keys(folder: Path | None, badges: Path, translate: Translate) -> "tuple[KeyRing, KeyPair]":
    """Return the keys of a folder, opened with the passphrase; end the command when that does not work.

    `badges` is where badges are kept: keys in its public folder would be on the web.
    """
    from builder.awarding import PRIVATE, PUBLIC  # noqa: PLC0415 - same
    from builder.badges.keys import RING, KeyTroubleError, open_keys, read_ring  # noqa: PLC0415 - same
    from builder.badges.ledger import FILE  # noqa: PLC0415 - same
    from builder.badges.places import around  # noqa: PLC0415 - same

    if folder is None:
        refuse(msg("badges are signed with keys"), msg("add `--keys` with the folder where they are"), translate)
    public = badges / PUBLIC
    if not {public.absolute(), public.resolve()}.isdisjoint(around(folder)):
        refuse(
            msg("“{folder}” lies in “{public}”, which is for the web", folder=folder, public=public),
            msg("move the keys elsewhere; if they have been on the web, replace them: `parcours badges keys rotate`"),
            translate,
        )
    if not (folder / RING).exists() and (badges / PRIVATE / FILE).exists():
        refuse(
            msg("there are no keys in “{folder}”", folder=folder),
            msg(
                "give `--keys` the folder of the keys that signed the badges of “{badges}”, or bring it back from your "
                "backup; new keys would not do (docs/badges.md tells what to do without a backup)",
                badges=badges,
            ),
            translate,
        )
    try:
        return read_ring(folder), open_keys(folder, passphrase(translate))
    except KeyTroubleError as error:
        refuse(error.message, error.remedy, translate)


def passphrase(translate: Translate, asked: Message = _PASSPHRASE) -> str:
    """Return the passphrase of the keys: of the environment, or typed unseen."""
    return os.environ.get(PASSPHRASE) or _typed(asked, translate)


def new_passphrase(translate: Translate) -> str:
    """Return a passphrase for new keys: of the environment, or typed twice unseen, its rule told first."""
    from builder.badges.keys import SHORTEST_PASSPHRASE  # noqa: PLC0415 - same

    if given := os.environ.get(PASSPHRASE):
        return given
    stderr(
        msg(
            "The passphrase has at least {count} characters; five words that nobody guesses are good. "
            "What you type does not show.",
            count=SHORTEST_PASSPHRASE,
        ).text(translate)
    )
    while True:
        first = _typed(msg("New passphrase: "), translate)
        if len(first) < SHORTEST_PASSPHRASE:
            stderr(
                msg("That is shorter than {count} characters. Once more:", count=SHORTEST_PASSPHRASE).text(translate)
            )
        elif _typed(msg("The same again: "), translate) == first:
            return first
        else:
            stderr(msg("The two are not the same. Once more:").text(translate))


def _typed(asked: Message, translate: Translate) -> str:
    return str(click.prompt(asked.text(translate), prompt_suffix="", hide_input=True, err=True))


def refuse(message: Message, remedy: Message, translate: Translate, code: int = EXIT_ERRORS) -> NoReturn:
    """End the command with what is wrong and what to do."""
    stderr(f"{message.text(translate)}\n  = {remedy.text(translate)}")
    sys.exit(code)
