"""Recordings on the learner's page: the browser's own player, and the transcript below it."""

from html import escape

from builder.model.media import Captions, Media
from builder.render.addresses import Addressing
from builder.render.theme import Theme
from builder.syntax.languages import language_name


def player(media: Media, title: str, theme: Theme, addresses: Addressing) -> str:
    """Return the player of a recording: nothing is loaded but its length and size until the learner starts it.

    Browsers refuse captions on `file://`, where the transcript stands in for them.
    """
    tracks = "".join(
        _track(captions, addresses.file(captions.path), theme.language, first=number == 0)
        for number, captions in enumerate(media.captions)
    )
    attributes = f'controls preload="metadata" aria-label="{escape(title)}" src="{escape(addresses.file(media.path))}"'
    return f"<{media.kind} {attributes}>{tracks}</{media.kind}>"


def transcript(title: str, text: str, theme: Theme) -> str:
    """Return the transcript of a recording, folded; `text` is its HTML."""
    summary = escape(theme.text("Transcript of “{title}”", title=title), quote=False)
    folded = f'<summary>{summary}</summary>\n<div class="details-body">\n{text}</div>'
    return f'<details class="transcript">\n{folded}</details>\n'


def _track(captions: Captions, address: str, language: str, *, first: bool) -> str:
    label = language_name(captions.language, language) or captions.language
    shown = " default" if first else ""
    return (
        f'<track kind="captions" srclang="{escape(captions.language)}" label="{escape(label)}" '
        f'src="{escape(address)}"{shown}>'
    )
