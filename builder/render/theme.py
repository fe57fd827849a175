"""Themes: templates, style, colours. A theme is appearance; behaviour is in the run-time."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import jinja2
import rcssmin

from builder.render.typography import typeset
from builder.render.words import Words

_PACKAGED = Path(__file__).resolve().parent.parent / "themes"
_REPOSITORY = Path(__file__).resolve().parent.parent.parent / "themes"
THEMES = _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY
"""The folder of themes: beside the code in an installed package, at the top of the repository in a checkout."""
RUNTIME = THEMES / "_runtime"


class Theme(Words):
    """A theme, and the sentences of the learner's page in the language of one course."""

    def __init__(self, name: str, language: str) -> None:
        super().__init__(RUNTIME / "locale", language)
        self._folder = THEMES / name

    def render(self, template: str, **values: object) -> str:
        """Return a template filled in."""
        return self._environment.get_template(template).render(values)

    def style(self, part: str) -> str:
        """Return the style of a part as one sheet, in the order of the names of its files, comments left out.

        The parts are `first`, what home and the frame of every page need, and `later`, all the rest.
        """
        sheets = sorted((self._folder / "css" / part).glob("*.css"), key=lambda path: path.name)
        return str(rcssmin.cssmin("\n".join(path.read_text(encoding="utf-8") for path in sheets))) + "\n"

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
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self._folder / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(t=self.text, n=self.counted, duration=self.duration)
        environment.filters["typeset"] = self._typesetter()
        return environment

    def _typesetter(self) -> Callable[[str], str]:
        return lambda text: typeset(text, self.language)


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes there are."""
    return tuple(sorted(path.name for path in THEMES.iterdir() if path.is_dir() and path.name[0] not in "._"))
