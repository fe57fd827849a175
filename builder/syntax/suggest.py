"""Naming what the author may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePosixPath

from builder.diagnostics import Message, msg


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to a misspelt one, or None when none is near."""
    names = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return names[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """Return a remedy that names the known word nearest to a misspelt one, or None when none is near."""
    near = nearest(word, known)
    return _did_you_mean(near) if near else None


def did_you_mean_file(path: str, known: Iterable[str]) -> Message | None:
    """Return a remedy that names the known file of the same sort with the nearest name, or None."""
    wanted = PurePosixPath(path)
    files = {PurePosixPath(name).stem: name for name in known if PurePosixPath(name).suffix == wanted.suffix}
    near = nearest(wanted.stem, files)
    return _did_you_mean(files[near]) if near else None


def _did_you_mean(name: str) -> Message:
    return msg("did you mean `{name}`?", name=name)


def one_of(known: Iterable[str]) -> Message:
    """Return a remedy that lists what may stand here."""
    return msg("write one of: {names}", names=", ".join(known))
