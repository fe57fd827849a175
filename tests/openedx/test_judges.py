"""The judges of problems agree with each other, and with what is written here by hand."""

from collections.abc import Sequence

import pytest
from lxml import etree

from tests.openedx import capa_rules, studio
from tests.openedx.judge import Given, Mark, Problem, Verdict, judge
from tests.openedx.problems import problem_faults

SINGLE = (
    "<problem><multiplechoiceresponse><label>Capital <i>of France</i></label><description>One only</description>"
    '<choicegroup type="MultipleChoice"{more}>'
    '<choice correct="true" name="paris">Paris<choicehint>The seat</choicehint></choice>'
    '<choice correct="false" name="lyon"><b>Lyon</b>, Rhône</choice><choice correct="false" name="lille">Lille</choice>'
    "</choicegroup></multiplechoiceresponse></problem>"
)
MULTIPLE = (
    '<problem><choiceresponse partial_credit="{credit}"><label>Primes</label><checkboxgroup>'
    '<choice correct="true">two<choicehint selected="true">even</choicehint></choice>'
    '<choice correct="false">nine<choicehint selected="true">three times three</choicehint></choice>'
    '<choice correct="true">eleven</choice></checkboxgroup></choiceresponse></problem>'
)
FIVE = (
    '<problem><choiceresponse partial_credit="{credit}"><label>Vowels</label><checkboxgroup>'
    '<choice correct="true">a</choice><choice correct="true">e</choice><choice correct="true">i</choice>'
    '<choice correct="false">k</choice><choice correct="false">l</choice></checkboxgroup></choiceresponse></problem>'
)
DROPDOWNS = (
    "<problem><optionresponse><label>Ice</label><optioninput>"
    '<option correct="true">solid<optionhint>cold</optionhint></option><option correct="false">gas</option>'
    "</optioninput></optionresponse><optionresponse><label>Steam</label><optioninput>"
    '<option correct="false">solid</option><option correct="true">gas</option>'
    "</optioninput></optionresponse></problem>"
)
NUMBER = (
    '<problem><numericalresponse answer="{answer}"><label>How many?</label>{more}<formulaequationinput/>'
    "</numericalresponse></problem>"
)
TOLERANCE = '<responseparam type="tolerance" default="{0}"/>'
TEXT = (
    '<problem><stringresponse answer="{answer}" type="{kind}"><label>Which?</label>{more}<textline size="20"/>'
    "</stringresponse></problem>"
)
CLOZE = (
    '<problem><div>The sun is a <stringresponse answer="star" type="ci" inline="1"><label>first word</label>'
    '<textline inline="1"/></stringresponse> with <numericalresponse answer="8" inline="1"><label>number</label>'
    '<textline inline="1"/></numericalresponse> planets.</div></problem>'
)
AROUND = (
    '<problem><div>The sun is a <label>\u2060<span class="sr">Blank 1 of 2</span>'
    '<stringresponse answer="star" type="ci" inline="1"><textline inline="1"/></stringresponse></label>, one of '
    '<label>\u2060<span class="sr">Blank 2 of 2</span><optionresponse inline="1"><optioninput inline="1">'
    '<option correct="false">few</option><option correct="true">many</option></optioninput></optionresponse></label>'
    ".</div></problem>"
)
POLL = (
    "<problem><multiplechoiceresponse><label>Opinion</label>"
    '<choicegroup type="MultipleChoice"><choice correct="true" name="a">for</choice>'
    '<choice correct="true" name="b">against</choice></choicegroup></multiplechoiceresponse></problem>'
)
# A problem, an answer, and what it is worth: `None` when the learner is asked to type something else.
WORTH: list[tuple[str, Given | Sequence[Given], float | None]] = [
    (SINGLE.format(more=""), ["Paris"], 1),
    (SINGLE.format(more=""), ["Lyon, Rhône"], 0),
    (SINGLE.format(more=""), [], 0),
    (SINGLE.format(more=' shuffle="true"'), ["Paris"], 1),
    (SINGLE.format(more=' shuffle="true"'), ["Lille"], 0),
    (MULTIPLE.format(credit="false"), ["two", "eleven"], 1),
    (MULTIPLE.format(credit="false"), ["two"], 0),
    (MULTIPLE.format(credit="false"), ["two", "nine", "eleven"], 0),
    (MULTIPLE.format(credit="false"), [], 0),
    (MULTIPLE.format(credit="EDC"), ["eleven", "two"], 1),
    (MULTIPLE.format(credit="EDC"), ["two"], 0.67),
    (MULTIPLE.format(credit="EDC"), ["two", "nine"], 0.33),
    (MULTIPLE.format(credit="EDC"), ["nine"], 0),
    (MULTIPLE.format(credit="EDC"), [], 0),
    (FIVE.format(credit="halves"), ["a", "e", "i"], 1),
    (FIVE.format(credit="halves"), ["a", "e"], 0.5),
    (FIVE.format(credit="halves"), ["a", "e", "k"], 0.25),
    (FIVE.format(credit="halves"), ["a", "k"], 0),
    (FIVE.format(credit="EDC"), ["a", "k"], 0.4),
    (DROPDOWNS, [["solid"], ["gas"]], 1),
    (DROPDOWNS, [["solid"], ["solid"]], 0.5),
    (DROPDOWNS, [["gas"], []], 0),
    (NUMBER.format(answer="12.5", more=""), "12.5", 1),
    (NUMBER.format(answer="12.5", more=""), "12.51", 0),
    (NUMBER.format(answer="12.5", more=""), "1.25e1", 1),
    (NUMBER.format(answer="12.5", more=""), "", 0),
    (NUMBER.format(answer="12.5", more=""), "12,5", None),
    (NUMBER.format(answer="35000", more=""), "35 000", None),
    (NUMBER.format(answer="35000", more=""), "35,000", None),
    (NUMBER.format(answer="3", more=""), "3 km", None),
    (NUMBER.format(answer="-3", more=""), "\N{MINUS SIGN}3", None),
    (NUMBER.format(answer="0.05", more=""), "5%", 1),
    (NUMBER.format(answer="12.5", more=TOLERANCE.format("0.1")), "12.6", 1),
    (NUMBER.format(answer="12.5", more=TOLERANCE.format("0.1")), "12.61", 0),
    (NUMBER.format(answer="-200", more=TOLERANCE.format("5%")), "-210", 1),
    (NUMBER.format(answer="-200", more=TOLERANCE.format("5%")), "-189.9", 0),
    (NUMBER.format(answer="0.3", more=TOLERANCE.format("0.1")), "0.4", 1),
    (NUMBER.format(answer="[5,8)", more=""), "5", 1),
    (NUMBER.format(answer="[5,8)", more=""), "7.999", 1),
    (NUMBER.format(answer="[5,8)", more=""), "8", 0),
    (NUMBER.format(answer="[0.1,0.3]", more=""), "0.30", 1),
    (NUMBER.format(answer="[-2.5, -1]", more=""), "-2.6", 0),
    (NUMBER.format(answer="3", more='<additional_answer answer="-2"/>'), "-2", 1),
    (NUMBER.format(answer="3", more='<additional_answer answer="-2"/>'), "2", 0),
    (NUMBER.format(answer="3", more=TOLERANCE.format("1") + '<additional_answer answer="7"/>'), "7.5", 0),
    (TEXT.format(answer="Michigan", kind="ci", more=""), " MICHIGAN ", 1),
    (TEXT.format(answer="Michigan", kind="ci", more=""), "Michi gan", 0),
    (TEXT.format(answer="Michigan", kind="cs", more=""), "michigan", 0),
    (TEXT.format(answer="Michigan", kind="ci", more='<additional_answer answer="MI"/>'), "mi", 1),
    (TEXT.format(answer="Michigan", kind="ci", more=""), "", 0),
    (TEXT.format(answer="ÉTÉ", kind="ci", more=""), "été", 1),
    (TEXT.format(answer="^(?:a\\s*b)$", kind="ci regexp", more=""), "A  B", 1),
    (TEXT.format(answer="^(?:a|b)$", kind="ci regexp", more=""), "ab", 0),
    (TEXT.format(answer="a", kind="regexp", more='<additional_answer answer="b"/>'), "ac", 1),
    (TEXT.format(answer="^(?:a)$", kind="regexp", more='<additional_answer answer="^(?:b)$"/>'), "ac", 0),
    (CLOZE, ["Star", "8"], 1),
    (CLOZE, ["Star", "9"], 0.5),
    (CLOZE, ["moon", ""], 0),
    (CLOZE, ["star", "8,5"], None),
    (AROUND, ["star", ["many"]], 1),
    (AROUND, ["star", ["few"]], 0.5),
    (AROUND, ["", []], 0),
    (POLL, ["for"], 1),
    (POLL, ["against"], 1),
    (NUMBER.format(answer="57", more='<additional_answer answer="57%"/>'), "57 %", 1),
    (NUMBER.format(answer="57", more='<additional_answer answer="57%"/>'), "58%", 0),
]


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return judge([Problem(xml, [given]) for xml, given, _ in WORTH])


@pytest.mark.parametrize("case", range(len(WORTH)), ids=lambda case: f"{case}-{WORTH[case][1]}")
def test_the_platform_and_the_rules_say_what_an_answer_is_worth(case: int, verdicts: list[Verdict]) -> None:
    xml, given, worth = WORTH[case]
    mark = verdicts[case].answers[0]
    assert mark.error is None
    if worth is None:
        assert mark.refused
        with pytest.raises(capa_rules.RefusedError):
            capa_rules.part(xml, given)
    else:
        assert mark.refused is None
        assert (mark.part, capa_rules.part(xml, given)) == (worth, worth)


def test_the_platform_shows_what_was_written() -> None:
    shuffled = SINGLE.format(more=' shuffle="true"')
    single, other, cloze, around, broken = judge(
        [
            Problem(SINGLE.format(more=""), [["Paris"], ["Lille"]]),
            Problem(shuffled, [["Paris"]], seed=3),
            Problem(CLOZE),
            Problem(AROUND),
            Problem("<problem><optionresponse><optioninput/></optionresponse>"),
        ]
    )
    (choices,) = single.inputs
    assert (choices.kind, choices.label, choices.descriptions) == ("choicegroup", "Capital of France", ("One only",))
    assert [(choice.name, choice.text) for choice in choices.choices] == [
        ("choice_paris", "Paris"),
        ("choice_lyon", "Lyon, Rhône"),
        ("choice_lille", "Lille"),
    ]
    assert choices.correct == ("Paris",)
    assert [_said(mark) for mark in single.answers] == [["The seat"], []]
    assert other.answers[0].part == 1
    assert [choice.text for choice in other.inputs[0].choices] != [choice.text for choice in choices.choices]
    assert [one.label for one in cloze.inputs] == ["first word", "number"]
    assert [one.label for one in around.inputs] == ["Blank 1 of 2", "Blank 2 of 2"]
    assert cloze.max_score == 2
    assert broken.fault


def _said(mark: Mark) -> list[str]:
    return [html.split('<div class="hint-text">')[1].split("</div>")[0] for html in mark.feedback_html if html]


# What an author must not have to repair by hand: written one way, it opens; written the other, it does not.
OPENED = {
    "single choice": (SINGLE.format(more=""), "multiplechoiceresponse"),
    "dropdown": (DROPDOWNS.split("</optionresponse>", maxsplit=1)[0] + "</optionresponse></problem>", "optionresponse"),
    "number": (NUMBER.format(answer="3", more=TOLERANCE.format("5%")), "numericalresponse"),
    "text": (TEXT.format(answer="a", kind="ci regexp", more='<additional_answer answer="b"/>'), "stringresponse"),
    "a setting": (
        TEXT.format(answer="a", kind="ci", more="").replace("<problem", '<problem weight="2"'),
        "stringresponse",
    ),
}
UNOPENED = {
    "shuffled choices": SINGLE.format(more=' shuffle="true"'),
    "partial credit": MULTIPLE.format(credit="EDC"),
    "two responses": DROPDOWNS,
    "cloze": CLOZE,
    "blanks inside their labels": AROUND,
    "a solution outside": TEXT.format(answer="a", kind="ci", more="").replace("</problem>", "<solution/></problem>"),
}


def test_an_import_drops_blanks_between_elements_and_indents_the_rest() -> None:
    kept = studio.stored('<problem weight="2"><p><b>a</b> <i>b</i> c</p><pre><code>d</code></pre></problem>')
    assert kept == "<problem>\n  <p><b>a</b><i>b</i> c</p>\n  <pre>\n    <code>d</code>\n  </pre>\n</problem>\n"


def test_a_field_in_a_text_needs_a_name_and_keeps_its_blanks() -> None:
    nameless, blank = AROUND.replace("Blank 1 of 2", ""), "<div><b>a</b><label>\u2060<span>b</span></label></div>"
    found = [list(problem_faults(etree.fromstring(xml))) for xml in (AROUND, nameless, f"<problem>{blank}</problem>")]
    assert found == [[], ["no-label: <textline>"], ["lost-space: 'a\\u2060b' becomes 'a \\u2060b'"]]


def test_the_visual_editor_opens_simple_problems() -> None:
    found = studio.opened([xml for xml, _ in OPENED.values()])
    assert [(one.opens, one.type) for one in found] == [(True, kind) for _, kind in OPENED.values()]
    assert found[0].parsed["answers"][0]["title"] == "Paris"


def test_the_visual_editor_leaves_the_others_to_the_raw_editor() -> None:
    assert {
        name: one.opens for name, one in zip(UNOPENED, studio.opened(list(UNOPENED.values())), strict=True)
    } == dict.fromkeys(UNOPENED, False)
