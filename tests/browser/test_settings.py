"""What learners set for themselves: applied at once, kept on the device, for every page."""

import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from builder.model.course import Course
from tests.browser.conftest import Faults, screen
from tests.browser.learner import Learner
from tests.browser.test_accessibility import examine
from tests.browser.test_keyboard import press_until

LARGEST = {"size": "200", "spacing": "wide", "font": "legible", "contrast": "more", "motion": "less"}
_NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("forbidden in this frame", "SecurityError"); } });"""


@pytest.fixture
def address(packages: dict[str, Path]) -> str:
    return (packages["web"] / "index.html").as_uri()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    made = context.new_page()
    made.goto(address)
    expect(made.locator("main h1:visible")).to_be_visible()
    return made


def open_panel(page: Page) -> None:
    page.get_by_role("button", name="Réglages d’affichage").click()
    expect(page.locator("#settings")).to_be_visible()


def choose(page: Page, **chosen: str) -> None:
    for name, value in chosen.items():
        page.locator(f'#settings input[name="{name}"][value="{value}"]').check()


def style(page: Page, selector: str, name: str) -> str:
    return str(page.evaluate("([at, name]) => getComputedStyle(document.querySelector(at))[name]", [selector, name]))


def attributes(page: Page) -> dict[str, str]:
    """Return what is set, by name: attributes of the root element."""
    found = dict(page.evaluate("({ ...document.documentElement.dataset })"))
    found.pop("course")
    found.pop("launch", None)
    return found


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_the_panel_is_accessible(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = screen(browser, scheme, width)
    faults = Faults()
    page = faults.watch(context.new_page())
    page.goto(address)
    open_panel(page)
    examine(page, f"settings-{scheme}-{width}")
    choose(page, contrast="more", font="legible", spacing="wide", size="150")
    examine(page, f"settings-changed-{scheme}-{width}")
    context.close()
    faults.assert_none()


@pytest.mark.usefixtures("faults")
def test_the_keyboard_opens_changes_and_closes_it(page: Page) -> None:
    toggle = page.locator("#settings-toggle")
    press_until(page, "#settings-toggle")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(toggle).to_be_focused()
    press_until(page, '#settings input[name="size"]', limit=2)
    page.keyboard.press("ArrowDown")
    assert attributes(page) == {"size": "112"}
    press_until(page, '#settings [data-slot="close"]')
    page.keyboard.press("Escape")
    expect(page.locator("#settings")).to_be_hidden()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(toggle).to_be_focused()


@pytest.mark.usefixtures("faults")
def test_each_setting_does_what_it_says_and_resetting_undoes_it(page: Page) -> None:
    before = {name: style(page, "main p", name) for name in ("fontSize", "letterSpacing", "fontFamily", "color")}
    open_panel(page)
    choose(page, **LARGEST)
    assert float(style(page, "body", "fontSize")[:-2]) == pytest.approx(36)
    assert "Atkinson" in style(page, "main p", "fontFamily")
    size = float(style(page, "main p", "fontSize")[:-2])
    assert float(style(page, "main p", "letterSpacing")[:-2]) == pytest.approx(size * 0.12, abs=0.1)
    assert float(style(page, "main p", "wordSpacing")[:-2]) == pytest.approx(size * 0.16, abs=0.1)
    assert float(style(page, "body", "lineHeight")[:-2]) >= 36 * 1.5
    assert style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(page, ".skip", "transitionDuration") == "0s"
    page.get_by_role("button", name="Rétablir les réglages d’origine").click()
    assert attributes(page) == {}
    assert {name: style(page, "main p", name) for name in before} == before


@pytest.mark.parametrize("contrast", ["", "more"])
@pytest.mark.parametrize("wanted", ["light", "dark"])
def test_the_colours_chosen_are_those_of_a_device_set_so(
    browser: Browser, address: str, wanted: str, contrast: str
) -> None:
    seen = []
    for device, chosen in ((wanted, ""), ("light" if wanted == "dark" else "dark", wanted)):
        context = screen(browser, device, 1280)
        page = context.new_page()
        page.goto(address)
        open_panel(page)
        choose(page, scheme=chosen, contrast=contrast)
        seen.append([style(page, at, "backgroundColor") for at in ("body", ".hero", ".button")])
        seen[-1] += [style(page, at, "color") for at in ("body", ".hero p", ".button")]
        context.close()
    assert seen[0] == seen[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_is_seven_to_one(browser: Browser, address: str, sample_course: Course, scheme: str) -> None:
    """WCAG 1.4.6, which is what who asks for contrast expects."""
    context = screen(browser, scheme, 1280)
    page = context.new_page()
    page.goto(address)
    open_panel(page)
    choose(page, contrast="more")
    learner = Learner(page, sample_course)
    module = sample_course.modules[0]
    quiz = module.quizzes[0]
    for view in ("home", f"{module.id}/{module.pages[0].id}", f"{module.id}/{quiz.id}", "badges", "results"):
        learner.open(f"#/{view}")
        page.wait_for_timeout(200)
        if view.endswith(quiz.id):
            learner.answer(quiz.questions[0], right=False)
            learner.answer(quiz.questions[0], right=True)
        found = Axe().run(page, options={"runOnly": ["color-contrast-enhanced"], "preload": False}).response
        assert [node["html"][:120] for rule in found["violations"] for node in rule["nodes"]] == [], view
    context.close()


def test_a_device_that_asks_for_contrast_gets_it(browser: Browser, address: str) -> None:
    context = browser.new_context(contrast="more", color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    assert style(page, "body", "backgroundColor") == "rgb(0, 0, 0)"
    open_panel(page)
    expect(page.locator('#settings input[name="contrast"][value=""]')).to_be_checked()
    context.close()


@pytest.mark.usefixtures("faults")
def test_they_are_kept_and_applied_before_anything_is_painted(page: Page) -> None:
    open_panel(page)
    choose(page, size="150", scheme="dark")

    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    page.route("**/parcours.js", late)
    page.add_init_script("requestAnimationFrame(() => { window.first = document.documentElement.dataset.size })")
    page.reload()
    expect(page.locator("main h1:visible")).to_be_visible()
    assert page.evaluate("window.first") == "150"
    assert attributes(page) == {"size": "150", "scheme": "dark"}
    open_panel(page)
    expect(page.locator('#settings input[value="150"]')).to_be_checked()
    expect(page.locator('#settings input[value="dark"]')).to_be_checked()


def test_a_panel_that_could_not_be_loaded_is_asked_for_again(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.route("**/pages.js", lambda route: route.fulfill(status=200, body="", content_type="text/javascript"))
    page.goto(address)
    toggle = page.locator("#settings-toggle")
    with page.expect_console_message(lambda message: "pages.js" in message.text):
        toggle.click()
    expect(page.locator("#loading")).to_be_hidden()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#settings-problem")).to_contain_text("n’ont pas pu être chargés")
    expect(page.locator("#status")).to_contain_text("n’ont pas pu être chargés")
    page.unroute("**/pages.js")
    open_panel(page)
    expect(page.locator("#settings-problem")).to_be_hidden()
    expect(toggle).to_have_attribute("aria-expanded", "true")


@pytest.mark.usefixtures("faults")
def test_where_storage_is_forbidden_they_hold_until_the_page_is_left(
    context: BrowserContext, address: str, sample_course: Course
) -> None:
    context.add_init_script(_NO_STORAGE)
    page = context.new_page()
    page.goto(address)
    open_panel(page)
    choose(page, size="125")
    learner = Learner(page, sample_course)
    learner.start()
    learner.expect_title(sample_course.modules[0].pages[0].title)
    assert attributes(page)["size"] == "125"
    page.reload()
    expect(page.locator("main h1:visible")).to_be_visible()
    assert "size" not in attributes(page)


@pytest.mark.usefixtures("faults")
def test_where_storage_is_forbidden_learners_know_that_nothing_is_kept(context: BrowserContext, address: str) -> None:
    context.add_init_script(_NO_STORAGE)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("[data-notice]:visible")).to_have_text(
        "Ce navigateur ne garde rien\u202f: votre progression sera perdue à la fermeture."
    )
    page.goto(f"{address}#/help")
    expect(page.locator("#activity")).to_contain_text("Ce navigateur ne garde rien")
    expect(page.get_by_text("conservée sur cet appareil").filter(visible=True)).to_have_count(0)
    # Wherever one goes on from there, and not on the first page alone.
    page.get_by_role("link", name="Accueil").first.click()
    page.locator('[data-slot="start"]').click()
    expect(page.locator('[data-slot="unsaved"]')).to_contain_text("Ce navigateur ne garde rien")


@pytest.mark.usefixtures("faults")
@pytest.mark.parametrize("kept", ["size=125&view=x&font=", "%%%&==", "scheme=sepia"])
def test_what_is_kept_may_be_anything(context: BrowserContext, address: str, kept: str) -> None:
    page = context.new_page()
    page.goto(address)
    page.evaluate("kept => localStorage.setItem('parcours-display', kept)", kept)
    page.reload()
    expect(page.locator("main h1:visible")).to_be_visible()
    assert set(attributes(page)) <= {"size", "scheme"}
    open_panel(page)
    expect(page.locator('#settings input[name="scheme"][value=""]')).to_be_checked()


@pytest.mark.parametrize("size", ["", "150", "200"])
@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_titles_are_as_large_as_they_rank(browser: Browser, address: str, width: int, size: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.add_init_script(f"localStorage.setItem('parcours-display', 'size={size}')")
    page.goto(address)
    for view in ("home", "badges", "results"):
        page.evaluate("view => { location.hash = `#/${view}` }", view)
        expect(page.locator(f'[data-view="{view}"] h1')).to_be_visible()
        sizes = page.evaluate(
            """() => ["h1", "h2", ".lead", "p:not([class])"].flatMap((name) => {
                const all = [...document.querySelectorAll(`main [data-view] ${name}`)];
                const one = all.find((each) => each.checkVisibility());
                return one ? Number.parseFloat(getComputedStyle(one).fontSize) : [];
            })"""
        )
        assert sizes == sorted(sizes, reverse=True), view
        assert sizes[-1] >= page.evaluate("Number.parseFloat(getComputedStyle(document.body).fontSize)")
    page.close()


@pytest.mark.parametrize("size", ["", "200"])
def test_links_that_skip_are_out_of_sight_until_they_have_the_focus(browser: Browser, address: str, size: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600}, reduced_motion="reduce")
    page.add_init_script(f"localStorage.setItem('parcours-display', 'size={size}')")
    page.goto(address)
    for link in page.locator(".skip").all():
        expect(link).not_to_be_in_viewport()
        link.focus()
        expect(link).to_be_in_viewport(ratio=1)
    page.close()


def test_the_start_button_can_be_read_in_forced_colours(browser: Browser, address: str) -> None:
    context = screen(browser, "forced", 1280)
    page = context.new_page()
    page.goto(address)
    seen = [style(page, ".hero .button", name) for name in ("backgroundColor", "color", "borderTopColor")]
    system = page.evaluate(
        """() => ["ButtonFace", "ButtonText", "ButtonText"].map((name) => {
            const probe = document.createElement("p");
            probe.style.color = name;
            document.body.append(probe);
            return getComputedStyle(probe).color;
        })"""
    )
    assert seen == system
    context.close()


@pytest.mark.parametrize("forced", [True, False])
def test_boxes_keep_an_edge_where_their_ground_is_that_of_the_page(
    browser: Browser, address: str, sample_course: Course, *, forced: bool
) -> None:
    context = screen(browser, "forced" if forced else "light", 1280)
    page = context.new_page()
    page.add_init_script("localStorage.setItem('parcours-display', 'contrast=more')")
    page.goto(address)
    module = sample_course.modules[0]
    for view, box in ((f"{module.id}/{module.pages[0].id}", ".callout"), ("results", ".tally")):
        page.evaluate("view => { location.hash = `#/${view}` }", view)
        expect(page.locator(box).first).to_be_visible()
        assert style(page, box, "borderTopWidth") == "2px"
        assert style(page, box, "borderTopStyle") == "solid"
        assert style(page, box, "borderTopColor") != style(page, "body", "backgroundColor")
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_largest_text_can_be_read_without_scrolling_sideways(
    browser: Browser, address: str, sample_course: Course, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    open_panel(page)
    choose(page, **LARGEST)
    examine(page, f"settings-largest-{width}")
    page.keyboard.press("Escape")
    module = sample_course.modules[0]
    learner = Learner(page, sample_course)
    for view in (
        "home",
        f"{module.id}/{module.pages[0].id}",
        f"{module.id}/{module.quizzes[0].id}",
        "plan",
        "badges",
        "results",
        "attestation",
    ):
        learner.open(f"#/{view}")
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        narrow = page.evaluate(
            """() => [...document.querySelectorAll("main :is(h1, h2, p, li, label, a)")]
            .filter(one => one.checkVisibility() && one.textContent.trim().length > 12)
            .filter(one => one.getBoundingClientRect().width < 120).map(one => one.outerHTML.slice(0, 80))"""
        )
        assert narrow == [], view
    page.close()
