"""Naming what the author may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePosixPath
from posixpath import dirname, relpath
from unicodedata import combining, normalize

from builder.diagnostics import Message, msg

# Words that French-speaking authors try, or that belong to another type of question.
_MEANT = {
    "a la fin": "end",
    "accessibilite": "accessibility",
    "affirmation": "statement",
    "aide": "help",
    "attention": "warning",
    "aucun": "none",
    "aussi": "also",
    "avec": "with",
    "bonne reponse": "correct",
    "bonne": "correct",
    "chaque": "each",
    "choix": "choices",
    "commentaire": "feedback",
    "correcte": "correct",
    "declaration": "statement",
    "dernier": "last",
    "duree": "duration",
    "echelle": "scale",
    "elements": "items",
    "enonce": "question",
    "essais": "attempts",
    "etiquette": "tags",
    "etiquettes": "tags",
    "explication": "explanation",
    "fausse": "wrong",
    "faux": "wrong",
    "fin": "end",
    "garder": "keep",
    "indices": "hints",
    "jamais": "never",
    "juste": "correct",
    "les deux": "both",
    "leurres": "extra",
    "mauvaise": "wrong",
    "meilleur": "best",
    "melanger": "shuffle",
    "nom": "name",
    "nombre": "number",
    "objectif": "objective",
    "objectifs": "objectives",
    "poids": "weight",
    "question": "statement",
    "reponse": "answer",
    "reserves": "pools",
    "retour": "feedback",
    "seuil": "pass",
    "statut": "status",
    "tirer": "draw",
    "titre": "title",
    "unite": "unit",
    "vrai": "correct",
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to a misspelt one, or None when none is near."""
    names = {_folded(name): name for name in known}
    folded = _folded(word)
    if _MEANT.get(folded) in names:
        return names[_MEANT[folded]]
    near = get_close_matches(folded, names, n=1, cutoff=0.65)
    return names[near[0]] if near else None


def _folded(word: str) -> str:
    return "".join(letter for letter in normalize("NFKD", word.lower()) if not combining(letter)).strip()


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """Return a remedy that names the known word nearest to a misspelt one, or None when none is near."""
    near = nearest(word, known)
    return _did_you_mean(near) if near else None


def did_you_mean_file(path: str, known: Iterable[str], *, named_in: str) -> Message | None:
    """Return a remedy that names the known file of the same sort with the nearest name, or None.

    The remedy has the address to write in the file `named_in`, where addresses start from its folder.
    """
    wanted = PurePosixPath(path)
    files = {PurePosixPath(name).stem: name for name in known if _sort(name) == _sort(path)}
    near = nearest(wanted.stem, files)
    return _did_you_mean(relpath(files[near], dirname(named_in) or ".")) if near else None


def _sort(path: str) -> str:
    suffix = PurePosixPath(path).suffix.lower()
    return {".markdown": ".md", ".yaml": ".yml", ".jpeg": ".jpg"}.get(suffix, suffix)


def _did_you_mean(name: str) -> Message:
    return msg("did you mean `{name}`?", name=name)


def one_of(known: Iterable[str]) -> Message:
    """Return a remedy that lists what may stand here."""
    names = ", ".join(known)
    return msg("write one of: {names}", names=names) if names else msg("there is none yet: add it, or remove this")
