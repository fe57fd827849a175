"""Python that computes what JavaScript computes too: both give the same, and bounds are bounds."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.dialects.loose_pattern import exact, loose
from builder.model.course import Course
from builder.model.identifier import fingerprint
from builder.questions.pattern import NestedRepeatError, UnsharedPatternError, shared_pattern
from builder.syntax.values import parse_number
from builder.targets.scorm12.state_size import essential_size, largest_size
from tests.conftest import Ask, WriteCourse
from tests.vectors.learner_data import learner_data, read_vectors, sound_course


@settings(deadline=None)
@given(text=st.text(), bits=st.integers(min_value=1, max_value=32))
def test_a_text_has_the_same_fingerprint_in_both_languages(ask: Ask, text: str, bits: int) -> None:
    assert ask("fingerprint", text, bits) == fingerprint(text, bits)


@pytest.mark.parametrize("vector", read_vectors("numbers.yml"), ids=str)
def test_a_text_means_the_number_that_the_vector_says(vector: dict[str, str]) -> None:
    expected = None if vector["number"] == "null" else Decimal(vector["number"])
    assert parse_number(vector["text"], vector["language"]) == expected


@settings(deadline=None)
@given(
    text=st.text(alphabet="0123456789.,+- \u2212\u00a0\u202f\u2009٣e", max_size=12),
    language=st.sampled_from(["en", "fr"]),
)
def test_any_text_is_the_same_number_in_both_languages(ask: Ask, text: str, language: str) -> None:
    number = parse_number(text, language)
    assert ask("parseNumber", text, language) == (None if number is None else float(number))


_WORDS = st.lists(st.sampled_from([*"aAeEoOéÉœŒæsß1² -\u2013'\u2019\u00b4\u00a0._", "e\u0301"]), max_size=6).map(
    "".join
)
# Not `i`, which Python folds to Turkish letters too, nor control characters, of which each has its own as spaces.
_SIGNS = "aAbéÉœŒßẞsſkKσςΣ1٣ ._$-'\u2019^|*+?/&~,<=!:\u00a0\U0001f600"
_NOTATION = [
    *_SIGNS,
    *(f"\\{sign}" for sign in "ds.$-'^/][&~|wbé{"),
    *(
        "[",
        "[^",
        "[a-z]",
        "[é-ü]",
        "[\\d-z]",
        "[.-\\d]",
        "[\\d.-]",
        "[\\s-]",
        "]",
        "(",
        "(?:",
        "(?=",
        ")",
        "||",
        "--",
        "&&",
    ),
    *("{", "}", "{2}", "{1,2}", "{,2}", "{2,}", "{٣}", "{2,1}", "{99999999999}"),
]


@settings(deadline=None, max_examples=200)
@given(written=st.lists(st.sampled_from(_NOTATION), max_size=8), typed=st.text(alphabet=_SIGNS, max_size=4))
def test_an_expression_is_refused_or_accepts_the_same_in_both_languages(
    ask: Ask, written: list[str], typed: str
) -> None:
    try:
        pattern = shared_pattern("".join(written))
    except UnsharedPatternError:
        return
    for text in (typed.strip(), "".join(written).strip()):
        assert ask("accepts", pattern, "regexp", text) == bool(re.fullmatch(pattern, text, re.IGNORECASE))


@pytest.mark.parametrize(
    "text",
    [
        *("a{99999999999}", "(" * 5000 + ")" * 5000, "[\\&\\&]", "[a--]", "a++", "(?=a)", "\\w"),
        *("[.-\\d]", "[\\d-x]", "[\\w-.]", "[ -\\s]", "[\\s-x]", "[&-\u2019]", "['-\u2022]"),
    ],
)
def test_an_expression_that_is_not_shared_is_refused(text: str) -> None:
    with pytest.raises(UnsharedPatternError):
        shared_pattern(text)


@pytest.mark.parametrize("text", ["(a+)+b", "(a*)*", "((a+)?b?)*", "(?:(a|b+)c?){2,}", "(a{2,})+?", "([+]|a+){20}"])
def test_an_expression_that_takes_for_ever_is_refused(text: str) -> None:
    with pytest.raises(NestedRepeatError):
        shared_pattern(text)


@pytest.mark.parametrize(
    "text", ["(ab)+", "(a|b)*", "(\\d{3} )+", "([*+])+", "(\\+|a)+", "(a+)b+", "((a+)b)?c*", "(a+){2}", "(\\d{14} )+"]
)
def test_an_expression_with_one_repeat_after_another_is_none_that_takes_for_ever(text: str) -> None:
    assert shared_pattern(text)


@pytest.mark.parametrize("written", ["[-\\d]+", "[\\d-]+", "[0-9-]+", "[^a-z\\s]+"])
def test_a_hyphen_beside_a_shorthand_is_itself_at_the_ends(ask: Ask, written: str) -> None:
    pattern = shared_pattern(written)
    assert ask("accepts", pattern, "regexp", "02-40") is True
    assert ask("accepts", pattern, "regexp", "02 40") is False


@pytest.mark.parametrize("written", ["l'eau", "l\\'eau", "l\u2019eau", "l[']eau", "l[\\']eau"])
def test_an_expression_takes_either_apostrophe(ask: Ask, written: str) -> None:
    pattern = shared_pattern(written)
    assert all(ask("accepts", pattern, "regexp", text) for text in ("l'eau", "L\u2019eau"))


def test_an_expression_with_accents_apart_accepts_them_together(ask: Ask) -> None:
    assert ask("accepts", shared_pattern("e\u0301te\u0301"), "regexp", "été") is True


@settings(deadline=None, max_examples=200)
@given(
    accepted=_WORDS.filter(str.strip),
    typed=_WORDS,
    is_loose=st.booleans(),
)
def test_a_text_is_right_for_the_page_when_it_is_for_open_edx(
    ask: Ask, accepted: str, typed: str, *, is_loose: bool
) -> None:
    pattern, flags = (loose(accepted), re.IGNORECASE) if is_loose else (exact(accepted), re.NOFLAG)
    for text in (typed, accepted, accepted.upper(), accepted.replace(" ", "\u00a0")):
        found = re.fullmatch(pattern, text.strip(), flags)
        assert ask("accepts", accepted, "loose" if is_loose else "exact", text) == bool(found)


def test_no_state_takes_more_than_the_bound_and_the_full_one_takes_it_all(ask: Ask, course: Course) -> None:
    data = learner_data(course)
    bounds = [essential_size(course), largest_size(course)]
    assert ask("fullSizes", data.outline, data.questions) == bounds
    partial = ask("partialSizes", data.outline, data.questions, 300)
    assert isinstance(partial, list)
    assert all(essential <= bounds[0] and whole <= bounds[1] for essential, whole in partial)


@pytest.fixture(params=[(1, 1, 0), (1, 1, 1), (3, 4, 5), (8, 10, 14), (40, 20, 3)], ids=str)
def course(request: pytest.FixtureRequest, write_course: WriteCourse) -> Course:
    """Read a course of some modules, with so many pages in each and so many questions of each type in its quiz."""
    modules, pages, questions = request.param
    files = {"course.yml": _course_file(modules)}
    for module in range(modules):
        files |= {f"course/module-{module}/page-{page}.md": _page(page) for page in range(pages)}
        if questions:
            files[f"course/module-{module}/quiz.yml"] = "questions:\n" + "".join(map(_questions, range(questions)))
            files[f"course/module-{module}/draw.yml"] = (
                "pools:\n  - draw: 1\n    questions:\n"
                "      - {id: short, statement: It is., answer: true}\n"
                "      - {id: long, question: What?, accept: word}\n"
            )
    return sound_course(write_course(files))


def _course_file(modules: int) -> str:
    badges = (
        f"  - {{id: badge-{module}, name: Badge, description: Text, criteria: {{modules: [module-{module}]}}}}\n"
        for module in range(modules)
    )
    return "title: Course\nlanguage: en\nbadges:\n" + "".join(badges)


def _page(number: int) -> str:
    """Return a page; the first one of each module has self-checks."""
    checks = (
        "::: question\nWhich?\n\n- [x] Yes\n- [ ] No\n:::\n\n"
        "::: cloze\nIt is [[word]].\n:::\n\n"
        "::: reflection\nAnd you?\n:::\n"
    )
    return f"# Page {number}\n\n{'' if number else checks}"


def _questions(number: int) -> str:
    wrong = "".join(f"      - wrong: Choice {choice}\n" for choice in range(number % 7 + 1))
    return (
        f"  - id: single-{number}\n    question: Which?\n    choices:\n      - correct: Yes\n{wrong}"
        f"  - id: multiple-{number}\n    question: Which?\n    partial: yes\n    choices:\n"
        f"      - correct: One\n      - correct: Two\n{wrong}"
        f"  - {{id: true-{number}, statement: It is., answer: true}}\n"
        f"  - {{id: number-{number}, question: How many?, number: {number}}}\n"
        f"  - {{id: text-{number}, question: What?, accept: word}}\n"
        f"  - {{id: pairs-{number}, question: Which?, pairs: [{{match: A, with: a}}, {{match: B, with: b}}], "
        "extra: [c]}\n"
        f"  - {{id: order-{number}, question: In which order?, order: [One, Two, Three]}}\n"
        f"  - {{id: gaps-{number}, question: What is missing?, text: 'A [[word]], [[1 ± 0]], [[(yes)|no]].'}}\n"
        f"  - {{id: essay-{number}, question: What do you think?, reflection: yes}}\n"
    )
