"""`parcours build`: the packages of a course."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.console import (
    EXIT_DONE,
    EXIT_ERRORS,
    EXIT_MISUSE,
    conclude,
    course_folder,
    language,
    output_format,
    show,
    stderr,
    stdout,
    translator,
)
from builder.diagnostics import Message, Translate, msg

if TYPE_CHECKING:
    from builder.project import Built

_HELP = """Build the packages of the course of FOLDER (by default this one) into dist/.

A course with errors is not built, and dist/ stays as it was.

Build with --publish what learners get: course.lock then records under which ids they may have progress, and every
later check says what they would lose.

\b
Examples:
  parcours build
  parcours build --publish
  parcours build --target scorm12 --out /tmp/packages
"""


@click.command(help=_HELP)
@course_folder
@click.option("--target", "targets", multiple=True, metavar="NAME", help="Build only this target (may be repeated).")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the packages go. Default: dist/ in the folder of the course.",
)
@click.option("--publish", is_flag=True, help="These packages are for learners: record their ids in course.lock.")
@click.option("--accept-losses", is_flag=True, help="With --publish: learners may lose what the warnings say.")
@output_format
@language
def build(  # noqa: PLR0913 - one for each option
    folder: Path,
    targets: tuple[str, ...],
    out: Path | None,
    *,
    publish: bool,
    accept_losses: bool,
    form: str,
    lang: str | None,
) -> None:
    """Run the command."""
    # Imported late, so that --help and --version answer at once.
    from builder.project import build_course  # noqa: PLC0415

    translate = translator(lang)
    _refuse_unknown(targets)
    if accept_losses and not publish:
        raise click.UsageError("--accept-losses goes with --publish", click.get_current_context())
    try:
        built = build_course(folder, out or folder / "dist", targets, publishes=publish, accepts_losses=accept_losses)
    except OSError as error:
        reason = error.strerror or str(error)
        stderr(msg("The packages cannot be written: {reason}", reason=reason).text(translate))
        sys.exit(EXIT_ERRORS)
    findings = built.checked.findings
    show(findings, form, translate, built.files)
    if findings.has_errors:
        verdict = msg("Nothing was built, and nothing published.") if publish else msg("Nothing was built.")
        conclude(findings, verdict, form, translate)
        sys.exit(EXIT_ERRORS)
    _report(built, form, translate)
    if built.unlocked:
        _say_unlocked(built.unlocked, translate)
        sys.exit(EXIT_ERRORS)
    conclude(findings, _done(built) if publish else msg("The course is built."), form, translate)
    sys.exit(EXIT_DONE)


def _done(built: "Built") -> Message:
    if built.checked.course and built.checked.course.published:
        return msg("The course is published: commit course.lock with it.")
    return msg(
        "The course is published for the first time, as far as is known here: without a course.lock, nothing was "
        "compared with what learners have. Commit course.lock with the course."
    )


def _refuse_unknown(names: tuple[str, ...]) -> None:
    from builder.targets import TARGETS  # noqa: PLC0415

    known = [target.name for target in TARGETS]
    unknown = [name for name in names if name not in known]
    if unknown:
        context = click.get_current_context()
        click.echo(context.get_usage(), err=True)
        click.echo(f"Error: no target {unknown[0]!r}; there are: {', '.join(known)}", err=True)
        sys.exit(EXIT_MISUSE)


def _say_unlocked(error: OSError, translate: Translate) -> None:
    stderr(
        msg(
            "The packages are built, but course.lock could not be written: {reason}. Make room or allow writing in the "
            "folder of the course, and run the command again: until then, give the packages to nobody.",
            reason=error.strerror or str(error),
        ).text(translate)
    )


def _report(built: "Built", form: str, translate: Translate) -> None:
    if form == "json":
        return
    for file in built.files:
        size = max(1, round(file.stat().st_size / 1000))
        stdout(msg("{file} ({size} kB)", file=file, size=size).text(translate))
    for fact in built.facts:
        stderr(fact.text(translate))
