"""What rendering a document needs to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from markdown_it.utils import EnvType

from builder.model.asset import Asset
from builder.model.media import Media
from builder.model.reference import ActivityReference, Anchor, External, FileReference, Target, resolve
from builder.render.addresses import Addressing, place_id
from builder.render.theme import Theme
from builder.render.typography import typeset
from builder.syntax.markdown import Document


@dataclass(slots=True)
class Scene:
    """What rendering one document needs to know, and what it remembers on the way.

    `blocks` renders another text that stands inside this one, from the path of its file and a prefix for its places.
    `languages` are those of the blocks and words around the place, the innermost last.
    `own` are the anchors of this text: a link to another one leads to what stands around it, such as a term.
    """

    path: str
    credits: Mapping[str, str]
    theme: Theme
    addresses: Addressing
    assets: Mapping[str, Asset]
    media: Mapping[str, Media]
    blocks: Callable[[Document, str, str], str]
    link_ends: list[str] = field(default_factory=list)
    closings: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    own: frozenset[str] = frozenset()
    in_figure: bool = False
    prefix: str = ""

    def place(self, anchor: str) -> str:
        """Return the id of a place in this text, unlike those of the other texts of the same page."""
        return place_id(self.prefix + anchor)

    def address(self, target: Target) -> str:
        """Return the address of what a link or a picture leads to.

        Raises `KeyError` for what is not in the course: the check has refused that course.
        """
        match target:
            case External(url):
                return url
            case Anchor(fragment):
                return f"#{self.place(fragment) if fragment in self.own else place_id(fragment)}"
            case ActivityReference(path, fragment):
                return self.addresses.activity(path, fragment)
            case FileReference(path):
                return self.addresses.file(path)

    def credit(self, source: str) -> str:
        """Return who made a picture and under which licence: the page says it, or else the credits of the course."""
        target = resolve(self.path, source)
        asset = self.assets.get(target.path) if isinstance(target, FileReference) else None
        return self.credits.get(unquote(source), asset.credit if asset else "")

    @property
    def language(self) -> str:
        """The language of the words at this place."""
        return self.languages[-1] if self.languages else self.theme.language

    def typeset(self, text: str) -> str:
        """Return a text as the language of its place is set."""
        return typeset(text, self.language)

    def prose(self, text: str) -> str:
        """Return a text typeset and escaped."""
        return escape(self.typeset(text), quote=False)

    def word(self, template: str, **values: object) -> str:
        """Return a sentence of the interface, escaped for an attribute as well."""
        return escape(self.theme.text(template, **values))


def scene_of(env: EnvType) -> Scene:
    """Return the scene of what is being rendered."""
    scene = env["scene"]
    assert isinstance(scene, Scene)  # noqa: S101 - for the type checker: `render_document` put it there
    return scene
