"""Which sentences the code uses: what the French catalogues must hold.

`python tests/messages.py` writes the catalogues anew: known translations kept, new sentences empty, dead ones gone.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
AUTHOR = ROOT / "builder" / "locale" / "fr.po"
"""What the command line and the findings say to authors."""
LEARNER = ROOT / "themes" / "_runtime" / "locale" / "fr.po"
"""What the pages say to learners."""
OLX = ROOT / "builder" / "targets" / "olx" / "locale" / "fr.po"
"""What an Open edX course says to learners."""
BADGES = ROOT / "builder" / "badges" / "locale" / "fr.po"
"""What the public pages about badges say to anybody."""
CATALOGS = (AUTHOR, LEARNER, OLX, BADGES)

_Keywords = dict[str, tuple[int, ...] | None]
_FIXED = datetime(2026, 1, 1, tzinfo=UTC)  # so that writing twice changes nothing
_THEME_CALLS: _Keywords = {"text": None, "word": None, "counted": (2, 3)}
_OLX_CALLS: _Keywords = {"word": None, "text": None, "counted": (2, 3)}
_PAGE_CALLS: _Keywords = {"t": None, "n": (2, 3)}


def used(catalog: Path) -> set[str | tuple[str, str]]:
    """Return the sentences that a catalogue must hold; a pair is a singular and its plural."""
    sentences = {AUTHOR: _author_sentences, LEARNER: _learner_sentences, OLX: _olx_sentences, BADGES: _badge_sentences}[
        catalog
    ]
    return set(sentences())


def held(catalog: Path) -> Catalog:
    """Return what a catalogue holds."""
    with catalog.open("rb") as file:
        return read_po(file, locale="fr")


def _author_sentences() -> Iterator[str | tuple[str, str]]:
    yield from _extract(ROOT / "builder", [("**.py", "python")], {"msg": None})


def _learner_sentences() -> Iterator[str | tuple[str, str]]:
    for folder, pattern in (("render", "**.py"), ("dialects", "learner/**.py")):
        yield from _extract(ROOT / "builder" / folder, [(pattern, "python")], _THEME_CALLS)
    yield from run_time_sentences()
    yield from _extract(ROOT / "themes", [("**/templates/**.html", "jinja2.ext:babel_extract")], _PAGE_CALLS)
    yield from _callout_words()
    yield from _module_words()


def run_time_sentences() -> Iterator[str | tuple[str, str]]:
    """Go through the sentences that the run-time says: what the outline of a course must bring."""
    yield from _extract(ROOT / "themes" / "_runtime", [("**.js", "javascript")], _PAGE_CALLS)


def _olx_sentences() -> Iterator[str | tuple[str, str]]:
    yield from _extract(ROOT / "builder" / "dialects", [("capa/**.py", "python")], _OLX_CALLS)
    yield from _extract(ROOT / "builder" / "targets" / "olx", [("**.py", "python")], _OLX_CALLS)


def _badge_sentences() -> Iterator[str | tuple[str, str]]:
    methods = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**/templates/**.md", "jinja2.ext:babel_extract")]
    yield from _extract(ROOT / "builder" / "badges", [*methods, ("**.js", "javascript")], _PAGE_CALLS)


def _callout_words() -> Iterator[str]:
    from builder.render.blocks import CALLOUT_WORDS  # noqa: PLC0415 - only where the package is installed

    yield from CALLOUT_WORDS.values()


def _module_words() -> Iterator[str]:
    from builder.render.module_words import MODULE_WORDS  # noqa: PLC0415 - only where the package is installed

    yield from MODULE_WORDS.values()


def _extract(folder: Path, methods: list[tuple[str, str]], keywords: _Keywords) -> Iterator[str | tuple[str, str]]:
    options = {pattern: {"encoding": "utf-8"} for pattern, _ in methods}
    for _, _, message, _, _ in extract_from_dir(folder, methods, options, keywords=keywords):
        yield message if isinstance(message, str) else (message[0], message[1])


def main() -> None:
    """Write every catalogue anew."""
    for path in CATALOGS:
        known = held(path) if path.exists() else Catalog(locale="fr")
        made = Catalog(
            locale="fr",
            charset="utf-8",
            header_comment="# French sentences of Parcours.",
            creation_date=_FIXED,
            revision_date=_FIXED,
            fuzzy=False,
        )
        for sentence in sorted(used(path), key=str):
            old = known.get(sentence if isinstance(sentence, str) else sentence[0])
            made.add(sentence, string=old.string if old else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, made, width=0, omit_header=False, sort_output=False)
        missing = sum(1 for message in made if message.id and not message.string)
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(made)} sentences, {missing} without translation\n")


if __name__ == "__main__":
    main()
