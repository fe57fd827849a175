"""The `parcours` command. One command, one file."""

import gc
import sys
import traceback

import click

from builder import __version__
from builder.cli.badges import badges
from builder.cli.build import build
from builder.cli.check import check
from builder.cli.console import EXIT_BUG, EXIT_ERRORS, stderr
from builder.cli.diff import diff
from builder.cli.inspect import inspect
from builder.cli.misuse import tell, tell_stopped

_HELP = """Compile an online course: Markdown pages and YAML quizzes in, packages for learning platforms out.

\b
Examples:
  parcours check            look for mistakes in the course of this folder
  parcours build            build its packages into dist/
  parcours inspect FILE     look into a package, of any tool
  parcours diff OLD NEW     say whose progress survives when NEW takes the place of OLD
"""


@click.group(help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="parcours")
def cli() -> None:
    """Group the commands."""


cli.add_command(check)
cli.add_command(build)
cli.add_command(inspect)
cli.add_command(diff)
cli.add_command(badges)


def main() -> None:
    """Run the command line; a bug of ours exits with 70 and says how to report it."""
    # The process builds once and ends: looking for cycles to free would cost a third of a large build.
    gc.disable()
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        tell(error, sys.argv)
        sys.exit(error.exit_code)
    except click.Abort:
        tell_stopped(sys.argv)
        sys.exit(EXIT_ERRORS)
    except Exception:
        traceback.print_exc()
        stderr("\nparcours: this is a bug of ours, not a mistake of yours. Please report it with these lines.")
        sys.exit(EXIT_BUG)
