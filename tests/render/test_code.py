"""Code in colours: the text stays what it was, the markup is spans with a few classes."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.render.code import highlight, token_style

_SPAN = re.compile(r'<span class="tok-(?:comment|keyword|name|number|string)">|</span>')


def test_roles_have_classes() -> None:
    assert highlight("def f(x):\n    return 1 # <b>\n", "python") == (
        '<span class="tok-keyword">def</span> <span class="tok-name">f</span>(x):\n'
        '    <span class="tok-keyword">return</span> <span class="tok-number">1</span> '
        '<span class="tok-comment"># &lt;b&gt;</span>\n'
    )


@pytest.mark.parametrize("language", ["", "text", "pyton", "none"])
def test_other_code_is_escaped_text(language: str) -> None:
    assert highlight("\n  a < b & c\n\n", language) == "\n  a &lt; b &amp; c\n\n"


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])),
    st.sampled_from(
        ["python", "Python", "html", "yaml", "bash", "console", "c++", "sql", "json", "diff", "php", "tex"]
    ),
)
def test_no_letter_is_lost(code: str, language: str) -> None:
    made = highlight(code, language)
    assert "<" not in _SPAN.sub("", made)
    assert unescape(_SPAN.sub("", made)) == code


def test_a_class_has_its_style() -> None:
    assert token_style("tok-comment") == "color:#5c6660;font-style:italic"
    assert token_style("tok-unknown") == ""
    assert token_style("comment") == ""
