"""`parcours check`: look for mistakes, build nothing."""

import sys
from pathlib import Path

import click

from builder.cli.console import (
    EXIT_DONE,
    EXIT_ERRORS,
    conclude,
    course_folder,
    language,
    output_format,
    show,
    translator,
)
from builder.diagnostics import msg

_HELP = """Look for mistakes in the course of FOLDER (by default this one).

Every mistake is shown with its file, its line and what to do. Exit code 0: none, 1: the course has errors.

\b
Example:
  parcours check --lang fr
"""


@click.command(help=_HELP)
@course_folder
@output_format
@language
def check(folder: Path, form: str, lang: str | None) -> None:
    """Run the command."""
    # Imported late, so that --help and --version answer at once.
    from builder.project import check_course  # noqa: PLC0415

    translate = translator(lang)
    findings = check_course(folder).findings
    show(findings, form, translate)
    verdict = msg("The course cannot be built yet.") if findings.has_errors else msg("The course can be built.")
    conclude(findings, verdict, form, translate)
    sys.exit(EXIT_ERRORS if findings.has_errors else EXIT_DONE)
