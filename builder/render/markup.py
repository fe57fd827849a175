"""One rule for each Markdown token whose HTML is not plain CommonMark.

Every public method of the renderer is such a rule: markdown-it-py finds them by their names.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from builder.model.asset import Asset
from builder.model.identifier import fingerprint
from builder.model.media import Media
from builder.model.reference import ActivityReference, Anchor, External, FileReference, Target, resolve
from builder.render.addresses import Addressing, place_id
from builder.render.code import highlight
from builder.render.player import player, transcript
from builder.render.sizes import file_size
from builder.render.theme import Theme
from builder.render.typography import typeset
from builder.syntax.blanks import blank_mark
from builder.syntax.blocks import name_and_title
from builder.syntax.markdown import ANCHOR, Document, code_language, plain_words
from builder.syntax.mathml import mathml

CALLOUT_WORDS = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "example": "Example",
    "key": "Key point",
    "law": "What the law says",
}


@dataclass(slots=True)
class Scene:
    """What rendering one document needs to know, and what it remembers on the way.

    `blocks` renders another text that stands inside this one, from the path of its file and a prefix for its places.
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

    def prose(self, text: str) -> str:
        """Return a text typeset and escaped."""
        return escape(typeset(text, self.theme.language), quote=False)

    def word(self, template: str, **values: object) -> str:
        """Return a sentence of the interface, escaped for an attribute as well."""
        return escape(self.theme.text(template, **values))


class MarkupRenderer(RendererHTML):
    """Renders the tokens of a document."""

    def __init__(self) -> None:
        super().__init__()
        self._options = MarkdownIt("commonmark").options

    def render_document(self, tokens: Sequence[Token], scene: Scene) -> str:
        """Return the HTML of tokens; a name that begins with `render` is no rule."""
        return str(self.render(tokens, self._options, {"scene": scene}))

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _scene(env).prose(tokens[idx].content)

    def blank(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return blank_mark(int(tokens[idx].meta["index"]))

    def self_check(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self_check_mark(int(tokens[idx].meta["index"]))

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<{_level(tokens[idx])} id="{escape(_scene(env).place(str(tokens[idx].meta[ANCHOR])))}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{_level(tokens[idx])}>\n"

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        _scene(env).in_figure = _is_figure(tokens[idx + 1])
        return "" if tokens[idx].hidden or _scene(env).in_figure else "<p>"

    def paragraph_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        bare = tokens[idx].hidden or _scene(env).in_figure
        _scene(env).in_figure = False
        return "" if bare else "</p>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene, token = _scene(env), tokens[idx]
        source = str(token.attrs.get("src", ""))
        alt = typeset(plain_words(token).strip(), scene.theme.language)
        target = resolve(scene.path, source)
        if isinstance(target, External):
            # The course allows such pictures: a link keeps the page free of requests to other sites.
            return f'<a href="{escape(target.url)}" rel="noopener">{escape(alt or target.url, quote=False)}</a>'
        media = scene.media.get(target.path) if isinstance(target, FileReference) else None
        if media is not None:
            shown = player(media, alt, scene.theme, scene.addresses)
            return _figure(shown, token, source, scene, name=alt) + _transcript(media, alt, scene)
        image = f'<img src="{escape(scene.address(target))}" alt="{escape(alt)}" loading="lazy" decoding="async">'
        return _figure(image, token, source, scene) if scene.in_figure else image

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene = _scene(env)
        written = str(tokens[idx].attrs.get("href", ""))
        target = resolve(scene.path, written)
        if isinstance(target, External) and target.scheme in {"http", "https"}:
            hint = scene.word("(new window)")
            scene.link_ends.append(f'<span class="visually-hidden"> {hint}</span></a>')
            return f'<a class="external" href="{escape(written)}" target="_blank" rel="noopener noreferrer">'
        address = escape(scene.address(target))
        if isinstance(target, FileReference):
            scene.link_ends.append(f"</a>{_file_facts(target.path, scene)}")
            return f'<a href="{address}" download>'
        scene.link_ends.append("</a>")
        return f'<a href="{address}">'

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        ends = _scene(env).link_ends
        return ends.pop() if ends else ""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene = _scene(env)
        name = scene.word("Table: {headers}", headers=typeset(_headers(tokens, idx), scene.theme.language))
        return f'<div class="table" role="region" aria-label="{name}" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # An empty corner cell is no header.
        if not tokens[idx + 1].content.strip():
            return "<td>"
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def th_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</th>\n" if tokens[idx - 1].content.strip() else "</td>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<td{_alignment(tokens[idx])}>"

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene, kind = _scene(env), tokens[idx].meta.get("callout")
        if kind is None:
            scene.closings.append("</blockquote>\n")
            return "<blockquote>\n"
        word, title = scene.theme.text(CALLOUT_WORDS[kind]), str(tokens[idx].meta["title"])
        shown = scene.theme.text("{kind}: {title}", kind=word, title=title) if title else word
        return _open_callout(kind, shown, scene)

    def blockquote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _scene(env).closings.pop()

    def container_block_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene = _scene(env)
        name, title = name_and_title(tokens[idx].info)
        if name == "details":
            scene.closings.append("</div></details>\n")
            shown = scene.prose(title) or scene.word("More")
            return f'<details>\n<summary>{shown}</summary>\n<div class="details-body">\n'
        return _open_callout("objectives", title or scene.theme.text("Objectives"), scene)

    def container_block_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _scene(env).closings.pop()

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        language = code_language(tokens[idx].info)
        named = f' class="language-{escape(language)}"' if language else ""
        return f'<pre tabindex="0"><code{named}>{highlight(tokens[idx].content, language)}</code></pre>\n'

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self.fence(tokens, idx, options, env)

    def math_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        made = mathml(tokens[idx].content, "inline")
        if _is_wide(made):
            return _scrolled("span", "math-inline", tokens[idx], made, env)
        # Browsers leave a formula without a name out of the names of controls, groups and headings that hold it.
        return made.replace("<math ", f'<math aria-label="{escape(tokens[idx].content)}" ', 1)

    def math_inline_double(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _scrolled("span", "math", tokens[idx], mathml(tokens[idx].content, "block"), env)

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _scrolled("div", "math", tokens[idx], mathml(tokens[idx].content, "block"), env) + "\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene = _scene(env)
        number, mark = _note(tokens[idx], scene)
        name, note = scene.word("Note {number}", number=number), scene.place(f"fn{number}")
        return (
            f'<sup class="footnote-ref"><a href="#{note}" id="{mark}" role="doc-noteref" '
            f'aria-label="{name}">{number}</a></sup>'
        )

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        title = _scene(env).word("Notes and sources")
        return f'<div class="footnotes">\n<h2>{title}</h2>\n<ol>\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</ol>\n</div>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<li id="{_scene(env).place(f"fn{_note(tokens[idx], _scene(env))[0]}")}">'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        number, mark = _note(tokens[idx], _scene(env))
        name = _scene(env).word("Back to the text, note {number}", number=number)
        return f' <a class="footnote-back" href="#{mark}" role="doc-backlink" aria-label="{name}">↩</a>'


def self_check_mark(index: int) -> str:
    """Return what stands in a page for its self-check of an index, until a dialect puts the question there."""
    return f'<div id="{self_check_place(index)}"></div>\n'


def self_check_place(index: int) -> str:
    """Return the id of that element: no heading and no note has one with a colon."""
    return place_id(f"check:{index}")


def _scene(env: EnvType) -> Scene:
    scene = env["scene"]
    assert isinstance(scene, Scene)  # noqa: S101 - for the type checker: `render_document` put it there
    return scene


def _level(token: Token) -> str:
    """Return the heading's tag: the template prints the only `h1` of a page."""
    return "h2" if token.tag == "h1" else token.tag


def _is_figure(inline: Token) -> bool:
    children = [child for child in inline.children or () if child.type not in {"softbreak"} and child.content != ""]
    images = [child for child in inline.children or () if child.type == "image"]
    others = [child for child in children if child.type != "image"]
    return len(images) == 1 and not others and "decor" not in str(images[0].attrs.get("class", "")).split()


def _figure(image: str, token: Token, source: str, scene: Scene, *, name: str = "") -> str:
    """Return a picture with its caption; what has a name, a recording, shows it where there is no caption."""
    caption, credit = str(token.attrs.get("title", "")) or name, scene.credits.get(unquote(source), "")
    if not caption and not credit:
        return f"<figure>{image}</figure>\n"
    said = escape(typeset(caption or credit, scene.theme.language))
    shown = scene.prose(caption)
    small = f'<span class="credit">{scene.prose(credit)}</span>' if credit else ""
    # RGAA 1.9 wants the role and the name spelt out: not every screen reader ties a caption to its figure.
    sort = ' class="media"' if name else ""
    return f'<figure{sort} role="figure" aria-label="{said}">{image}<figcaption>{shown}{small}</figcaption></figure>\n'


def _transcript(media: Media, title: str, scene: Scene) -> str:
    if media.transcript is None or media.transcript.is_empty:
        return ""
    prefix = f"{fingerprint(media.path, 32):08x}-"
    return transcript(title, scene.blocks(media.transcript, media.transcript_path, prefix), scene.theme)


def _open_callout(kind: str, title: str, scene: Scene) -> str:
    scene.closings.append("</div>\n")
    return f'<div class="callout callout-{kind}">\n<p class="callout-title">{scene.prose(title)}</p>\n'


def _is_wide(made: str) -> bool:
    """Tell whether a formula may be wider than the narrowest place for a text: a choice at 320 pixels."""
    return len(_TAGS.sub("", made)) > _NARROW


_NARROW = 10
_TAGS = re.compile(r"<[^>]*>")


def _scrolled(tag: str, name: str, token: Token, made: str, env: EnvType) -> str:
    """Return a formula in a box of its own that scrolls, also by keyboard; a formula breaks into no lines."""
    # The words are typeset, the formula is not.
    said = _scene(env).word("Formula: {tex}", tex="{tex}").replace("{tex}", escape(token.content.strip()))
    return f'<{tag} class="{name}" tabindex="0" role="group" aria-label="{said}">{made}</{tag}>'


def _headers(tokens: Sequence[Token], idx: int) -> str:
    """Return the first header cells of the table that opens at `idx`, as its name."""
    end = next(at for at in range(idx, len(tokens)) if tokens[at].type == "thead_close")
    cells = (tokens[at + 1].content for at in range(idx, end) if tokens[at].type == "th_open")
    return ", ".join(cell for cell in cells if cell.strip())


def _alignment(token: Token) -> str:
    style = str(token.attrs.get("style", ""))
    side = style.removeprefix("text-align:")
    return f' class="align-{side}"' if side in {"left", "center", "right"} else ""


def _file_facts(path: str, scene: Scene) -> str:
    asset = scene.assets.get(path)
    if asset is None:
        return ""
    kind = PurePosixPath(path).suffix.lstrip(".").upper()
    facts = scene.word("({kind}, {size})", kind=kind, size=file_size(asset.size, scene.theme))
    return f' <span class="file-facts">{facts}</span>'


def _note(token: Token, scene: Scene) -> tuple[int, str]:
    """Return the number of a note, and the id of the place that refers to it."""
    number, again = int(token.meta["id"]) + 1, int(token.meta.get("subId", 0) or 0)
    return number, scene.place(f"fnref{number}" + (f"-{again}" if again else ""))
