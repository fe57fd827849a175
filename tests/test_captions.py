"""WebVTT is read as browsers read it, and becomes SubRip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.syntax.captions import Cue, Fault, read_captions, to_srt
from builder.syntax.languages import language_name

WEBVTT = """\ufeffWEBVTT - Le discours
Kind: captions

STYLE
::cue(b) { color: red }

REGION
id:bas
width:40%

NOTE Une note,
sur deux lignes.

intro
00:01.000 --> 00:02.500 line:0 align:start
<v.fort Marie Curie>Bonjour &amp; <b>bienvenue</b> !</v>
<v Paul &amp; Anne>Merci&nbsp;!

NOTE
entre deux

1:02:03.004-->100:00:00.000
<00:19.000>Un <c.jaune>mot</c>, <lang en>a word</lang> &lt;3

00:04.000 --> 00:05.000
<i></i>
"""
SUBRIP = """1
00:00:01,000 --> 00:00:02,500
Marie Curie: Bonjour & bienvenue !
Paul & Anne: Merci\u00a0!

2
01:02:03,004 --> 100:00:00,000
Un mot, a word <3
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_subrip_has_the_words_and_the_times_and_nothing_else(line_end: str) -> None:
    assert to_srt(WEBVTT.replace("\n", line_end)) == SUBRIP
    assert not any(isinstance(found, Fault) for found in read_captions(WEBVTT))


def test_captions_begin_at_their_times_even_without_an_empty_line_above() -> None:
    found = list(read_captions("WEBVTT\n00:01.000 --> 00:02.000\nUn\n00:03.000 --> 00:04.000\nDeux"))
    assert found == [Cue(1000, 2000, "Un"), Cue(3000, 4000, "Deux")]


@pytest.mark.parametrize(
    ("vtt", "line"),
    [
        ("", 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nUn", 1),
        ("WEBVTTX\n", 1),
        ("WEBVTT\n\nNOTE Rien\n", 1),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nUn", 3),
        ("WEBVTT\n\nun\n00:61.000 --> 00:62.000\nUn", 4),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nUn", 3),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nUn", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n\nDeux", 6),
    ],
)
def test_what_browsers_would_drop_is_a_fault_on_its_line(vtt: str, line: int) -> None:
    assert [found.line for found in read_captions(vtt) if isinstance(found, Fault)] == [line]


PIECES = st.sampled_from([*"WEBVT\n\r :.-><&;/v0159a\u00a0", "WEBVTT\n\n", "00:01.000 --> 00:02.000", "\n<v a>"])


@given(st.lists(PIECES).map("".join))
def test_any_text_is_read_without_a_traceback(text: str) -> None:
    assert to_srt(text).strip() == to_srt(text).removesuffix("\n")
    faults = [found for found in read_captions(text) if isinstance(found, Fault)]
    assert all(1 <= fault.line <= len(text) + 1 for fault in faults)


@pytest.mark.parametrize(
    ("tag", "reader", "name"),
    [
        ("fr", "fr", "Français"),
        ("en", "fr-FR", "Anglais"),
        ("fr-CA", "en", "French (Canada)"),
        ("zh-Hant", "en", "Chinese (Traditional)"),
        ("EN-gb", "fr", "Anglais (Royaume-Uni)"),
        ("rcf", "fr", "Rcf"),
        ("fr", "rcf", "French"),
        ("french", "fr", None),
        ("fr_FR", "fr", None),
        ("xy", "fr", None),
        ("", "fr", None),
    ],
)
def test_a_language_is_called_by_its_name_in_that_of_the_reader(tag: str, reader: str, name: str | None) -> None:
    assert language_name(tag, reader) == name
