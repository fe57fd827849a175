"""`parcours badges verify`: check badge files without asking anybody."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from builder.cli.badges.options import to_option
from builder.cli.console import EXIT_DONE, EXIT_ERRORS, language, stderr, stdout, translator
from builder.diagnostics import msg

_KINDS = frozenset({".png", ".svg", ".json", ".jwt", ".jws"})
_HELP = """Check badge FILES, or all those in a folder, by what the issuer publishes: no network is used.

\b
Example:
  parcours badges verify badge.png --to ~/badges --email someone@example.org
"""


@click.command(help=_HELP)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE...")
@to_option
@click.option("--email", default="", help="Whose badge it should be.")
@language
def verify(files: tuple[Path, ...], folder: Path, email: str, lang: str | None) -> None:
    """Run the command."""
    from builder.awarding import PUBLIC  # noqa: PLC0415 - --help answers at once
    from builder.badges.checks import Verdict, published  # noqa: PLC0415 - same
    from builder.badges.verify import verify as verify_badge  # noqa: PLC0415 - same

    translate = translator(lang)
    words = {Verdict.VALID: msg("valid"), Verdict.INVALID: msg("not valid"), Verdict.UNKNOWN: msg("cannot be told")}
    trust = published(folder / PUBLIC)
    found = [file for given in files for file in _badges(given)]
    all_valid = bool(found)
    for file in found:
        result = verify_badge(file.read_bytes(), trust, now=datetime.now(UTC), email=email)
        all_valid = all_valid and result.verdict is Verdict.VALID
        stdout(msg("{subject}: {said}", subject=file, said=words[result.verdict]).text(translate))
        for check in result.checks:
            if check.verdict is not Verdict.VALID or len(found) == 1:
                stdout("  " + msg("{subject}: {said}", subject=check.part, said=check.message).text(translate))
    if not found:
        stderr(msg("There is no badge there.").text(translate))
    sys.exit(EXIT_DONE if all_valid else EXIT_ERRORS)


def _badges(given: Path) -> list[Path]:
    if given.is_file():
        return [given]
    return sorted(file for file in given.rglob("*") if file.suffix in _KINDS and file.is_file())
