"""The platform's judgment of problems: what learners see, and what each answer is worth."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parent / "capa.py"
Given = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem, and answers to it.

    An answer is the text typed, or the list of the choices' texts; where a problem has several inputs, a list of those.
    """

    xml: str
    answers: Sequence[Given | Sequence[Given]] = ()
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice as the learner sees it, and the name under which the answer is sent."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Input:
    """One place for an answer; `correct` is what "Show answer" shows."""

    name: str
    kind: str
    choices: tuple[Choice, ...]
    label: str
    group_label: str
    descriptions: tuple[str, ...]
    correct: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is worth, from 0 to 1, and what is said of it, input by input.

    `refused`: the learner is asked to type something else, and no attempt is spent; `error`: the problem broke.
    """

    part: float
    correctness: tuple[str, ...]
    feedback_html: tuple[str, ...]
    refused: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the platform makes of a problem; `fault` is why it makes nothing of it."""

    fault: str | None
    inputs: tuple[Input, ...]
    answers: tuple[Mark, ...]
    max_score: float
    html: str


def judge(problems: Sequence[Problem]) -> list[Verdict]:
    """Return the platform's verdict on each problem; one call loads the platform once, so ask for all at a time."""
    asked = json.dumps([asdict(problem) for problem in problems])
    # -P: the names of the files beside the script must not hide anybody's modules.
    done = subprocess.run([sys.executable, "-P", SCRIPT], input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [_verdict(told) for told in json.loads(done.stdout)]


def _verdict(told: dict[str, Any]) -> Verdict:
    inputs = tuple(_input(one) for one in told["inputs"])
    return Verdict(told["fault"], inputs, tuple(_mark(one) for one in told["answers"]), told["max_score"], told["html"])


def _input(told: dict[str, Any]) -> Input:
    lists = {
        "choices": tuple(Choice(**choice) for choice in told["choices"]),
        "descriptions": tuple(told["descriptions"]),
        "correct": tuple(told["correct"]),
    }
    return Input(**told | lists)


def _mark(told: dict[str, Any]) -> Mark:
    lists = {name: tuple(told[name]) for name in ("correctness", "feedback_html")}
    return Mark(**told | lists)
