"""Two modules of a course, each in a package of its own, on one platform and one device."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from builder.project import build_course
from tests.browser.conftest import COURSES
from tests.browser.lms import Lms, serve
from tests.browser.test_journey import launch, leave


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The packages of a course cut into modules, unpacked."""
    out = tmp_path_factory.mktemp("parts")
    unpacked = []
    for file in build_course(COURSES / "parts", out, ("scorm12",)).files:
        unpacked.append(out / file.stem)
        with zipfile.ZipFile(file) as archive:
            archive.extractall(unpacked[-1])
    return unpacked


def answer(frame: Frame, question: str, choice: str) -> None:
    form = frame.locator(f'form[data-question="{question}"]')
    form.get_by_label(choice, exact=True).check()
    form.locator('[data-slot="check"]').click()
    expect(form.locator(".result")).to_be_visible()


def open_at(context: BrowserContext, lms: Lms, address: str) -> tuple[Page, Frame]:
    page, frame = launch(context, lms)
    frame.evaluate("address => { location.hash = address }", address)
    return page, frame


@pytest.mark.usefixtures("faults")
def test_two_modules_complete_independently(context: BrowserContext, modules: list[Path]) -> None:
    with serve(modules[0]) as first, serve(modules[1]) as second:
        page, frame = open_at(context, second, "#/build/beds")
        frame.get_by_role("button", name="Finish this page").click()
        expect(frame.locator("#progress-words")).to_contain_text("1 module completed out of 1")
        leave(page, second)
        assert second.core["lesson_status"] == "completed"

        page, frame = launch(context, first)
        expect(frame.locator("#progress-words")).to_contain_text("0 modules completed out of 1")
        frame.locator('[data-slot="start"]').click()
        answer(frame, "worms", "True")
        answer(frame, "water", "True")
        leave(page, first)
        assert first.core["lesson_status"] == "incomplete"
        assert first.core["exit"] == "suspend"

        page, frame = launch(context, first)
        frame.evaluate("location.hash = '#/start/check'")
        answer(frame, "water", "False")
        frame.evaluate("location.hash = '#/start/ground'")
        frame.get_by_role("button", name="Finish this page").click()
        frame.evaluate("location.hash = '#/results'")
        expect(frame.locator("#results")).to_contain_text("You have completed this module.")
        expect(frame.locator("#results")).to_contain_text("Your score over the whole module: 100%")
        leave(page, first)
        assert first.core["lesson_status"] == "passed"
        assert float(first.core["score"]["raw"]) == 100
        assert second.core["lesson_status"] == "completed"
        assert first.failed_requests == second.failed_requests == []


@pytest.mark.usefixtures("faults")
def test_a_module_that_is_optional_in_the_course_completes_its_package(
    context: BrowserContext, modules: list[Path]
) -> None:
    with serve(modules[2]) as lms:
        page, frame = open_at(context, lms, "#/more/wish")
        form = frame.locator('form[data-question="wish"]')
        form.locator("textarea").fill("Peas.")
        form.locator('[data-slot="check"]').click()
        expect(frame.locator("#progress-words")).to_contain_text("1 module completed out of 1")
        frame.evaluate("location.hash = '#/badges'")
        expect(frame.locator(".badge-card > div > .state")).to_have_text(["Earned"])
        frame.evaluate("location.hash = '#/attestation'")
        expect(frame.locator("#attestation .attested")).to_contain_text(
            "has completed the module For the curious of the online course “A garden for everyone”"
        )
        leave(page, lms)
        assert lms.core["lesson_status"] == "completed"


@pytest.mark.usefixtures("faults")
def test_a_link_to_another_package_leads_nowhere_and_says_where(context: BrowserContext, modules: list[Path]) -> None:
    with serve(modules[0]) as lms:
        _, frame = open_at(context, lms, "#/start/ground")
        expect(frame.locator("#activity > .prose")).to_contain_text("comes with the plan (module “Build the beds”).")
        expect(frame.locator("#activity > .prose a")).to_have_count(1)
