"""`parcours badges check-site`: compare what the web serves with the public folder."""

import socket
import ssl
import sys
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import click

from builder.cli.badges.options import refuse, to_option
from builder.cli.console import EXIT_DONE, EXIT_ERRORS, EXIT_MISUSE, language, stderr, stdout, translator
from builder.diagnostics import Message, msg

_PATIENCE = 20  # seconds
_NOT_SERVED = (".htaccess", "_headers", "README.md", "hosting/")
_SETTINGS = msg("`.htaccess` (Apache) or `hosting/nginx.conf` in public/ sets it")
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
    from builder.badges.checks import address_of  # noqa: PLC0415 - same

    translate = translator(lang)
    root = folder / PUBLIC
    if not url.startswith(("https://", "http://")):
        refuse(
            msg("“{url}” is not an address of the web", url=url),
            msg("give the address of the site, which begins with https://"),
            translate,
            EXIT_MISUSE,
        )
    files = sorted(file for file in root.rglob("*") if file.is_file())
    served = [file for file in files if not file.relative_to(root).as_posix().startswith(_NOT_SERVED)]
    if not served:
        refuse(
            msg("there are no badges in “{folder}”", folder=folder),
            msg("give `--to` the folder that `parcours badges award` wrote"),
            translate,
        )
    for warning in _warnings(url.rstrip("/"), address_of(root)):
        stderr(msg("Warning: {said}", said=warning).text(translate))
    faults = 0
    for file in served:
        path = file.relative_to(root).as_posix()
        try:
            found = _faults(f"{url.rstrip('/')}/{quote(path)}", file)
        except OSError as error:
            # What is true of one file is true of all.
            refuse(
                msg("the site cannot be reached: {reason}", reason=_reason(error, url)),
                msg("check the address and your connection, and that the site is on line"),
                translate,
            )
        for fault in found:
            faults += 1
            stdout(msg("{subject}: {said}", subject=path, said=fault).text(translate))
    stderr(msg("Files compared: {count}. Faults: {faults}.", count=len(served), faults=faults).text(translate))
    sys.exit(EXIT_ERRORS if faults else EXIT_DONE)


def _warnings(url: str, named: str | None) -> Iterator[Message]:
    if url.startswith("http://"):
        yield msg("badges are checked with https, not http: try the address with https://")
    if named and url.partition("://")[2] != named.partition("://")[2]:
        yield msg("badges name {named} (`issuer.url`), not {url}: they are checked there", named=named, url=url)


def _faults(address: str, file: Path) -> list[Message]:
    """Return what is wrong with a file on the web; raises `OSError` when there is no answer at all."""
    try:
        with urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - http or https, as checked
            data, headers = answer.read(), answer.headers
    except HTTPError as error:
        if error.code == HTTPStatus.NOT_FOUND:
            return [msg("is not on the site (404): upload it")]
        return [msg("cannot be fetched: the site answers {code}", code=error.code)]
    except (HTTPException, ValueError) as error:
        return [msg("cannot be fetched: {reason}", reason=error)]
    found = [] if data == file.read_bytes() else [msg("is not the file of the public folder: upload it again")]
    if file.suffix == ".json":
        if "json" not in headers.get("Content-Type", ""):
            found.append(
                msg(
                    "is served as “{type}”, not as JSON: {remedy}",
                    type=headers.get("Content-Type", ""),
                    remedy=_SETTINGS,
                )
            )
        if headers.get("Access-Control-Allow-Origin") != "*":
            found.append(
                msg(
                    "verifiers in browsers cannot read it, without Access-Control-Allow-Origin: *; {remedy}",
                    remedy=_SETTINGS,
                )
            )
    return found


def _reason(error: OSError, url: str) -> Message | str:
    """Return in words why nothing answers."""
    cause = getattr(error, "reason", error)
    match cause:
        case socket.gaierror():
            return msg("no site has the name {name}", name=urlsplit(url).hostname or url)
        case TimeoutError():
            return msg("no answer in {count} seconds", count=_PATIENCE)
        case ConnectionRefusedError():
            return msg("nothing answers there")
        case ssl.SSLError():
            return msg(
                "its certificate is not accepted ({reason})",
                reason=getattr(cause, "verify_message", "") or cause.reason,
            )
        case _:
            return str(cause)
