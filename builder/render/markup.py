"""One rule for each Markdown token whose HTML is not plain CommonMark.

Every public method of the renderer is such a rule: markdown-it-py finds them by their names.
"""

import re
from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from builder.model.identifier import fingerprint
from builder.model.media import Media
from builder.model.reference import ActivityReference, External, FileReference, resolve
from builder.render.addresses import place_id
from builder.render.blocks import BlockRenderer
from builder.render.code import highlight
from builder.render.player import player, transcript
from builder.render.scene import Scene, scene_of
from builder.render.sizes import file_size
from builder.syntax.blanks import blank_mark
from builder.syntax.markdown import ANCHOR, code_language, plain_words
from builder.syntax.mathml import mathml
from builder.syntax.tasks import IS_DONE


class MarkupRenderer(BlockRenderer):
    """Renders the tokens of a document."""

    def __init__(self) -> None:
        super().__init__()
        self._options = MarkdownIt("commonmark").options

    def render_document(self, tokens: Sequence[Token], scene: Scene) -> str:
        """Return the HTML of tokens; a name that begins with `render` is no rule."""
        return str(self.render(tokens, self._options, {"scene": scene}))

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return scene_of(env).prose(tokens[idx].content)

    def blank(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return blank_mark(int(tokens[idx].meta["index"]))

    def self_check(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self_check_mark(int(tokens[idx].meta["index"]))

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<{_level(tokens[idx])} id="{escape(scene_of(env).place(str(tokens[idx].meta[ANCHOR])))}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{_level(tokens[idx])}>\n"

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene_of(env).in_figure = _is_figure(tokens[idx + 1])
        opening = "" if tokens[idx].hidden or scene_of(env).in_figure else "<p>"
        return opening + _task_box(tokens[idx], scene_of(env))

    def paragraph_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        bare = tokens[idx].hidden or scene_of(env).in_figure
        scene_of(env).in_figure = False
        return "" if bare else "</p>\n"

    def span_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene = scene_of(env)
        scene.languages.append(str(tokens[idx].attrs.get("lang", scene.language)))
        return str(self.renderToken(tokens, idx, options, env))

    def span_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene_of(env).languages.pop()
        return "</span>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene, token = scene_of(env), tokens[idx]
        source = str(token.attrs.get("src", ""))
        alt = scene.typeset(plain_words(token).strip())
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
        scene = scene_of(env)
        written = str(tokens[idx].attrs.get("href", ""))
        target = resolve(scene.path, written)
        if isinstance(target, External) and target.scheme in {"http", "https"}:
            hint = scene.word("(new window)")
            scene.link_ends.append(f'<span class="visually-hidden"> {hint}</span></a>')
            return f'<a class="external" href="{escape(written)}" target="_blank" rel="noopener noreferrer">'
        if isinstance(target, ActivityReference) and (module := scene.addresses.elsewhere(target.path)):
            where = scene.word("(module “{title}”)", title=scene.typeset(module))
            scene.link_ends.append(f" {where}")
            return ""
        address = escape(scene.address(target))
        if isinstance(target, FileReference):
            scene.link_ends.append(f"</a>{_file_facts(target.path, scene)}")
            return f'<a href="{address}" download>'
        scene.link_ends.append("</a>")
        return f'<a href="{address}">'

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        ends = scene_of(env).link_ends
        return ends.pop() if ends else ""

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
        scene = scene_of(env)
        number, mark = _note(tokens[idx], scene)
        name, note = scene.word("Note {number}", number=number), scene.place(f"fn{number}")
        return (
            f'<sup class="footnote-ref"><a href="#{note}" id="{mark}" role="doc-noteref" '
            f'aria-label="{name}">{number}</a></sup>'
        )

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        title = scene_of(env).word("Notes and sources")
        return f'<div class="footnotes">\n<h2>{title}</h2>\n<ol>\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</ol>\n</div>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<li id="{scene_of(env).place(f"fn{_note(tokens[idx], scene_of(env))[0]}")}">'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        number, mark = _note(tokens[idx], scene_of(env))
        name = scene_of(env).word("Back to the text, note {number}", number=number)
        return f' <a class="footnote-back" href="#{mark}" role="doc-backlink" aria-label="{name}">↩</a>'


def self_check_mark(index: int) -> str:
    """Return what stands in a page for its self-check of an index, until a dialect puts the question there."""
    return f'<div id="{self_check_place(index)}"></div>\n'


def self_check_place(index: int) -> str:
    """Return the id of that element: no heading and no note has one with a colon."""
    return place_id(f"check:{index}")


def _level(token: Token) -> str:
    """Return the heading's tag: the template prints the only `h1` of a page."""
    return "h2" if token.tag == "h1" else token.tag


def _is_figure(inline: Token) -> bool:
    children = [child for child in inline.children or () if child.type not in {"softbreak"} and child.content != ""]
    images = [child for child in inline.children or () if child.type == "image"]
    others = [child for child in children if child.type != "image"]
    return len(images) == 1 and not others and "decor" not in str(images[0].attrs.get("class", "")).split()


def _task_box(paragraph: Token, scene: Scene) -> str:
    is_done = paragraph.meta.get(IS_DONE)
    if is_done is None:
        return ""
    name, box = (scene.word("Done"), "☑") if is_done else (scene.word("To do"), "☐")
    return f'<span class="task-box" role="img" aria-label="{name}">{box}</span> '


def _figure(image: str, token: Token, source: str, scene: Scene, *, name: str = "") -> str:
    """Return a picture with its caption; what has a name, a recording, shows it where there is no caption."""
    caption, credit = str(token.attrs.get("title", "")) or name, scene.credit(source)
    if not caption and not credit:
        return f"<figure>{image}</figure>\n"
    said = escape(scene.typeset(caption or credit))
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


def _is_wide(made: str) -> bool:
    """Tell whether a formula may be wider than the narrowest place for a text: a choice at 320 pixels."""
    return len(_TAGS.sub("", made)) > _NARROW


_NARROW = 10
_TAGS = re.compile(r"<[^>]*>")


def _scrolled(tag: str, name: str, token: Token, made: str, env: EnvType) -> str:
    """Return a formula in a box of its own that scrolls, also by keyboard; a formula breaks into no lines."""
    # The words are typeset, the formula is not.
    said = scene_of(env).word("Formula: {tex}", tex="{tex}").replace("{tex}", escape(token.content.strip()))
    return f'<{tag} class="{name}" tabindex="0" role="group" aria-label="{said}">{made}</{tag}>'


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
