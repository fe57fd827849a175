"""Self-checks of a page: what its blocks ask, as questions of the kernel."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from builder.diagnostics import Kind, Message, Severity, Span, msg
from builder.model.identifier import slug
from builder.model.interaction import Choice, Cloze, Comparison, Essay, Interaction, Presentation, Select
from builder.model.quiz import Feedback, Question
from builder.questions.cloze import read_blanks
from builder.questions.question import read_identifier, read_points
from builder.questions.reflection import read_lines
from builder.syntax.fields import Block, Context, Field, open_block
from builder.syntax.markdown import Document
from builder.syntax.self_checks import CHOICES, LIST, Part, SelfCheck, Task, joined, take_self_checks
from builder.syntax.yaml import Mapping, Text, Value

BROKEN_SELF_CHECK = Kind(
    "broken-self-check", Severity.ERROR, msg("Learners would meet a question that they cannot answer.")
)

_ID = Field("id", msg("a short name that never changes"))
_POINTS = Field("points", msg("what a right answer is worth"))
_LINES = Field("lines", msg("the height of the field, in lines"))
_FIELDS = {"question": (_ID, _POINTS), "cloze": (_ID, _POINTS), "reflection": (_ID, _LINES)}
_FIRST_LINE = re.compile(r"(?P<words>.*?)\s*(?:\{(?P<attributes>[^{}]*)\})?")
_ATTRIBUTE = re.compile(
    r"#(?P<id>\S*)|(?P<loose>[^\s=:#]+)(?::\s*|\s+=\s*|=\s+)(?P<meant>\w+)"
    r'|(?P<key>[^\s=]+)=(?:"(?P<quoted>[^"]*)"|(?P<value>\S*))|\S+'
)
_HINT, _MODEL = "tip", "example"


def read_self_checks(document: Document, context: Context) -> tuple[Document, tuple[Question, ...]]:
    """Return a page with a token in place of each self-check, and the questions that these ask."""
    page, checks = take_self_checks(document)
    read = (_Reader(check, page, context).read() for check in checks)
    return page, tuple(question for question in read if question is not None)


class _Reader:
    """Reads one self-check. `_sound` turns false with the first mistake in its text."""

    def __init__(self, check: SelfCheck, page: Document, context: Context) -> None:
        self._check = check
        self._page = page
        self._context = context
        self._head = check.block.span
        self._sound = True
        self._says_more = False

    def read(self) -> Question | None:
        """Return the question, or None when there is a mistake (which is then reported)."""
        block = self._first_line()
        hints = [part for part in self._check.parts if part.kind == _HINT]
        for part in hints:
            if part.document.gaps:
                remedy = msg("put it into the text, or write the words without brackets")
                self._report(part.document.gaps[0].span, msg("a hint cannot have a blank"), remedy)
        parts = [part for part in self._check.parts if part.kind != _HINT]
        match self._check.block.name:
            case "question":
                prompt, interaction, explanation = self._question(parts)
            case "cloze":
                prompt, interaction, explanation = self._cloze(parts)
            case _:
                prompt, interaction, explanation = self._reflection(parts, read_lines(block))
        points = read_points(block)
        if interaction is None or not self._sound or not block.sound:
            return None
        named_by = interaction.text if isinstance(interaction, Cloze) and prompt.is_empty else prompt
        identifier, id_span = read_identifier(block, slug(named_by.plain_text))
        return Question(
            identifier,
            prompt,
            interaction,
            points or Decimal(0),
            Feedback(),
            tuple(part.document for part in hints),
            None if explanation.is_empty else explanation,
            self._head,
            id_span,
        )

    def _first_line(self) -> Block:
        """Return what stands beside the name, `{#id key=value}`, as a block of keys."""
        found = _FIRST_LINE.fullmatch(self._check.block.title)
        name = self._check.block.name
        self._says_more = found is None or bool(found["words"])
        if self._says_more and self._check.block.title.startswith("{"):
            self._report(self._head, msg("this brace is never closed"), msg("add `}}` at the end of the line"))
        elif self._says_more:
            self._report(
                self._head,
                msg("nothing but `{{#id}}` can stand beside `::: {name}`", name=name),
                msg("write the text on the lines below"),
            )
        span = self._head.find(found["attributes"] or "") if found else self._head
        mapping = Mapping(tuple(self._entries(span)) if found and found["attributes"] else (), self._head)
        block = open_block(mapping, _FIELDS[name], self._context)
        assert block is not None  # noqa: S101 - for the type checker: it is a mapping
        return block

    def _entries(self, span: Span) -> Iterator[tuple[Text, Value]]:
        for found in _ATTRIBUTE.finditer(span.text):
            place = span.source.span(span.start + found.start(), span.start + found.end())
            if found["id"] is not None:
                yield Text("id", place), Text(found["id"], place)
            elif found["key"]:
                yield Text(found["key"], place), Text(found["quoted"] or found["value"] or "", place)
            else:
                remedy = (
                    msg("write `{key}={value}`, without spaces", key=found["loose"], value=found["meant"])
                    if found["loose"]
                    else msg("write `{{#{name}}}` for a name", name=found.group())
                )
                self._report(place, msg("“{text}” means nothing here", text=found.group()), remedy)

    def _question(self, parts: list[Part]) -> tuple[Document, Interaction | None, Document]:
        places = [index for index, part in enumerate(parts) if part.kind == CHOICES]
        if not places:
            self._report_no_choices(parts)
            return self._text(parts), None, self._text(())
        at = places[0]
        for other in places[1:]:
            self._report(
                parts[other].tasks[0].span,
                msg("a text parts these choices from those before"),
                msg("keep all choices together, or begin another `::: question`"),
            )
        choices = tuple(self._choice(task) for task in parts[at].tasks)
        multiple = sum(choice.is_correct for choice in choices) > 1
        return (
            self._prompt(parts[:at], parts[at].tasks[0].span),
            Select(choices, multiple, partial=False, presentation=_presentation(choices)),
            self._text(parts[at + 1 :]),
        )

    def _choice(self, task: Task) -> Choice:
        if task.is_right is None:
            self._report(
                task.span,
                msg("this choice does not say whether it is right"),
                msg("begin it with `- [x] ` when it is right, with `- [ ] ` when it is wrong"),
            )
        elif not task.content.plain_text and not task.content.images:
            self._report(task.span, msg("this choice has no text"), msg("write it after the brackets"))
        elif any(image.alone for image in task.content.images):
            self._report(
                task.span, msg("a choice needs words beside its picture"), msg("write them after it, on the same line")
            )
        elif not task.content.is_paragraph:
            self._report(
                task.span,
                msg("a choice is one paragraph"),
                msg("shorten it; what is said to whoever picks it is a quote below it, indented: `  > …`"),
            )
        feedback = None if task.feedback.is_empty else task.feedback
        return Choice(task.content, bool(task.is_right), feedback, task.span)

    def _report_no_choices(self, parts: list[Part]) -> None:
        listed = next((part.tasks[0] for part in parts if part.kind == LIST and part.tasks), None)
        self._report(
            listed.span if listed else self._head,
            msg("no choice says whether it is right") if listed else msg("this question has no choices"),
            msg("write a list: `- [x] ` before a right choice, `- [ ] ` before a wrong one"),
        )

    def _cloze(self, parts: list[Part]) -> tuple[Document, Interaction | None, Document]:
        """Take what stands before the first text with blanks for the prompt, what follows the last one aside."""
        if not parts and self._says_more:
            return self._text(()), None, self._text(())
        places = [index for index, part in enumerate(parts) if part.document.gaps]
        first, last = (places[0], places[-1] + 1) if places else (0, len(parts))
        text = self._text(parts[first:last])
        blanks = read_blanks(text if parts else replace(text, span=self._head), Comparison.LOOSE, self._context)
        made = None if blanks is None else Cloze(text, blanks, partial=True)
        return self._text(parts[:first]), made, self._text(parts[last:])

    def _reflection(self, parts: list[Part], lines: int) -> tuple[Document, Interaction | None, Document]:
        models = [part for part in parts if part.kind == _MODEL]
        prompt = self._prompt([part for part in parts if part.kind != _MODEL], self._head)
        essay = Essay(lines, self._text(models) if models else None, required=False)
        return prompt, essay, self._text(())

    def _prompt(self, parts: list[Part], span: Span) -> Document:
        # What stands on the first line was most likely meant for the prompt.
        if not parts and not self._says_more:
            self._report(span, msg("this block asks nothing"), msg("write what is asked below its first line"))
        return self._text(parts)

    def _text(self, parts: Iterable[Part]) -> Document:
        return joined([part.document for part in parts], self._page)

    def _report(self, span: Span, message: Message, remedy: Message) -> None:
        self._sound = False
        self._context.findings.add(BROKEN_SELF_CHECK.at(span, message, remedy=remedy))


def _presentation(choices: tuple[Choice, ...]) -> Presentation:
    has_pictures = all(choice.content.images for choice in choices)
    return Presentation.PICTURES if has_pictures else Presentation.CHOICES
