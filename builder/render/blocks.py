"""The rules for blocks that hold others: callouts, named blocks and their parts, tables."""

from collections.abc import Sequence
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from builder.render.scene import Scene, scene_of
from builder.syntax.blocks import CARDS, LANGUAGE, LAYOUTS, STEPS, TABS, TIMELINE, name_and_title
from builder.syntax.layouts import PART_OF
from builder.syntax.markdown import plain_words
from builder.syntax.tables import NAMES_ROW

CALLOUT_WORDS = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "example": "Example",
    "key": "Key point",
    "law": "What the law says",
}


class BlockRenderer(RendererHTML):
    """Renders the tokens that begin and end blocks."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene = scene_of(env)
        if tokens[idx + 1].type == "caption_open":
            name = escape(scene.typeset(plain_words(tokens[idx + 2])))
        else:
            name = scene.word("Table: {headers}", headers=scene.typeset(_headers(tokens, idx)))
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
        cell = 'th scope="row"' if NAMES_ROW in tokens[idx].meta else "td"
        return f"<{cell}{_alignment(tokens[idx])}>"

    def td_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</th>\n" if NAMES_ROW in tokens[idx].meta else "</td>\n"

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene, kind = scene_of(env), tokens[idx].meta.get("callout")
        if kind is None:
            scene.closings.append("</blockquote>\n")
            return "<blockquote>\n"
        word, title = scene.theme.text(CALLOUT_WORDS[kind]), str(tokens[idx].meta["title"])
        shown = scene.theme.text("{kind}: {title}", kind=word, title=title) if title else word
        return _open_callout(kind, shown, scene)

    def blockquote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return scene_of(env).closings.pop()

    def container_block_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene = scene_of(env)
        name, title = name_and_title(tokens[idx].info)
        scene.languages.append(title if name == LANGUAGE else scene.language)
        if name == "details":
            scene.closings.append("</div></details>\n")
            shown = scene.prose(title) or scene.word("More")
            return f'<details>\n<summary>{shown}</summary>\n<div class="details-body">\n'
        if name in LAYOUTS:
            scene.closings.append("")
            return f'<p class="block-title">{scene.prose(title)}</p>\n' if title else ""
        if name == LANGUAGE:
            scene.closings.append("</div>\n")
            return f'<div lang="{escape(title)}">\n'
        return _open_callout("objectives", title or scene.theme.text("Objectives"), scene)

    def container_block_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        scene_of(env).languages.pop()
        return scene_of(env).closings.pop()

    def parts_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        name = str(tokens[idx].meta[PART_OF])
        return f'<{_GROUPS[name][0]} class="{name}">\n'

    def parts_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{_GROUPS[str(tokens[idx].meta[PART_OF])][0]}>\n"

    def part_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<{_GROUPS[str(tokens[idx].meta[PART_OF])][1]}>\n"

    def part_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        tag = _GROUPS[str(tokens[idx].meta[PART_OF])][1].split()[0]
        return f"</{tag}>\n"


_GROUPS = {
    TABS: ("div", 'section class="tab"'),
    CARDS: ("div", 'section class="card"'),
    STEPS: ("ol", "li"),
    TIMELINE: ("ol", "li"),
}
"""The tags around the parts that headings make of a block, and around each; a list has its own."""


def _open_callout(kind: str, title: str, scene: Scene) -> str:
    scene.closings.append("</div>\n")
    return f'<div class="callout callout-{kind}">\n<p class="callout-title">{scene.prose(title)}</p>\n'


def _headers(tokens: Sequence[Token], idx: int) -> str:
    """Return the first header cells of the table that opens at `idx`, as its name."""
    end = next(at for at in range(idx, len(tokens)) if tokens[at].type == "thead_close")
    cells = (plain_words(tokens[at + 1]) for at in range(idx, end) if tokens[at].type == "th_open")
    return ", ".join(cell for cell in cells if cell.strip())


def _alignment(token: Token) -> str:
    style = str(token.attrs.get("style", ""))
    side = style.removeprefix("text-align:")
    return f' class="align-{side}"' if side in {"left", "center", "right"} else ""
