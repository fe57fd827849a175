"""Every kind of page that a learner can have on the screen, one after another, in the course `everything`."""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import expect

from tests.browser.learner import Learner, Screen

COURSE = "everything"
_VIEW = re.compile(r"#/[a-z]+")


EVERY_KIND = frozenset(
    "home page blocks quiz quiz-answered badge-earned plan badges results glossary notes search search-found help"
    " accessibility attestation settings".split()
)


def examine_all(learner: Learner, examine: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return what has something against it, of all the kinds that there must be."""
    found = {kind: examine(kind) for kind in kinds(learner)}
    assert found.keys() == EVERY_KIND
    return {kind: problems for kind, problems in found.items() if problems}


def kinds(learner: Learner) -> Iterator[str]:
    """Bring each kind of page on the screen, home being there, and say which it is."""
    screen = learner.screen
    yield "home"
    yield from _pages(learner)
    yield from _quiz(learner)
    yield from _earned(learner)
    for address in views(screen):
        learner.open(address)
        shown(screen)
        yield address.removeprefix("#/")
        if address == "#/search":
            yield from _search(screen)
    yield from _attestation(learner)
    yield from _settings(screen)


def views(screen: Screen) -> list[str]:
    """Return the addresses that the navigation and the foot of every page lead to."""
    links = screen.locator("nav a, footer a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return list(dict.fromkeys(address for address in links if _VIEW.fullmatch(address)))


def shown(screen: Screen) -> None:
    """Wait until what was asked for is there, and was told to whoever does not see it."""
    expect(screen.get_by_role("main").get_by_role("heading", level=1).filter(visible=True)).to_be_focused()


def _pages(learner: Learner) -> Iterator[str]:
    screen = learner.screen
    learner.start()
    shown(screen)
    yield "page"
    learner.open("#/pages/blocs")
    learner.expect_title("Des blocs")
    screen.evaluate("document.querySelectorAll('details').forEach(block => { block.open = true })")
    yield "blocks"


def _quiz(learner: Learner) -> Iterator[str]:
    quiz = learner.course.modules[1].quizzes[0]
    learner.open("#/quizzes/questions")
    learner.expect_title("Les questions")
    yield "quiz"
    for number, question in enumerate(quiz.questions[:-1]):
        learner.answer(question, right=number % 3 == 0)
    form = learner.form(quiz.questions[-1])
    form.locator('[data-slot="check"]').click()
    expect(form.locator('[data-slot="error"]')).to_be_visible()
    yield "quiz-answered"


def _earned(learner: Learner) -> Iterator[str]:
    learner.open("#/facultatif/lire")
    learner.expect_title("À lire")
    learner.finish_page()
    expect(learner.screen.locator('[data-slot="earned-panel"]')).to_be_visible()
    yield "badge-earned"


def _search(screen: Screen) -> Iterator[str]:
    screen.get_by_role("searchbox").fill("bloc")
    screen.get_by_role("searchbox").press("Enter")
    expect(screen.locator('[data-slot="hits"] a').first).to_be_visible()
    yield "search-found"


def _attestation(learner: Learner) -> Iterator[str]:
    learner.open("#/results")
    learner.hand.press(learner.screen.locator("a[href='#/attestation']").filter(visible=True))
    shown(learner.screen)
    yield "attestation"


def _settings(screen: Screen) -> Iterator[str]:
    toggle = screen.get_by_role("button", name="Réglages d’affichage", exact=True)
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    yield "settings"
