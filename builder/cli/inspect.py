"""`parcours inspect`: what a package is, and whether a platform will take it."""

import json
import sys
from pathlib import Path

import click

from builder.cli.console import EXIT_DONE, EXIT_ERRORS, language, output_format, stderr, stdout, translator
from builder.diagnostics import msg

_HELP = """Look into PACKAGE, a .zip or .tar.gz of any tool: what it is, whether a platform will take it, whom it calls.

Nothing is unpacked, run, changed or sent. Exit code 0: it is sound, 1: a platform would refuse it or lose something.

\b
Examples:
  parcours inspect dist/my-course-1.0.0-scorm12.zip
  parcours inspect received.zip --lang fr
"""


@click.command(help=_HELP)
@click.argument("package", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@output_format
@language
def inspect(package: Path, form: str, lang: str | None) -> None:
    """Run the command."""
    # Imported late, so that --help and --version answer at once.
    from builder.inspection.inspection import inspect as look  # noqa: PLC0415
    from builder.inspection.record import record  # noqa: PLC0415
    from builder.inspection.words import lines  # noqa: PLC0415

    translate = translator(lang)
    try:
        report = look(package)
    except OSError as error:
        stderr(msg("The package cannot be read: {reason}", reason=error.strerror or str(error)).text(translate))
        sys.exit(EXIT_ERRORS)
    if form == "json":
        click.echo(json.dumps(record(report, translate), indent=2))
    else:
        stdout("\n".join(lines(report, translate)))
    sys.exit(EXIT_DONE if report.verdict.is_sound else EXIT_ERRORS)
