"""What reports of learning platforms tell about learners."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from builder.diagnostics import Message


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a report. Lines of a text count as in an editor, those of a workbook are its rows; both from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Person:
    """A learner. `email` is NFC, stripped and in lower case. What a report does not tell is an empty text."""

    email: str
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class ModuleDone:
    """A module is finished, or is not yet. `when` is told in the time of the platform, without its zone."""

    module: str
    done: bool
    when: datetime | None
    place: Place


@dataclass(frozen=True, slots=True)
class QuizScore:
    """The score of a quiz, named `module/quiz`: a part of one."""

    quiz: str
    score: Decimal
    when: datetime | None
    place: Place


Fact = ModuleDone | QuizScore


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could only have been guessed, and was not. `about` are the modules and quizzes that a cell is about."""

    place: Place
    message: Message
    remedy: Message
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What one report tells about one learner. The place is that of the first line about them.

    `unread` are cells about them that were not understood.
    """

    person: Person
    facts: tuple[Fact, ...]
    place: Place
    unread: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it was understood. `unused` are the titles of its columns that stand for nothing in the course.

    Every learner of the records has an e-mail address, and none stands twice.
    """

    format: Message
    records: tuple[Record, ...]
    troubles: tuple[Trouble, ...]
    unused: tuple[str, ...] = ()
