"""The judge of archives knows a good one, and names the fault of a bad one."""

import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.openedx.archive import faults
from tests.openedx.cleaner import olxcleaner_errors, olxcleaner_warnings

POLICY = {
    "course/run": {
        "display_name": "Orbits",
        "start": "2025-01-01T00:00:00Z",
        # The platform takes null; olxcleaner calls it an error.
        "end": "2099-12-31T00:00:00Z",
        "self_paced": True,
        "language": "en",
        "course_image": "cover.png",
        "tabs": [
            {"type": "courseware", "name": "Course"},
            {"type": "static_tab", "name": "Glossary", "url_slug": "glossary"},
        ],
    }
}
GRADING = {
    "GRADER": [
        {"type": "Quiz A", "short_label": "A", "min_count": 1, "drop_count": 0, "weight": 0.3},
        {"type": "Quiz B", "short_label": "B", "min_count": 1, "drop_count": 0, "weight": 0.7},
    ],
    "GRADE_CUTOFFS": {"Pass": 0.6},
}
CHOICES = (
    '<problem display_name="One"><multiplechoiceresponse><label>Which?</label><choicegroup type="MultipleChoice">'
    '<choice correct="true">a <img src="/static/a.png" alt="a"/></choice><choice correct="false">b</choice>'
    "</choicegroup></multiplechoiceresponse></problem>"
)
NUMBER = (
    '<problem display_name="Two"><numericalresponse answer="3"><label>How many?</label><formulaequationinput/>'
    "</numericalresponse></problem>"
)
CLOZE = (
    '<problem display_name="Three"><div>A <stringresponse answer="b" inline="1"><label>word</label>'
    '<textline inline="1"/></stringresponse></div></problem>'
)
PAGE = (
    '<h2 id="top">Orbits</h2><p><a href="#top">up</a> <a href="/jump_to_id/unit-b">on</a>'
    ' <img src="/static/a.png" alt=""/>'
    ' <a href="/static/notes.pdf">notes</a> <a href="/course/glossary/">words</a>'
    ' <a href="/course/glossary/#at-orbit">orbit</a></p>'
)
VIDEO = (
    '<video display_name="Film" youtube_id_1_0="" html5_sources="[&quot;/static/film.mp4&quot;]"'
    ' transcripts="{&quot;en&quot;: &quot;film.en.srt&quot;}"><source src="/static/film.mp4"/>'
    '<transcript language="en" src="film.en.srt"/></video>'
)
GOOD: dict[str, str] = {
    "course.xml": '<course url_name="run" org="org" course="num"/>',
    "course/run.xml": '<course display_name="Orbits"><chapter url_name="one"/></course>',
    "chapter/one.xml": (
        '<chapter display_name="One"><sequential url_name="pages"/><sequential url_name="quiz-a"/>'
        '<sequential url_name="quiz-b"/></chapter>'
    ),
    "sequential/pages.xml": '<sequential display_name="Pages"><vertical url_name="unit"/></sequential>',
    "sequential/quiz-a.xml": (
        '<sequential display_name="A" graded="true" format="Quiz A"><vertical url_name="unit-a"/></sequential>'
    ),
    "sequential/quiz-b.xml": (
        '<sequential display_name="B" graded="true" format="Quiz B"><vertical url_name="unit-b"/></sequential>'
    ),
    "vertical/unit.xml": (
        '<vertical display_name="Unit"><html url_name="page"/><video url_name="film"/>'
        '<problem url_name="gap"/></vertical>'
    ),
    "vertical/unit-a.xml": '<vertical display_name="A"><problem url_name="choices"/></vertical>',
    "vertical/unit-b.xml": (
        '<vertical display_name="B"><itembank url_name="bank" max_count="1">'
        '<problem url_name="number"/></itembank></vertical>'
    ),
    "html/page.xml": '<html display_name="Page" filename="page"/>',
    "html/page.html": PAGE,
    "video/film.xml": VIDEO,
    "problem/choices.xml": CHOICES,
    "problem/number.xml": NUMBER,
    "problem/gap.xml": CLOZE,
    "policies/run/policy.json": json.dumps(POLICY),
    "policies/run/grading_policy.json": json.dumps(GRADING),
    "policies/assets.json": "{}",
    "about/overview.html": "<p>All about orbits.</p>",
    "tabs/glossary.html": '<p id="at-orbit"><a href="/jump_to_id/page">Orbit</a></p>',
    "static/a.png": "",
    "static/cover.png": "",
    "static/notes.pdf": "",
    "static/film.mp4": "",
    "static/film.en.srt": "1\n00:00:00,000 --> 00:00:02,000\nHello\n",
}
SECOND_GRADER = {"type": "Quiz B", "short_label": "B", "min_count": 1, "drop_count": 0, "weight": 0.7}


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert old in GOOD[path]
    return {path: GOOD[path].replace(old, new)}


def setting(**settings: object) -> dict[str, str]:
    return {"policies/run/policy.json": json.dumps({"course/run": POLICY["course/run"] | settings})}


def grading(**second: object) -> dict[str, str]:
    graders = [GRADING["GRADER"][0], SECOND_GRADER | second]  # type: ignore[index]
    return {"policies/run/grading_policy.json": json.dumps(GRADING | {"GRADER": graders})}


def dropdown(options: str) -> dict[str, str]:
    response = f"<optionresponse><label>Q</label><optioninput>{options}</optioninput></optionresponse>"
    return {"problem/number.xml": f"<problem>{response}</problem>"}


def boxes(hint: str) -> dict[str, str]:
    group = f'<checkboxgroup><choice correct="true">a</choice>{hint}</checkboxgroup>'
    return {"problem/number.xml": f"<problem><choiceresponse><label>Q</label>{group}</choiceresponse></problem>"}


def pasted(html: str) -> dict[str, str]:
    return {"html/page.html": PAGE + html}


# The name of the fault, and the files that differ from those of the good archive.
BROKEN: list[tuple[str, Mapping[str, str | None]]] = [
    ("unsafe-member", {"../escape.txt": ""}),
    ("unsafe-member", {"/course/escape.txt": ""}),
    ("unsafe-member", {"..\\escape.txt": ""}),
    ("mac-file", {"html/._page.html": ""}),
    ("second-course-xml", {"static/course.xml": "<course/>"}),
    ("no-course-xml", {"course.xml": None}),
    ("name-clash", {"static/A.png": ""}),
    ("course-pointer", changed("course.xml", "/>", ' display_name="x"/>')),
    (
        "bad-url-name",
        {"course.xml": GOOD["course.xml"].replace("run", "r.un"), "course/r.un.xml": GOOD["course/run.xml"]},
    ),
    ("missing-file", {"course/run.xml": None}),
    ("missing-file", {"problem/choices.xml": None}),
    ("missing-file", {"html/page.html": None}),
    ("html-without-file", changed("html/page.xml", ' filename="page"', "")),
    ("unreached-file", {"problem/lost.xml": "<problem/>"}),
    ("unreached-file", {"html/lost.html": ""}),
    ("reached-twice", changed("vertical/unit-a.xml", "</vertical>", '<problem url_name="number"/></vertical>')),
    ("pointer-with-more", changed("vertical/unit-a.xml", '"choices"', '"choices" weight="2"')),
    ("wrong-root", {"problem/choices.xml": CHOICES.replace("<problem", "<html").replace("/problem", "/html")}),
    ("wrong-nesting", changed("chapter/one.xml", "</chapter>", '<vertical url_name="v"/></chapter>')),
    ("wrong-nesting", changed("vertical/unit.xml", "</vertical>", "<p>lost</p></vertical>")),
    (
        "bad-url-name",
        {
            "problem/choices.xml": None,
            "problem/Choices%20A.xml": CHOICES,
            "vertical/unit-a.xml": GOOD["vertical/unit-a.xml"].replace("choices", "Choices%20A"),
        },
    ),
    (
        "bad-url-name",
        {
            "problem/choices.xml": None,
            f"problem/{'c' * 61}.xml": CHOICES,
            "vertical/unit-a.xml": GOOD["vertical/unit-a.xml"].replace("choices", "c" * 61),
        },
    ),
    (
        "duplicate-url-name",
        {
            "problem/choices.xml": None,
            "problem/page.xml": CHOICES,
            "vertical/unit-a.xml": GOOD["vertical/unit-a.xml"].replace("choices", "page"),
        },
    ),
    ("broken-xml", changed("problem/choices.xml", "</label>", "")),
    *(
        ("forbidden-tag", pasted(f"<{tag}>x</{tag}>"))
        for tag in "section article figure details summary mark time audio video svg math script style ruby".split()
    ),
    ("forbidden-tag", {"about/overview.html": "<main>x</main>"}),
    ("forbidden-tag", {"tabs/glossary.html": "<aside>x</aside>"}),
    ("forbidden-tag", changed("problem/choices.xml", "Which?", "<mark>Which?</mark>")),
    ("forbidden-tag", changed("problem/number.xml", "<label>", '<script type="loncapa/python">a = 3</script><label>')),
    ("handler", pasted('<p onclick="x()">x</p>')),
    ("handler", changed("problem/number.xml", "<label>", '<label onfocus="x()">')),
    ("handler", pasted('<a href="javascript:x()">x</a>')),
    ("unpaired-tag", pasted("<div><p>x</div>")),
    ("unpaired-tag", pasted("</div>")),
    ("no-alt", pasted('<img src="/static/a.png">')),
    ("no-alt", changed("problem/choices.xml", ' alt="a"', "")),
    ("broken-anchor", pasted('<a href="#bottom">x</a>')),
    ("missing-static", pasted('<a href="/static/lost.pdf">x</a>')),
    ("missing-static", changed("problem/choices.xml", "a.png", "b.png")),
    ("missing-static", {"tabs/glossary.html": '<img src="/static/b.png" alt=""/>'}),
    ("missing-static", {"about/overview.html": '<img src="/static/b.png" alt=""/>'}),
    ("missing-static", {"static/film.mp4": None}),
    ("missing-static", {"static/film.en.srt": None}),
    ("missing-static", {"static/cover.png": None}),
    ("unused-static", {"static/b.png": ""}),
    ("static-name", {"static/sub/b.png": "", **pasted('<a href="/static/sub/b.png">x</a>')}),
    ("bad-jump", pasted('<a href="/jump_to_id/nowhere">x</a>')),
    ("bad-jump", {"tabs/glossary.html": '<a href="/jump_to_id/nowhere">x</a>'}),
    *(
        ("bad-tab", pasted(f'<a href="/course/{link}">x</a>'))
        for link in ("badges/", "glossary", "glossary#at-orbit", "glossary/#at-moon", "courseware/one/pages/")
    ),
    ("no-label", changed("problem/choices.xml", "<label>Which?</label>", "")),
    ("no-label", changed("problem/number.xml", "How many?", " ")),
    ("no-label", changed("problem/gap.xml", "<label>word</label><textline", '<textline label="word"')),
    ("legacy-or", changed("problem/gap.xml", 'answer="b"', 'answer="b_or_c"')),
    ("bad-pattern", changed("problem/gap.xml", 'answer="b"', 'answer="^(?:b($" type="regexp"')),
    ("loose-pattern", changed("problem/gap.xml", 'answer="b"', 'answer="b|c" type="ci regexp"')),
    ("not-a-number", changed("problem/number.xml", 'answer="3"', 'answer="3,5"')),
    ("not-a-number", changed("problem/number.xml", "<form", '<additional_answer answer="[1,2]"/><form')),
    ("option-text", dropdown('<option correct="true">l\'été</option>')),
    ("option-text", dropdown('<option correct="true"><b>a</b></option>')),
    ("compound-hint", boxes('<compoundhint value="A"><p>x</p></compoundhint>')),
    ("compound-hint", boxes('<compoundhint value="A">x <b>y</b></compoundhint>')),
    ("choice-names", changed("problem/choices.xml", '<choice correct="true"', '<choice correct="true" name="a"')),
    ("choice-names", changed("problem/choices.xml", "<choice correct", '<choice name="a" correct')),
    ("lost-space", changed("problem/choices.xml", "Which?", "<b>Which</b> <i>one</i> is it?")),
    ("lost-space", changed("problem/number.xml", "<label>", "<pre><code>a = 1</code></pre><label>")),
    ("youtube", changed("video/film.xml", ' youtube_id_1_0=""', "")),
    ("video-sources", changed("video/film.xml", '<source src="/static/film.mp4"/>', "")),
    ("video-transcripts", changed("video/film.xml", '<transcript language="en" src="film.en.srt"/>', "")),
    ("not-srt", {"static/film.en.srt": "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n"}),
    ("missing-file", {"policies/run/policy.json": None}),
    ("broken-json", {"policies/run/policy.json": "{"}),
    ("broken-json", {"policies/assets.json": "[]"}),
    ("no-policy", {"policies/run/policy.json": "{}"}),
    ("unknown-policy-key", {"policies/run/policy.json": json.dumps(POLICY | {"course/other": {}})}),
    ("unknown-setting", setting(selfpaced=True)),
    ("start", setting(start="2200-01-01T00:00:00Z")),
    ("start", setting(start=None)),
    ("self-paced", setting(self_paced="true")),
    ("first-tab", setting(tabs=[{"type": "progress", "name": "x"}])),
    ("first-tab", setting(tabs=None)),
    ("tab-without-file", {"tabs/glossary.html": None}),
    ("tab-not-listed", {"tabs/lost.html": ""}),
    ("tab-twice", setting(tabs=[*POLICY["course/run"]["tabs"], POLICY["course/run"]["tabs"][1]])),  # type: ignore[misc,index]
    ("tab-without-name", setting(tabs=[{"type": "courseware"}])),
    ("weights", grading(weight=0.69999999999)),
    ("cutoffs", {"policies/run/grading_policy.json": json.dumps({"GRADER": GRADING["GRADER"]})}),
    ("grader-twice", grading(type="Quiz A")),
    ("min-count", grading(min_count=2)),
    ("min-count", changed("sequential/quiz-b.xml", 'format="Quiz B"', 'format="Quiz A"')),
    ("drop-count", grading(drop_count=1)),
    ("unknown-format", changed("sequential/quiz-b.xml", 'format="Quiz B"', 'format="Quiz C"')),
    ("unknown-format", changed("sequential/quiz-b.xml", ' format="Quiz B"', "")),
    ("not-graded", changed("sequential/quiz-b.xml", ' graded="true"', "")),
]


def packed(folder: Path, files: Mapping[str, str | None], links: Mapping[str, str] | None = None) -> Path:
    archive = folder / "course.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for path, text in files.items():
            if text is not None:
                member = tarfile.TarInfo(path if path.startswith(("/", "..")) else f"course/{path}")
                member.size = len(text.encode())
                tar.addfile(member, io.BytesIO(text.encode()))
        for path, target in (links or {}).items():
            member = tarfile.TarInfo(f"course/{path}")
            member.type, member.linkname = tarfile.SYMTYPE, target
            tar.addfile(member)
    return archive


def test_a_good_archive_has_no_fault(tmp_path: Path) -> None:
    assert faults(packed(tmp_path, GOOD)) == []


@pytest.mark.parametrize("case", range(len(BROKEN)), ids=lambda case: f"{case}-{BROKEN[case][0]}")
def test_a_fault_is_named(case: int, tmp_path: Path) -> None:
    name, files = BROKEN[case]
    assert name in {fault.split(":")[0] for fault in faults(packed(tmp_path, {**GOOD, **files}))}


def test_a_link_is_no_file(tmp_path: Path) -> None:
    assert "not-a-file: course/static/b.png" in faults(packed(tmp_path, GOOD, {"static/b.png": "/etc/passwd"}))


def test_one_cause_is_one_fault(tmp_path: Path) -> None:
    assert faults(packed(tmp_path, GOOD | {"static/b.png": ""})) == ["unused-static: b.png"]
    assert faults(packed(tmp_path, GOOD | pasted("<mark>x</mark>"))) == ["forbidden-tag: <mark> in html/page.html"]


def test_the_platforms_own_tool_finds_no_error(tmp_path: Path) -> None:
    archive = packed(tmp_path, GOOD)
    assert olxcleaner_errors(archive) == []
    assert [warning.split(":")[0] for warning in olxcleaner_warnings(archive)] == ["SettingOverride"]


def test_the_platforms_own_tool_finds_an_error(tmp_path: Path) -> None:
    archive = packed(tmp_path, GOOD | {"problem/choices.xml": None})
    assert [error.split(":")[0] for error in olxcleaner_errors(archive)] == ["FileDoesNotExist"]
