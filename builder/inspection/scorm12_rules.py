"""What platforms refuse, lose or mistake in a SCORM 1.2 manifest, whether a schema sees it or not."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from builder.diagnostics import Diagnostic, Kind, Message, Severity, msg
from builder.inspection.names import shown
from builder.inspection.scorm12 import ADLCP, Manifest, file_of
from builder.inspection.texts import Document, local

_E, _W = Severity.ERROR, Severity.WARNING

NOT_A_MANIFEST = Kind("not-a-manifest", _E, msg("A platform finds no course in it."))
NOTHING_TO_LAUNCH = Kind("nothing-to-launch", _E, msg("Without a page to open, the activity is empty."))
LAUNCH_FILE_MISSING = Kind("launch-file-missing", _E, msg("Platforms accept it, and learners see “not found”."))
LAUNCH_ELSEWHERE = Kind(
    "launch-elsewhere", _E, msg("A page of another server cannot speak with the platform: nothing is recorded.")
)
DANGLING_ITEM = Kind("item-without-resource", _E, msg("The item is shown in the outline, and opens nothing."))
DANGLING_DEFAULT = Kind("default-without-organization", _W, msg("The platform then chooses itself, or refuses."))
NOT_A_SCO = Kind(
    "not-a-sco", _E, msg("A platform takes it for a document: completed when it is opened, without a result.")
)
OTHER_PREFIX = Kind(
    "other-prefix", _E, msg("Moodle knows the names of ADL only by their prefix `adlcp`, and overlooks all others.")
)
IDENTIFIER_TWICE = Kind(
    "same-identifier-twice", _E, msg("Platforms keep results by identifier: the later one silently replaces the other.")
)
TITLE_TOO_LONG = Kind("title-too-long", _E, msg("Moodle cannot store a title of more than 255 characters."))
LONG_TITLE = Kind("long-title", _W, msg("The format ends titles after 200 characters."))
ODD_IDENTIFIER = Kind(
    "odd-manifest-identifier", _W, msg("Strict platforms refuse it, and some cannot keep results under it.")
)
ODD_ADDRESS = Kind("odd-address", _W, msg("Some platforms look for the file under exactly this name."))
ODD_MASTERYSCORE = Kind("odd-masteryscore", _W, msg("A platform overlooks a score that is no number from 0 to 100."))
MASTERY_SCORE = Kind(
    "mastery-score",
    _W,
    msg(
        "At each closing, Moodle replaces the status by `failed` below this score, even in the middle of the course,"
        " and by `passed` from it on."
    ),
)
ODD_PREREQUISITES = Kind("odd-prerequisites", _W, msg("A platform overlooks conditions in another language."))
ODD_ORDER = Kind("odd-order", _W, msg("Platforms that check the manifest against the schema refuse it."))
ODD_VERSION = Kind("odd-version", _W, msg("Most platforms take it for SCORM 1.2 all the same; strict ones refuse it."))
UNLISTED_FILES = Kind("unlisted-files", _W, msg("A few platforms copy only the files that the manifest lists."))
LISTED_FILE_MISSING = Kind(
    "listed-file-missing", _W, msg("Strict platforms refuse it; the page may have a hole there.")
)
SEVERAL_SCOS = Kind(
    "several-scos", _W, msg("360Learning, Rise Up and Opigno take packages of one part only; Moodle takes several.")
)
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_SCHEMA_TITLE, _MOODLE_TITLE = 200, 255
_ADL_NAMES = {"prerequisites", "maxtimeallowed", "timelimitaction", "datafromlms", "masteryscore"}
_BESIDE_CONTENT = (".xsd", ".dtd")
_NAMED = 3  # files named in a message


def check_manifest(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:
    """Go through the problems of a manifest; `names` are the files of the archive."""
    for rule in _RULES:
        yield from rule(manifest, names)


def not_a_manifest(document: Document) -> Diagnostic:
    """Return what to say of a manifest that is some other XML."""
    name = local(document.root) if document.root is not None else ""
    return NOT_A_MANIFEST.at(
        document.source.line_span(1),
        msg("imsmanifest.xml holds `{name}` instead of `manifest`", name=shown(name)),
        remedy=msg("export the package again"),
    )


def _launch(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:
    if not manifest.launched:
        yield NOTHING_TO_LAUNCH.at(
            manifest.span(manifest.root),
            msg("no item of the manifest opens a page"),
            remedy=msg("export the package again; the manifest needs an item with `identifierref`"),
        )
    alike = {name.lower(): name for name in names}
    for item in manifest.launched:
        resource = item.resource
        if resource is None:
            continue
        if not resource.href:
            yield LAUNCH_FILE_MISSING.at(
                resource.span,
                msg("“{title}” has no page to open", title=shown(item.title)),
                remedy=msg("give the resource an `href`"),
            )
        elif file_of(resource.href) is None and ".." not in resource.href:
            yield LAUNCH_ELSEWHERE.at(
                resource.span,
                msg("“{title}” opens {address}", title=shown(item.title), address=shown(resource.href)),
                remedy=msg("put the page into the package"),
            )
        elif resource.path not in names:
            yield LAUNCH_FILE_MISSING.at(
                resource.span,
                msg("“{title}” opens {address}, which is not in the package", **_of(item.title, resource.href)),
                remedy=_nearest(alike.get(resource.path.lower())),
            )


def _references(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:  # noqa: ARG001
    for item in manifest.items:
        if item.reference and item.resource is None:
            yield DANGLING_ITEM.at(
                item.span,
                msg("“{title}” names the resource {address}, which does not exist", **_of(item.title, item.reference)),
                remedy=msg("export the package again, or take the item out"),
            )
    if manifest.default and all(each.get("identifier") != manifest.default for each in manifest.organizations):
        yield DANGLING_DEFAULT.at(
            manifest.span(manifest.root),
            msg(
                "the manifest names {name} as its organization, and has none of that name", name=shown(manifest.default)
            ),
            remedy=msg("write the identifier of the organization in `default`"),
        )


def _types(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:  # noqa: ARG001
    prefixes = {prefix for prefix, space in manifest.root.nsmap.items() if space == ADLCP}
    if prefixes and "adlcp" not in prefixes:
        yield OTHER_PREFIX.at(
            manifest.span(manifest.root),
            msg(
                "the names of ADL have the prefix “{prefix}” instead of “adlcp”",
                prefix=shown(str(min(map(str, prefixes)))),
            ),
            remedy=msg("write `adlcp:` in its place in the whole manifest"),
        )
        return
    if manifest.launched and not any(item.is_sco for item in manifest.launched):
        first = manifest.launched[0]
        span = first.resource.span if first.resource else first.span
        yield NOT_A_SCO.at(
            span,
            msg("nothing in the package is marked as a part that talks to the platform"),
            remedy=msg('write `adlcp:scormtype="sco"` on the resource, if its page does'),
        )
    scos = [item for item in manifest.launched if item.is_sco]
    if len(scos) > 1:
        yield SEVERAL_SCOS.at(
            scos[1].span,
            msg("the package has {count} parts that are recorded one by one", count=len(scos)),
            remedy=msg("nothing, if your platform takes them; otherwise export it as one part"),
        )


def _identifiers(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:  # noqa: ARG001
    elements = [manifest.root, *manifest.organizations]
    elements += [item.element for item in manifest.items]
    elements += [resource.element for resource in manifest.resources]
    seen = Counter(element.get("identifier") or "" for element in elements)
    told: set[str] = set()
    for element in elements:
        identifier = element.get("identifier") or ""
        if identifier and seen[identifier] > 1:
            if identifier in told:
                yield IDENTIFIER_TWICE.at(
                    manifest.span(element),
                    msg("the identifier {name} is used twice", name=shown(identifier)),
                    remedy=msg("export the package again, or give each element its own"),
                )
            told.add(identifier)
        if not _IDENTIFIER.fullmatch(identifier):
            yield ODD_IDENTIFIER.at(
                manifest.span(element),
                msg("the identifier “{name}” is empty or has unusual characters", name=shown(identifier)),
                remedy=msg(
                    "letters, digits, `_`, `-` and `.`, a letter in front; no change where learners have started"
                ),
            )


def _titles(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:  # noqa: ARG001
    titles = [(item.title, item.span) for item in manifest.items]
    for title, span in [(manifest.title, manifest.span(manifest.root)), *titles]:
        kind = TITLE_TOO_LONG if len(title) > _MOODLE_TITLE else LONG_TITLE
        if len(title) > _SCHEMA_TITLE:
            yield kind.at(
                span,
                msg("a title has {count} characters: “{title}”", count=len(title), title=shown(title, 40)),
                remedy=msg("shorten it to 200"),
            )


def _scores(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:  # noqa: ARG001
    for item in manifest.items:
        if item.masteryscore is not None and _is_score(item.masteryscore):
            yield MASTERY_SCORE.at(
                item.span,
                msg("“{title}” asks for a score of {score}", **_of(item.title, ""), score=item.masteryscore),
                remedy=msg(
                    "in Moodle, set “Mastery score overrides status” to No, or try it: answer wrongly, leave, look at"
                    " the report"
                ),
            )
        elif item.masteryscore is not None:
            yield ODD_MASTERYSCORE.at(
                item.span,
                msg("the score to reach is “{score}”", score=shown(item.masteryscore)),
                remedy=msg("a number from 0 to 100"),
            )
        for child in item.element:
            if local(child).lower() == "prerequisites" and child.get("type") != "aicc_script":
                yield ODD_PREREQUISITES.at(
                    manifest.span(child),
                    msg("the conditions of “{title}” are not in the language of the format", title=shown(item.title)),
                    remedy=msg('write `type="aicc_script"`'),
                )


def _order(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:  # noqa: ARG001
    for item in manifest.items:
        past = False
        for child in item.element:
            past = past or local(child).lower() in _ADL_NAMES
            if past and local(child).lower() in {"title", "item", "metadata"}:
                yield _misplaced(manifest, child)
                break
    holder = next((child for child in manifest.root if local(child) == "resources"), None)
    for child in holder if holder is not None else ():
        if local(child) == "metadata":
            yield _misplaced(manifest, child)


def _version(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:  # noqa: ARG001
    if not manifest.version or not manifest.schema:
        yield ODD_VERSION.at(
            manifest.span(manifest.root),
            msg("the manifest does not say that it is “ADL SCORM” “1.2”"),
            remedy=msg("write both in `metadata`, in front of everything else"),
        )
    elif manifest.version != "1.2" or manifest.schema != "ADL SCORM":
        yield ODD_VERSION.at(
            manifest.span(manifest.root),
            msg(
                "the manifest says “{schema}” “{version}” instead of “ADL SCORM” “1.2”",
                schema=shown(manifest.schema),
                version=shown(manifest.version),
            ),
            remedy=msg("write both in `metadata`, in front of everything else"),
        )
    for resource in manifest.resources:
        wrong = [str(name) for name in resource.element.attrib if str(name).endswith("}scormType")]
        if wrong:
            yield ODD_VERSION.at(
                resource.span,
                msg("`scormType` is how SCORM 2004 writes it"),
                remedy=msg("write `adlcp:scormtype`, in small letters"),
            )
            return


def _files(manifest: Manifest, names: frozenset[str]) -> Iterator[Diagnostic]:
    listed: dict[str, etree._Element] = {}
    for resource in manifest.resources:
        for file in resource.element:
            href = file.get("href") if local(file) == "file" else None
            if not href:
                continue
            if "\\" in href or href.startswith("/") or ".." in href.split("/"):
                yield ODD_ADDRESS.at(
                    manifest.span(file),
                    msg("the address {address} is not relative to the package, with “/”", address=shown(href)),
                    remedy=msg("write it as the file is named in the archive"),
                )
            path = file_of(href)
            if path is not None:
                listed.setdefault(resource.base + path, file)
    missing = [path for path in listed if path not in names]
    if missing:
        yield LISTED_FILE_MISSING.at(
            manifest.span(listed[missing[0]]),
            msg("files that the manifest lists, and that are not in the package ({count}): {names}", **_some(missing)),
            remedy=msg("export the package again"),
        )
    known = {*listed, *(resource.path for resource in manifest.resources)}
    unlisted = [name for name in sorted(names) if name not in known and _is_content(name, manifest)]
    if unlisted:
        yield UNLISTED_FILES.at(
            manifest.span(manifest.root),
            msg("files that the manifest does not list ({count}): {names}", **_some(unlisted)),
            remedy=msg("nothing, if your platform shows everything; otherwise export it again"),
        )


def _is_content(name: str, manifest: Manifest) -> bool:
    below = name.removeprefix(manifest.folder)
    at_root = "/" not in below
    return not (
        name == manifest.document.source.path
        or (at_root and below.lower() in {"imsmanifest.xml", "metadata.xml"})
        or below.lower().endswith(_BESIDE_CONTENT)
        or below.startswith("__MACOSX/")
        or below.endswith((".DS_Store", "Thumbs.db"))
    )


def _misplaced(manifest: Manifest, element: etree._Element) -> Diagnostic:
    return ODD_ORDER.at(
        manifest.span(element),
        msg("`{name}` stands where the format has no place for it", name=shown(local(element))),
        remedy=msg("export the package with a newer version of the tool, if your platform refuses it"),
    )


def _nearest(alike: str | None) -> Message:
    """Return what to do about a page that is not there: often only its capital letters are wrong."""
    if alike is not None:
        return msg("the package has {name}: write it in the same letters", name=shown(alike))
    return msg("export the package again: its first page was left out")


def _of(title: str, address: str) -> dict[str, str]:
    return {"title": shown(title), "address": shown(address)}


def _some(paths: list[str]) -> dict[str, object]:
    named = ", ".join(shown(path, 60) for path in paths[:_NAMED])
    return {"count": len(paths), "names": named + (", …" if len(paths) > _NAMED else "")}


def _is_score(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(\.\d{1,9})?", text)) and float(text) <= 100  # noqa: PLR2004 - per cent


_RULES: tuple[Callable[[Manifest, frozenset[str]], Iterator[Diagnostic]], ...] = (
    _version,
    _launch,
    _references,
    _types,
    _identifiers,
    _titles,
    _scores,
    _order,
    _files,
)
