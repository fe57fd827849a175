"""Whether the learning platforms that an author names take the packages of a course as they are: see `profiles.py`."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from pathlib import PurePosixPath

from builder.diagnostics import Diagnostic, Findings, Kind, Message, Severity, Span, msg
from builder.model.asset import Asset
from builder.model.course import Course
from builder.model.quiz import Keep
from builder.model.reference import External, FileReference, resolve
from builder.package.archive import is_stored
from builder.render.addresses import file_name
from builder.syntax.fields import Block, Field
from builder.syntax.suggest import did_you_mean, one_of
from builder.syntax.yaml import Mapping, read_yaml
from builder.targets.scorm12.manifest import LONGEST_TITLE
from builder.targets.scorm12.profiles import MEGABYTE, PROFILES, Profile, profiles_named

LMS = Field("lms", msg("the learning platforms that the package is for, such as moodle"))

UNKNOWN_LMS = Kind("unknown-lms", Severity.ERROR, msg("Nothing would be checked for this platform."))
REFUSED_PACKAGE = Kind(
    "refused-package",
    Severity.ERROR,
    msg("The platform would refuse the package: it is too large, or holds too many files."),
    allowable=True,
)
REFUSED_FILE = Kind(
    "refused-file",
    Severity.ERROR,
    msg("The platform would refuse the whole package because of this file."),
    allowable=True,
)
HEAVY_PACKAGE = Kind(
    "heavy-package", Severity.WARNING, msg("The platform advises against packages of this size."), allowable=True
)
OPENS_WINDOW = Kind(
    "opens-window",
    Severity.WARNING,
    msg("The platform does not let a course open windows: learners might press a link in vain."),
    allowable=True,
)
SETTLED_SCORE = Kind(
    "settled-score",
    Severity.WARNING,
    msg("Once the course is finished, the platform gives no more credit: a later score is not reported."),
    allowable=True,
)
UNLIKED_STATUS = Kind(
    "unliked-status",
    Severity.WARNING,
    msg("The platform waits for another status than the one that this course ends with."),
    allowable=True,
)
CUT_TITLE = Kind(
    "cut-title",
    Severity.WARNING,
    msg("SCORM 1.2 has room for 200 characters: platforms would show the beginning of the title."),
    allowable=True,
)
LOOSE_IDENTIFIER = Kind(
    "loose-identifier",
    Severity.WARNING,
    msg("The platform refuses an update of which the identifier is not that of the package before."),
    allowable=True,
)
KINDS = (
    UNKNOWN_LMS,
    REFUSED_PACKAGE,
    REFUSED_FILE,
    HEAVY_PACKAGE,
    OPENS_WINDOW,
    SETTLED_SCORE,
    UNLIKED_STATUS,
    LOOSE_IDENTIFIER,
    CUT_TITLE,
)


def read_profiles(options: Block) -> tuple[Profile, ...]:
    """Return the platforms that the options of the target name; what is no platform is reported."""
    known = [profile.name for profile in PROFILES]
    names = [(text.text.strip().lower(), text.span) for text in options.texts(LMS.name)]
    for name, span in names:
        if name not in known:
            options.report(
                UNKNOWN_LMS.at(
                    span,
                    msg("nothing is known of a platform `{name}`", name=name),
                    remedy=did_you_mean(name, known) or one_of(known),
                )
            )
    return profiles_named(name for name, _ in names)


def acceptance_findings(parts: Iterable[Course], profiles: Iterable[Profile]) -> Iterator[Diagnostic]:
    """Go through what platforms would refuse or change of packages, each of which holds one of these parts."""
    given = tuple(profiles)
    return (found for part in parts for profile in given for rule in _RULES for found in rule(part, profile))


def acceptance_facts(parts: Iterable[Course], profiles: Iterable[Profile]) -> Iterator[Message]:
    """Say of each platform what was checked and what came of it: never more than is known."""
    whole = tuple(parts)
    for profile in profiles:
        checked = list(_checks(profile))
        count = len(set(acceptance_findings(whole, (profile,))))
        values = {"lms": profile.title, "checked": reduce(_and, checked) if checked else "", "count": count}
        if not checked:
            yield msg("{lms}: no rule about what a course holds is known; nothing was checked for it.", **values)
        elif count == 1:
            yield msg("{lms}: 1 thing that it refuses or changes. Checked: {checked}.", **values)
        elif count:
            yield msg("{lms}: {count} things that it refuses or changes. Checked: {checked}.", **values)
        else:
            yield msg(
                "{lms}: nothing in this course that it is known to refuse or change. Checked: {checked}.", **values
            )
        graded = list(map(_is_graded, whole))
        note = profile.graded if all(graded) else profile.mixed if any(graded) else profile.ungraded
        if note:
            yield note


def _checks(profile: Profile) -> Iterator[Message]:
    largest, most = profile.largest or profile.advised, profile.most_files
    if largest:
        yield msg("the size of the files ({size} MB at most)", size=largest // MEGABYTE)
    if profile.unpacked:
        yield msg("the size of the files ({size} MB at most)", size=profile.unpacked // MEGABYTE)
    if most:
        yield msg("their number ({count} at most)", count=most)
    if profile.highest_ratio:
        yield msg("how far each is compressed ({ratio} times at most)", ratio=profile.highest_ratio)
    if profile.refused:
        yield msg("the types of files")
    if profile.keeps_one_window:
        yield msg("links that open a window")
    if profile.wants_passed:
        yield msg("the final status")
    if profile.settles_score:
        yield msg("scores that may fall")
    if profile.locks_identifier:
        yield msg("the identifier of the package")


def _and(first: Message, second: Message) -> Message:
    return msg("{first}, {second}", first=first, second=second)


def title_findings(parts: Iterable[Course]) -> Iterator[Diagnostic]:
    """Find titles that are cut in the manifest, whatever the platform: `titleType` of imscp_rootv1p1p2.xsd."""
    for part in parts:
        if len(part.title) > LONGEST_TITLE:
            yield CUT_TITLE.at(
                _title(part),
                msg(
                    "this title has {count} characters, of {limit} at most", count=len(part.title), limit=LONGEST_TITLE
                ),
                remedy=msg("write a shorter `title:` for this module in {path}", path=part.modules[0].settings)
                if part.part_of
                else msg("shorten it, and put the rest into `subtitle:`"),
            )


def _package_too_large(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find packages above a size: CrossKnowledge takes 200 MB, Rise Up 1 GB, 360Learning 4 GB unpacked.

    Only the files that pages link to are weighed: pages and run-time are small beside them.
    """
    if profile.largest and (size := _packed(part, profile.largest)) > profile.largest:
        yield _too_large(REFUSED_PACKAGE, part, profile, size, profile.largest)
    if profile.unpacked and (size := _unpacked(part)) > profile.unpacked:
        yield _too_large(REFUSED_PACKAGE, part, profile, size, profile.unpacked)


def _package_heavy(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find packages above a size that the platform advises: 250 MB for Cornerstone."""
    if profile.advised and (size := _packed(part, profile.advised)) > profile.advised:
        yield _too_large(HEAVY_PACKAGE, part, profile, size, profile.advised)


def _too_large(kind: Kind, part: Course, profile: Profile, size: int, limit: int) -> Diagnostic:
    largest = max(part.assets.values(), key=lambda asset: asset.size)
    return kind.at(
        _place(part, largest),
        msg(
            "{lms}: the files of one package weigh {size} MB, of {limit} at most",
            lms=profile.title,
            size=_megabytes(size),
            limit=limit // MEGABYTE,
        ),
        label=msg("this one is the largest, with {size} MB", size=_megabytes(largest.size)),
        remedy=_lighter(part, alone=largest.size > limit),
    )


def _lighter(part: Course, *, alone: bool) -> Message:
    if alone:
        return msg(
            "make this file smaller, or leave it out and link to where it can be seen: alone it is above the limit"
        )
    if part.part_of:
        return msg("make recordings and pictures smaller, split the module in two, or leave files out")
    return msg("make recordings and pictures smaller, cut the course into packages, or leave files out")


def _too_many_files(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find packages with more files than the platform takes: 50,000 for 360Learning."""
    count = len(part.assets) + sum(len(module.activities) for module in part.modules)
    if profile.most_files and count > profile.most_files:
        yield REFUSED_PACKAGE.at(
            part.span,
            msg(
                "{lms}: one package holds {count} files, of {limit} at most",
                lms=profile.title,
                count=count,
                limit=profile.most_files,
            ),
            remedy=msg("cut the course into packages, or link to fewer files"),
        )


def _refused_files(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find files of a type that the platform refuses, such as scripts for CrossKnowledge."""
    for asset in part.assets.values():
        packed = PurePosixPath(file_name(PurePosixPath(asset.path))).suffix
        if any(packed == end or (end[-1] == "*" and packed.startswith(end[:-1])) for end in profile.refused):
            yield REFUSED_FILE.at(
                _place(part, asset),
                msg("{lms} refuses packages with files of type `{type}`", lms=profile.title, type=packed),
                label=msg("leads to `{path}`", path=asset.path),
                remedy=msg("pack the file into a .zip and link to that, or show its text in a block of code"),
            )


def _compressed_files(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find files that a zip makes much smaller: 360Learning takes that for a bomb above 200 times."""
    for asset in part.assets.values() if profile.highest_ratio else ():
        ratio = asset.size // max(1, _deflated(asset))
        if profile.highest_ratio and ratio >= profile.highest_ratio:
            yield REFUSED_FILE.at(
                _place(part, asset),
                msg(
                    "{lms}: this file becomes {ratio} times smaller in the package, of {limit} at most",
                    lms=profile.title,
                    ratio=ratio,
                    limit=profile.highest_ratio,
                ),
                label=msg("leads to `{path}`", path=asset.path),
                remedy=msg("pack the file into a .zip and link to that"),
            )


def _windows(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find links to other sites, which open a window: Rise Up wants none. Each file is told once."""
    links: dict[str, list[Span]] = {}
    for path, link in part.links() if profile.keeps_one_window else ():
        target = resolve(path, link.target)
        if isinstance(target, External) and target.scheme in {"http", "https"}:
            links.setdefault(path, []).append(link.span)
    for spans in links.values():
        yield OPENS_WINDOW.at(
            spans[0],
            msg("{lms} refuses new windows, and this link opens one", lms=profile.title),
            label=msg("such links in this file: {count}", count=len(spans)),
            remedy=msg("put into the page what learners need, or try the link there and allow `opens-window`"),
        )


def _settled_scores(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find quizzes whose score may fall again: Moodle opens a finished course for review, without credit."""
    for _, quiz in part.quizzes() if profile.settles_score else ():
        if quiz.keep is Keep.LAST and quiz.is_graded:
            yield SETTLED_SCORE.at(
                _value(quiz.span, "keep"),
                msg("{lms} does not hear of the last score once the course is finished", lms=profile.title),
                label=msg("and of several attempts there, the highest grade counts by default"),
                remedy=msg("remove `keep: last`, or allow `settled-score` in course.yml"),
            )


def _statuses(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find packages that end as completed: Rise Up asks for passed or incomplete."""
    if profile.wants_passed and not _is_graded(part):
        yield UNLIKED_STATUS.at(
            part.modules[0].span if part.part_of else part.span,
            msg(
                "{lms} asks for the status “passed”, and “{title}” ends as “completed”",
                lms=profile.title,
                title=part.title,
            ),
            label=msg("nothing in it is graded"),
            remedy=msg("add a graded quiz, or try it there and allow `unliked-status` in course.yml"),
        )


def _identifiers(part: Course, profile: Profile) -> Iterator[Diagnostic]:
    """Find identifiers that a new title would change: Totara keeps to that of the first package."""
    if profile.locks_identifier and _given(part.span, "id") is None:
        yield LOOSE_IDENTIFIER.at(
            _value(part.span, "title"),
            msg("{lms}: with another title, updates of this course would be refused", lms=profile.title),
            label=msg("the identifier of the package is made from it"),
            remedy=msg("write `id: {id}` in course.yml", id=_known_id(part)),
        )


def _known_id(part: Course) -> str:
    """Return the id of the course that platforms know: the published one, whatever its title makes of it today."""
    return part.published.course if part.published else part.part_of.id if part.part_of else part.id


_RULES: tuple[Callable[[Course, Profile], Iterator[Diagnostic]], ...] = (
    _package_too_large,
    _package_heavy,
    _too_many_files,
    _refused_files,
    _compressed_files,
    _windows,
    _settled_scores,
    _statuses,
    _identifiers,
)


def _is_graded(part: Course) -> bool:
    """Tell whether a part ends as passed, as `Progress.isGraded` of the run-time does."""
    return any(quiz.counts_for for _, quiz in part.quizzes()) or any(page.points for page in part.pages())


def _place(part: Course, asset: Asset) -> Span:
    """Return where an author names a file first, or the head of course.yml: captions are found, not named."""
    for path, link in part.file_links():
        target = resolve(path, link.target)
        if isinstance(target, FileReference) and target.path == asset.path:
            return link.span
    return part.span


def _title(part: Course) -> Span:
    """Return where the title of a package stands, or the place that is known of a module."""
    if part.part_of is None:
        return _value(part.span, "title")
    module = part.modules[0]
    told = (module.id_span, module.span)
    return next((span for span in told if span.source.path == module.settings), module.activities[0].span)


def _value(span: Span, name: str) -> Span:
    """Return where the value of a key of a file stands, or another place in it."""
    return _given(span, name) or span


def _given(span: Span, name: str) -> Span | None:
    value = read_yaml(span.source, Findings())
    found = value.get(name) if isinstance(value, Mapping) else None
    return found.span if found else None


def _packed(part: Course, limit: int) -> int:
    """Return how many bytes the files of a part take in a zip; a number within the limit may be too large."""
    # Compressing takes time, and most courses are far from any limit.
    size = _unpacked(part)
    return size if size <= limit else sum(map(_deflated, part.assets.values()))


def _unpacked(part: Course) -> int:
    return sum(asset.size for asset in part.assets.values())


_BLOCK = 1 << 20  # bytes


def _deflated(asset: Asset) -> int:
    """Return how many bytes a file takes in a zip: as it is where it is compressed already."""
    if is_stored(asset.path):
        return asset.size
    compressor, size = zlib.compressobj(wbits=-zlib.MAX_WBITS), 0
    with asset.file.open("rb") as file:
        while block := file.read(_BLOCK):
            size += len(compressor.compress(block))
    return size + len(compressor.flush())


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)
