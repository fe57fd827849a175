"""`parcours badges check-site`: compare what the web serves with the public folder."""

import sys
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import click

from builder.cli.badges.options import to_option
from builder.cli.console import EXIT_DONE, EXIT_ERRORS, EXIT_MISUSE, language, stderr, translator
from builder.diagnostics import Message, msg

_PATIENCE = 20  # seconds
_NOT_SERVED = (".htaccess", "_headers", "README.md", "hosting/")
_HELP = """Fetch every file of the public folder from URL, and say what verifiers would not find there as it should be.

Do it after each upload, before any badge is sent.

\b
Example:
  parcours badges check-site https://badges.example.org --to ~/badges
"""


@click.command(name="check-site", help=_HELP)
@click.argument("url")
@to_option
@language
def check_site(url: str, folder: Path, lang: str | None) -> None:
    """Run the command."""
    from builder.awarding import PUBLIC  # noqa: PLC0415 - --help answers at once

    translate = translator(lang)
    if not url.startswith(("https://", "http://")):
        stderr(msg("“{url}” is not an address of the web", url=url).text(translate))
        sys.exit(EXIT_MISUSE)
    root = folder / PUBLIC
    files = sorted(file for file in root.rglob("*") if file.is_file())
    served = [file for file in files if not file.relative_to(root).as_posix().startswith(_NOT_SERVED)]
    faults = 0
    for file in served:
        path = file.relative_to(root).as_posix()
        for fault in _faults(f"{url.rstrip('/')}/{quote(path)}", file):
            faults += 1
            click.echo(f"{path}: {fault.text(translate)}")
    stderr(msg("Files compared: {count}. Faults: {faults}.", count=len(served), faults=faults).text(translate))
    sys.exit(EXIT_DONE if served and not faults else EXIT_ERRORS)


def _faults(address: str, file: Path) -> list[Message]:
    try:
        with urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - http or https, as checked
            data, headers = answer.read(), answer.headers
    except (OSError, HTTPException, ValueError) as error:
        return [msg("cannot be fetched: {reason}", reason=getattr(error, "reason", error))]
    found = [] if data == file.read_bytes() else [msg("is not the file of the public folder: upload it again")]
    if file.suffix == ".json":
        if "json" not in headers.get("Content-Type", ""):
            found.append(msg("is served as “{type}”, not as JSON", type=headers.get("Content-Type", "")))
        if headers.get("Access-Control-Allow-Origin") != "*":
            found.append(msg("cannot be read by verifiers in browsers: set Access-Control-Allow-Origin to *"))
    return found
