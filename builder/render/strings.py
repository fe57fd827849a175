"""The interface in an author's words: what `strings:` in course.yml means, and what is wrong with it.

A sentence is named as learners read it, in the language of the course, or by its English template.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from builder.diagnostics import Diagnostic, Kind, Message, Severity, msg
from builder.model.course import Course, Override
from builder.syntax.catalog import Catalog, read_catalog
from builder.syntax.languages import language_name
from builder.syntax.suggest import did_you_mean, nearest
from builder.syntax.yaml import Text

UNKNOWN_STRING = Kind(
    "unknown-string", Severity.ERROR, msg("The interface has no such sentence, so nothing would take its place.")
)
UNKNOWN_VALUE = Kind(
    "unknown-value", Severity.ERROR, msg("Learners would see the braces: nothing is filled in between them.")
)
LOST_VALUE = Kind(
    "lost-value",
    Severity.ERROR,
    msg("What is filled in between braces, such as a title or a score, would no longer be said."),
    allowable=True,
)
UNTRANSLATED_INTERFACE = Kind(
    "untranslated-interface",
    Severity.WARNING,
    msg("Learners would find English buttons around a text in another language."),
    allowable=True,
)
KINDS = (UNKNOWN_STRING, UNKNOWN_VALUE, LOST_VALUE, UNTRANSLATED_INTERFACE)

_SOURCE = "en"
_COMPLETE = "fr"
"""A language whose catalogue holds every sentence there is."""
_VALUE = re.compile(r"\{(\w+)\}")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_FEWEST = 6  # letters that tell a sentence from others
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the interface: its English forms, and those that learners of a course read."""

    english: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def values(self) -> frozenset[str]:
        """The names that are filled in."""
        return frozenset(name for form in self.english for name in _VALUE.findall(form))


def sentences(folder: Path, language: str) -> tuple[Sentence, ...]:
    """Return every sentence of a folder of catalogues, as a course in a language shows it."""
    all_of_them, own = read_catalog(folder, _COMPLETE), read_catalog(folder, language)
    single = (Sentence((one,), (own.sentence(one),)) for one in all_of_them.sentences)
    counted = (Sentence((one, many), own.plurals.get(one, (one, many))) for one, many in all_of_them.many.items())
    return (*single, *counted)


def catalog_with(folder: Path, language: str, overrides: Iterable[Override]) -> Catalog:
    """Return the catalogue of a language with an author's sentences in it.

    Where they are all there, the interface is in the language of the course, whether it has a catalogue or not.
    """
    own = read_catalog(folder, language)
    said = {one.key.text: tuple(form.text for form in one.forms) for one in overrides}
    if not said:
        return own
    known = sentences(folder, language)
    found = {sentence.english: forms for key, forms in said.items() for sentence in _named(key, known)}
    single = {english[0]: forms[0] for english, forms in found.items() if len(english) == 1}
    counted = {english[0]: forms for english, forms in found.items() if len(english) > 1}
    made = replace(own, sentences={**own.sentences, **single}, plurals={**own.plurals, **counted})
    return replace(made, language=language) if len(found) == len(known) else made


def string_findings(course: Course, folder: Path) -> Iterator[Diagnostic]:
    """Find overrides that cannot be used, and a language that the interface does not speak."""
    known = sentences(folder, course.language) if course.strings else ()
    for override in course.strings:
        named = _named(override.key.text, known)
        if named:
            yield from _misfits(override, named[0])
        elif language_name(course.language, _SOURCE):  # in no language, the author's sentences cannot be known
            yield _unknown(override.key, known, folder)
    yield from _untranslated(course, folder)


def _named(key: str, known: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences that a key names: several may read the same in the language of the course."""
    folded = _folded(key)
    return tuple(one for one in known if folded in map(_folded, (*one.english, *one.shown)))


def _folded(text: str) -> str:
    """Return a text without what typesetting changes: it may have been copied from the screen."""
    return _SPACES.sub(" ", text).replace("’", "'").strip()


def _misfits(override: Override, sentence: Sentence) -> Iterator[Diagnostic]:
    if len(override.forms) > len(sentence.english):
        yield UNKNOWN_STRING.at(
            override.forms[1].span,
            msg("“{sentence}” has one form: nothing is counted in it", sentence=override.key.text),
            remedy=msg("keep one text, without brackets"),
        )
        return
    for at, form in enumerate(override.forms):
        wrong = list(_unfilled(form, sentence))
        yield from wrong
        # “One page” needs no number; and a misspelt value is one mistake.
        free = {"count"} if len(override.forms) > 1 and at == 0 else set()
        for name in () if wrong else sorted(sentence.values - set(_VALUE.findall(form.text)) - free):
            yield LOST_VALUE.at(
                form.span,
                msg("`{name}` is missing in this sentence", name=f"{{{name}}}"),
                remedy=msg("write `{name}` where it should stand", name=f"{{{name}}}"),
            )


def _unfilled(form: Text, sentence: Sentence) -> Iterator[Diagnostic]:
    known = [f"{{{name}}}" for name in sorted(sentence.values)]
    for found in _BRACES.findall(form.text):
        if found not in known:
            yield UNKNOWN_VALUE.at(
                form.span,
                msg("nothing is filled in for `{name}` in this sentence", name=found),
                remedy=did_you_mean(found, known) or _one_of(known),
            )


def _one_of(known: list[str]) -> Message:
    if not known:
        return msg("write the sentence without braces")
    return msg("what is filled in here is: {names}", names=", ".join(f"`{name}`" for name in known))


def _unknown(key: Text, known: tuple[Sentence, ...], folder: Path) -> Diagnostic:
    message = msg("“{sentence}” is no sentence of the interface", sentence=key.text)
    elsewhere = _named(key.text, sentences(folder, _COMPLETE))
    if elsewhere:
        return UNKNOWN_STRING.at(
            key.span,
            message,
            remedy=msg(
                "name a sentence in the language of the course, or in English: `{name}`",
                name=_as_key(elsewhere[0].english[0]),
            ),
        )
    near = (
        _filled_from(key.text, known)
        or _begun_by(key.text, known)
        or nearest(key.text, [form for one in known for form in one.shown])
        or nearest(key.text, [form for one in known for form in one.english])
    )
    return UNKNOWN_STRING.at(
        key.span,
        message,
        remedy=msg("did you mean `{name}`?", name=_as_key(near))
        if near
        else msg("copy the sentence from the list in the guide (docs/strings.md)"),
    )


def _filled_from(text: str, known: Iterable[Sentence]) -> str:
    """Return the sentence that reads like a text once its values are filled in: it was copied from the screen."""
    forms = [form for one in known for form in _forms(one) if _VALUE.search(form) and len(_own(form)) >= _FEWEST]
    return max((form for form in forms if _pattern(form).fullmatch(text)), key=lambda form: len(_own(form)), default="")


def _begun_by(text: str, known: tuple[Sentence, ...]) -> str:
    """Return the shortest sentence that begins with a text, of those that learners read before the English ones."""
    words = re.compile(re.escape(_folded(text)) + r"(?!\w)", re.IGNORECASE)
    for forms in ([form for one in known for form in one.shown], [form for one in known for form in one.english]):
        begun = [form for form in forms if words.match(_folded(form))]
        if begun and _folded(text):
            return min(begun, key=len)
    return ""


def _own(form: str) -> str:
    """Return what a sentence says itself, without what is filled in."""
    return _VALUE.sub("", form)


def _pattern(form: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in _VALUE.sub("\0", _folded(form)).split("\0"))
    return re.compile("(.+)".join(parts).replace("'", "['’]").replace(r"\ ", r"[\s\u00a0\u202f]+"))


def _forms(sentence: Sentence) -> tuple[str, ...]:
    return (*sentence.shown, *sentence.english)


def _as_key(text: str) -> str:
    return f'"{text}"' if ": " in text or text.startswith("{") else text


def _untranslated(course: Course, folder: Path) -> Iterator[Diagnostic]:
    speaks = catalog_with(folder, course.language, course.strings).language
    # What is no language at all is told elsewhere.
    name = language_name(course.language, _SOURCE) if speaks == _SOURCE else None
    if name and course.language.lower().split("-")[0] != _SOURCE:
        yield UNTRANSLATED_INTERFACE.at(
            course.language_span,
            msg("the interface does not speak this language: learners read it in English"),
            remedy=msg("translate it under `strings:` (docs/strings.md lists it), or allow `untranslated-interface`"),
        )
