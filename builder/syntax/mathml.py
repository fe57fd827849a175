"""LaTeX to MathML, and what is wrong with a formula.

The converter is lenient: much of what it does not understand comes out as it stands. Whoever shows its elements asks
`fault` first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from builder.diagnostics import Message, msg
from builder.syntax.suggest import did_you_mean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MATH_ATTRIBUTES = frozenset(
    """
    accent alttext close columnalign columnlines columnspacing depth display displaystyle fence fontstyle form height
    largeop lspace mathsize mathvariant maxsize minsize linethickness movablelimits notation open rowlines rowspacing
    rspace scriptlevel stretchy voffset width xmlns
    """.split()
)
"""The attributes that a formula may have on the page."""
_ARGUMENTS = {
    "mfrac": 2,
    "mover": 2,
    "mroot": 2,
    "msub": 2,
    "msubsup": 3,
    "msup": 2,
    "munder": 2,
    "munderover": 3,
}
MATH_TAGS = frozenset(_ARGUMENTS) | frozenset(
    "math menclose mi mn mo mpadded mphantom mrow mspace msqrt mstyle mtable mtd mtext mtr".split()
)
"""The elements that a formula is made of."""
# Colours cannot suit both schemes, links and styles go around the checks, macros can multiply without end.
_REFUSED = frozenset(
    r"""
    \class \color \colorbox \DeclareMathOperator \def \fcolorbox \href \newcommand \newenvironment \style \textcolor
    \unicode
    """.split()
)
_COMMAND = re.compile(r"\\(?:begin\s*\{\w+\*?\}|[A-Za-z]+|.)", re.DOTALL)
_ESCAPED_OR_BRACE = re.compile(r"\\.|%[^\n]*|[{}]", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# MathML Core has letters of its own for these, where older MathML had an attribute.
_LETTERS = {
    "bold": r"\mathbf",
    "bold-italic": r"\mathbfit",
    "double-struck": r"\mathbb",
    "fraktur": r"\mathfrak",
    "monospace": r"\mathtt",
    "sans-serif": r"\mathsf",
    "script": r"\mathscr",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a formula cannot be shown, and what to do."""

    message: Message
    remedy: Message


def fault(tex: str) -> Fault | None:
    """Return what is wrong with a formula, or None."""
    made = _converted(tex, "inline")
    return made if isinstance(made, Fault) else None


@cache
def mathml(tex: str, display: str) -> str:
    """Return the `<math>` element of a formula; `display` is inline or block, `alttext` holds the LaTeX."""
    from xml.etree.ElementTree import Element, SubElement, tostring  # noqa: PLC0415 - few courses hold a formula

    math = Element("math", {"xmlns": "http://www.w3.org/1998/Math/MathML", "alttext": tex.strip()})
    if display == "block":
        math.set("display", "block")
    made = _converted(tex, display)
    if isinstance(made, Fault):
        SubElement(math, "mtext").text = tex.strip()
    else:
        math.extend(made)
    return tostring(math, encoding="unicode", short_empty_elements=False)


@cache
def _converted(tex: str, display: str) -> "Element | Fault":
    # The converter reads a table of thousands of symbols.
    from latex2mathml import exceptions  # noqa: PLC0415
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415

    found = _unreadable(tex)
    if found:
        return found
    # Besides its own errors, it takes the next token, child or dimension without asking whether there is one, and
    # calls itself for every level of braces.
    leaked = (StopIteration, RuntimeError, LookupError, TypeError, ValueError, AttributeError)
    own = (error for error in vars(exceptions).values() if isinstance(error, type))
    errors: tuple[type[Exception], ...] = (*leaked, *own)
    try:
        math = convert_to_element(tex, display=display)
    except errors as error:
        return _told(type(error).__name__)
    for part in math.iter():
        _put_right(part)
    return next(_misread(math), math)


def _unreadable(tex: str) -> Fault | None:
    """Return what the converter would pass over in silence."""
    if _CONTROL.search(tex):
        return Fault(msg("this formula holds a character that nobody can see"), msg("type the formula again"))
    depth = 0
    for brace in _ESCAPED_OR_BRACE.findall(tex):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            break
    if depth:
        return Fault(
            msg("the braces of this formula do not match"), msg("write one `}}` for each `{{`, and `\\{{` for a brace")
        )
    for command in _COMMAND.findall(tex):
        if command in _REFUSED or (command.endswith("}") and command != r"\}" and not _is_environment(command)):
            return _unknown(command)
    return None


def _is_environment(begin: str) -> bool:
    from latex2mathml.commands import CONVERSION_MAP  # noqa: PLC0415

    return "\\" + begin[begin.index("{") + 1 : -1] in CONVERSION_MAP


def _put_right(part: "Element") -> None:
    """Give an element the characters that its text names, and the letters that its style asks for."""
    from latex2mathml.symbols_parser import convert_symbol  # noqa: PLC0415

    part.text = unescape(part.text or "")
    letters = _LETTERS.get(part.get("mathvariant", ""))
    symbol = convert_symbol(f"{letters}{{{part.text}}}") if letters and part.tag in {"mi", "mn"} else None
    if symbol:
        part.text = chr(int(symbol, 16))
        del part.attrib["mathvariant"]


def _misread(math: "Element") -> Iterator[Fault]:
    """Go through the signs of what was not understood."""
    for part in math.iter():
        text = part.text or ""
        if part.tag != "mtext" and re.match(r"\\[A-Za-z]", text):
            yield _unknown(text)
        elif part.tag == "mi" and text in {"&", "#", "$", "\\"}:
            yield Fault(msg("`{sign}` means nothing here", sign=text), msg("write `\\{sign}`, or remove it", sign=text))
        elif len(part) != _ARGUMENTS.get(part.tag, len(part)):
            yield _PART_MISSING
        elif part.tag not in MATH_TAGS or not MATH_ATTRIBUTES.issuperset(part.attrib):
            yield _UNREADABLE


def _unknown(command: str) -> Fault:
    from latex2mathml.commands import CONVERSION_MAP  # noqa: PLC0415
    from latex2mathml.symbols_parser import SYMBOLS  # noqa: PLC0415

    # Of thousands of names, one that begins with another letter is hardly the one that was meant.
    known = sorted(name for name in {*SYMBOLS, *CONVERSION_MAP} - _REFUSED if name.startswith(command[:2]))
    meant = None if command in _REFUSED else did_you_mean(command, known)
    return Fault(
        msg("`{command}` cannot be used in a formula", command=command),
        meant or msg("write the formula without it"),
    )


def _told(error: str) -> Fault:
    """Return the sentences for an error of the converter, by its name."""
    match error:
        case "ExtraLeftOrMissingRightError":
            return Fault(msg("`\\left` and `\\right` do not match"), msg("write one `\\right` for each `\\left`"))
        case "MissingEndError":
            return Fault(msg("`\\begin` has no `\\end`"), msg("write the `\\end` of the same name"))
        case "DoubleSubscriptsError" | "DoubleSuperscriptsError":
            return Fault(msg("two exponents or indices stand side by side"), msg("put braces around one of them"))
        case "NoAvailableTokensError" | "NumeratorNotFoundError" | "DenominatorNotFoundError":
            return _PART_MISSING
        case "MissingSuperScriptOrSubscriptError":
            return Fault(msg("nothing follows `^` or `_`"), msg("write the exponent or the index"))
        case _:
            return _UNREADABLE


_PART_MISSING = Fault(
    msg("a part of this formula is missing"), msg("write every part, such as both of `\\frac{{1}}{{2}}`")
)
_UNREADABLE = Fault(msg("this formula cannot be read"), msg("correct its LaTeX, or write it more simply"))
