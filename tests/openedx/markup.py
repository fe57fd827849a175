"""What the platform and its importers do not take in the markup that learners read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

from lxml import etree

# HTML 4 without what acts, loads or styles. libxml2 no longer tells HTML 5 apart, the sites that validate do.
TAGS = frozenset(
    "a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd del dfn div dl dt em h1 h2"
    " h3 h4 h5 h6 hr i iframe img ins kbd li map ol p pre q s samp small span strong sub sup table tbody td tfoot th"
    " thead tr tt u ul var".split()
)
VOID = frozenset("area br col hr img".split())
PROBLEM_TAGS = frozenset(
    "problem label description demandhint hint solution additional_answer correcthint responseparam text"
    " multiplechoiceresponse choicegroup choice choicehint choiceresponse checkboxgroup compoundhint"
    " optionresponse optioninput option optionhint numericalresponse formulaequationinput"
    " stringresponse stringequalhint regexphint textline".split()
)
Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Markup:
    """The start tags of a text in their order, the tags that it may hold, and those that do not pair."""

    tags: tuple[tuple[str, Attributes], ...]
    allowed: frozenset[str]
    unpaired: tuple[str, ...] = ()


def read_html(text: str) -> Markup:
    """Read a piece of HTML."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Markup(tuple(reader.tags), TAGS, (*reader.unpaired, *reader.open))


def read_problem(problem: etree._Element) -> Markup:
    """Read the markup of a problem, which is XML already."""
    tags = ((str(node.tag), {str(name): str(value) for name, value in node.items()}) for node in problem.iter("*"))
    return Markup(tuple(tags), TAGS | PROBLEM_TAGS)


def markup_faults(markup: Markup) -> Iterator[str]:
    """Go through the faults of a text that can be seen without the rest of the course."""
    yield from (f"unpaired-tag: <{tag}>" for tag in markup.unpaired)
    for tag, attributes in markup.tags:
        if tag not in markup.allowed:
            yield f"forbidden-tag: <{tag}>"
        yield from (f"handler: {name} of <{tag}>" for name in attributes if name.lower().startswith("on"))
        if tag == "img" and "alt" not in attributes:
            yield f"no-alt: {attributes.get('src', '')}"
        address = attributes.get("href", "")
        if address.lower().startswith("javascript:"):
            yield f"handler: {address}"


def broken_anchors(screen: Sequence[Markup]) -> Iterator[str]:
    """Go through the links to places that are not on the screen, which shows several texts at once."""
    tags = [attributes for markup in screen for _, attributes in markup.tags]
    places = {attributes[name] for attributes in tags for name in ("id", "name") if name in attributes}
    for attributes in tags:
        address = unquote(attributes.get("href", ""))
        if address.startswith("#") and address[1:] not in places:
            yield f"broken-anchor: {address}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, Attributes]] = []
        self.open: list[str] = []
        self.unpaired: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            # Browsers take <div/> for an open <div>.
            self.unpaired.append(tag)
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()
        elif tag not in VOID:
            self.unpaired.append(f"/{tag}")
