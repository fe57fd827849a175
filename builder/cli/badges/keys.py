"""`parcours badges keys`: the keys that badges are signed with."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from builder.cli.badges.options import passphrase, refuse
from builder.cli.console import EXIT_DONE, language, stderr, translator
from builder.diagnostics import msg

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
    _make(folder, lang, replace=False)


@keys.command()
@_FOLDER
@language
def rotate(folder: Path, lang: str | None) -> None:
    """Replace the keys. The old ones stay public: the badges that they signed remain valid."""
    _make(folder, lang, replace=True)


def _make(folder: Path, lang: str | None, *, replace: bool) -> None:
    from builder.badges.keys import KeyTroubleError, make_keys, rotate_keys  # noqa: PLC0415 - --help answers at once

    translate = translator(lang)
    try:
        (rotate_keys if replace else make_keys)(folder, passphrase(confirm=not replace), datetime.now(UTC))
    except KeyTroubleError as error:
        refuse(error.message, error.remedy, translate)
    except OSError as error:
        refuse(
            msg("the keys cannot be written: {reason}", reason=error.strerror or str(error)),
            msg("give `--keys` a folder that you may write into"),
            translate,
        )
    stderr(
        msg("The keys are in {folder}. Back them up, and keep the passphrase elsewhere.", folder=folder).text(translate)
    )
    sys.exit(EXIT_DONE)
