"""`parcours badges keys`: the keys that badges are signed with."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from builder.cli.badges.options import new_passphrase, passphrase, refuse
from builder.cli.console import EXIT_DONE, language, stderr, translator
from builder.diagnostics import Translate, msg

_FOLDER = click.option(
    "--keys",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the keys are kept: outside every course and repository.",
)


@click.group()
def keys() -> None:
    """Make the keys that badges are signed with, or replace them."""


@keys.command()
@_FOLDER
@language
def new(folder: Path, lang: str | None) -> None:
    """Make the first keys. The passphrase is asked for, or taken from PARCOURS_PASSPHRASE."""
    from builder.badges.keys import RING, make_keys  # noqa: PLC0415 - --help answers at once

    translate = translator(lang)
    with _told(translate):
        # Where keys are already, nobody is asked for a passphrase before that is said.
        make_keys(folder, "" if (folder / RING).exists() else new_passphrase(translate), datetime.now(UTC))
    stderr(
        msg("The keys are in {folder}. Back them up, and keep the passphrase elsewhere.", folder=folder).text(translate)
    )
    sys.exit(EXIT_DONE)


@keys.command()
@_FOLDER
@language
def rotate(folder: Path, lang: str | None) -> None:
    """Replace the keys. The old ones stay public: the badges that they signed remain valid.

    The present passphrase is asked for, then one for the new keys. PARCOURS_PASSPHRASE stands for both.
    """
    from builder.badges.keys import open_keys, read_ring, rotate_keys  # noqa: PLC0415 - as above

    translate = translator(lang)
    with _told(translate):
        read_ring(folder)  # where there is none, nobody is asked for a passphrase before that is said
        old = open_keys(folder, passphrase(translate, msg("Present passphrase of the keys: ")))
        made = rotate_keys(folder, new_passphrase(translate), datetime.now(UTC)).keys
    stderr(
        msg(
            "{old} are replaced by {new}, in {folder}. Badges issued before stay valid: keep the old files. "
            "Back the folder up, then run `parcours badges award … --yes` and upload public/, "
            "so that verifiers know the new keys.",
            old=f"{old.ed25519_name}, {old.rsa_name}",
            new=", ".join(key.name for key in made[-2:]),
            folder=folder,
        ).text(translate)
    )
    sys.exit(EXIT_DONE)


@contextmanager
def _told(translate: Translate) -> Iterator[None]:
    """End the command with what goes wrong with keys."""
    from builder.badges.keys import KeyTroubleError  # noqa: PLC0415 - as above

    try:
        yield
    except KeyTroubleError as error:
        refuse(error.message, error.remedy, translate)
    except OSError as error:
        refuse(
            msg("the keys cannot be written: {reason}", reason=error.strerror or str(error)),
            msg("give `--keys` a folder that you may write into"),
            translate,
        )
