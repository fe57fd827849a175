"""The theme: the `theme:` key of course.yml, and the file theme.yml of each folder that it leads to."""

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from builder.diagnostics import Findings, Kind, Severity, Span, msg
from builder.model.badge import Reference
from builder.model.theme import COLOURS, DARK, HUES, LIGHT, THEMES, Colour, Look
from builder.read.templates import check_templates, own_files, packaged
from builder.read.workspace import Workspace
from builder.syntax.colours import BLACK, TEXT, WHITE, darkened_until, lightened_until, mixed, readable_on
from builder.syntax.fields import WRONG_SHAPE, Block, Context, Field, open_block
from builder.syntax.markdown import Link
from builder.syntax.suggest import did_you_mean, nearest, one_of
from builder.syntax.yaml import Text, Value, read_yaml

UNKNOWN_THEME = Kind("unknown-theme", Severity.ERROR, msg("There is no theme of this name to draw the pages."))

CHOICE_FIELDS = (
    Field("name", msg("the name of the theme; default without it")),
    Field("accent", msg("the colour of links and buttons, such as '#1b5e3b'")),
    Field("logo", msg("the picture beside the title of the course: an SVG or PNG file")),
)
FIELDS = (
    Field("base", msg("the theme that this one begins with; default without it")),
    Field(LIGHT, msg("the colours on a light ground: a block of names and colours")),
    Field(DARK, msg("the colours on a dark ground: a block of names and colours")),
    Field("radius", msg("how round corners are, such as 0 or 10px")),
    Field("fonts", msg("the families of text, titles and code")),
    Field("logo", msg("the picture beside the title of the course: an SVG or PNG file")),
)
COLOUR_FIELDS = tuple(Field(name, msg("a colour, such as '#1b5e3b'")) for name in COLOURS)
FONT_FIELDS = (
    Field("text", msg("the families of the text, the best first")),
    Field("titles", msg("the families of titles, the best first")),
    Field("code", msg("the families of code, the best first")),
)
DEFAULT = "default"
FOLDER = "themes"
THEME_FILE = "theme.yml"
_FOLDER_NAME = re.compile(r"\w[\w-]*")
_LENGTH = re.compile(r"0|(?:\d{1,3}|\d{0,2}\.\d{1,3})(?:px|rem|em)")
_FAMILIES = re.compile(r"""(?:[\w -]+|"[\w -]+"|'[\w -]+')(?:,\s*(?:[\w -]+|"[\w -]+"|'[\w -]+'))*""")


@dataclass
class _Made:
    """A look in the making: what later files say takes the place of what earlier ones said."""

    light: dict[str, Colour] = field(default_factory=dict)
    dark: dict[str, Colour] = field(default_factory=dict)
    radius: str = ""
    fonts: dict[str, str] = field(default_factory=dict)
    logo: Link | None = None
    layers: list[str] = field(default_factory=list)


def read_theme(course: Block, workspace: Workspace) -> Look:
    """Return the look that course.yml asks for; what cannot be read of it is reported, and the default stands in."""
    value = course.value("theme")
    block = None if value is None or isinstance(value, Text) else open_block(value, CHOICE_FIELDS, course.context)
    name = _name(course, block)
    own = _own(name.id, workspace)
    if not own and name.id not in theme_names():
        _report_unknown_choice(name, workspace, course.context.findings)
        name = Reference(DEFAULT, name.span)
    changes = _open(workspace, own, course.context) if own else None
    made = _Made()
    for layer in dict.fromkeys((DEFAULT, _base(name, changes))):
        made.layers.insert(0, layer)
        _lay(made, _open(packaged(), layer, course.context), written=False)
    if own:
        _lay(made, changes, written=True)
    if block:
        _choose(made, block)
    files = own_files(own, workspace, course.context.findings) if own else {}
    check_templates(files, made.layers, course.context.findings)
    texts = {path: source.text for path, source in files.items()}
    return Look(name, made.light, made.dark, made.radius, made.fonts, made.logo, tuple(made.layers), own, texts)


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes that come with the product."""
    themes = packaged()
    return tuple(sorted(name for name in themes.names("") if themes.is_folder(name)))


def _own(name: str, workspace: Workspace) -> str:
    """Return the path of the theme of a name in the course folder, unless it is the one that comes with the product."""
    path = f"{FOLDER}/{name}"
    is_packaged = (workspace.root / path).resolve() == (THEMES / name).resolve()
    return path if name and workspace.is_folder(path) and not is_packaged else ""


def _name(course: Block, block: Block | None) -> Reference:
    value = (block or course).value("name" if block else "theme")
    return Reference(value.text.strip(), value.span) if isinstance(value, Text) else Reference(DEFAULT, course.head)


def _base(name: Reference, changes: Block | None) -> str:
    """Return the packaged theme that a look begins with."""
    written = changes.text_value("base") if changes else None
    if changes is None or written is None:
        return name.id if name.id in theme_names() else DEFAULT
    if (base := written.text.strip()) in theme_names():
        return base
    _report_unknown(Reference(base, written.span), theme_names(), changes.context.findings)
    return DEFAULT


def _report_unknown(name: Reference, known: tuple[str, ...], findings: Findings) -> None:
    findings.add(
        UNKNOWN_THEME.at(
            name.span,
            msg("there is no theme `{name}`", name=name.id),
            remedy=did_you_mean(name.id, known) or one_of(sorted({*known})),
        )
    )


def _report_unknown_choice(name: Reference, workspace: Workspace, findings: Findings) -> None:
    """Report a theme that course.yml names: one that is near, or one to be made, may have been meant."""
    own = [one for one in workspace.names(FOLDER) if workspace.is_folder(f"{FOLDER}/{one}")]
    known = sorted({*theme_names(), *own})
    near = nearest(name.id, known)
    if not _FOLDER_NAME.fullmatch(name.id):
        _report_unknown(name, tuple(known), findings)
        return
    path = f"{FOLDER}/{name.id}/"
    findings.add(
        UNKNOWN_THEME.at(
            name.span,
            msg("there is no theme `{name}`", name=name.id),
            remedy=msg(
                "did you mean `{name}`? For a new theme, make the folder `{path}` with a file theme.yml in it",
                name=near,
                path=path,
            )
            if near
            else msg(
                "write one of: {names}; for a new theme, make the folder `{path}` with a file theme.yml in it",
                names=", ".join(known),
                path=path,
            ),
        )
    )


def _open(workspace: Workspace, folder: str, context: Context) -> Block | None:
    path = f"{folder}/{THEME_FILE}"
    source = workspace.read(path, context.findings) if workspace.is_file(path) else None
    value = read_yaml(source, context.findings) if source else None
    return open_block(value, FIELDS, context) if value else None


def _lay(made: _Made, block: Block | None, *, written: bool) -> None:
    """Put a file theme.yml over what is made already; `written` when it is the author's, whom findings are for."""
    if block is None:
        return
    light, dark = (_colours(block, scheme, written=written) for scheme in (LIGHT, DARK))
    _recolour(made, light, dark)
    made.radius = _matching(block, "radius", _LENGTH) or made.radius
    fonts = block.value("fonts")
    families = open_block(fonts, FONT_FIELDS, block.context) if fonts else None
    if families:
        read = {one.name: _matching(families, one.name, _FAMILIES) for one in FONT_FIELDS}
        made.fonts.update((name, text) for name, text in read.items() if text)
    made.logo = (_link(block, "logo") if written else None) or made.logo


def _choose(made: _Made, block: Block) -> None:
    """Put what course.yml says over all."""
    accent = block.colour("accent")
    if accent:
        _recolour(made, {"accent": Colour(accent, _span(block, "accent"))}, {})
    made.logo = _link(block, "logo") or made.logo


def _colours(block: Block, scheme: str, *, written: bool) -> dict[str, Colour]:
    value = block.value(scheme)
    inner = open_block(value, COLOUR_FIELDS, block.context) if value else None
    if inner is None:
        return {}
    return {
        name: Colour(code, _span(inner, name) if written else None)
        for name in COLOURS
        if name in inner and (code := inner.colour(name))
    }


def _recolour(made: _Made, light: Dictionary[str, Colour], dark: Dictionary[str, Colour]) -> None:
    """Take new colours over, and make those that go with them where nobody gives them."""
    made.light.update(light)
    made.dark.update(dark)
    if made.light.keys() != set(COLOURS) or made.dark.keys() != set(COLOURS):
        return
    surface = made.dark["surface"].code
    for hue in HUES:
        if hue in light and hue not in dark:
            made.dark[hue] = Colour(lightened_until(light[hue].code, surface, _CLEAR))
    if "accent" in light:
        made.light |= {name: Colour(code) for name, code in _around(light["accent"].code).items() if name not in light}
    if "accent" in light and "accent" not in dark:
        derived = _around_in_the_dark(light["accent"].code, surface)
        made.dark |= {name: Colour(code) for name, code in derived.items() if name not in dark}


_CLEAR = 7.0  # on a dark ground, thin letters want more than the least


def _around(accent: str) -> dict[str, str]:
    """Return the colours that go with an accent on a light ground."""
    hero = darkened_until(mixed(accent, BLACK, 0.3), WHITE, _CLEAR + 2)
    soft = lightened_until(mixed(accent, WHITE, 0.88), accent, TEXT)
    return {"accent-ink": readable_on(accent), "accent-soft": soft} | _hero(hero)


def _around_in_the_dark(accent: str, surface: str) -> dict[str, str]:
    """Return an accent for a dark ground, and the colours that go with it."""
    light = lightened_until(accent, surface, _CLEAR)
    hero = darkened_until(mixed(accent, BLACK, 0.4), WHITE, _CLEAR + 2)
    soft = darkened_until(mixed(surface, light, 0.14), light, TEXT)
    return {"accent": light, "accent-ink": readable_on(light), "accent-soft": soft} | _hero(hero)


def _hero(hero: str) -> dict[str, str]:
    return {"hero": hero, "hero-ink": WHITE, "hero-soft": lightened_until(mixed(hero, WHITE, 0.72), hero, TEXT)}


def _matching(block: Block, name: str, shape: re.Pattern[str]) -> str:
    text = block.text_value(name)
    if text is None or shape.fullmatch(text.text.strip()):
        return text.text.strip() if text else ""
    block.report(
        WRONG_SHAPE.at(
            text.span,
            msg("`{name}` cannot be “{text}”", name=name, text=text.text.strip()),
            remedy=msg("write a length, such as 0, 6px or 0.5rem")
            if shape is _LENGTH
            else msg("write names of families between commas, such as Georgia, serif"),
        )
    )
    return ""


def _span(block: Block, name: str) -> Span:
    value: Value | None = block.value(name)
    return value.span if value else block.head


def _link(block: Block, name: str) -> Link | None:
    text = block.text_value(name)
    return Link(text.text.strip(), text.span) if text else None
