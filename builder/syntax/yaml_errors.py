"""What is said about YAML that cannot be read: causes that authors know, in place of the parser's words."""

import re

from builder.diagnostics import Message, Span, msg

COLOUR = re.compile(r":[ \t]+(?P<colour>#[0-9A-Fa-f]{3,8})(?!\w)")
"""What follows a key whose value is a colour without quotes: YAML sees a comment."""
KEYED_COLOUR = re.compile(r"""(?<![\w-])(?P<key>[A-Za-z][\w-]*)""" + COLOUR.pattern)

_KEY = r"[ ]*(?:-[ ]+)*[A-Za-z_][\w-]*"
_ANY_KEY = rf"""(?:{_KEY}|[ ]*(?:-[ ]+)*(?:"[^"]*"|'[^']*'))"""
SUSPECTS: tuple[tuple[re.Pattern[str], Message, Message], ...] = (
    (
        re.compile(r"[ ]*([\u00a0\u202f]+)"),
        msg("this line is indented with no-break spaces"),
        msg("replace them with ordinary spaces"),
    ),
    (
        re.compile(_KEY + r":([\u00a0\u202f]+)"),
        msg("a no-break space follows the colon of this key"),
        msg("replace it with an ordinary space"),
    ),
    (
        re.compile(_KEY + r"(:)(?![\s/])\S"),
        msg("there is no space after the colon of this key"),
        msg("write `key: value`, with a space after the colon"),
    ),
    (
        re.compile(_KEY + r":[ ]+('[^']*')[^\s'#,\]}]"),
        msg("the apostrophe ends this text, which begins with one"),
        msg("put the whole text between double quotes"),
    ),
    (
        re.compile(r"[ ]*([^\W\d][^\":#{}]*[ \u00a0\u202f]:[ ][^\":#]*\{\w+\}[^\":#]*):[ ]"),
        msg("this key holds a colon"),
        msg("put the key between double quotes, before the colon that ends it"),
    ),
    (
        re.compile(_ANY_KEY + r":[ ]+(\{[^{}]*\})[ ]*[^\s,}\]#:]"),
        msg("for YAML, the brace that begins this text begins a block of keys"),
        msg("put the whole text between double quotes"),
    ),
    (
        re.compile(_ANY_KEY + r":[ ]+(\[[^\[\]]*\])[ ]*[^\s,}\]#:]"),
        msg("for YAML, the bracket that begins this text begins a list"),
        msg("put the whole text between double quotes"),
    ),
)
"""What is plainly wrong on a line: its pattern, whose first group is the place, the cause and the remedy."""


def explain(problem: str, at: Span) -> tuple[Message, Message]:
    """Return what went wrong and what to do, from the words of the YAML parser and the place that it names."""
    if at.text == "\t":
        return msg("a tab character cannot indent YAML"), msg("replace the tab with spaces")
    if at.text == "-" and "expected '-' indicator" in problem:
        return (
            msg("this item does not line up with those above"),
            msg("give it the same indentation as the other items of the list"),
        )
    if at.text == "-" and "did not find expected key" in problem:
        return (
            msg("an item of a list stands here among keys"),
            msg("begin every item of the list with `- `, and give them the same indentation"),
        )
    for part, cause, remedy in _CAUSES:
        if part in problem:
            return cause, remedy
    return (
        msg("the file stops being readable here"),
        msg("check the indentation, and put texts with special characters between quotes"),
    )


_CAUSES: tuple[tuple[str, Message, Message], ...] = (
    (
        "mapping values are not allowed",
        msg("a colon followed by a space is not expected here"),
        msg(
            "check the indentation of this line, and that the key above has its colon; "
            "if it is one text, put all of it between double quotes"
        ),
    ),
    (
        "did not find expected ','",
        msg("a comma is missing between two values in brackets"),
        msg("put a comma between values, and a text that holds quotes or commas between quotes as a whole"),
    ),
    (
        "undefined alias",
        msg("a text cannot begin with `*`"),
        msg("put the whole text between double quotes"),
    ),
    (
        "cannot start any token",
        msg("a text cannot begin with this character"),
        msg("put the whole text between double quotes"),
    ),
    (
        "unknown escape character",
        msg("a backslash has a special meaning between double quotes"),
        msg("use single quotes instead of double quotes"),
    ),
    (
        "unexpected end of stream",
        msg("a quote opened here is never closed"),
        msg("close the quote, or remove it"),
    ),
    (
        "could not find expected ':'",
        msg("this line has no key"),
        msg("write `key: value`, with a space after the colon"),
    ),
    (
        "expected '-' indicator",
        msg("this line does not continue the list above"),
        msg("begin it with `- `, or indent it under its item"),
    ),
    (
        "did not find expected key",
        msg("this line does not line up with the keys above"),
        msg("give it the same indentation as the other keys of the block"),
    ),
    (
        "expected a single document",
        msg("a second document begins here"),
        msg("keep one document: remove the line `---`"),
    ),
)
