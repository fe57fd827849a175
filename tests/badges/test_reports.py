"""Reports: what they say is read alike from all of them, and what they do not say is never guessed.

Each `traps/*.md` holds a report as a fence (` ```csv name `, tabs written as they are) and what is told about it:
` ```told ` (English) or ` ```told fr `. `PARCOURS_GOLDEN=write` rewrites what is told: read the difference.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.badges.decide import decide
from builder.badges.evidence import Reading
from builder.badges.reports import NOBODY, REPORTS, People, read_people, read_report
from builder.badges.reports.cells import folded, is_formula, parse_decimal, parse_share, parse_when
from builder.badges.reports.sheet import Table, read_sheet
from builder.cli.console import translator
from builder.diagnostics import Translate
from tests.badges import samples
from tests.test_cases import REWRITE, fences

HERE = Path(__file__).parent
SAMPLES = sorted(path.name for path in samples.REPORTS.iterdir())
TRAPS = sorted((HERE / "traps").glob("*.md"))
SCORELESS = {name for name in SAMPLES if "completion" in name}
QUICK = settings(max_examples=60, deadline=None)
PEOPLE = "name;email\nJean d'Arc;jean.darc@mairie.example\nZoé Ünlü-Lefèvre;zoe.unlu@mairie.example\n".encode()


def read(name: str, data: bytes | None = None, people: People = NOBODY) -> Reading:
    found = (samples.REPORTS / name).read_bytes() if data is None else data
    return read_report(found, name, samples.course(), samples.report_map(), people)


def earned(*readings: Reading) -> dict[str, set[str]]:
    decisions = decide(samples.course(), readings)
    return {
        badge: {
            one.person.email.removesuffix("@mairie.example") for one in decisions if one.granted and one.badge == badge
        }
        for badge in samples.EARNED
    }


def test_the_samples_are_those_that_the_code_writes() -> None:
    made = samples.made()
    assert sorted(made) == SAMPLES
    assert [name for name, data in made.items() if (samples.REPORTS / name).read_bytes() != data] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_report_tells_the_same_truth(name: str) -> None:
    reading = read(name)
    assert reading.troubles == ()
    assert [record.person.email for record in reading.records] == [learner.email for learner in samples.LEARNERS]
    expected = samples.EARNED | ({"experte": set()} if name in SCORELESS else {})
    assert earned(reading) == expected


@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_is_recognised_by_one_format(name: str) -> None:
    table = read_sheet((samples.REPORTS / name).read_bytes(), name)
    assert isinstance(table, Table)
    first = next(report for report in REPORTS if report.recognise(table))
    kind = next(kind for kind in ("completion", "scorm", "gradebook", "problem", "grade", "plain") if kind in name)
    assert kind in str(first)


def test_a_completion_report_and_a_gradebook_tell_all_together() -> None:
    assert earned(read("moodle-5.0-completion-fr.csv"), read("moodle-gradebook-fr.csv")) == samples.EARNED


def test_the_order_of_reports_changes_nothing() -> None:
    names = ("moodle-5.1-completion-en.ods", "moodle-gradebook-fr.csv", "composter_grade_report_2026-03-02-0910.csv")
    found = {decide(samples.course(), [read(name) for name in order]) for order in permutations(names)}
    assert len(found) == 1
    assert found.pop() == decide(samples.course(), [read(name) for name in names])


def test_reading_twice_changes_nothing() -> None:
    reading = read("moodle-scorm-basic-fr.txt")
    once, twice = decide(samples.course(), [reading]), decide(samples.course(), [reading, reading])
    assert once == twice


def test_of_several_attempts_the_best_counts_and_is_where_it_stands() -> None:
    (chloe,) = [one for one in read("moodle-scorm-basic-fr.txt").records if one.person.email.startswith("chloe")]
    assert [(fact.score, fact.place.line) for fact in chloe.facts if hasattr(fact, "score")] == [(Decimal("0.855"), 7)]


def test_a_second_file_gives_the_addresses_that_a_report_lacks() -> None:
    data = samples.quoted(samples.completion("fr", email=False)).encode()
    people, troubles = read_people(PEOPLE, "people.csv")
    assert troubles == ()
    reading = read("progress.csv", data, people)
    assert earned(reading)["jardiniere"] == {"jean.darc", "zoe.unlu"}
    assert [trouble.place.line for trouble in reading.troubles] == [4, 5, 6]
    assert [trouble.place.line for trouble in read("progress.csv", data).troubles] == [2, 3, 4, 5, 6]


def test_a_name_with_two_addresses_belongs_to_nobody() -> None:
    people, _ = read_people(PEOPLE + "Jean d’Arc;other@mairie.example\n".encode(), "people.csv")
    reading = read("progress.csv", samples.quoted(samples.completion("fr", email=False)).encode(), people)
    assert earned(reading)["jardiniere"] == {"zoe.unlu"}
    assert "several" in reading.troubles[0].message.template


def told(reading: Reading, translate: Translate) -> str:
    lines = [reading.format.text(translate)]
    for trouble in reading.troubles:
        lines.append(f"line {trouble.place.line}: {trouble.message.text(translate)}")
        lines.append(f"  = {trouble.remedy.text(translate)}")
    for decision in decide(samples.course(), [reading]):
        reasons = "; ".join(reason.text(translate) for reason in decision.reasons)
        lines.append(f"{decision.person.email} {'+' if decision.granted else '-'}{decision.badge}: {reasons}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", TRAPS, ids=lambda path: path.stem)
def test_traps_are_told_line_by_line(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    found = fences(text)
    reports = [read(fence.info.split()[1], fence.text.encode()) for fence in found if fence.info.startswith("csv")]
    expectations = [fence for fence in found if fence.info.startswith("told")]
    assert len(reports) == 1
    assert expectations
    for fence in reversed(expectations):
        language = fence.info.split()[1] if " " in fence.info else "en"
        now = told(reports[0], translator(language))
        if REWRITE:
            lines = text.split("\n")
            lines[fence.first + 1 : fence.last - 1] = now.rstrip("\n").split("\n")
            text = "\n".join(lines)
            case.write_text(text, encoding="utf-8")
        else:
            assert now == fence.text


@QUICK
@given(name=st.sampled_from(SAMPLES), seed=st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=6)))
def test_damaged_bytes_are_told_never_crashed_on(name: str, seed: tuple[float, int, bytes]) -> None:
    whole = (samples.REPORTS / name).read_bytes()
    at = int(seed[0] * len(whole))
    reading = read(name, whole[:at] + seed[2] + whole[at + seed[1] :])
    emails = [record.person.email for record in reading.records]
    assert len(emails) == len(set(emails))
    assert all("@" in email for email in emails)
    assert all(trouble.place.line >= 1 for trouble in reading.troubles)
    assert decide(samples.course(), [reading]) == decide(samples.course(), [reading])


@QUICK
@given(st.binary(), st.sampled_from([b"", b"\xff\xfe", b"PK\x03\x04", b"\xef\xbb\xbf", b"email,demarrer\n"]))
def test_any_bytes_are_told_never_crashed_on(data: bytes, start: bytes) -> None:
    read_people(start + data, "any")
    assert read("any", start + data).format


@QUICK
@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_report_map_is_survived(value: object) -> None:
    for name in SAMPLES:
        if name.startswith("composter"):
            data = (samples.REPORTS / name).read_bytes()
            read_report(data, name, samples.course(), {"course": "composter", "targets": {"olx": value}})
            read_report(data, name, samples.course(), value)


@QUICK
@given(st.text(), st.sampled_from([",", "."]))
def test_any_cell_is_read_or_refused(text: str, mark: str) -> None:
    parse_share(text, mark)
    parse_when(text)
    assert folded(folded(text)) is not None
    assert is_formula(text) in {True, False}


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("85", ".", "85"),
        ("85,5", ",", "85.5"),
        ("85.5", ",", "85.5"),
        ("0.875", ".", "0.875"),
        ("-3,5", ",", "-3.5"),
        ("\u22123", ".", "-3"),
        ("0,85", ".", None),
        ("1.234", ".", None),
        ("1,234", ",", None),
        ("1e3", ".", None),
        ("", ".", None),
        ("½", ",", None),
    ],
)
def test_a_number_is_plain_or_none(text: str, mark: str, number: str | None) -> None:
    assert parse_decimal(text, mark) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-03-02 09:10:00", "2026-03-02T09:10:00"),
        ("2026-03-02", "2026-03-02T00:00:00"),
        ("lundi 2 mars 2026, 09:10", "2026-03-02T09:10:00"),
        ("dimanche 1er août 2027, 23:59", "2027-08-01T23:59:00"),
        ("Monday, 2 March 2026, 9:10 PM", "2026-03-02T21:10:00"),
        ("Monday, 2 March 2026, 12:05 AM", "2026-03-02T00:05:00"),
        ("Monday, March 2, 2026, 9:10 AM", "2026-03-02T09:10:00"),
        ("Monday, March 2, 2026, 9:10\u202fPM", "2026-03-02T21:10:00"),
        ("March 2, 2026", "2026-03-02T00:00:00"),
        ("Monday, March 2, 26, 9:10 AM", None),
        ("Monday, March 32, 2026, 9:10 AM", None),
        ("Monday, March 2, 2026, 13:10 PM", None),
        ("2026-02-30", None),
        ("02/03/2026", None),
        ("31 brumaire 2026", None),
    ],
)
def test_a_date_is_clear_or_none(text: str, iso: str | None) -> None:
    found = parse_when(text)
    assert (found.isoformat() if found else None) == iso


def test_formulas_are_told_from_numbers() -> None:
    assert all(map(is_formula, ("=1+1", "+cmd", "@SUM(A1)", "-2+3", "-a")))
    assert not any(map(is_formula, ("-", "-5", "-5,5 %", "5", "Jean-Paul", "")))


def lines(reading: Reading) -> Sequence[int]:
    return [trouble.place.line for trouble in reading.troubles]


def test_an_open_edx_problem_report_needs_its_map() -> None:
    name = "composter_problem_grade_report_2026-03-02-0910.csv"
    data = (samples.REPORTS / name).read_bytes()
    without = read_report(data, name, samples.course())
    other = read_report(data, name, samples.course(), {"course": "other"})
    assert (lines(without), lines(other)) == ([1], [1])
    assert not any(record.facts for record in (*without.records, *other.records))


def test_questions_that_were_not_drawn_do_not_count() -> None:
    """Releases before Verawood report them as not attempted."""
    name = "composter_problem_grade_report_2026-03-02-0910.csv"
    data = (samples.REPORTS / name).read_bytes()
    old = data.replace(b'"Not Available","Not Available"', b'"Not Attempted",10.0')
    assert old != data
    assert earned(read(name, old)) == samples.EARNED


def test_a_workbook_that_ends_in_empty_rows_and_columns_is_read() -> None:
    data = samples.ods(samples.completion("fr"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name).decode()) for name in archive.namelist()]
    rest = '<table:table-cell table:number-columns-repeated="16377"/></table:table-row>'
    empty = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    edge = samples.archive(
        (name, text.replace("</table:table-row>", rest).replace("</table:table>", empty)) for name, text in members
    )
    assert earned(read("progress.ods", edge))["jardiniere"] == samples.EARNED["jardiniere"]


@pytest.mark.parametrize("cell", ["XFD1", "A1048576", "?"])
def test_a_workbook_with_a_cell_far_away_is_refused(cell: str) -> None:
    data = samples.xlsx(samples.completion("fr"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name).decode().replace('r="B2"', f'r="{cell}"')) for name in archive.namelist()]
    reading = read("progress.xlsx", samples.archive(members))
    assert [trouble.message.template for trouble in reading.troubles] == ["this workbook cannot be read"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('t="str"><f>A1</f><v>Terminé</v>', ""),
        ("><f>A1</f>", "the cell “=A1” in column 7 is a formula"),
        ("><f>A1</f><v/>", "the cell “=A1” in column 7 is a formula"),
        (">", "the cell in the column “Entretenir” is empty, or"),
        ('t="str"><f>A1</f><v></v>', "the cell in the column “Entretenir” is empty, or"),
    ],
)
def test_a_formula_counts_once_its_value_is_stored(cell: str, said: str) -> None:
    heading, *lines = samples.completion("fr")
    at = heading.index("Entretenir")
    place = f"{chr(65 + at)}2"
    with zipfile.ZipFile(io.BytesIO(samples.xlsx((heading, *lines)))) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    changed = [(name, re.sub(rf'(<c r="{place}" )[^/]+/t></is>', rf"\1{cell}", text)) for name, text in texts.items()]
    found = read("progress.xlsx", samples.archive(changed)).troubles
    told = [trouble.message.text(translator("en")) for trouble in found if trouble.place.line == 2]
    assert [text[: len(said)] for text in told] == [said] * bool(said)


def test_a_title_above_the_headings_is_told_how_to_mend() -> None:
    data = b"Rapport de la session de mars\nCourriel;demarrer\nada@x.example;oui\n"
    (trouble,) = read_report(data, "titled.csv", samples.course()).troubles
    assert "its headings must be the first line" in trouble.remedy.template
