"""What commands share: words in the reader's language, colour, exit codes."""

import locale
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import click

from builder.diagnostics import Findings, Message, Translate
from builder.diagnostics.report import as_json, as_text, tally
from builder.diagnostics.snippet import Paint, plain
from builder.syntax.catalog import read_catalog

EXIT_DONE, EXIT_ERRORS, EXIT_MISUSE, EXIT_BUG = 0, 1, 2, 70
_LOCALE = Path(__file__).resolve().parent.parent / "locale"
_STYLES = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "place": {"fg": "blue", "bold": True},
    "help": {"fg": "green", "bold": True},
}

course_folder = click.argument(
    "folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[FOLDER]"
)
output_format = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show findings."
)
language = click.option(
    "--lang", type=click.Choice(["fr", "en"]), help="Language of the messages. Default: that of the system."
)


def translator(chosen: str | None) -> Translate:
    """Return the translation into a language, by default that of the environment."""
    return read_catalog(_LOCALE, (chosen or _system_language()).replace("_", "-")).sentence


def show(findings: Findings, form: str, translate: Translate, files: Iterable[Path] = ()) -> None:
    """Print the findings: for people on standard error, for programs on standard output with the files built."""
    if form == "json":
        click.echo(as_json(findings, [str(file) for file in files], translate))
    elif len(findings):
        stderr(as_text(findings, translate, _paint()))
        stderr("")


def conclude(findings: Findings, verdict: Message, form: str, translate: Translate) -> None:
    """Print how it ended: the number of findings, and what that means."""
    if form == "json":
        return
    counted = f"{tally(findings).text(translate)}. " if len(findings) else ""
    stderr(counted + verdict.text(translate))


def stdout(text: str) -> None:
    """Print on standard output, with what an old console cannot show replaced."""
    click.echo(_showable(text, sys.stdout.encoding))


def stderr(text: str) -> None:
    """Print a line on standard error, with what an old console cannot show replaced."""
    click.echo(_showable(text, sys.stderr.encoding), err=True)


def _showable(text: str, encoding: str | None) -> str:
    return text.encode(encoding or "ascii", "replace").decode(encoding or "ascii")


def _paint() -> Paint:
    coloured = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    return _coloured if coloured else plain


def _coloured(role: str, text: str) -> str:
    style = _STYLES[role]
    return click.style(text, fg=str(style["fg"]), bold=bool(style.get("bold")))


@cache
def _system_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value.split(".")[0]
    # Windows sets none of these.
    return locale.getlocale()[0] or "en"
