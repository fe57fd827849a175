"""Rules about Markdown that was meant and not understood: learners would see it as it stands."""

import re
from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.course import Course

_SPACED = re.compile(r"!?\[[^\]\n]*\]\((?!<)[^()\n]*[^()\s\n][ ][^()\n]*\)")
_SIGNS: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"#{1,6}(?:[\u00a0\u202f]|[^\W\d_])"), msg("for a heading, write a space after the `#`")),
    (re.compile(r"::[^\S\n]*[a-zé]"), msg("for a block, write three colons")),
    (re.compile(r"[•·▪◦‣]\s"), msg("for a list, begin each line with `- `")),
    (re.compile(r"\|.*\|[^\S\n]*\n\|.*\|"), msg("for a table, write a line `| --- | --- |` under the first one")),
    (re.compile(r"\[![\wÀ-ÿ-]+\]"), msg("for a callout, use one of the known words, such as `[!NOTE]`")),
    (re.compile(r"\$\$"), msg("for a formula, write `$$` at its end too")),
)
_STRAY = re.compile(r"^:{3,}[^\S\n]*$", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_HALF_BLANK = re.compile(r"(?<!\[)\[[^\[\]\n]+[;|][^\[\]\n]+\](?![\](\[])")
_FORMULA = re.compile(r"\$[^$\n]*\\[A-Za-z][^$\n]*\$")


def space_in_address(course: Course) -> Iterator[Diagnostic]:
    """Find links and pictures whose address holds a space, which Markdown does not read as such."""
    for _, document in course.documents():
        for text in document.texts:
            for found in _SPACED.finditer(text.text):
                yield SPACE_IN_ADDRESS.kind.at(
                    text.span.find(found.group()),
                    msg("the address of this link or picture holds a space, so it is not read as one"),
                    remedy=msg("rename the file without spaces, or write the address between `<` and `>`"),
                )


def unread_markup(course: Course) -> Iterator[Diagnostic]:
    """Find signs of Markdown that are shown to learners as they stand."""
    for _, document in course.documents():
        for text in document.texts:
            for pattern, remedy in _SIGNS:
                found = pattern.match(text.text) if text.opens_block else None
                if found is not None:
                    yield _unread(text.span.find(found.group().split("\n")[0]), remedy)
            stray = _STRAY.search(text.text)
            if stray is not None and (text.opens_block or stray.start() > 0):
                yield _unread(_line_of(stray.group(), text.span), msg("remove this line of colons: it closes nothing"))
            for note in _NOTE.finditer(text.text):
                yield _unread(
                    text.span.find(note.group()), msg("write the note, on a line that begins with `[^name]:`")
                )
            for blank in _HALF_BLANK.finditer(text.text if document.gaps else ""):
                yield _unread(text.span.find(blank.group()), msg("for a blank, write two brackets: `[[` and `]]`"))
            for formula in _FORMULA.finditer(text.text):
                yield _unread(
                    text.span.find(formula.group()),
                    msg("for a formula, write no space after its first `$` or before its last"),
                )


def _line_of(words: str, span: Span) -> Span:
    """Return the place of words that are all of a line but for the marks of lists and quotes before them."""
    found = re.compile(rf"^[ \t>*+.)\d-]*({re.escape(words)})[ \t]*$", re.MULTILINE).search(
        span.source.text, span.start, span.end
    )
    return span.source.span(*found.span(1)) if found else span


def _unread(span: Span, remedy: Message) -> Diagnostic:
    return UNREAD_MARKUP.kind.at(span, msg("learners would see this sign as it stands"), remedy=remedy)


SPACE_IN_ADDRESS = Rule(
    Kind("space-in-address", Severity.ERROR, msg("Learners would see the address instead of the picture.")),
    space_in_address,
    bad=course_of(page="# Page\n\nRead [the form](the form.txt).\n") | {"course/one/the form.txt": "Form"},
    good=course_of(page="# Page\n\nRead [the form](<the form.txt>) (or [not] (at all)).\n")
    | {"course/one/the form.txt": "Form"},
)
UNREAD_MARKUP = Rule(
    Kind("unread-markup", Severity.WARNING, msg("A small sign is missing for the text to be what it was meant to be.")),
    unread_markup,
    bad=course_of(page="# Page\n\n#Part\n"),
    good=course_of(page="# Page\n\n## Part\n\nNote[^1]: #1 of | two | `[^2]`.\n\n[^1]: Text.\n"),
)
