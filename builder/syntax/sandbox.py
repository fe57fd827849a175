"""The language of templates, for templates that may be a stranger's."""

from pathlib import PurePath

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Fills in templates that can change nothing, reach no file, and give the same page each time."""

    def __init__(self, loader: jinja2.BaseLoader | None = None) -> None:
        super().__init__(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        del self.globals["lipsum"], self.filters["random"]
        self.filters["typeset"] = str

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Refuse paths too: their methods read and write files."""
        return (
            not isinstance(obj, PurePath)
            and not isinstance(value, PurePath)
            and super().is_safe_attribute(obj, attr, value)
        )

    def is_safe_callable(self, obj: object) -> bool:
        """Refuse the methods of paths too, whoever hands them over."""
        return not isinstance(getattr(obj, "__self__", None), PurePath) and super().is_safe_callable(obj)
