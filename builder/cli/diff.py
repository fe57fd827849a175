"""`parcours diff`: whose progress survives when a package takes the place of another."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from builder.cli.console import EXIT_DONE, EXIT_ERRORS, EXIT_MISUSE, language, output_format, stderr, translator
from builder.diagnostics import Translate, msg
from builder.model.platform import PLATFORMS

if TYPE_CHECKING:
    from builder.inspection.comparison import Comparison
    from builder.inspection.continuity_words import Reason

_HELP = """Say whose progress survives when the package NEW takes the place of OLD, module by module, and why.

Reads SCORM 1.2 packages, and web packages of Parcours. Of packages made by other tools, only the manifests are
compared.
Exit code 0: nothing is lost, 1: something is lost, 2: the files cannot be compared.

\b
Examples:
  parcours diff dist/compost-1.2.0-scorm12.zip dist/compost-1.3.0-scorm12.zip
  parcours diff old.zip new.zip --lms moodle --lang fr
"""
_WIDTH = 79
_MODULE, _FATE = 30, 13  # columns
_archive = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=_HELP)
@click.argument("old", type=_archive)
@click.argument("new", type=_archive)
@click.option(
    "--lms", type=click.Choice(list(PLATFORMS)), help="Say what this platform does. Default: all that are known."
)
@output_format
@language
def diff(old: Path, new: Path, lms: str | None, form: str, lang: str | None) -> None:
    """Run the command."""
    # Imported late, so that --help and --version answer at once.
    from builder.inspection.comparison import compare_files  # noqa: PLC0415
    from builder.inspection.release import NotComparable  # noqa: PLC0415

    translate = translator(lang)
    try:
        found = compare_files(old, new, lms)
    except NotComparable as reason:
        stderr(msg("These files cannot be compared: {reason}", reason=reason.message).text(translate))
        sys.exit(EXIT_MISUSE)
    except OSError as error:
        stderr(msg("A file cannot be read: {reason}", reason=error.strerror or str(error)).text(translate))
        sys.exit(EXIT_MISUSE)
    if form == "json":
        click.echo(json.dumps(_record(found, translate), indent=2))
    else:
        for line in _lines(found, translate):
            _say(line)
    sys.exit(EXIT_ERRORS if found.loses else EXIT_DONE)


def _say(line: str) -> None:
    """Print a line, with what an old console cannot show replaced."""
    encoding = sys.stdout.encoding or "ascii"
    click.echo(line.encode(encoding, "replace").decode(encoding))


def _lines(found: "Comparison", translate: Translate) -> Iterator[str]:
    yield from _heading(found)
    for message in found.verdict:
        yield from _wrapped(message.text(translate))
    if found.words:
        yield ""
        yield from _table(found, translate)
        yield from _reasons(found, translate)
    if found.updates:
        yield ""
        yield msg("On the platforms:").text(translate)
        for update in found.updates:
            yield from _item(msg("{lms}: {said}", lms=update.title, said=update.said).text(translate))


def _heading(found: "Comparison") -> Iterator[str]:
    for release in (found.old, found.new):
        outline, manifest = release.outline, release.manifest
        title = outline.title if outline else manifest.items[0].title if manifest and manifest.items else ""
        version = f", {outline.version}" if outline and outline.version else ""
        yield from _wrapped(f"{'-' if release is found.old else '+'} {release.path.name}: {title}{version}", other="  ")
    yield ""


def _table(found: "Comparison", translate: Translate) -> Iterator[str]:
    from builder.inspection.continuity_words import FATES  # noqa: PLC0415

    rows = [(msg("Module").text(translate), msg("Progress").text(translate), "")]
    if found.words:
        for fate in found.words.continuity.modules:
            summary = found.words.summary(fate)
            said = summary.text(translate) if summary else ""
            rows.append((found.words.title(fate), FATES[fate.fate].text(translate), said))
    for at, (title, fate_word, said) in enumerate(rows):
        cells = [
            _wrapped(text, width=width)
            for text, width in ((title, _MODULE), (fate_word, _FATE), (said, _WIDTH - _MODULE - _FATE - 4))
        ]
        for line in range(max(map(len, cells))):
            first, second, third = (cell[line] if line < len(cell) else "" for cell in cells)
            yield f"{first:<{_MODULE}}  {second:<{_FATE}}  {third}".rstrip()
        if not at:
            yield f"{'-' * _MODULE}  {'-' * _FATE}  {'-' * (_WIDTH - _MODULE - _FATE - 4)}"


def _reasons(found: "Comparison", translate: Translate) -> Iterator[str]:
    for heading, reasons in _parts(found, translate):
        if reasons:
            yield ""
            yield from _wrapped(heading)
        about = ""
        for reason in reasons:
            if reason.about != about:
                about = reason.about
                yield from _wrapped(msg("“{title}”", title=about).text(translate), "  ")
            yield from _item(reason.said.text(translate), "    " if about else "  ")


def _parts(found: "Comparison", translate: Translate) -> Iterator[tuple[str, list["Reason"]]]:
    """Go through what there is to say of each module and badge."""
    if found.words is None:
        return
    for fate in found.words.continuity.modules:
        reasons = list(found.words.reasons(fate))
        yield msg("Module “{title}”", title=found.words.title(fate)).text(translate), reasons
    for badge in found.words.continuity.badges:
        reasons = list(found.words.badge_reasons(badge))
        yield msg("Badge “{name}”", name=badge.badge.name).text(translate), reasons


def _item(text: str, indent: str = "  ") -> Iterator[str]:
    yield from _wrapped(text, f"{indent}- ", f"{indent}  ")


def _wrapped(text: str, first: str = "", other: str | None = None, width: int = _WIDTH) -> list[str]:
    """Return lines that fit, with identifiers whole."""
    indent = first if other is None else other
    return wrap(text, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)


def _record(found: "Comparison", translate: Translate) -> dict[str, object]:
    """Return what programs read: the words are in the language of people, the keys and fates in English."""
    words = found.words
    modules = words.continuity.modules if words else ()
    badges = words.continuity.badges if words else ()
    return {
        "loses": found.loses,
        "verdict": [message.text(translate) for message in found.verdict],
        "modules": [
            {
                "id": fate.module.id,
                "now": fate.successor.id if fate.successor else None,
                "title": fate.module.title,
                "progress": fate.fate.value,
                "reasons": _told(words.reasons(fate), translate) if words else [],
            }
            for fate in modules
        ],
        "badges": [
            {
                "id": fate.badge.id,
                "progress": fate.fate.value,
                "reasons": _told(words.badge_reasons(fate), translate) if words else [],
            }
            for fate in badges
        ],
        "platforms": [
            {"name": update.name, "loses": update.loses, "said": update.said.text(translate)}
            for update in found.updates
        ],
    }


def _told(reasons: Iterable["Reason"], translate: Translate) -> list[dict[str, str]]:
    return [{"about": reason.about, "said": reason.said.text(translate)} for reason in reasons]
