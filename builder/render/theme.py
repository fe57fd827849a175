"""Themes: templates, style, colours. A theme is appearance; behaviour is in the run-time."""

import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath

import jinja2
import rcssmin
from markupsafe import Markup

from builder.model.course import Override
from builder.model.theme import GIVEN, POLICY, THEMES, Colour, Look
from builder.render.module_words import of_a_module
from builder.render.typography import typeset
from builder.render.words import Words
from builder.syntax.languages import runs_right_to_left
from builder.syntax.sandbox import Sandbox

RUNTIME = THEMES / "_runtime"
LOCALE = RUNTIME / "locale"
"""The catalogues of what learners read."""
FIRST, LATER = "first", "later"
_USED = re.compile(r"var\(--([\w-]+)")
_WORD = 14  # letters
_FAMILIES = {"text": "sans", "titles": "serif", "code": "mono"}


class Theme(Words):
    """A theme, and the sentences of the learner's page in the language of one course.

    `whole` is the title of the course where the pages are those of one of its modules alone.
    """

    def __init__(self, look: Look, language: str, strings: Iterable[Override] = (), whole: str = "") -> None:
        super().__init__(LOCALE, language, strings)
        if whole:
            self.catalog = of_a_module(self.catalog, LOCALE, language, whole)
        self._look = look

    def render(self, template: str, **values: object) -> str:
        """Return a template filled in."""
        return self._environment.get_template(template).render(values)

    def style(self, part: str) -> str:
        """Return the style of a part as one sheet, in the order of the names of its files, comments left out.

        The parts are `first`, what home and the frame of every page need, and `later`, all the rest. A variable stands
        in the part that first uses it.
        """
        first = set(_USED.findall(self._sheet(FIRST)))
        here = ((name, value) for name, value in self._variables.items() if (name in first) == (part == FIRST))
        variables = "".join(f"--{name}:{value};" for name, value in here)
        return f":root{{{variables}}}{self._sheet(part)}\n"

    def _sheet(self, part: str) -> str:
        texts: dict[str, str] = {}
        for layer in reversed(self._look.layers):
            files = (THEMES / layer / "css" / part).glob("*.css")
            texts.update((file.name, file.read_text(encoding="utf-8")) for file in files)
        own = ((PurePosixPath(path), text) for path, text in self._look.files.items())
        texts.update((path.name, text) for path, text in own if path.parent == PurePosixPath("css", part))
        return str(rcssmin.cssmin("\n".join(text for _, text in sorted(texts.items()))))

    @cached_property
    def _variables(self) -> Mapping[str, str]:
        """What theme.yml says, as CSS variables."""
        look = self._look
        colours = {
            name: f"light-dark({_short(colour)},{_short(look.dark[name])})"
            for name, colour in sorted(look.light.items())
        }
        fonts = {_FAMILIES[name]: families.replace(", ", ",") for name, families in look.fonts.items()}
        return colours | {"radius": look.radius} | fonts

    def duration(self, minutes: int) -> str:
        """Return a duration in words: “45 min”, “1 h 30”."""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self.text("{minutes} min", minutes=rest)
        return (
            self.text("{hours} h {minutes}", hours=hours, minutes=f"{rest:02}")
            if rest
            else self.text("{hours} h", hours=hours)
        )

    @cached_property
    def _environment(self) -> jinja2.Environment:
        folders = [THEMES / layer / "templates" for layer in self._look.layers]
        environment = Sandbox(jinja2.ChoiceLoader([jinja2.FunctionLoader(self._own), jinja2.FileSystemLoader(folders)]))
        rtl = runs_right_to_left(self.language)
        policy = Markup(POLICY)  # noqa: S704 - no author's
        given = (self.text, self.counted, self.duration, _long_word, rtl, *self._marks(), policy)
        environment.globals.update(zip(GIVEN, given, strict=True))
        environment.filters["typeset"] = self._typesetter()
        return environment

    def _own(self, template: str) -> tuple[str, str, None] | None:
        """Return the text and the path of a template of the course, for Jinja to name in its errors."""
        path = f"templates/{template}"
        text = self._look.files.get(path)
        return None if text is None else (text, f"{self._look.own}/{path}", None)

    def _marks(self) -> tuple[Markup, Markup]:
        """Return the attributes of what the interface says and of what the author says; none where both speak alike.

        Screen readers choose their voice by them. The interface keeps the direction of the page: it is laid out as a
        part of it, and the style sheet reads its words their own way.
        """
        ours, theirs = self.catalog.language, self.language
        if ours.lower().split("-")[0] == theirs.lower().split("-")[0]:
            return Markup(), Markup()
        return Markup(' lang="{}"').format(ours), language_mark(theirs)

    def _typesetter(self) -> Callable[[str], str]:
        return lambda text: typeset(text, self.language)


def _long_word(title: str) -> Markup:
    """Return the class of a title that needs smaller letters, after a space: a word of it would not fit on a phone."""
    is_long = any(len(word) > _WORD for word in title.split())
    return Markup(' class="long-word"') if is_long else Markup()


def language_mark(language: str) -> Markup:
    """Return the attributes of a text in a language, after a space."""
    return Markup(' lang="{}" dir="{}"').format(language, "rtl" if runs_right_to_left(language) else "ltr")


def _short(colour: Colour) -> str:
    """Return `#rgb` for a colour that needs no more."""
    code = colour.code
    return f"#{code[1::2]}" if code[1::2] == code[2::2] else code


def fault_of(error: Exception, look: Look) -> tuple[str, int] | None:
    """Return where a template of the course could not be filled in: its path in its theme, and the line."""
    paths = {f"{look.own}/{path}": path for path in look.files}
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return next(((paths[frame.filename], frame.lineno or 1) for frame in frames if frame.filename in paths), None)
