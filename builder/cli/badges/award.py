"""`parcours badges award`: from reports to badges."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.badges.options import (
    alone,
    course_option,
    fitting,
    keys_option,
    opened_keys,
    opened_ledger,
    refuse,
    refuse_inside_a_course,
    sound_course,
    to_option,
)
from builder.cli.console import EXIT_DONE, EXIT_ERRORS, language, stderr, stdout, translator
from builder.diagnostics import Message, Translate, msg

if TYPE_CHECKING:
    from builder.awarding import Done, Prepared
    from builder.badges.decide import Decision
    from builder.badges.ledger import Ledger
    from builder.model.badge import Issuer
    from builder.model.course import Course

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_HELP = """Say who earns which badge by REPORTS of a learning platform, and why others do not. With --yes, issue them.

Running it again with the same reports changes nothing.

\b
Examples:
  parcours badges award progress.csv --to ~/badges
  parcours badges award progress.csv grades.csv --to ~/badges --keys ~/badge-keys --yes
"""


@click.command(help=_HELP)
@click.argument("reports", nargs=-1, required=True, type=_FILE, metavar="REPORT...")
@course_option
@to_option
@keys_option
@click.option("--addresses", type=_FILE, metavar="FILE", help="A table of names or user names with e-mail addresses.")
@click.option(
    "--report-map", type=_FILE, metavar="FILE", help="The file of the build that ends in -report-map.json (Open edX)."
)
@click.option(
    "--again", is_flag=True, help="Give badges also to those from whom they were taken back, or who were forgotten."
)
@click.option("--yes", is_flag=True, help="Issue the badges. Without it, nothing is written.")
@language
def award(  # noqa: PLR0913, PLR0917 - one parameter an option
    reports: tuple[Path, ...],
    root: Path,
    folder: Path,
    key_folder: Path | None,
    addresses: Path | None,
    report_map: Path | None,
    lang: str | None,
    *,
    again: bool,
    yes: bool,
) -> None:
    """Run the command."""
    from builder.awarding import Desk, Papers, carry_out, prepare  # noqa: PLC0415 - --help answers at once
    from builder.badges.continuity import check_address  # noqa: PLC0415 - same

    translate = translator(lang)
    refuse_inside_a_course(folder, translate)
    course, issuer = sound_course(root, translate)
    papers = Papers(
        {report.name: report.read_bytes() for report in reports},
        (addresses.name, addresses.read_bytes()) if addresses else None,
        report_map.read_bytes() if report_map else None,
    )
    if len(papers.reports) < len(reports):
        refuse(msg("two reports have the same name"), msg("rename one of them: lines are told by it"), translate)
    if papers.report_map is not None and not _is_report_map(papers.report_map):
        refuse(
            msg("“{file}” is not a map of reports", file=report_map),
            msg("take the …-report-map.json that `parcours build` wrote into dist/"),
            translate,
        )
    with alone(folder, translate, make=True) if yes else fitting(translate):
        ledger = opened_ledger(folder, translate, writing=yes)
        check_address(ledger, issuer)
        now = datetime.now(UTC)
        prepared = prepare(course, papers, ledger, again=again, now=now)
        _tell(prepared, [badge.id for badge in course.badges], translate)
        for warning in _warnings(prepared, course, issuer, folder, ledger):
            stderr(warning.text(translate))
        if yes:
            ring, signer = opened_keys(key_folder, folder, translate)
            done = carry_out(prepared, Desk(course, issuer, folder, ledger, ring, signer), now)
            said = _said(done, folder, issuer.url)
        else:
            said = [msg("Nothing was issued: add --yes to do it.")]
    for one in said:
        stderr(one.text(translate))
    sys.exit(EXIT_ERRORS if prepared.troubles else EXIT_DONE)


def _is_report_map(data: bytes) -> bool:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and isinstance(found.get("targets"), dict)


def _tell(prepared: "Prepared", badges: Iterable[str], translate: Translate) -> None:
    """Print what the reports are, what was not understood, and the table of decisions."""
    for reading in prepared.readings:
        count = len(reading.records)
        stderr(msg("Report: {format}. Learners: {count}.", format=reading.format, count=count).text(translate))
        if not reading.records and not reading.troubles:
            stderr(
                msg("Warning: there is no learner in this report, only its heading. Export it with all groups.").text(
                    translate
                )
            )
        if reading.unused:
            stderr(
                msg("Columns that say nothing about this course: {titles}", titles=", ".join(reading.unused)).text(
                    translate
                )
            )
    for trouble in prepared.troubles:
        place = f"{trouble.place.file}:{trouble.place.line}"
        stderr(f"{place}: {trouble.message.text(translate)}\n  = {trouble.remedy.text(translate)}")
    plan = prepared.plan
    for decision in plan.due:
        _row(msg("to issue"), decision, decision.reasons, translate)
    for decision, reason in (*plan.held, *plan.withheld):
        _row(msg("nothing to do"), decision, (reason,), translate)
    for decision in plan.refused:
        _row(msg("no"), decision, decision.reasons, translate)
    _sum_up(prepared, badges, translate)


def _sum_up(prepared: "Prepared", badges: Iterable[str], translate: Translate) -> None:
    """Print what must not be lost above a long table: the numbers of each badge, and what may be wrong."""
    plan = prepared.plan
    due = Counter(decision.badge for decision in plan.due)
    held = Counter(decision.badge for decision, _ in plan.held)
    withheld = Counter(decision.badge for decision, _ in plan.withheld)
    refused = Counter(decision.badge for decision in plan.refused)
    for badge in badges:
        said = msg(
            "{due} to issue, {held} issued before, {refused} not earned",
            due=due[badge],
            held=held[badge],
            refused=refused[badge],
        )
        if withheld[badge]:
            said = msg("{said}, {withheld} taken back or forgotten", said=said, withheld=withheld[badge])
        stderr(msg("{subject}: {said}", subject=badge, said=said).text(translate))
    if plan.dropped:
        dropped = msg(
            "Badges that were given and are no longer in course.yml: {ids}. If only the `id` changed, put the earlier "
            "one back: people would be given the same badge twice.",
            ids=", ".join(plan.dropped),
        )
        stderr(dropped.text(translate))
    if plan.unshown:
        stderr(
            msg(
                "Issued before, but not earned by these reports: {count}; people who are not in them: {absent}. "
                "They keep their badges. Make sure that the reports are the newest, with all groups and activities.",
                count=plan.unshown,
                absent=plan.absent,
            ).text(translate)
        )
    if prepared.troubles:
        stderr(msg("Not understood, and told above the table: {count}.", count=len(prepared.troubles)).text(translate))


def _warnings(
    prepared: "Prepared", course: "Course", issuer: "Issuer", folder: Path, ledger: "Ledger"
) -> Iterator[Message]:
    """Go through what the folder holds and does not fit these reports, without standing in the way."""
    from builder.awarding import MAIL_MERGE, PRIVATE, PUBLIC, lacking  # noqa: PLC0415 - same
    from builder.badges.continuity import earlier_name, namesakes  # noqa: PLC0415 - same

    before = earlier_name(folder / PUBLIC, issuer)
    if before is not None:
        yield msg(
            "Warning: the badges of this folder name {before} as their issuer, and would all name {now}. Courses that "
            "share an address share a folder of badges, and the same `issuer:`.",
            before=before,
            now=issuer.name,
        )
    for one in namesakes(prepared.plan.due, ledger, course, folder / PRIVATE / MAIL_MERGE):
        yield msg(
            "Warning: {name}, {email}, is to get a badge that somebody of the same name has at {other}: {badge} "
            "({id}). If the address of that person has changed, leave the line out, or revoke the earlier badge.",
            name=one.decision.person.name,
            email=one.decision.person.email,
            other=one.email,
            badge=one.decision.badge,
            id=one.id,
        )
    left = lacking(prepared, course, folder, ledger)
    if left:
        reports = {line.rpartition(":")[0] for entry in left for line in entry.evidence}
        yield msg(
            "Badges in the ledger without their files or their line in mail-merge.csv, of people who are not in these "
            "reports: {count}. An award was stopped, or files were lost: run it again with the reports of that day: "
            "{reports}.",
            count=len(left),
            reports=", ".join(sorted(reports)),
        )


def _said(done: "Done", folder: Path, address: str) -> list[Message]:
    """Say what was done, and what there is to do now."""
    from builder.awarding import MAIL_MERGE, PRIVATE, PUBLIC  # noqa: PLC0415 - same

    said = []
    if done.given or not done.mended:
        said.append(msg("Badges issued: {count}. Files written: {files}.", count=len(done.given), files=done.written))
    if done.mended:
        said.append(
            msg(
                "Badges issued before, whose files were missing or damaged and are made now: {count}.",
                count=done.mended,
            )
        )
    if not done.written:
        return said
    said += [
        msg("1. Put all of {public} on the web, at {address}.", public=folder / PUBLIC, address=address),
        msg("2. Check it: {command}", command=f"parcours badges check-site {address} --to {folder}"),
    ]
    if done.given or done.mended:
        said.append(msg("3. Send the badges: who gets which file is in {table}.", table=folder / PRIVATE / MAIL_MERGE))
    return said


def _row(word: Message, decision: "Decision", reasons: tuple[Message, ...], translate: Translate) -> None:
    said = " ; ".join(reason.text(translate) for reason in reasons)
    stdout(f"{word.text(translate)}\t{decision.badge}\t{decision.person.email}\t{said}")
