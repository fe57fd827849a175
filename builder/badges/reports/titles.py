"""Which column of a report stands for what in the course: by its exact title or identifier, never by likeness."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.badges.evidence import Trouble
from builder.badges.reports.cells import folded
from builder.badges.reports.sheet import Row
from builder.diagnostics import Message, msg
from builder.model.course import Course

_LONGEST_SCO_TITLE = 200  # what a SCORM package keeps of the title of its course or module


@dataclass(frozen=True, slots=True)
class Subject:
    """What a title names: modules that are finished together, the quiz that gives its score, or both."""

    label: Message
    modules: tuple[str, ...]
    quiz: str | None


@dataclass(frozen=True, slots=True)
class Titles:
    """The subjects of a course by each of the names that a report may give them."""

    by_name: Mapping[str, tuple[Subject, ...]]

    def modules(self, *names: str) -> list[Subject]:
        """Return the subjects that can be finished, one for each choice of modules."""
        return _unlike((subject for subject in self._named(names) if subject.modules), lambda one: one.modules)

    def quizzes(self, *names: str) -> list[Subject]:
        """Return the subjects that have a score, one for each quiz."""
        return _unlike((subject for subject in self._named(names) if subject.quiz), lambda one: one.quiz)

    def all(self, *names: str) -> list[Subject]:
        """Return every subject of these names."""
        return _unlike(self._named(names), lambda one: one)

    def _named(self, names: Iterable[str]) -> Iterator[Subject]:
        return (subject for name in dict.fromkeys(map(folded, names)) for subject in self.by_name.get(name, ()))


def titles_of(course: Course) -> Titles:
    """Return what the ids and titles of the course, of its modules and of its graded quizzes stand for.

    A title of the whole course stands for all its required modules, and for the score of the only thing that has one.
    """
    found: dict[str, tuple[Subject, ...]] = {}
    for names, subject in (*_courses(course), *_modules(course), *_quizzes(course)):
        for name in dict.fromkeys(map(folded, names)):
            found[name] = (*found.get(name, ()), subject)
    return Titles(found)


def objective_titles(course: Course) -> Titles:
    """Return what the identifiers of SCORM objectives stand for, as the run-time makes them of the names."""
    found: dict[str, tuple[Subject, ...]] = {}
    for (name, *_), subject in (*_modules(course), *_quizzes(course)):
        identifier = re.sub(r"\W", "_", name.replace("/", "__"), flags=re.ASCII)
        found[folded(identifier)] = (*found.get(folded(identifier), ()), subject)
    return Titles(found)


def only(subjects: Sequence[Subject], heading: Row, title: str) -> Subject | Trouble | None:
    """Return the one subject of a column, what is wrong where there are several, or None."""
    if len(subjects) < 2:  # noqa: PLR2004 - several
        return subjects[0] if subjects else None
    return Trouble(
        heading.place,
        msg("the column “{title}” may mean {first} or {second}", title=title, **_two(subjects)),
        msg("give them different titles in the course and on the platform"),
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a report stand for, by their positions."""

    subjects: Mapping[int, Subject]
    troubles: tuple[Trouble, ...]
    unused: tuple[str, ...]


def columns_of(heading: Row, found: Mapping[int, Sequence[Subject]]) -> Columns:
    """Return the columns that stand for one thing, and for which no other column does."""
    subjects: dict[int, Subject] = {}
    troubles: list[Trouble] = []
    for at, named in found.items():
        one = only(named, heading, heading.cells[at])
        if isinstance(one, Trouble):
            troubles.append(one)
        elif one:
            subjects[at] = one
    counts = Counter(subjects.values())
    troubles += [_twice(heading, subject) for subject, count in counts.items() if count > 1]
    unused = tuple(heading.cells[at] for at, named in found.items() if not named)
    once = {at: subject for at, subject in subjects.items() if counts[subject] == 1}
    if not once and not troubles:
        troubles.append(nothing_known(heading))
    return Columns(once, tuple(troubles), unused)


def nothing_known(heading: Row) -> Trouble:
    """Say that a report tells nothing about the course."""
    return Trouble(
        heading.place,
        msg("no column of this report bears the title of a module or quiz of the course"),
        msg("see that the report is one of this course, and that the titles on the platform are those of the course"),
    )


def _twice(heading: Row, subject: Subject) -> Trouble:
    return Trouble(
        heading.place,
        msg("two columns stand for {subject}: neither was read", subject=subject.label),
        msg("rename the activity on the platform that is not the one of this course, and export again"),
    )


def _two(subjects: Sequence[Subject]) -> dict[str, Message]:
    return {"first": subjects[0].label, "second": subjects[1].label}


def _courses(course: Course) -> Iterator[tuple[tuple[str, ...], Subject]]:
    graded = [f"{module.id}/{quiz.id}" for module, quiz in course.quizzes() if quiz.is_graded]
    alone = len(graded) == 1 and not any(page.points for page in course.pages())
    label = msg("the course “{title}”", title=course.title)
    required = tuple(module.id for module in course.required)
    yield (course.title[:_LONGEST_SCO_TITLE], course.title), Subject(label, required, graded[0] if alone else None)


def _modules(course: Course) -> Iterator[tuple[tuple[str, ...], Subject]]:
    for module in course.modules:
        graded = [f"{module.id}/{quiz.id}" for quiz in module.quizzes if quiz.is_graded]
        alone = len(graded) == 1 and not any(page.points for page in module.pages)
        label = msg("the module “{title}”", title=module.title)
        names = (module.id, module.title[:_LONGEST_SCO_TITLE], module.title)
        yield names, Subject(label, (module.id,), graded[0] if alone else None)


def _quizzes(course: Course) -> Iterator[tuple[tuple[str, ...], Subject]]:
    for module, quiz in course.quizzes():
        if quiz.is_graded:
            name = f"{module.id}/{quiz.id}"
            yield (name, quiz.title), Subject(msg("the quiz “{title}” ({name})", title=quiz.title, name=name), (), name)


def _unlike(subjects: Iterable[Subject], part: Callable[[Subject], object]) -> list[Subject]:
    return list({part(subject): subject for subject in subjects}.values())
