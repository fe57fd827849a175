"""Banks: the quiz files that pools take questions from. A quiz of the course is one, and so may be any other file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from unicodedata import normalize

from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.model.badge import Reference
from builder.model.course import Activity, Module
from builder.model.identifier import joined
from builder.model.quiz import Pool, Question, Quiz
from builder.model.reference import ActivityReference, FileReference, resolve
from builder.read.module import Reader
from builder.read.page import activity_id
from builder.read.quiz import read_quiz
from builder.syntax.suggest import did_you_mean, did_you_mean_file, one_of

UNUSABLE_BANK = Kind("unusable-bank", Severity.ERROR, msg("A pool takes questions from quiz files other than its own."))
UNKNOWN_TAG = Kind("unknown-tag", Severity.ERROR, msg("A tag that no question has chooses none."))


def fill_pools(modules: tuple[Module, ...], reader: Reader) -> tuple[Module, ...]:
    """Return the modules, their pools holding what they take from other files as well.

    A pool that asks for what is not there is reported and left out.
    """
    banks = _Banks(modules, reader)
    return tuple(
        replace(module, activities=tuple(_filled(activity, banks) for activity in module.activities))
        for module in modules
    )


def _filled(activity: Activity, banks: "_Banks") -> Activity:
    if not isinstance(activity, Quiz) or not activity.pools:
        return activity
    pools = (_fill(pool, activity.path, banks) for pool in activity.pools)
    return replace(activity, pools=tuple(pool for pool in pools if pool is not None))


def _fill(pool: Pool, path: str, banks: "_Banks") -> Pool | None:
    found = [banks.questions(source, path) for source in pool.sources]
    if None in found:
        return None
    offered = [question for bank in found if bank is not None for question in bank]
    known = list(dict.fromkeys(tag for question in offered for tag in question.tags))
    unknown = [tag for tag in pool.tags if tag.id.casefold() not in map(str.casefold, known)]
    for tag in unknown:
        banks.report(_unknown_tag(tag, known))
    wanted = {tag.id.casefold() for tag in pool.tags}
    taken = {
        question.span: question
        for question in offered
        if not wanted or not wanted.isdisjoint(map(str.casefold, question.tags))
    }
    return None if unknown else replace(pool, questions=(*pool.questions, *taken.values()))


class _Banks:
    """Finds quiz files by path: those of the course, and others, which are read when they are first asked for."""

    def __init__(self, modules: tuple[Module, ...], reader: Reader) -> None:
        self._reader = reader
        self._found: dict[str, tuple[Question, ...] | None] = {
            normalize("NFC", quiz.path): _renamed(quiz, _first_name(quiz, module))
            for module in modules
            for quiz in module.quizzes
        }
        self._unread = {normalize("NFC", path) for path in reader.unread}

    def report(self, diagnostic: Diagnostic) -> None:
        """Report what a pool asks for in vain."""
        self._reader.context.findings.add(diagnostic)

    def questions(self, source: Reference, path: str) -> tuple[Question, ...] | None:
        """Return the questions of the file that the quiz at `path` names; None when there are none, which is told."""
        tried = list(dict.fromkeys(self._places(source.id, path)))
        bank = next((place for place in tried if self._is_there(place)), None)
        if bank is None or bank == normalize("NFC", path) or not _is_quiz_file(bank):
            self.report(self._unusable(source, bank, tried[0]))
            return None
        if bank not in self._found:
            self._found[bank] = None if bank in self._unread else self._read(bank)
        return None if self._is_faulty(bank) else self._found[bank]

    def _places(self, written: str, quiz: str) -> Iterator[str]:
        """Go through the paths that may be meant: from the quiz, from course.yml, from the folder of the modules."""
        for start in (quiz, "course.yml", f"{self._reader.content}/course.yml"):
            target = resolve(start, written)
            path = target.path if isinstance(target, ActivityReference | FileReference) else written
            yield normalize("NFC", path)

    def _is_faulty(self, path: str) -> bool:
        """Tell a file with mistakes of its own: how many questions it offers is known once they are mended."""
        errors = (found for found in self._reader.context.findings if found.severity is Severity.ERROR)
        return any(normalize("NFC", found.span.source.path) == path for found in errors)

    def _is_there(self, path: str) -> bool:
        return path in self._found or self._reader.workspace.is_file(path)

    def _read(self, path: str) -> tuple[Question, ...] | None:
        source = self._reader.workspace.read(path, self._reader.context.findings)
        if source is None:
            return None
        place = PurePosixPath(path)
        inner = place.relative_to(self._reader.content) if place.is_relative_to(self._reader.content) else place
        quiz = read_quiz(source, activity_id(inner), self._reader.passing_score, self._reader.context)
        return _renamed(quiz, _first_name(quiz)) if quiz else None

    def _unusable(self, source: Reference, bank: str | None, path: str) -> Diagnostic:
        if bank is None:
            near = did_you_mean_file(
                path, [*self._reader.workspace.nearest(path), *self._found], named_in=source.span.source.path
            )
            return UNUSABLE_BANK.at(
                source.span,
                msg("there is no quiz file `{path}`", path=path),
                remedy=near or msg("write the path of a quiz file, from the folder of this one"),
            )
        if _is_quiz_file(bank):
            return UNUSABLE_BANK.at(
                source.span,
                msg("a quiz cannot take questions from itself"),
                remedy=msg("move these questions below `questions:` of the pool, or to another file"),
            )
        return UNUSABLE_BANK.at(
            source.span,
            msg("`{path}` is not a quiz file", path=bank),
            remedy=msg("write the path of a file that ends in .yml"),
        )


def _first_name(quiz: Quiz, module: Module | None = None) -> str:
    """Return the oldest name of a quiz: the ids of the questions that others draw from it begin with it for ever."""
    place, _, own = (quiz.was[0].id if quiz.was else quiz.id).rpartition("/")
    if module and not place:
        place = module.was[0].id if module.was else module.id
    return joined(place, own) if place else own


def _is_quiz_file(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in {".yml", ".yaml"}


def _renamed(quiz: Quiz, prefix: str) -> tuple[Question, ...]:
    """Return the questions that a file has itself, with ids unlike those of any other file."""
    return tuple(replace(one, id=joined(prefix, one.id), own_id=one.id) for one in quiz.all_questions)


def _unknown_tag(tag: Reference, known: list[str]) -> Diagnostic:
    return UNKNOWN_TAG.at(
        tag.span,
        msg("no question of these files has the tag “{tag}”", tag=tag.id),
        remedy=did_you_mean(tag.id, known) or one_of(known),
    )
