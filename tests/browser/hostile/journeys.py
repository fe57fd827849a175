"""What learners do on the platforms of the bench, what they see, and one word for how it went."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.browser.hostile.platforms import Platform
from tests.browser.hostile.server import PATIENCE, Record, Server, Session

ACTS = Path(__file__).parent / "acts.js"
QUIZ = "two/quiz"
RIGHT, WRONG = "0", "1"

KEPT = "kept"
DEVICE_THEN_LMS = "device, then LMS"
ASKED = "device, asked"
DEVICE = "device"
TOLD = "not kept, told"
SILENT = "not kept, not told"
AFRESH = "afresh, told"
FAILED = "failed by the platform"
GOOD = (KEPT, DEVICE_THEN_LMS, ASKED, DEVICE, TOLD, AFRESH)

_HASTE = """{
  const real = setTimeout;
  setTimeout = (run, delay, ...given) =>
    real(run, delay === 1000 && document.cookie.includes("hasty") ? 3_600_000 : delay, ...given);
}"""
"""Somebody hasty closes the course before the second has passed after which it sends what is new."""
_RANKS = {"incomplete": 1, "completed": 2, "passed": 3}


@dataclass(frozen=True)
class Step:
    """One thing that a learner does, and what is true from then on."""

    name: str
    facts: frozenset[str]
    question: str = ""
    choice: str = RIGHT


def _step(name: str, *facts: str, question: str = "", choice: str = RIGHT) -> Step:
    own = {f"answer {question} {choice}"} if question else {name}
    return Step(name, frozenset({*own, *facts}), question, choice)


COURSE = (
    _step("one/a"),
    _step("one/b", "module one", "badge walker"),
    _step("two/c"),
    _step(QUIZ, QUIZ, "module two", "score 50", question="first"),
    _step(QUIZ, "score 100", question="second"),
    _step("three/d", "module three"),
)
HALF = COURSE[:4]


def after(steps: Iterable[Step]) -> frozenset[str]:
    """Return what is true after some steps, in any order."""
    facts = frozenset[str]().union(*(step.facts for step in steps))
    if {"module one", "module two", "module three"} <= facts:
        facts |= {"course"}
    return facts - {"score 50"} if "score 100" in facts else facts


@dataclass
class Visit:
    """A course that is open: the page of the platform, that of the course, and the session."""

    top: Page
    course: Page | Frame
    session: Session

    def act(self, name: str, *given: object) -> Any:
        """Do something of `acts.js`."""
        return self.course.evaluate(f"given => acts.{name}(...given)", list(given))

    def do(self, *steps: Step) -> None:
        """Take some steps."""
        for step in steps:
            if step.question:
                self.act("answer", step.name, step.question, step.choice)
            else:
                self.act("read", step.name)

    def facts(self) -> frozenset[str]:
        """Return what the course says of the progress."""
        return frozenset(self.act("facts"))

    def said(self) -> dict[str, str]:
        """Return what the page says of where progress is kept."""
        return dict(self.act("said"))

    def reload(self) -> None:
        """Load the course anew inside the page of the platform."""
        self.course.evaluate("() => { window.isOld = true; location.reload(); }")
        self.course.wait_for_function("() => !window.isOld && document.readyState === 'complete'")
        self.course.wait_for_selector("main h1:visible")

    def until_told(self, *slots: str) -> None:
        """Wait until the page says something of these: `saved`, `unsaved`, `problem`."""
        self.course.evaluate("slots => acts.until(() => slots.some((slot) => acts.said()[slot]))", list(slots))


@dataclass
class Journey:
    """One learner, one platform, one device; what goes wrong is noted by name."""

    bench: Server
    browser: Browser
    name: str
    context: BrowserContext
    told: bool = False
    faults: list[str] = field(default_factory=list)
    missing: frozenset[str] = frozenset()
    """What was done and was not seen by a learner who came back."""
    resumed: str = ""
    """Where the home page led at the last look."""
    asked: bool = False
    """Whether the learner was asked to take up what the device had kept."""
    late: bool = False
    """Whether the platform learned of some of it only when the learner came back."""

    @property
    def record(self) -> Record:
        return self.bench.records[self.name]

    @property
    def platform(self) -> Platform:
        return self.record.platform

    def launch(self, version: str = "one", *, hasty: bool = True) -> Visit:
        """Open the course as the platform opens it."""
        self.context.clear_cookies()
        if hasty and not self.record.in_trouble:
            self.make_haste()
        if not self.context.pages:
            self.context.new_page().goto(f"{self.bench.url}/desk")
        with self.context.expect_page() as opening:
            self.context.pages[0].evaluate("url => { open(url) }", f"/launch/{self.name}/{version}")
        page = opening.value
        page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        return self.opened(page)

    def opened(self, page: Page) -> Visit:
        """Return the course that a page of the platform opens, once something of it is shown."""
        course: Page | Frame
        if self.platform.opens == "window":
            page.wait_for_load_state()
            with page.expect_popup() as popup:
                page.get_by_role("button").click()
            course = popup.value
        else:
            page.wait_for_selector("iframe", state="attached")
            course = page.frames[1]
        course.wait_for_selector("main h1:visible")
        return Visit(page, course, self.record.sessions[-1])

    def refresh(self, visit: Visit) -> Visit:
        """Load the page of the platform anew; a course in a window of its own is closed then."""
        visit.top.reload()
        if isinstance(visit.course, Page):
            visit.course.close()
        return self.opened(visit.top)

    def close(self, visit: Visit, tolerated: str = "$^") -> None:
        """Close the tab or window, wait until all that its page sends has arrived, and note what it did wrong."""
        if self.record.in_trouble:
            # Long enough for the platform to say what it says.
            visit.until_told("saved", "unsaved")
        said = visit.said()
        self.told |= bool(said["unsaved"] or said["notice"])
        session = visit.session
        session.sent = -1
        if isinstance(visit.course, Page):
            visit.course.close()
        visit.top.close()
        self.bench.wait(lambda: session.is_over, f"the session {session.id} is never closed")
        allowed = f"{self.platform.tolerated}|{tolerated}"
        self.faults += [f"refused: {error}" for error in session.errors if not re.match(allowed, error)]
        statuses = [call[2] for call in session.calls if call[:2] == ["LMSSetValue", "cmi.core.lesson_status"]]
        ranks = [_RANKS.get(status, 0) for status in statuses]
        if ranks != sorted(ranks) or 0 in ranks:
            self.faults.append(f"statuses sent: {statuses}")

    def end_trouble(self) -> None:
        """From now on, the platform keeps what it says it keeps."""
        self.record.in_trouble = False
        self.make_haste()

    def make_haste(self) -> None:
        """Where leaving loses what is new, leave before it is sent: else a slow machine decides what was lost."""
        if self.platform.misses_the_end:
            cookie = {"name": "hasty", "value": "yes", "url": self.bench.url}
            self.context.add_cookies([cookie])  # type: ignore[list-item]

    def play(self, *steps: Step, version: str = "one") -> None:
        """Open the course, take some steps and close it at once."""
        visit = self.launch(version)
        visit.do(*steps)
        self.close(visit)

    def expect(self, facts: frozenset[str], visit: Visit, or_else: frozenset[str] = frozenset()) -> None:
        """Note what was done and is not seen, and what is seen and was never done."""
        self.resumed = visit.said()["resume"]
        self.asked |= bool(visit.act("takeUp"))
        seen = visit.facts() - or_else
        if seen - facts:
            self.faults.append(f"invented: {sorted(seen - facts)}")
        self.missing |= facts - seen

    def expect_result(self, status: str, score: str) -> None:
        """Note a result on the platform that is not this one."""
        held = (self.record.element("core.lesson_status"), self.record.element("core.score.raw"))
        if self.platform.mastery and status == "incomplete":
            # A partial score would make `failed` of whoever leaves.
            score = ""
        if self.platform.is_reachable and held != (status, score):
            self.faults.append(f"the platform holds {held}, not {(status, score)}")

    def look(self, facts: frozenset[str], version: str = "one", or_else: frozenset[str] = frozenset()) -> None:
        """Come back, see whether all that was done is there, and close: the platform may learn of it only now.

        What is given as `or_else` may be there or not.
        """
        before = self.record.element("suspend_data")
        visit = self.launch(version, hasty=False)
        self.expect(facts, visit, or_else)
        if visit.said()["recovery"]:
            # It says that something is sent now: until then, nobody leaves.
            visit.until_told("saved", "unsaved")
        self.close(visit)
        self.late |= before != self.record.element("suspend_data")

    @property
    def outcome(self) -> str:
        """How it went, in a word, at the last look."""
        if self.faults:
            return "; ".join(dict.fromkeys(self.faults))
        if self.missing:
            return TOLD if self.told else SILENT
        if not self.platform.is_reachable:
            return DEVICE
        if self.asked:
            return ASKED
        return DEVICE_THEN_LMS if self.late else KEPT

    def change_device(self) -> None:
        """Go on at another device, which keeps nothing yet."""
        self.context.close()
        self.context = new_context(self.browser)

    def spoil(self) -> None:
        """Damage what the device keeps where the platform cannot be reached."""
        page = self.context.new_page()
        page.goto(f"{self.bench.elsewhere}/packages/one/course.js")
        page.evaluate("acts.spoil()")
        page.close()


def new_context(browser: Browser, storage: Any = None) -> BrowserContext:
    """Return a device: a browser that keeps nothing of before, or what is given."""
    context = browser.new_context(reduced_motion="reduce", storage_state=storage)
    context.add_init_script(_HASTE)
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(path=ACTS)
    return context
