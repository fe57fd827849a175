"""Code in colours: a few roles, whatever the language."""

from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from builder.syntax.code_languages import PLAIN, code_languages

if TYPE_CHECKING:
    from pygments.token import _TokenType

# By the dotted name of Pygments' kinds of token; the longest that fits decides, and what is missing stays plain.
_ROLES = {
    "Comment": "comment",
    "Comment.Preproc": "keyword",
    "Comment.PreprocFile": "string",
    "Generic.Deleted": "keyword",
    "Generic.Heading": "name",
    "Generic.Inserted": "string",
    "Generic.Prompt": "comment",
    "Generic.Subheading": "name",
    "Keyword": "keyword",
    "Literal.Date": "number",
    "Literal.Number": "number",
    "Literal.String": "string",
    "Name.Builtin": "name",
    "Name.Class": "name",
    "Name.Decorator": "name",
    "Name.Exception": "name",
    "Name.Function": "name",
    "Name.Tag": "name",
    "Operator.Word": "keyword",
}
# Each reaches 4.5:1 on #f6f6f6 and on the ground of code in the default theme, whose sheet says the same.
_STYLES = {
    "comment": "color:#5c6660;font-style:italic",
    "keyword": "color:#8a1f5c",
    "name": "color:#1f4f8f",
    "number": "color:#8a4200",
    "string": "color:#1d6138",
}


@cache
def highlight(code: str, language: str) -> str:
    """Return code as escaped HTML with a `<span class="tok-…">` for each role; an unknown language stays plain."""
    if language.lower() in PLAIN or language.lower() not in code_languages():
        return escape(code, quote=False)
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - few courses hold code

    tokens = list(get_lexer_by_name(language, stripnl=False, ensurenl=False).get_tokens(code))
    if "".join(text for _, text in tokens) != code:
        # Some lexers drop what they do not expect, such as a console's last line without its end.
        return escape(code, quote=False)
    parts = groupby(tokens, lambda token: _role(token[0]))
    return "".join(_span(role, "".join(text for _, text in part)) for role, part in parts)


def token_style(css_class: str) -> str:
    """Return the CSS of a class that `highlight` makes, for a light ground; of any other class, an empty text."""
    return _STYLES.get(css_class.removeprefix("tok-"), "") if css_class.startswith("tok-") else ""


@cache
def _role(kind: "_TokenType") -> str:
    names = (".".join(kind[:length]) for length in range(len(kind), 0, -1))
    return next((_ROLES[name] for name in names if name in _ROLES), "")


def _span(role: str, text: str) -> str:
    html = escape(text, quote=False)
    return f'<span class="tok-{role}">{html}</span>' if role else html
