"""What click says of a command that was typed wrongly, in the reader's language: click itself knows only English."""

import re
from collections.abc import Sequence

import click

from builder.cli.console import stderr, translator
from builder.diagnostics import Message, msg

_QUOTED = r"['\"](?P<name>.*)['\"]"
_SAYINGS: tuple[tuple[str, Message], ...] = (
    (rf"\w+ {_QUOTED} does not exist\.", msg("“{name}” does not exist")),
    (rf"\w+ {_QUOTED} is a file\.", msg("“{name}” is a file, not a folder")),
    (rf"\w+ {_QUOTED} is a directory\.", msg("“{name}” is a folder, not a file")),
    (rf"\w+ {_QUOTED} is not readable\.", msg("“{name}” cannot be read")),
    (rf"{_QUOTED} is not one of (?P<choices>.+)\.", msg("“{name}” is none of {choices}")),
    (rf"No such option:? {_QUOTED}\..*", msg("there is no option {name}")),
    (rf"No such command {_QUOTED}\..*", msg("there is no command “{name}”")),
    (rf"Option {_QUOTED} requires an argument\.", msg("the option {name} needs a value")),
    (rf"Option {_QUOTED} does not take a value\.", msg("the option {name} takes no value")),
    (r"--accept-losses goes with --publish", msg("--accept-losses goes with --publish")),
    (r"Got unexpected extra arguments? \((?P<name>.*)\)", msg("this is too much: {name}")),
)


def tell(error: click.ClickException, arguments: Sequence[str]) -> None:
    """Print how a command is used and what was wrong. What is not known here stays in click's words."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    translate = translator(_language(arguments))
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context:
        usage = " ".join(context.get_usage().split()).removeprefix("Usage: ")
        stderr(msg("Usage: {usage}", usage=usage).text(translate))
        stderr(msg("All of it: {command}", command=f"{context.command_path} --help").text(translate))
        stderr("")
    stderr(msg("Error: {said}", said=_said(error)).text(translate))


def tell_stopped(arguments: Sequence[str]) -> None:
    """Print that somebody stopped the command."""
    stderr(msg("Stopped.").text(translator(_language(arguments))))


def _said(error: click.ClickException) -> Message | str:
    subject = _subject(error)
    if isinstance(error, click.MissingParameter):
        return msg("{name} is missing", name=subject)
    for pattern, message in _SAYINGS:
        if found := re.fullmatch(pattern, error.message, re.DOTALL):
            said = msg(message.template, **found.groupdict())
            return msg("{subject}: {said}", subject=subject, said=said) if subject else said
    return error.format_message()


def _subject(error: click.ClickException) -> str:
    """Return the option or argument that is wrong, an empty text for none."""
    if not isinstance(error, click.BadParameter) or error.param is None:
        return ""
    return error.param.get_error_hint(error.ctx).replace("'", "")


def _language(arguments: Sequence[str]) -> str | None:
    """Return the language that was asked for, though the rest of the command was not understood."""
    found = re.search(r"--lang[ =](fr|en)\b", " ".join(arguments))
    return found[1] if found else None
