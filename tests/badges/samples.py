"""One truth about five learners, in every report that platforms make of it.

`python -m tests.badges.samples` writes `reports/` anew. Each format is written cell by cell as the platform does: the
names of the functions and files that were read for it stand beside it.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from builder.diagnostics import Findings
from builder.model.course import Course
from builder.read.course import read_course
from builder.read.workspace import Workspace
from builder.targets import olx

HERE = Path(__file__).parent
REPORTS = HERE / "reports"

Cells = Sequence[str]
Rows = Sequence[Cells]


@dataclass(frozen=True)
class Learner:
    """Who, and the part of the points of both quizzes; None where nothing was attempted."""

    first: str
    last: str
    username: str
    first_quiz: float | None
    second_quiz: float | None

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        return f"{self.username}@mairie.example"


LEARNERS = (
    Learner("Zoé", "Ünlü-Lefèvre", "zoe.unlu", 0.95, 0.85),
    Learner("Jean", "d’Arc", "jean.darc", 0.8, 0.75),
    Learner("Anaïs", "Nguyễn", "anais.n", 0.6, 0.45),
    Learner("Bob", "Martin", "bob", None, None),
    Learner("Chloé", "Œuvrard", "chloe", 0.855, None),
)
EARNED = {
    "curieuse": {"zoe.unlu", "jean.darc", "anais.n", "chloe"},
    "experte": {"zoe.unlu"},
    "jardiniere": {"zoe.unlu", "jean.darc"},
}
MODULES = ("Démarrer : l’essentiel", "Entretenir")
QUIZZES = ("Quiz d’entrée", 'Bilan & "suite"')
PASS = (0.6, 0.7)
WHEN = datetime(2026, 3, 2, 9, 10)  # noqa: DTZ001 - as reports write it


@cache
def course() -> Course:
    read = read_course(Workspace(HERE / "course"), findings := Findings())
    assert read is not None
    assert not findings.has_errors
    return read


@cache
def report_map() -> Any:
    value = {"course": course().id, "version": course().version, "targets": {"olx": olx.reports(course())}}
    return json.loads(json.dumps(value))


def scores(learner: Learner) -> tuple[float | None, float | None]:
    return learner.first_quiz, learner.second_quiz


# Moodle, activity completion: report/progress/index.php, lang/en/completion.php and its French

STATUSES = {
    "fr": {
        "no": "Pas terminé",
        "pass": "Terminé (note minimale de réussite atteinte)",
        "fail": "Terminé (n’a pas atteint la note minimale de réussite)",
        "done": "Terminé",
        "set": "Terminé (défini par Ève Tuteur)",
    },
    "en": {
        "no": "Not completed",
        "pass": "Completed (achieved pass grade)",
        "fail": "Completed (did not achieve pass grade)",
        "done": "Completed",
        "set": "Completed (set by Ève Tuteur)",
    },
}


def completion(language: str, *, email: bool = True) -> Rows:
    words = STATUSES[language]
    address = {"fr": "Adresse de courriel", "en": "Email address"}[language]
    heading = ["", *([address] if email else []), "Forum des nouvelles", "", MODULES[0], "2026-04-01 12:00:00"]
    heading += [MODULES[1], ""]
    rows = [heading]
    for learner in LEARNERS:
        row = [learner.name, *([learner.email] if email else []), words["no"], ""]
        for score, mark in zip(scores(learner), PASS, strict=True):
            kind = "no" if score is None else "pass" if score >= mark else "fail"
            if learner.username == "jean.darc":
                kind = "set"
            row += [words[kind], "" if score is None else f"{WHEN:%Y-%m-%d %H:%M:%S}"]
        rows.append(row)
    return rows


def quoted(rows: Rows, delimiter: str = ",") -> str:
    """Write as csv_quote() of Moodle up to 5.0: only the first cell of the heading is bare."""
    lines = [delimiter.join('"' + cell.replace('"', "'") + '"' for cell in row) for row in rows]
    return "".join(f"{line.removeprefix(chr(34) * 2)}\n" if n == 0 else f"{line}\n" for n, line in enumerate(lines))


def fputcsv(rows: Rows, delimiter: str = ",") -> str:
    """Write as PHP does: what holds a space is enclosed too."""

    def cell(text: str) -> str:
        if any(mark in text for mark in (delimiter, '"', " ", "\t", "\n", "\r", "\\")):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join(delimiter.join(map(cell, row)) + "\n" for row in rows)


def archive(members: Iterable[tuple[str, str]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members:
            made.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def xlsx(rows: Rows) -> bytes:
    """Write as OpenSpout does: cells that hold their text."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    sheet = "".join(
        f'<row r="{line}">'
        + "".join(
            f'<c r="{chr(65 + at)}{line}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for at, cell in enumerate(row)
            if cell
        )
        + "</row>"
        for line, row in enumerate(rows, 1)
    )
    return archive(
        (
            (
                "[Content_Types].xml",
                (
                    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                    f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}sheet.main+xml"/>'
                    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}worksheet+xml"/></Types>'
                ),
            ),
            (
                "_rels/.rels",
                (
                    f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{office}/officeDocument" '
                    'Target="xl/workbook.xml"/></Relationships>'
                ),
            ),
            (
                "xl/workbook.xml",
                (
                    f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
                    '<sheet name="Sheet1" sheetId="1" r:id="b"/></sheets></workbook>'
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                (
                    f'<Relationships xmlns="{relations}"><Relationship Id="b" Type="{office}/worksheet" '
                    'Target="worksheets/sheet1.xml"/></Relationships>'
                ),
            ),
            ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'),
        )
    )


def ods(rows: Rows) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0" '
        f'xmlns:text="{names}text:1.0"><office:body><office:spreadsheet><table:table table:name="Sheet1">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{names}manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return archive((("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content)))


# Moodle, SCORM reports: mod/scorm/report/{basic,objectives}/classes/report.php, lang/en/scorm.php and its French

SCORM = {
    "fr": ("Nom", "Adresse de courriel", "Tentative", "Démarré le", "Dernier accès le", "Résultat"),
    "en": ("Name", "Email address", "Attempt", "Started on", "Last accessed on", "Score"),
}
LONG = {"fr": "lundi 2 mars 2026, 09:10", "en": "Monday, 2 March 2026, 9:10 AM"}


def scorm_basic(language: str) -> Rows:
    """A package with a SCO for each module. Chloé's best attempt is neither her first nor her last."""
    none = {"fr": "Aucune tentative", "en": "Not attempted"}[language]
    rows = [[*SCORM[language], *MODULES]]
    for learner in LEARNERS:
        if learner.first_quiz is None:
            rows.append([learner.name, learner.email, "-", "-", "-", "-", none, none])
            continue
        tries = (0.3, learner.first_quiz, 0.1) if learner.username == "chloe" else (learner.first_quiz,)
        for number, first in enumerate(tries, 1):
            cells = [none if score is None else f"{score * 100:g}/100" for score in (first, learner.second_quiz)]
            dates = [LONG[language]] * 2
            rows.append([learner.name, learner.email, str(number), *dates, f"{first * 100:g}", *cells])
    return rows


def scorm_objectives(language: str) -> Rows:
    """A package with one SCO, and an objective for each module and quiz; statuses are those of SCORM."""
    status, score = {"fr": ("statut", "score"), "en": ("status", "score")}[language]
    names = ("demarrer", "demarrer__quiz", "entretenir", "entretenir__quiz")
    rows = [[*SCORM[language], course().title, *(f"{name} {kind}" for name in names for kind in (status, score))]]
    for learner in LEARNERS:
        if learner.first_quiz is None:
            none = {"fr": "Aucune tentative", "en": "Not attempted"}[language]
            rows.append([learner.name, learner.email, "-", "-", "-", "-", none, *[""] * 8])
            continue
        cells: list[str] = []
        for part, mark in zip(scores(learner), PASS, strict=True):
            passed = part is not None and part >= mark
            cells += ["completed" if passed else "incomplete", ""]
            cells += ["", ""] if part is None else ["passed" if passed else "failed", f"{part * 100:g}"]
        rows.append([learner.name, learner.email, "1", *[LONG[language]] * 2, "70", "70/100", *cells])
    return rows


# Moodle, gradebook: grade/export/txt/grade_export_txt.php, grade_format_gradevalue_percentage()


def gradebook(language: str) -> Rows:
    fields = {
        "fr": "Prénom,Nom de famille,Numéro d’identification,Institution,Département,Adresse de courriel,Suspendu",
        "en": "First name,Last name,ID number,Institution,Department,Email address,Suspended",
    }[language].split(",")
    separator, kind, real, percentage = {
        "fr": ("\u00a0: ", "Test", "Réel", "Pourcentage"),
        "en": (": ", "Quiz", "Real", "Percentage"),
    }[language]
    items = [f"{kind}{separator}{quiz}" for quiz in QUIZZES]
    last = {"fr": "Dernier téléchargement depuis ce cours", "en": "Last downloaded from this course"}[language]
    total = {"fr": "Total du cours", "en": "Course total"}[language]
    shown = [f"{item} ({how})" for item in (*items, total) for how in (real, percentage)]
    rows = [[*fields, *shown, last]]
    for learner in LEARNERS:
        cells: list[str] = []
        for part in (*scores(learner), 0.5):
            cells += ["-", "-"] if part is None else [f"{part * 20:.2f}", f"{part * 100:.2f} %"]
        if language == "fr":
            cells = [cell.replace(".", ",") for cell in cells]
        rows.append([learner.first, learner.last, "", "Mairie", "", learner.email, "", *cells, "1772442600"])
    return rows


# Open edX: lms/djangoapps/instructor_task/tasks_helper/grades.py


def openedx_grades() -> Rows:
    columns = [entry["column"] for entry in report_map()["targets"]["olx"]["grade_report"]]
    after = ["Cohort Name", "Enrollment Track", "Verification Status", "Certificate Eligible", "Certificate Delivered"]
    rows = [["Student ID", "Email", "Username", "Grade", *columns, *after, "Certificate Type", "Enrollment Status"]]
    for number, learner in enumerate(LEARNERS, 4):
        cells = ["Not Attempted" if part is None else str(part) for part in scores(learner)]
        rest = ["", "audit", "N/A", "N", "N", "N/A", "enrolled"]
        rows.append([str(number), learner.email, learner.username, "0.5", *cells, *rest])
    return rows


def openedx_problems() -> Rows:
    """Of the pool, the learners with an odd number get the first question, the others the second."""
    entries = report_map()["targets"]["olx"]["problem_grade_report"]
    columns = [entry[key] for entry in entries for key in ("earned", "possible")]
    rows = [["Student ID", "Email", "Username", "Enrollment Status", "Grade", *columns]]
    for number, learner in enumerate(LEARNERS, 4):
        cells: list[str] = []
        for entry in entries:
            part = learner.first_quiz if entry["quiz"].startswith("demarrer") else learner.second_quiz
            if "pool" in entry and (entry["question"] == "retourner") != bool(number % 2):
                cells += ["Not Available", "Not Available"]
            elif part is None:
                cells += ["Not Attempted", "10.0"]
            else:
                # All the points for the first question, as far as they go; the rest for the second.
                first = entry["question"] in {"lieu", "arroser"}
                earned = min(part * 20, 10) if first else max(0, part * 20 - 10)
                cells += [str(round(earned, 6)), "10.0"]
        rows.append([str(number), learner.email, learner.username, "enrolled", "0.5", *cells])
    return rows


def plain() -> Rows:
    rows = [["Courriel", "Nom", "Démarrer : l’essentiel", "demarrer/quiz", "entretenir", "entretenir/quiz"]]
    for learner in LEARNERS:
        done = [
            "" if part is None else "2 mars 2026" if part >= mark else "non"
            for part, mark in zip(scores(learner), PASS, strict=True)
        ]
        shares = ["" if part is None else f"{part * 100:g} %".replace(".", ",") for part in scores(learner)]
        name = learner.name.replace("ễ", "ê")  # which Windows-1252 has not
        rows.append([learner.email, name, done[0], shares[0], done[1], shares[1]])
    return rows


def semicolons(rows: Rows) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue()


def made() -> dict[str, bytes]:
    """Return every sample by its file name."""
    texts = {
        "moodle-5.0-completion-fr.csv": quoted(completion("fr")),
        "moodle-5.0-completion-en.csv": quoted(completion("en")),
        "moodle-5.1-completion-fr.csv": "\ufeff" + fputcsv(completion("fr")),
        "moodle-scorm-basic-fr.txt": fputcsv(scorm_basic("fr"), "\t"),
        "moodle-scorm-basic-en.txt": fputcsv(scorm_basic("en"), "\t"),
        "moodle-scorm-objectives-fr.txt": fputcsv(scorm_objectives("fr"), "\t"),
        "moodle-scorm-objectives-en.txt": fputcsv(scorm_objectives("en"), "\t"),
        "moodle-gradebook-fr.csv": fputcsv(gradebook("fr")),
        "moodle-gradebook-fr-semicolon.csv": fputcsv(gradebook("fr"), ";"),
        "moodle-gradebook-en-colon.csv": fputcsv(gradebook("en"), ":"),
        "composter_grade_report_2026-03-02-0910.csv": "\ufeff" + fputcsv(openedx_grades()),
        "composter_problem_grade_report_2026-03-02-0910.csv": "\ufeff" + fputcsv(openedx_problems()),
    }
    return {name: text.encode() for name, text in texts.items()} | {
        "moodle-5.0-completion-fr-excel.csv": b"\xff\xfe" + quoted(completion("fr"), "\t").encode("utf-16-le"),
        "moodle-5.1-completion-fr.xlsx": xlsx(completion("fr")),
        "moodle-5.1-completion-en.ods": ods(completion("en")),
        "moodle-scorm-basic-fr.ods": ods(scorm_basic("fr")),
        "plain-windows-1252.csv": semicolons(plain()).encode("cp1252"),
        "plain.xlsx": xlsx(plain()),
    }


if __name__ == "__main__":
    for name, data in made().items():
        (REPORTS / name).write_bytes(data)
