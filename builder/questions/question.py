"""Any question: what all types share, and finding the type."""

from dataclasses import replace
from decimal import Decimal

from builder.diagnostics import Diagnostic, Kind, Severity, Span, msg
from builder.model.badge import Reference
from builder.model.identifier import is_identifier, slug
from builder.model.interaction import is_scored
from builder.model.quiz import Feedback, Question
from builder.questions.question_type import QuestionType
from builder.questions.texts import document, documents
from builder.syntax.fields import (
    MISSING_FIELD,
    UNKNOWN_FIELD,
    WRONG_SHAPE,
    Block,
    Context,
    Field,
    open_block,
)
from builder.syntax.suggest import did_you_mean, one_of
from builder.syntax.yaml import Mapping, Text, Value

NO_ANSWER = Kind("no-answer", Severity.ERROR, msg("The key that holds the answer decides the type of the question."))
TWO_ANSWERS = Kind("two-answers", Severity.ERROR, msg("A question is of one type; its answer stands under one key."))
ODD_IDENTIFIER = Kind(
    "odd-identifier",
    Severity.ERROR,
    msg("Learners' progress is kept under this name, in systems that accept only simple ones."),
)

FEEDBACK_FIELDS = (
    Field("right", msg("said after a right answer")),
    Field("partial", msg("said after a partly right answer")),
    Field("wrong", msg("said after a wrong answer")),
)
COMMON_FIELDS = (
    Field("id", msg("a short name that never changes")),
    Field("type", msg("the type, where the answer does not tell")),
    Field("question", msg("what is asked")),
    Field("points", msg("what a right answer is worth")),
    Field("objective", msg("the name of an objective of the course")),
    Field("tags", msg("a list of words that pools choose by")),
    Field("feedback", msg("what to say by outcome: `right`, `partial`, `wrong`"), inside=FEEDBACK_FIELDS),
    Field("hints", msg("a list of hints")),
    Field("explanation", msg("shown once the question is settled")),
)


def read_question(
    value: Value, types: tuple[QuestionType, ...], context: Context, default_points: Decimal
) -> Question | None:
    """Return a question, or None when its block cannot be read (which is then a finding)."""
    if not isinstance(value, Mapping):
        open_block(value, (), context)
        return None
    question_type = _find_type(Block(value, context), types)
    if question_type is None:
        return None
    block = open_block(value, _fields(question_type), context)
    return None if block is None else _read(block, question_type, default_points)


def _read(block: Block, question_type: QuestionType, default_points: Decimal) -> Question | None:
    interaction = question_type.lower(block)
    prompt = document(block, question_type.prompt_key)
    points = read_points(block)
    hints, explanation, feedback = documents(block, "hints"), document(block, "explanation"), _feedback(block)
    tags, objective = block.texts("tags"), block.text_value("objective")
    if interaction is not None and not is_scored(interaction):
        _refuse_outcomes(block, points)
        default_points = Decimal(0)
    if interaction is None or prompt is None or not block.sound:
        return None
    identifier, id_span = read_identifier(block, slug(prompt.plain_text))
    return Question(
        identifier,
        prompt,
        interaction,
        default_points if points is None else points,
        feedback,
        hints,
        explanation,
        block.head,
        id_span,
        tuple(tag.text.strip() for tag in tags),
        Reference(objective.text.strip(), objective.span) if objective else None,
    )


def read_identifier(block: Block, default: str) -> tuple[str, Span]:
    """Return the author's `id:` or the default, and the place to show for it."""
    text = block.text_value("id")
    if text is None:
        return default, block.head
    return check_identifier(text, block.context) or default, text.span


def check_identifier(text: Text, context: Context) -> str:
    """Return a name that progress is kept under, or an empty text when it cannot be one, which is then a finding."""
    name = text.text.strip()
    if is_identifier(name):
        return name
    context.findings.add(_odd_identifier(text.span, name))
    return ""


def _find_type(block: Block, types: tuple[QuestionType, ...]) -> QuestionType | None:
    if "type" in block:
        return _named_type(block, types)
    answers = {known.answer_key for known in types}
    keys = [name for name in block.names if name in answers and name in block]
    if len(keys) > 1:
        block.report(_two_answers(block, keys))
        return None
    found = next((known for known in types if known.claims(block)), None)
    if found is None:
        block.report(_no_answer(block, types))
    return found


def _named_type(block: Block, types: tuple[QuestionType, ...]) -> QuestionType | None:
    name = block.text("type")
    found = next((known for known in types if known.name == name), None)
    if found is None:
        names = [known.name for known in types]
        block.report(
            WRONG_SHAPE.at(
                block.key_span("type"),
                msg("there is no question type `{name}`", name=name),
                remedy=did_you_mean(name, names) or one_of(names),
            )
        )
    return found


def _fields(question_type: QuestionType) -> tuple[Field, ...]:
    own = {field.name for field in question_type.fields}
    required = question_type.prompt_key
    common = tuple(
        replace(field, required=field.name == required)
        for field in COMMON_FIELDS
        if field.name not in own and (field.name != "question" or required == "question")
    )
    return common + question_type.fields


def _feedback(block: Block) -> Feedback:
    value = block.value("feedback")
    inner = open_block(value, FEEDBACK_FIELDS, block.context) if value else None
    block.sound = block.sound and (value is None or (inner is not None and inner.sound))
    if inner is None:
        return Feedback()
    return Feedback(document(inner, "right"), document(inner, "partial"), document(inner, "wrong"))


def read_points(block: Block) -> Decimal | None:
    """Return what the author says that a right answer is worth."""
    points = block.number("points")
    if points is not None and points < 0:
        block.report(
            WRONG_SHAPE.at(
                block.key_span("points"),
                msg("points cannot be negative"),
                remedy=msg("write 0 for a question that does not count"),
            )
        )
    return points


def _refuse_outcomes(block: Block, points: Decimal | None) -> None:
    if "feedback" in block:
        block.report(
            WRONG_SHAPE.at(
                block.key_span("feedback"),
                msg("nothing is right or wrong in this question, so its feedback would never be said"),
                remedy=msg("write `explanation:` instead, with what everybody should read"),
            )
        )
    if points:
        block.report(
            WRONG_SHAPE.at(
                block.key_span("points"),
                msg("nothing is right or wrong in this question, so it is worth no points"),
                remedy=msg("remove `points:`"),
            )
        )


def _two_answers(block: Block, keys: list[str]) -> Diagnostic:
    return TWO_ANSWERS.at(
        block.key_span(keys[1]),
        msg("this question has two kinds of answer: `{first}` and `{second}`", first=keys[0], second=keys[1]),
        remedy=msg("keep one of the two, or begin a new question with `- `"),
    )


def _no_answer(block: Block, types: tuple[QuestionType, ...]) -> Diagnostic:
    known = {field.name for question_type in types for field in question_type.fields + COMMON_FIELDS}
    misspelt = next((name for name in block.names if name not in known), None)
    answers = list(dict.fromkeys(question_type.answer_key for question_type in types))
    if misspelt is not None:
        return UNKNOWN_FIELD.at(
            block.key_span(misspelt),
            msg("`{name}` is not a key of this block", name=misspelt),
            remedy=did_you_mean(misspelt, sorted(known)) or one_of(answers),
        )
    if not block.names:
        return MISSING_FIELD.at(block.head, msg("this question is empty"), remedy=msg("write it, or remove this line"))
    return NO_ANSWER.at(
        block.head,
        msg("this question has no answer"),
        label=msg("this question"),
        remedy=msg("add one of these keys: {names}", names=", ".join(answers)),
    )


def _odd_identifier(span: Span, text: str) -> Diagnostic:
    return ODD_IDENTIFIER.at(
        span,
        msg("“{text}” cannot be an identifier", text=text),
        remedy=msg(
            "use lower-case letters without accents, digits and hyphens, such as `{example}`",
            example=slug(text),
        ),
    )
