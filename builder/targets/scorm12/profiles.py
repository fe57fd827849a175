"""What learning platforms are known to refuse, or to change, in a SCORM 1.2 package: data, each with its source.

A platform stands here with what is known of it and nothing else; `acceptance.py` holds a course to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from builder.diagnostics import Message, msg
from builder.model.platform import PLATFORMS

MEGABYTE = 1_000_000
"""The smaller of the two that people mean: what is below a limit in these is below it in the others."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A platform: `name` is what authors write.

    Limits are None where none is known: `largest` and `advised` are bytes of a package, `unpacked` those of its files,
    `most_files` counts them, `highest_ratio` is how many times smaller a file may become in the zip. `refused` are ends
    of file names. The claims tell that a link may not open a window, that a course should end as passed, that its score
    is settled once it is finished, and that an update must keep the identifier of the package.
    `graded` and `ungraded` are what whoever sets the course up has to know, where something is graded and where nothing
    is, and `mixed` where that differs between its packages.
    """

    name: str
    largest: int | None = None
    advised: int | None = None
    unpacked: int | None = None
    most_files: int | None = None
    highest_ratio: int | None = None
    refused: tuple[str, ...] = ()
    keeps_one_window: bool = False
    wants_passed: bool = False
    settles_score: bool = False
    locks_identifier: bool = False
    graded: Message | None = None
    ungraded: Message | None = None
    mixed: Message | None = None

    @property
    def title(self) -> str:
        """How it is called."""
        return PLATFORMS[self.name]


_BACK_BUTTON = msg("Chamilo before 1.11.16 loses the time of a visit that ends with the back button.")
_OLD_XBLOCK = msg("Open edX: in an old SCORM XBlock, a course that ends as “passed” does not complete its unit.")

PROFILES: tuple[Profile, ...] = (
    # Moodle 4.5, measured: `completed` and `passed` end an attempt, the next visit is for review and without credit,
    # and of several attempts the highest grade counts by default. "Passed" and "completed" are two boxes of the rule:
    # with both ticked, either status completes the activity.
    Profile(
        "moodle",
        settles_score=True,
        graded=msg("Moodle: to require a status, tick “Passed” and “Completed”: this course ends as “Passed”."),
        ungraded=msg("Moodle: to require a status, tick “Passed” and “Completed”: this course ends as “Completed”."),
        mixed=msg(
            "Moodle: to require a status, tick “Passed” and “Completed”: where something is graded, packages end as "
            "“Passed”, the others as “Completed”."
        ),
    ),
    # Help pages of 360Learning: zip without folders around, methods 0 and 8, number of files, size unpacked, ratio.
    Profile("360learning", unpacked=4000 * MEGABYTE, most_files=50_000, highest_ratio=200),
    # Help pages of Rise Up: one SCO, no accents in names, size, no new windows, the statuses passed and incomplete.
    Profile("riseup", largest=1000 * MEGABYTE, keeps_one_window=True, wants_passed=True),
    # Help pages of Cornerstone: a size that they advise, not a limit.
    Profile("cornerstone", advised=250 * MEGABYTE),
    # Help pages of CrossKnowledge: size, and types of files; `.php*` there stands for every type that begins so.
    Profile(
        "crossknowledge",
        largest=200 * MEGABYTE,
        refused=(".htaccess", ".php*", ".phtml", ".pl", ".py", ".cgi", ".exe", ".sh"),
    ),
    # Chamilo 1.11: what it is known to lose, the run-time answers for; no limit of packages is known.
    Profile("chamilo", graded=_BACK_BUTTON, ungraded=_BACK_BUTTON, mixed=_BACK_BUTTON),
    Profile("ilias"),
    # openedx-scorm-xblock: its pull request 104 made `passed` complete a unit.
    Profile(
        "openedx-xblock",
        graded=_OLD_XBLOCK,
        mixed=_OLD_XBLOCK,
    ),
    # Dualcode, on Totara: an update whose manifest has another identifier is refused by default.
    Profile("totara", locks_identifier=True),
    # iteexe 499: packages of several pages or SCOs do not work in Opigno; those of Parcours have one of each.
    Profile("opigno"),
)
"""Every platform there is something to say about."""


def profiles_named(names: Iterable[str]) -> tuple[Profile, ...]:
    """Return the profiles of these names, in the order of the table; names that are none are left out."""
    wanted = set(names)
    return tuple(profile for profile in PROFILES if profile.name in wanted)
