"""What the only page of a package forbids itself: its Content Security Policy."""

import re

from builder.inspection.archive import Archive
from builder.inspection.pages import LONGEST_TEXT, read_page
from builder.inspection.texts import text_of
from builder.inspection.troubles import Refused

_PAGES = (".html", ".htm", ".xhtml")
_DIRECTIVES = {
    "@import": ("style-src",),
    "audio": ("media-src",),
    "body": ("img-src",),
    "embed": ("object-src",),
    "feimage": ("img-src",),
    "frame": ("frame-src",),
    "iframe": ("frame-src",),
    "image": ("img-src",),
    "img": ("img-src",),
    "input": ("img-src",),
    "object": ("object-src",),
    "script": ("script-src", "connect-src", "img-src", "media-src", "style-src", "frame-src", "font-src", "object-src"),
    "source": ("media-src", "img-src"),
    "stylesheet": ("style-src",),
    "track": ("media-src",),
    "url()": ("img-src", "font-src"),
    "video": ("media-src", "img-src"),
}
_OWN = re.compile(r"'[^']*'|data:|blob:|mediastream:")

Policy = dict[str, list[str]]


def policy_of(archive: Archive) -> Policy:
    """Return what the only page of a package allows, by directive; nothing where there are several pages, or none."""
    pages = [name for name in archive.names if name.lower().endswith(_PAGES)]
    if len(pages) != 1:
        return {}
    try:
        said = read_page(text_of(archive, pages[0], LONGEST_TEXT)).policy
    except Refused:
        return {}
    policy: Policy = {}
    for directive in said.split(";"):
        name, *sources = directive.split() or [""]
        policy.setdefault(name.lower(), sources)
    return policy


def forbids(policy: Policy, by: str) -> bool:
    """Return whether a policy lets nothing of any other server in, for what a tag or a script asks for."""
    allowed = [policy.get(name, policy.get("default-src")) for name in _DIRECTIVES.get(by, ())]
    return bool(allowed) and all(
        sources is not None and all(_OWN.fullmatch(source) for source in sources) for sources in allowed
    )
