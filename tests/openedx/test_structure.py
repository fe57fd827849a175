"""What a course becomes in Open edX, one idea at a time."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builder.targets.olx.addresses import static_names
from builder.targets.olx.grading import shares
from tests.conftest import WriteCourse
from tests.openedx.archive import faults
from tests.openedx.exported import built, files_of
from tests.openedx.judge import Problem, judge
from tests.openedx.studio import stored

QUIZ = "questions:\n  - {id: q, question: Q?, choices: [{correct: a}, {wrong: b}, {wrong: c}]}\n"


def made(root: Path) -> dict[str, bytes]:
    archive = built(root, root / "dist")
    assert faults(archive) == []
    return files_of(archive)


def names(files: dict[str, bytes]) -> set[str]:
    return {path for path in files if path.split("/")[1] in {"chapter", "sequential", "vertical", "html", "problem"}}


def test_a_block_keeps_the_name_of_its_oldest_id(write_course: WriteCourse) -> None:
    course = "title: Course\nlanguage: en\n"
    before = {
        "course.yml": course,
        "course/01-one/01-a.md": "# A\n",
        "course/01-one/02-b.md": "# B\n",
        "course/01-one/03-quiz.yml": f"title: Quiz\n{QUIZ}",
        "course/02-two/01-c.md": "# C\n",
    }
    after = {
        "course.yml": course,
        "course/01-first/module.yml": "was: one\n",
        "course/01-first/01-new.md": "---\nwas: [a, older]\n---\n# A\n",
        "course/01-first/03-exam.yml": f"title: Quiz\nwas: quiz\n{QUIZ}",
        "course/02-two/01-c.md": "# C\n",
        "course/02-two/02-moved.md": "---\nwas: one/b\n---\n# B\n",
    }
    old = names(made(write_course({f"old/{path}": text for path, text in before.items()}) / "old"))
    new = names(made(write_course({f"new/{path}": text for path, text in after.items()}) / "new"))
    assert new == old


def test_titles_order_and_numbers_of_files_name_no_block(write_course: WriteCourse, tmp_path: Path) -> None:
    course = "title: Course\nlanguage: en\n"
    before = {
        "course.yml": course,
        "course/01-one/01-a.md": "# A\n",
        "course/01-one/02-b.md": "# B\n",
        "course/01-one/03-quiz.yml": f"title: Quiz\n{QUIZ}",
        "course/02-two/01-c.md": "# C\n",
    }
    after = {
        "course.yml": course.replace("Course", "Other title"),
        "course/02-one/01-b.md": "# Beta\n",
        "course/02-one/02-a.md": "# Alpha\n",
        "course/02-one/09-quiz.yml": f"title: Examination\n{QUIZ}",
        "course/01-two/01-c.md": "# Gamma\n",
    }
    first = names(made(write_course(before)))
    for path, text in after.items():
        file = tmp_path / "after" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert names(made(tmp_path / "after")) == first


def test_pages_between_quizzes_keep_their_place(write_course: WriteCourse) -> None:
    files = made(
        write_course(
            {
                "course.yml": "title: Course\nlanguage: en\n",
                "course/one/1-a.md": "# A\n",
                "course/one/2-quiz.yml": f"title: First\n{QUIZ}",
                "course/one/3-b.md": "# B\n",
                "course/one/4-deeper/1-c.md": "# C\n",
            }
        )
    )
    chapter = etree.fromstring(files["course/chapter/one.xml"])
    titles = [
        etree.fromstring(files[f"course/sequential/{child.get('url_name')}.xml"]).get("display_name")
        for child in chapter
    ]
    assert titles == ["A", "First", "B", "Deeper"]


def test_a_link_to_the_title_of_its_page_leads_to_the_page(write_course: WriteCourse) -> None:
    text = "# The page\n\nBack to [the top](#the-page), or [down](#below).\n\n## Below\n"
    files = made(write_course({"course.yml": "title: Course\n", "course/one/a.md": text}))
    page = files["course/html/one_a__text.html"].decode()
    assert '<a href="/jump_to_id/one_a">the top</a>' in page
    assert '<a href="#at-below">down</a>' in page


def test_quizzes_of_one_title_have_types_of_their_own(write_course: WriteCourse) -> None:
    course = {"course.yml": "title: Course\nlanguage: en\n"}
    for module in ("one", "two"):
        course[f"course/{module}/0.md"] = f"# {module.title()}\n"
        course |= {f"course/{module}/{name}.yml": f"title: Grade\n{QUIZ}" for name in ("a", "b")}
    policy = json.loads(made(write_course(course))["course/policies/self-paced/grading_policy.json"])
    assert [grader["type"] for grader in policy["GRADER"]] == [
        "One – Grade (one/a)",
        "One – Grade (one/b)",
        "Two – Grade (two/a)",
        "Two – Grade (two/b)",
    ]


@given(st.lists(st.decimals("0.001", 1_000_000, places=3), min_size=1, max_size=200))
def test_weights_follow_the_points_and_sum_to_exactly_one(points: list[Decimal]) -> None:
    weights = shares(points)
    assert sum(weights) == 1
    assert all(weight > 0 for weight in weights)
    assert all(abs(weight - part / sum(points)) < Decimal("0.01") for weight, part in zip(weights, points, strict=True))


@given(st.permutations(["one/map.png", "two/map.png", "two/Map.PNG", "one/course.xml", "one-map.png", "course.xml"]))
def test_files_of_one_name_are_told_apart_by_their_folders_whatever_their_order(paths: list[str]) -> None:
    found = static_names({path: path for path in paths})
    assert len(set(found.values())) == 6
    assert found == static_names({path: path for path in sorted(paths)})
    assert found["one/course.xml"] == "one-course.xml"
    assert "course.xml" not in found.values()


@pytest.mark.parametrize("holder", ["- {}\n", "> [!TIP]\n> {}\n"])
def test_a_video_inside_a_block_comes_after_it(holder: str, write_course: WriteCourse) -> None:
    root = write_course(
        {
            "course.yml": "title: Course\nlanguage: en\n",
            "course/one/a.md": f"# A\n\nBefore[^1].\n\n{holder.format('![Film](film.mp4)')}\nAfter.\n\n[^1]: Note.\n",
            "course/one/film.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n",
            "course/one/film.transcript.md": "Hello\n",
            "course/one/film.mp4": "",
        }
    )
    files = made(root)
    unit = etree.fromstring(files["course/vertical/one_a.xml"])
    assert [child.tag for child in unit] == ["html", "video", "html"]
    assert b"Film" in files["course/html/one_a__text.html"]


def test_a_video_is_named_after_its_file_alone(write_course: WriteCourse) -> None:
    long = "recording-of-the-meeting-of-the-working-group-on-the-mobility-of-all-part"
    files = {
        "course.yml": "title: Course\nlanguage: en\nallow: [missing-captions, missing-transcript]\n",
        "course/one/1-a.md": f"# A\n\n![Film](m/film.mp4)\n\n![First]({long}-1.mp4)\n\n![Second]({long}-2.mp4)\n",
        "course/one/m/film.mp4": "",
        f"course/one/{long}-1.mp4": "",
        f"course/one/{long}-2.mp4": "",
    }
    before = {path for path in made(write_course(files)) if "/video/" in path}
    assert len(before) == 3
    files |= {"course/two/b.md": "# B\n\n![Film](m/film.mp4)\n", "course/two/m/film.mp4": ""}
    assert before < set(made(write_course(files)))


def test_captions_and_a_subtitle_file_of_one_name_are_both_kept(write_course: WriteCourse) -> None:
    root = write_course(
        {
            "course.yml": "title: Course\nlanguage: en\nallow: [missing-transcript]\n",
            "course/one/a.md": "# A\n\n![Film](film.mp4)\n\n[Subtitles](film.en.srt)\n",
            "course/one/film.mp4": "",
            "course/one/film.en.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n",
            "course/one/film.en.srt": "1\n00:00:01,000 --> 00:00:02,000\nOther\n",
        }
    )
    texts = [content for path, content in made(root).items() if path.endswith(".srt")]
    assert sorted(b"Hello" in text for text in texts) == [False, True]


def test_a_course_that_anybody_passes_does_not_pass_those_who_never_came(write_course: WriteCourse) -> None:
    files = made(write_course({"course.yml": "title: Course\npass: 0 %\n", "course/one/quiz.yml": QUIZ}))
    assert json.loads(files["course/policies/self-paced/grading_policy.json"])["GRADE_CUTOFFS"] == {"Pass": 0.01}


def test_the_quiz_of_an_optional_module_weighs_nothing(write_course: WriteCourse) -> None:
    course = {
        "course.yml": "title: Course\nmodules:\n  - {folder: one}\n  - {folder: two, optional: yes}\n",
        "course/one/quiz.yml": f"title: One\n{QUIZ}",
        "course/two/quiz.yml": f"title: Two\n{QUIZ}",
    }
    policy = json.loads(made(write_course(course))["course/policies/self-paced/grading_policy.json"])
    assert [(grader["type"], grader["weight"]) for grader in policy["GRADER"]] == [("One", 1.0), ("Two", 0.0)]


def test_code_of_a_question_stays_as_it_is_and_so_do_the_texts_after_it(write_course: WriteCourse) -> None:
    code = "if x:\n    print(x)  # $seed"
    text = "\n      ".join(["|", "```python", *code.split("\n"), "```"])
    choices = "[{correct: '**a** *b*'}, {wrong: b}, {wrong: c}]"
    quiz = f"questions:\n  - id: q\n    question: {text}\n    choices: {choices}\n    explanation: {text}\n"
    files = made(write_course({"course.yml": "title: Course\n", "course/one/quiz.yml": quiz}))
    problem = files["course/problem/one_quiz_q.xml"].decode()
    (verdict,) = judge([Problem(problem)])
    kept = etree.fromstring(stored(problem))
    assert ["".join(map(str, one.itertext())).strip() for one in kept.iter("pre")] == [code, code]
    assert [choice.text.replace("\u200b", "") for choice in verdict.inputs[0].choices] == ["a b", "b", "c"]
    assert "$" in "".join(map(str, etree.fromstring(verdict.html).itertext()))


def test_what_looks_like_a_variable_of_the_platform_is_shown_as_written(write_course: WriteCourse) -> None:
    text = "a $seed b *c* d $seed e $python_path f **g** $anonymous_student_id"
    quiz = f"questions:\n  - {{id: q, question: '{text}', choices: [{{correct: a}}, {{wrong: b}}, {{wrong: c}}]}}\n"
    files = made(write_course({"course.yml": "title: Course\nlanguage: en\n", "course/one/quiz.yml": quiz}))
    (verdict,) = judge([Problem(files["course/problem/one_quiz_q.xml"].decode())])
    shown = "".join(map(str, etree.fromstring(verdict.html).itertext())).replace("\u200b", "").replace("\u2060", "")
    assert text.replace("*", "") in shown


def test_code_in_colours_gets_no_invisible_letter(write_course: WriteCourse) -> None:
    page = '# A\n\n```python\nre.match(r"\\(a\\)", x)\n```\n\nIn prose: \\\\(a).\n'
    files = made(write_course({"course.yml": "title: Course\n", "course/one/a.md": page}))
    code, prose = files["course/html/one_a__text.html"].decode().split("</pre>")
    assert "\u2060" not in code
    assert "\\\u2060(a)" in prose


def test_an_empty_item_of_a_list_is_closed(write_course: WriteCourse) -> None:
    # `made` finds tags without their other half.
    files = made(write_course({"course.yml": "title: Course\n", "course/one/a.md": "# Page\n\n- One\n-\n- Three\n"}))
    assert b"<li>Three</li>" in files["course/html/one_a__text.html"]
