"""Rules about how questions are worded: what gives the answer away, misleads, or leaves learners without a word."""

import re
from collections import defaultdict
from collections.abc import Iterator

from builder.check.rule import Rule, course_of
from builder.diagnostics import Diagnostic, Kind, Message, Severity, Span, msg
from builder.model.course import Course
from builder.model.interaction import Choice, Comparison, Order, Presentation, Select, TextEntry, is_scored
from builder.model.quiz import Question, ShowFeedback
from builder.syntax.markdown import Document, Image

_FEW = 2
_TELLING_RATIO, _TELLING_LETTERS = 1.5, 25
_SHORTEST_ANSWER = 4
CATCH_ALL = re.compile(
    r"(?:tou(?:te)?s|tout|aucune?)\b.*\b(?:ci-dessus|ci-avant|précède(?:nt)?|précédente?s?|réponses|propositions)\b.*"
    r"|(?:all|none|any) of (?:the )?(?:above|these|those|answers)\b.*|(?:all|none|any)\b.*\b(?:above|preceding)\b.*"
    r"|(?:both |les |les réponses )?(?:answers )?[a-e1-5] (?:et|and) [a-e1-5]\.?",
    re.IGNORECASE,
)
# Which of them is not …: the question itself, not what is told beside it.
_ASIDE = r"(?:(?!\b(?:qui|qu[e’']|quand|si|où|dont|lorsqu[e’']|who|that|when|if|where|because)\b)[^?.!])*?"
_NEGATIONS = (
    re.compile(rf"\b[^\W\d]*[Qq]uel(?:le)?s?\b{_ASIDE}\bn(?:e\b|['’]){_ASIDE}\b(?P<word>pas)\b"),
    re.compile(rf"\b[Ww]hich\b{_ASIDE}\b(?P<word>not|except|\w+n['’]t)\b"),
)
_GIVEN_AWAY = re.compile(r"\b(?:bonne|juste) réponse\b|\b(?:right|correct) answer\b", re.IGNORECASE)
_NUMBERED = re.compile(r"['\"]?\(?\d{1,2}\s?[.):°/-]")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def catch_all_choice(course: Course) -> Iterator[Diagnostic]:
    """Find choices that speak of others by their places, where each learner gets another order."""
    for _, quiz in course.quizzes():
        for question in quiz.all_questions if quiz.shuffle_choices else ():
            for choice in _choices(question):
                if CATCH_ALL.fullmatch(choice.content.plain_text):
                    yield CATCH_ALL_CHOICE.kind.at(
                        choice.span,
                        msg(
                            "“{text}” may stand before the others: this quiz shuffles its choices", text=_words(choice)
                        ),
                        remedy=msg("remove this choice, and ask for several right ones if need be"),
                    )


def telling_length(course: Course) -> Iterator[Diagnostic]:
    """Find right answers that learners recognise by their length."""
    for question in _questions(course):
        right, wrong = _parted(question)
        if len(right) != 1 or len(wrong) < _FEW or any(choice.content.images for choice in (*right, *wrong)):
            continue
        length, longest = len(_words(right[0])), max(len(_words(choice)) for choice in wrong)
        if length >= longest * _TELLING_RATIO and length >= longest + _TELLING_LETTERS:
            yield TELLING_LENGTH.kind.at(
                right[0].span,
                msg("the right answer is by far the longest"),
                label=msg("{length} letters; the others have {longest} at most", length=length, longest=longest),
                remedy=msg("shorten it and move the rest to its feedback, or say as much in the wrong ones"),
            )


def telling_number(course: Course) -> Iterator[Diagnostic]:
    """Find items to put in order that begin with their places."""
    for question in _questions(course):
        items = question.interaction.items if isinstance(question.interaction, Order) else ()
        if items and all(_NUMBERED.match(item.span.text) for item in items):
            yield TELLING_NUMBER.kind.at(
                items[0].span,
                msg("the numbers of these items tell their order"),
                remedy=msg("remove the numbers: items are numbered where they stand"),
            )


def few_choices(course: Course) -> Iterator[Diagnostic]:
    """Find graded questions that guessing answers one time in two; one finding for each file."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for question in _questions(course):
        interaction = question.interaction
        if isinstance(interaction, Order) and len(interaction.items) == _FEW:
            yield FEW_CHOICES.kind.at(
                question.span,
                msg("two items have one other order, which learners need only turn round"),
                remedy=msg("add a third item"),
            )
        is_list = isinstance(interaction, Select) and interaction.presentation is Presentation.CHOICES
        if is_list and question.points and len(_choices(question)) == _FEW:
            found[question.span.source.path].append(question.span)
    for first, *others in found.values():
        yield FEW_CHOICES.kind.at(
            first,
            msg("{count} questions of this file have two choices: every other guess is right", count=len(others) + 1)
            if others
            else msg("this question has two choices: every other guess is right"),
            label=_also(others),
            remedy=msg("add a third choice that is plausible"),
        )


def unexplained_mistake(course: Course) -> Iterator[Diagnostic]:
    """Find questions that leave whoever is wrong without a word; one finding for each file."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    tests = [quiz for _, quiz in course.quizzes() if quiz.show_feedback is ShowFeedback.NEVER]
    untold = {question.span for quiz in tests for question in quiz.all_questions}
    for question in course.questions():
        right, wrong = _parted(question)
        without = [choice.span for choice in wrong if not choice.feedback]
        is_explained = question.explanation or question.feedback.wrong
        if right and without and not is_explained and question.span not in untold:
            found[question.span.source.path].append(without[0])
    for first, *others in found.values():
        yield UNEXPLAINED_MISTAKE.kind.at(
            first,
            msg("in {count} questions of this file, whoever is wrong is not told why", count=len(others) + 1)
            if others
            else msg("whoever is wrong here is not told why"),
            label=_also(others),
            remedy=msg("write a text below the choices, or a quote below the wrong ones: `  > …`")
            if first.source.path.endswith(".md")
            else msg("add an `explanation:` to the question, or `feedback:` below its wrong choices"),
        )


def _also(others: list[Span]) -> Message | None:
    """Say where else a finding holds that is told once for its file."""
    lines = list(dict.fromkeys(str(span.position[0]) for span in others))
    if len(lines) > 1:
        return msg("here, and on lines {lines}", lines=", ".join(lines))
    return msg("here, and on line {line}", line=lines[0]) if lines else None


def hidden_negation(course: Course) -> Iterator[Diagnostic]:
    """Find questions turned round by a word that is easily read over."""
    for question in _questions(course):
        found = negation_of(question.prompt) if _choices(question) else ""
        if found:
            yield HIDDEN_NEGATION.kind.at(
                question.prompt.span,
                msg("the “{word}” of this question is easily read over", word=found),
                remedy=msg("write it as `**{word}**`, or ask the other way round", word=found),
            )


def negation_of(prompt: Document) -> str:
    """Return the small word that turns a question round, unless it stands out."""
    found = (pattern.search(prompt.plain_text) for pattern in _NEGATIONS)
    word = next((one["word"] for one in found if one), "")
    is_marked = word and re.search(rf"[*_](?:[^*_]*\W)?{re.escape(word)}(?:\W[^*_]*)?[*_]", prompt.span.text)
    return "" if is_marked else word


def telling_alt(course: Course) -> Iterator[Diagnostic]:
    """Find alternative texts of pictures that say what learners should find."""
    for question in _questions(course):
        for image in question.prompt.images:
            told = next((answer for answer in _answers(question) if _says(image, answer)), None)
            if told:
                yield TELLING_ALT.kind.at(
                    image.span,
                    msg("the text of this picture gives the answer away: “{answer}”", answer=told),
                    remedy=msg("say what the picture shows without naming the answer"),
                )
        right, wrong = _parted(question)
        common = set().union(*(_long_words(_alt(choice)) for choice in wrong))
        for choice in right:
            shared = (_long_words(_alt(choice)) & _long_words(question.prompt.plain_text)) - common
            if len(shared) > 1 or _GIVEN_AWAY.search(_alt(choice)):
                yield TELLING_ALT.kind.at(
                    choice.span,
                    msg("the text of this picture gives the answer away: “{answer}”", answer=_alt(choice)),
                    remedy=msg("say what the picture shows in words that the question does not have"),
                )


def _questions(course: Course) -> Iterator[Question]:
    """Go through the questions that are graded and can be answered: nobody words the others yet."""
    for question in course.questions():
        right, wrong = _parted(question)
        if is_scored(question.interaction) and ((right and wrong) or not _choices(question)):
            yield question


def _choices(question: Question) -> tuple[Choice, ...]:
    """Return the choices that the author worded."""
    select = question.interaction
    is_worded = isinstance(select, Select) and select.presentation is not Presentation.TRUE_FALSE
    return select.choices if isinstance(select, Select) and is_worded else ()


def _parted(question: Question) -> tuple[list[Choice], list[Choice]]:
    """Return the right choices and the wrong ones."""
    choices = _choices(question)
    return [one for one in choices if one.is_correct], [one for one in choices if not one.is_correct]


def _words(choice: Choice) -> str:
    return choice.content.plain_text


def _answers(question: Question) -> Iterator[str]:
    """Go through the words that answer a question."""
    entry, (right, wrong) = question.interaction, _parted(question)
    if isinstance(entry, TextEntry) and entry.comparison is not Comparison.PATTERN:
        yield from entry.accepted
    others = {_words(choice).casefold() for choice in wrong}
    yield from (_words(choice) for choice in right if _words(choice).casefold() not in others)


def _says(image: Image, answer: str) -> bool:
    text = answer.strip(" .!?").casefold()
    return len(text) >= _SHORTEST_ANSWER and bool(re.search(rf"\b{re.escape(text)}\b", image.alt.casefold()))


def _alt(choice: Choice) -> str:
    return choice.content.images[0].alt if choice.content.images else ""


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text.casefold()))


_ASKED = "  - id: q\n    explanation: Because.\n    question: "
_CHOICES = "Which?\n    choices:\n      - correct: Paris\n      - wrong: Lyon\n"
_THIRD = "      - wrong: Lille\n"
_LONG = "The one that is the seat of the government and of the parliament"
_SHUFFLED = "title: Quiz\nshuffle: choices\nquestions:\n"
_IMAGES = "choices: [{correct: One, image: {file: a.svg, alt: ALT}}, {wrong: Two, image: {file: a.svg, alt: A car}}]\n"


def _shuffled(choice: str) -> dict[str, str]:
    return course_of() | {"course/one/quiz.yml": f"{_SHUFFLED}{_ASKED}{_CHOICES}      - wrong: {choice}\n"}


def _pictures(alt: str) -> dict[str, str]:
    quiz = _ASKED + "Which sign opens a street to cyclists?\n    " + _IMAGES.replace("ALT", alt)
    return course_of(quiz=quiz) | {"course/one/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n"}


CATCH_ALL_CHOICE = Rule(
    Kind(
        "catch-all-choice",
        Severity.WARNING,
        msg("A choice that speaks of those above it means nothing once it stands first."),
        allowable=True,
    ),
    catch_all_choice,
    bad=_shuffled("All of the above"),
    good=_shuffled("All that lie on a river"),
)
TELLING_LENGTH = Rule(
    Kind(
        "telling-length",
        Severity.WARNING,
        msg("Learners who know nothing choose the longest answer, and are right too often."),
        allowable=True,
    ),
    telling_length,
    bad=course_of(quiz=_ASKED + _CHOICES.replace("Paris", _LONG) + _THIRD),
    good=course_of(quiz=_ASKED + _CHOICES.replace("Paris", _LONG) + f"      - wrong: {_LONG[:-11]} abroad\n"),
)
TELLING_NUMBER = Rule(
    Kind(
        "telling-number",
        Severity.WARNING,
        msg("Learners sort the numbers without reading what stands behind them."),
        allowable=True,
    ),
    telling_number,
    bad=course_of(quiz="  - {id: a, question: In order?, order: [1. Ask, 2. Answer, 3. Thank], explanation: So.}\n"),
    good=course_of(quiz="  - {id: a, question: In order?, order: [1901, 1 Euro, Thank], explanation: So.}\n"),
)
FEW_CHOICES = Rule(
    Kind("few-choices", Severity.WARNING, msg("With two choices, every other guess is right."), allowable=True),
    few_choices,
    bad=course_of(quiz=_ASKED + _CHOICES),
    good=course_of(quiz=_ASKED + _CHOICES + _THIRD),
)
UNEXPLAINED_MISTAKE = Rule(
    Kind("unexplained-mistake", Severity.WARNING, msg("Learners learn most from what they got wrong."), allowable=True),
    unexplained_mistake,
    bad=course_of(quiz=(_ASKED + _CHOICES + _THIRD).replace("    explanation: Because.\n", "")),
    good=course_of(quiz=_ASKED + _CHOICES + _THIRD),
)
HIDDEN_NEGATION = Rule(
    Kind(
        "hidden-negation",
        Severity.WARNING,
        msg("Readers skip a small word that turns a question round, and know the answer all the same."),
        allowable=True,
    ),
    hidden_negation,
    bad=course_of(quiz=_ASKED + (_CHOICES + _THIRD).replace("Which?", "Which is not a port?")),
    good=course_of(quiz=_ASKED + (_CHOICES + _THIRD).replace("Which?", "Which is **not** a port?")),
)
TELLING_ALT = Rule(
    Kind(
        "telling-alt",
        Severity.WARNING,
        msg("People who hear the text of a picture would be told what others have to find."),
        allowable=True,
    ),
    telling_alt,
    bad=_pictures("The sign of a street for cyclists"),
    good=_pictures("A man and a child on blue"),
)
