"""What platforms do with a new file for a course that people follow: what the manifests tell, and no more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.diagnostics import Message, msg
from builder.inspection.release import Manifest
from builder.model.platform import PLATFORMS


@dataclass(frozen=True, slots=True)
class Update:
    """What one platform does: `loses` is true when learners' results go, or the file is refused."""

    name: str
    title: str
    said: Message
    loses: bool


def updates(old: Manifest, new: Manifest, wanted: str | None) -> Iterator[Update]:
    """Go through the platforms of which it is known, or the one that is wanted, known or not."""
    for name, title in PLATFORMS.items():
        rule = _RULES.get(name)
        if wanted is None and rule:
            yield rule(old, new, title)
        elif wanted == name:
            yield rule(old, new, title) if rule else Update(name, title, _UNKNOWN, loses=False)


_UNKNOWN = msg("nothing is known of what it does with a new file; try it with one learner.")


def vanished(old: Manifest, new: Manifest) -> list[str]:
    """Return the identifiers of items that are not there any more."""
    there = {item.identifier for item in new.items}
    return [item.identifier for item in old.items if item.identifier not in there]


def _moodle(old: Manifest, new: Manifest, title: str) -> Update:
    """Compare items: Moodle 4.5 keeps the results of those with the same identifier, and deletes the others'."""
    gone = vanished(old, new)
    if not gone:
        return Update(
            "moodle",
            title,
            msg(
                "status, score and attempts stay, for every item has the identifier that it had; above stands what "
                "the course itself finds again."
            ),
            loses=False,
        )
    said = msg("the results of items that are not there any more are deleted ({items}).", items=", ".join(gone))
    return Update("moodle", title, said, loses=True)


def _cornerstone(old: Manifest, new: Manifest, title: str) -> Update:
    """Compare the structure: Cornerstone replaces a file of the same one, and makes a new version of another."""
    same = [(item.identifier, item.href) for item in old.items] == [(item.identifier, item.href) for item in new.items]
    if same:
        return Update(
            "cornerstone", title, msg("choose “replace”, for the manifest has the same structure."), loses=False
        )
    said = msg("it takes a “reversion”, for the manifest has another structure; what becomes of results is not known.")
    return Update("cornerstone", title, said, loses=False)


def _openedx(old: Manifest, new: Manifest, title: str) -> Update:
    """Compare the first resources: the XBlock opens the first one that has an address."""
    if old.first == new.first:
        said = msg(
            "{first} is opened, as before; what becomes of results is not known, try it with one learner.",
            first=new.first,
        )
    else:
        said = msg(
            "{first} is opened instead of {before}; see that it is the right one.", first=new.first, before=old.first
        )
    return Update("openedx-xblock", title, said, loses=False)


def _totara(old: Manifest, new: Manifest, title: str) -> Update:
    """Compare manifests: by default, Totara refuses one with another identifier (Dualcode)."""
    if old.identifier == new.identifier:
        return Update(
            "totara", title, msg("the file is taken, for the manifest has the identifier that it had."), loses=False
        )
    said = msg(
        "the file is refused by default, for the identifier of the manifest was {old} and is {new}.",
        old=old.identifier or "–",
        new=new.identifier or "–",
    )
    return Update("totara", title, said, loses=True)


_RULES: dict[str, Callable[[Manifest, Manifest, str], Update]] = {
    "moodle": _moodle,
    "cornerstone": _cornerstone,
    "openedx-xblock": _openedx,
    "totara": _totara,
}
