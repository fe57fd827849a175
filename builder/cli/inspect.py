"""`parcours inspect`: what a package is, and whether a platform will take it."""

import json
import sys
from pathlib import Path

import click

from builder.cli.console import EXIT_DONE, EXIT_ERRORS, language, output_format, stderr, translator
from builder.diagnostics import msg

_HELP = """Look into .zip or .tar.gz packages of any tool: what they are, whether a platform takes them, whom they call.

Nothing is unpacked, run, changed or sent. Exit code 0: all are sound, 1: a platform would refuse one or lose something.

\b
Examples:
  parcours inspect dist/my-course-1.0.0-scorm12.zip
  parcours inspect received.zip other.zip --lang fr
"""


@click.command(help=_HELP)
@click.argument(
    "packages",
    metavar="PACKAGE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
)
@output_format
@language
def inspect(packages: tuple[Path, ...], form: str, lang: str | None) -> None:
    """Run the command."""
    # Imported late, so that --help and --version answer at once.
    from builder.inspection.inspection import inspect as look  # noqa: PLC0415
    from builder.inspection.names import shown  # noqa: PLC0415
    from builder.inspection.record import record  # noqa: PLC0415
    from builder.inspection.words import WIDTH, lines  # noqa: PLC0415

    translate = translator(lang)
    reports = []
    for package in packages:
        try:
            reports.append(look(package))
        except OSError as error:
            reason = error.strerror or str(error)
            stderr(msg("{file} cannot be read: {reason}", file=shown(package.name), reason=reason).text(translate))
    if reports and form == "json":
        records = [record(report, translate) for report in reports]
        click.echo(json.dumps(records if len(packages) > 1 else records[0], indent=2))
    elif reports:
        _print(f"\n\n{'-' * WIDTH}\n\n".join("\n".join(lines(report, translate)) for report in reports))
    sound = len(reports) == len(packages) and all(report.verdict.is_sound for report in reports)
    sys.exit(EXIT_DONE if sound else EXIT_ERRORS)


def _print(text: str) -> None:
    """Print on standard output, with what an old console cannot show replaced."""
    encoding = sys.stdout.encoding or "ascii"
    click.echo(text.encode(encoding, "replace").decode(encoding))
