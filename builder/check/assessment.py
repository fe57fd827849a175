"""Rules about questions and quizzes."""

from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Severity, msg
from builder.model.course import Course
from builder.model.interaction import (
    Cloze,
    Interaction,
    Match,
    Order,
    Presentation,
    Select,
    TextEntry,
    is_scored,
)
from builder.model.quiz import Question

_FEWEST_CHOICES = 2
_MOST_CHOICES = 36  # SCORM 1.2 names choices, lines and steps by one character: 0-9, a-z
_LONGEST_ANSWER = 255  # bytes that the saved state holds
_MOST_QUESTIONS = 127  # seven bits of the saved state


def no_correct_choice(course: Course) -> Iterator[Diagnostic]:
    """Find questions that nobody can answer right."""
    for question, select in _scored(course):
        if select.choices and not any(choice.is_correct for choice in select.choices):
            yield NO_CORRECT_CHOICE.kind.at(
                select.choices[0].span,
                msg("the question `{id}` has no correct choice", id=question.id),
                label=msg("none of these choices is right"),
                remedy=msg("change one: `wrong:` to `correct:` in a quiz, `[ ]` to `[x]` in a page"),
            )


def two_correct_choices(course: Course) -> Iterator[Diagnostic]:
    """Find single-choice questions that want two choices."""
    for question, select in _scored(course):
        correct = [choice for choice in select.choices if choice.is_correct]
        if not select.multiple and len(correct) > 1:
            yield TWO_CORRECT_CHOICES.kind.at(
                correct[1].span,
                msg("the question `{id}` is single choice, but two choices are correct", id=question.id),
                remedy=msg("remove `type: single`, or change one `correct:` to `wrong:`"),
            )


def all_choices_correct(course: Course) -> Iterator[Diagnostic]:
    """Find questions where every choice is right."""
    for question, select in _scored(course):
        if len(select.choices) > 1 and all(choice.is_correct for choice in select.choices):
            yield ALL_CHOICES_CORRECT.kind.at(
                select.choices[0].span,
                msg("every choice of the question `{id}` is correct", id=question.id),
                remedy=msg("add a wrong choice, or change one: `wrong:` in a quiz, `[ ]` in a page"),
            )


def too_few_choices(course: Course) -> Iterator[Diagnostic]:
    """Find questions that leave nothing to choose."""
    for question, select in _selects(course):
        if len(select.choices) < _FEWEST_CHOICES:
            yield TOO_FEW_CHOICES.kind.at(
                question.span,
                msg("the question `{id}` needs at least two choices", id=question.id),
                remedy=msg("add wrong choices: `- wrong: …` in a quiz, `- [ ] …` in a page"),
            )


def too_many(course: Course) -> Iterator[Diagnostic]:
    """Find more choices, or questions, than a learning platform can record."""
    for question, select in _selects(course):
        if len(select.choices) > _MOST_CHOICES:
            yield TOO_MANY.kind.at(
                select.choices[_MOST_CHOICES].span,
                msg("a question has {limit} choices at most", limit=_MOST_CHOICES),
                remedy=msg("split the question `{id}`", id=question.id),
            )
    for question in course.questions():
        if any(count > _MOST_CHOICES for count in _counts(question.interaction)):
            yield TOO_MANY.kind.at(
                question.span,
                msg("a question has {limit} lines, options or steps at most", limit=_MOST_CHOICES),
                remedy=msg("split the question `{id}`", id=question.id),
            )
    for _, quiz in course.quizzes():
        if quiz.count > _MOST_QUESTIONS:
            yield TOO_MANY.kind.at(
                quiz.all_questions[_MOST_QUESTIONS].span if len(quiz.questions) > _MOST_QUESTIONS else quiz.span,
                msg("a quiz has {limit} questions at most", limit=_MOST_QUESTIONS),
                remedy=msg("move some questions to another quiz file"),
            )
    for page in course.pages():
        if len(page.questions) > _MOST_QUESTIONS:
            yield TOO_MANY.kind.at(
                page.questions[_MOST_QUESTIONS].span,
                msg("a page has {limit} questions at most", limit=_MOST_QUESTIONS),
                remedy=msg("move some questions to another page"),
            )


def too_long_to_type(course: Course) -> Iterator[Diagnostic]:
    """Find accepted texts that are longer than what is kept of an answer."""
    for question in course.questions():
        entry = question.interaction
        accepted = entry.accepted if isinstance(entry, TextEntry) else ()
        if any(len(text.encode()) > _LONGEST_ANSWER for text in accepted):
            yield TOO_LONG_TO_TYPE.kind.at(
                question.span,
                msg("the question `{id}` accepts a text that is too long to be kept", id=question.id),
                remedy=msg("accept a shorter text, of {limit} letters at most", limit=_LONGEST_ANSWER),
            )


def duplicate_choice(course: Course) -> Iterator[Diagnostic]:
    """Find choices that read the same."""
    for question, select in _selects(course):
        seen: set[str] = set()
        for choice in select.choices:
            text = choice.content.plain_text
            # In a formula, `v` and `V` are two things.
            text = text if choice.content.formulas else text.casefold()
            if text and text in seen and not choice.content.images:
                yield DUPLICATE_CHOICE.kind.at(
                    choice.span,
                    msg("two choices of the question `{id}` say the same", id=question.id),
                    remedy=msg("change the text of one of them"),
                )
            seen.add(text)


def nothing_graded(course: Course) -> Iterator[Diagnostic]:
    """Find quizzes that count for something while their questions are all worth nothing."""
    for _, quiz in course.quizzes():
        if quiz.all_questions and not quiz.is_graded and (quiz.says_pass or quiz.weight is not None):
            yield NOTHING_GRADED.kind.at(
                quiz.span,
                msg("no question of this quiz is worth a point, so nobody can pass it"),
                remedy=msg("give `points:` to a question, or remove `pass:` and `weight:`"),
            )


def _counts(interaction: Interaction) -> tuple[int, ...]:
    """Return how many parts platforms are told of one by one, choices apart."""
    match interaction:
        case Match():
            return len(interaction.lines), len(interaction.options)
        case Order():
            return (len(interaction.items),)
        case Cloze():
            return (len(interaction.blanks),)
        case _:
            return ()


def _scored(course: Course) -> Iterator[tuple[Question, Select]]:
    return ((question, select) for question, select in _selects(course) if is_scored(select))


def _selects(course: Course) -> Iterator[tuple[Question, Select]]:
    for question in course.questions():
        select = question.interaction
        if isinstance(select, Select) and select.presentation is not Presentation.TRUE_FALSE:
            yield question, select


_HEAD = "  - id: q\n    question: Which?\n    choices:\n"

NO_CORRECT_CHOICE = Rule(
    Kind("no-correct-choice", Severity.ERROR, msg("Nobody could ever answer this question right.")),
    no_correct_choice,
    bad=course_of(quiz=_HEAD + "      - wrong: A\n      - wrong: B\n"),
    good=course_of(quiz=_HEAD + "      - correct: A\n      - wrong: B\n"),
)
ALL_CHOICES_CORRECT = Rule(
    Kind("all-choices-correct", Severity.WARNING, msg("A question without a wrong choice checks nothing.")),
    all_choices_correct,
    bad=course_of(quiz=_HEAD + "      - correct: A\n      - correct: B\n"),
    good=course_of(quiz=_HEAD + "      - correct: A\n      - correct: B\n      - wrong: C\n"),
)
TOO_FEW_CHOICES = Rule(
    Kind("too-few-choices", Severity.ERROR, msg("With one choice there is nothing to choose.")),
    too_few_choices,
    bad=course_of(quiz=_HEAD + "      - correct: A\n"),
    good=course_of(quiz=_HEAD + "      - correct: A\n      - wrong: B\n"),
)
DUPLICATE_CHOICE = Rule(
    Kind("duplicate-choice", Severity.ERROR, msg("Learners cannot tell two equal choices apart.")),
    duplicate_choice,
    bad=course_of(quiz=_HEAD + "      - correct: A\n      - wrong: B\n      - wrong: b\n"),
    good=course_of(quiz=_HEAD + "      - correct: A\n      - wrong: B\n      - wrong: C\n"),
)
NOTHING_GRADED = Rule(
    Kind("nothing-graded", Severity.ERROR, msg("A quiz is passed by points; without any it blocks its module.")),
    nothing_graded,
    bad=course_of(quiz="  - id: q\n    question: Which?\n    accept: A\n    points: 0\npass: 50 %\n"),
    good=course_of(quiz="  - id: q\n    question: Which?\n    accept: A\n    points: 0\n"),
)
TWO_CORRECT_CHOICES = Rule(
    Kind("two-correct-choices", Severity.ERROR, msg("Nobody can choose two when only one may be chosen.")),
    two_correct_choices,
    bad=course_of(quiz=_HEAD + "      - correct: A\n      - correct: B\n      - wrong: C\n    type: single\n"),
    good=course_of(quiz=_HEAD + "      - correct: A\n      - correct: B\n      - wrong: C\n    type: multiple\n"),
)
TOO_MANY = Rule(
    Kind("too-many-parts", Severity.ERROR, msg("Learning platforms cannot record more.")),
    too_many,
    bad=course_of(quiz=_HEAD + "      - correct: A\n" + "".join(f"      - wrong: B{n}\n" for n in range(36))),
    good=course_of(quiz=_HEAD + "      - correct: A\n" + "".join(f"      - wrong: B{n}\n" for n in range(35))),
)
TOO_LONG_TO_TYPE = Rule(
    Kind("too-long-to-type", Severity.ERROR, msg("A right answer would come back cut, and so wrong.")),
    too_long_to_type,
    bad=course_of(quiz=f"  - id: q\n    question: Which?\n    accept: {'a' * 256}\n"),
    good=course_of(quiz=f"  - id: q\n    question: Which?\n    accept: {'a' * 255}\n"),
)
