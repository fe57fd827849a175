"""Two packages side by side: what becomes of learners' progress when the one takes the place of the other."""

import filecmp
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.diagnostics import Message, msg
from builder.inspection.continuity import compare, nothing_found
from builder.inspection.continuity_words import Words
from builder.inspection.release import NotComparable, Outline, Release, read_release
from builder.inspection.updates import Update, updates


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, the most important first. `words` is None where nothing inside the packages can be compared."""

    old: Release
    new: Release
    verdict: tuple[Message, ...]
    words: Words | None
    updates: tuple[Update, ...]
    loses: bool


def compare_files(old_file: Path, new_file: Path, platform: str | None) -> Comparison:
    """Compare two packages, for one platform or for all; raises `NotComparable` for what cannot be.

    A file that cannot be opened raises `OSError`.
    """
    old, new = read_release(old_file), read_release(new_file)
    if (old.manifest is None) != (new.manifest is None):
        raise NotComparable(
            msg("one of the two is for a platform and the other for the web: no progress goes from one to the other")
        )
    told = tuple(updates(old.manifest, new.manifest, platform)) if old.manifest and new.manifest else ()
    refused = any(update.loses for update in told)
    if filecmp.cmp(old_file, new_file, shallow=False):
        return Comparison(old, new, (msg("The two files are the same: nothing changes."),), None, told, loses=False)
    if old.outline is None or new.outline is None:
        return _outside(old, new, told, loses=refused)
    words = Words(old.outline, new.outline, compare(old.outline, new.outline))
    if apart := _apart(words):
        # That items have the identifiers that they had says nothing good here.
        return Comparison(old, new, (apart,), None, tuple(one for one in told if one.loses), loses=True)
    if new.manifest is None and old.outline.id != new.outline.id:
        words = Words(old.outline, new.outline, nothing_found(old.outline))
        return Comparison(old, new, tuple(_begun_anew(old.outline, new.outline)), words, (), loses=True)
    verdict = (*_doubts(old.outline, new.outline), *words.verdict())
    if refused:
        names = ", ".join(update.title for update in told if update.loses)
        verdict = (
            msg("{platforms}: the new file is refused, or results are deleted; see below.", platforms=names),
            *verdict,
        )
    return Comparison(old, new, verdict, words, told, loses=words.continuity.loses or refused)


def _outside(old: Release, new: Release, told: tuple[Update, ...], *, loses: bool) -> Comparison:
    """Compare packages of which one at least was made by another tool."""
    if old.outline or new.outline:
        said = msg("One of the two was not made by Parcours: neither finds what learners left in the other.")
        return Comparison(old, new, (said,), None, told, loses=True)
    verdict = (
        msg("These packages were made by another tool. Their manifests are compared, and tell this much:"),
        msg("the items that platforms keep results for are the same.")
        if not loses
        else msg("not all that platforms keep results under is the same."),
        msg("Whether the pages find again what learners left cannot be told from here."),
    )
    return Comparison(old, new, verdict, None, told, loses=loses)


def _apart(words: Words) -> Message | None:
    """Say that two packages have nothing in common, or return None."""
    old, new, found = words.old, words.new, words.continuity
    values = {"old": old.title, "old_id": old.id, "new": new.title, "new_id": new.id}
    module, new_module = (outline.id.partition("/")[2] for outline in (old, new))
    if bool(module) != bool(new_module):
        return msg(
            "One is the package of a whole course and the other that of a module: “{old}” and “{new}”. Each is an "
            "activity of its own, with progress of its own: whoever goes on in the new one begins afresh.",
            **values,
        )
    if module != new_module:
        return msg(
            "These are the packages of two modules, “{old}” ({old_id}) and “{new}” ({new_id}): each is an activity of "
            "its own, with progress of its own. If the one is the other under a new id, write `was: {was}` in that "
            "module and build again.",
            was=module,
            **values,
        )
    if old.id != new.id and not any(fate.new for module in found.modules for fate in module.activities):
        return msg(
            "These are two courses, “{old}” ({old_id}) and “{new}” ({new_id}): nothing of the one is in the other. "
            "Give the second an activity of its own: in that of the first, the results there would pass for its own.",
            **values,
        )
    return None


def _begun_anew(old: Outline, new: Outline) -> Iterator[Message]:
    """Say what a new id costs where no platform keeps anything."""
    yield msg(
        "The course was `{old}` and is `{new}`. On the web, progress is kept under this id: everybody begins afresh.",
        old=old.id,
        new=new.id,
    )
    yield msg("Write `id: {old}` in course.yml and build again.", old=old.id)
    yield from _wrong_order(old, new)


def _doubts(old: Outline, new: Outline) -> Iterator[Message]:
    if old.id != new.id:
        yield msg(
            "The course was `{old}` and is `{new}`: progress that a platform keeps is found again, what a browser "
            "keeps beside it is not.",
            old=old.id,
            new=new.id,
        )
    yield from _wrong_order(old, new)


def _wrong_order(old: Outline, new: Outline) -> Iterator[Message]:
    if _is_older(new, old):
        yield msg(
            "Are the files in the right order? The old one is version {old}, the new one {new}.",
            old=old.version or "–",
            new=new.version or "–",
        )


def _is_older(one: Outline, other: Outline) -> bool:
    """Tell whether a package seems to be older than another: by its version, or a name that the other calls former."""
    versions = [tuple(int(number) for number in re.findall(r"\d{1,9}", outline.version)) for outline in (one, other)]
    if all(versions) and versions[0] != versions[1]:
        return versions[0] < versions[1]
    names = {f"{kind}:{name}" for name in one.activities for kind in ("page", "quiz")}
    return any(former in names and present not in names for former, present in other.was)
