"""The first line of a report: what an administrator may do with the file."""

from collections.abc import Collection
from dataclasses import dataclass

from builder.diagnostics import Diagnostic, Message, Severity, msg
from builder.inspection import troubles
from builder.inspection.kinds import OLX, SCORM12, UNKNOWN, Form
from builder.inspection.olx_rules import COURSE_FILE_MISSING, NAMELESS_RUN, NOT_A_COURSE
from builder.inspection.ours import INCOMPLETE_PACKAGE
from builder.inspection.package_rules import MANIFEST_MISNAMED, MANIFEST_MISPLACED, MANIFEST_MISSING, WRONG_ARCHIVE
from builder.inspection.scorm12_rules import NOTHING_TO_LAUNCH


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be done with a file: `key` for programs, and in words. `is_sound` when nothing is refused or lost."""

    key: str
    message: Message
    is_sound: bool = False


_GOOD = Verdict("good", msg("Can be uploaded: nothing was found that a platform would refuse or lose."), is_sound=True)
_REMARKS = Verdict("remarks", msg("Can be uploaded; read the warnings first."), is_sound=True)
_LOSSES = Verdict(
    "losses", msg("Can be uploaded, but some platforms will refuse it, or lose something: see the errors.")
)
_REFUSED = Verdict("refused", msg("Do not upload it as it is: platforms refuse it, or it would not work."))
_HARMFUL = Verdict("harmful", msg("Do not upload or unpack it: it could do harm."))
_DAMAGED = Verdict("damaged", msg("It cannot be read: it is damaged, or no archive."))

_FATAL = frozenset(
    {
        COURSE_FILE_MISSING,
        INCOMPLETE_PACKAGE,
        MANIFEST_MISNAMED,
        MANIFEST_MISPLACED,
        MANIFEST_MISSING,
        NAMELESS_RUN,
        NOTHING_TO_LAUNCH,
        NOT_A_COURSE,
        WRONG_ARCHIVE,
        troubles.DAMAGED_ARCHIVE,
        troubles.ENCRYPTED_FILE,
        troubles.UNUSUAL_COMPRESSION,
    }
)


def judge(form: Form, problems: Collection[Diagnostic], *, refused: bool, opens: bool) -> Verdict:
    """Return the verdict; `refused` when the archive is not read, `opens` when something in it can be opened."""
    kinds = {problem.kind for problem in problems}
    if kinds & troubles.HARMFUL:
        return _HARMFUL
    if refused:
        return _DAMAGED
    if form is UNKNOWN:
        return Verdict("not-a-course", msg("Not a course package: no platform can make a course of it."))
    if form not in (SCORM12, OLX):
        return Verdict(
            "other-format",
            msg("Neither SCORM 1.2 nor an Open edX course: this is another format ({form}).", form=form.title),
        )
    if kinds & _FATAL or not opens:
        return _REFUSED
    if any(problem.severity is Severity.ERROR for problem in problems):
        return _LOSSES
    return _REMARKS if problems else _GOOD
