"""The watch that every other browser test keeps: nothing foreign, no error, no broken policy. It does see them."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Faults, Unpack
from tests.browser.lms import serve

_POLICY = '<meta http-equiv="Content-Security-Policy"'
_NO_POLICY = '<meta name="none"'

PLANTED = {
    "an inline style": ("<p style='color:red'>A</p>", True, "console"),
    "an inline script": ("<script>document.title = 'x'</script>", True, "console"),
    "a foreign picture that the policy stops": ("<img src='https://example.org/a.png' alt=''>", True, "console"),
    "a foreign picture that nothing stops": ("<img src='https://example.org/a.png' alt=''>", False, "foreign"),
    "a foreign font": ("<link rel='preload' as='font' href='https://example.org/a.woff2'>", False, "foreign"),
    "a file of this computer": ("<img src='file:///etc/hostname' alt=''>", False, "foreign"),
    "a file beside the package": ("<img src='../beside.png' alt=''>", False, "foreign"),
    "another server of this computer": ("<img src='http://127.0.0.1:9/a.png' alt=''>", False, "foreign"),
    "a file that is missing": ("<img src='missing.png' alt=''>", False, "failed"),
    "a script that stumbles": ("<script>nothing.here()</script>", False, "console"),
    "a warning": ("<script>console.warn('Look.')</script>", False, "console"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_noticed(context: BrowserContext, unpacked: Unpack, tmp_path: Path, planted: str) -> None:
    markup, with_policy, kind = PLANTED[planted]
    package = tmp_path / "package"
    shutil.copytree(unpacked("tiny"), package)
    index = package / "index.html"
    html = index.read_text(encoding="utf-8").replace("</footer>", f"</footer>{markup}")
    assert _POLICY in html
    index.write_text(html if with_policy else html.replace(_POLICY, _NO_POLICY), encoding="utf-8")
    faults = Faults()
    faults.guard(context)
    page = context.new_page()
    page.goto(index.as_uri(), wait_until="load")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert getattr(faults, kind) != []
    if with_policy:
        assert [text for text in faults.console if text.startswith("policy violated")] != []
    with pytest.raises(AssertionError):
        faults.assert_none()


def test_a_package_as_it_is_has_none(context: BrowserContext, unpacked: Unpack) -> None:
    faults = Faults()
    faults.guard(context)
    page = context.new_page()
    page.goto((unpacked("tiny") / "index.html").as_uri(), wait_until="load")
    with serve(unpacked("tiny", "scorm12")) as lms:
        page.goto(f"{lms.url}/lms", wait_until="load")
    faults.assert_none()
