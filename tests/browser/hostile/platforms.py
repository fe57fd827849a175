"""The learning platforms of the bench, one for each fault that is known of real ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform: `kind` is its data model in `platforms.js`, `way` how it sends what is committed."""

    id: str
    title: str
    kind: str = "strict"
    way: str = "beacon"
    opens: str = "frame"
    late: int = 0
    trouble: str = ""
    """What happens to commits at first: `down` refuses them, `forgetful` says that they are kept."""
    mastery: str = ""
    tolerated: str = r"$^"
    """The calls that set an error without any fault of the course."""

    @property
    def misses_the_end(self) -> bool:
        """Whether what is sent while the course is left never arrives."""
        return self.way == "request"

    @property
    def is_reachable(self) -> bool:
        """Whether the course can find its API at all."""
        return self.opens != "foreign"


_UNKNOWN = r"(401|201) LMS(Get|Set)Value cmi\.(objectives|interactions|core\.(score\.m|lesson_mode)|student_|comments)"
_LOST = r"101 LMS(Commit|Finish)"

PLATFORMS = (
    Platform("again", "scorm-again", kind="again", tolerated=_LOST),
    Platform("strict", "strict"),
    Platform("moodle", "like Moodle", kind="moodle", way="moodle", tolerated=_LOST),
    Platform("mastery", "like Moodle, with a mastery score", "moodle", "moodle", mastery="80", tolerated=_LOST),
    Platform("chamilo", "like Chamilo", kind="chamilo"),
    Platform("minimal", "nothing optional", kind="minimal", tolerated=_UNKNOWN),
    Platform("truncating", "cuts at 4,096", kind="truncating"),
    Platform("waiting", "no request while leaving", way="request", tolerated=_LOST),
    Platform("failing", "fails at first", way="request", trouble="down", tolerated=_LOST),
    Platform("forgetful", "forgets the first session", trouble="forgetful"),
    Platform("late", "API after 1.5 s", late=1500),
    Platform("opener", "API in the opener", opens="window"),
    Platform("foreign", "API out of reach", opens="foreign"),
)
