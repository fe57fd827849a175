"""Grade problems with the platform's own code: a script, JSON on standard input, JSON on standard output.

`judge.py` runs it, because the platform needs Django's settings before its first import, takes its time to load,
and warns.
"""

import gettext
import importlib
import importlib.util
import json
import logging
import sys
import types
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

from lxml import html

PACKAGE = "xblocks_contrib"
# What only chemistry, images, symbolic mathematics, outside graders and the author's own Python need: hundreds of
# megabytes that no problem here ever reaches. Something empty stands in for each, whether it is installed or not.
UNREACHED = (
    "chem",
    "chem.chemcalc",
    "lxml.html.soupparser",
    "requests",
    "requests.auth",
    "shapely",
    "shapely.geometry",
    "symmath",
    "xblocks_contrib.problem.capa.safe_exec",
)
Json = dict[str, Any]


def main() -> None:
    """Read `[{"xml": …, "answers": […], "seed": …}]`, write one verdict for each."""
    warnings.simplefilter("ignore")
    logging.disable()
    asked: list[Json] = json.load(sys.stdin)
    platform = Platform()
    json.dump([platform.verdict(one) for one in asked], sys.stdout)


class Platform:
    """The platform's problem code, loaded alone: its package would load every other block as well."""

    def __init__(self) -> None:
        folder = _stand_ins()
        conf = importlib.import_module("django.conf")
        templates = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [folder / "templates"]}
        conf.settings.configure(USE_I18N=False, TEMPLATES=[templates], STATIC_URL="/static/")
        importlib.import_module("django").setup()
        self._capa = importlib.import_module(f"{PACKAGE}.problem.capa.capa_problem")
        self._responses = importlib.import_module(f"{PACKAGE}.problem.capa.responsetypes")
        self._template = importlib.import_module("django.template.loader").get_template

    def verdict(self, asked: Json) -> Json:
        """Return what the platform makes of a problem, and of each answer; `fault` when it makes nothing of it."""
        try:
            problem = self._problem(asked)
            shown = problem.get_html()
            page = html.fragment_fromstring(shown)
            inputs = [_input(problem, name, page) for name in _input_names(problem)]
        except Exception as error:  # Whatever it is, learners see an error.
            return {"fault": _said(error), "inputs": [], "answers": [], "max_score": 0, "html": ""}
        answers = [self._answer(self._problem(asked), inputs, given) for given in asked["answers"]]
        return {
            "fault": None,
            "inputs": inputs,
            "answers": answers,
            "max_score": problem.get_max_score(),
            "html": str(shown),
        }

    def _problem(self, asked: Json) -> Any:
        system = self._capa.LoncapaSystem(
            ajax_url="",
            anonymous_student_id="learner",
            cache=None,
            can_execute_unsafe_code=lambda: False,
            get_python_lib_zip=lambda: None,
            DEBUG=True,
            i18n=gettext.NullTranslations(),
            render_template=lambda name, context: self._template(name).render(context),
            resources_fs=None,
            seed=asked["seed"],
            xqueue=None,
        )
        return self._capa.LoncapaProblem(asked["xml"], "p", system, MagicMock(), seed=asked["seed"])

    def _answer(self, problem: Any, inputs: list[Json], given: Any) -> Json:
        refused = error = None
        sent = _sent(inputs, given)
        try:
            problem.grade_answers(sent)
        except self._responses.StudentInputError as err:
            refused = str(err)
        except Exception as err:  # Whatever it is, learners see an error.
            error = _said(err)
        marks = problem.correct_map
        names = [one["name"] for one in inputs]
        score = problem.calculate_score()
        return {
            "part": score["score"] / score["total"] if score["total"] else 0,
            "correctness": [marks.get_correctness(name) for name in names if name in marks.cmap],
            "feedback_html": [str(marks.get_msg(name)) for name in names if name in marks.cmap],
            "refused": refused,
            "error": error,
        }


def _stand_ins() -> Path:
    """Put bare modules in the place of what is not wanted, and return the folder of the problem code."""
    found = importlib.util.find_spec(PACKAGE)
    assert found is not None, f"{PACKAGE} is not installed"
    assert found.submodule_search_locations is not None
    root = Path(found.submodule_search_locations[0])
    for name, folder in ((PACKAGE, root), (f"{PACKAGE}.problem", root / "problem")):
        bare = types.ModuleType(name)
        bare.__path__ = [str(folder)]
        sys.modules[name] = bare
    for name in UNREACHED:
        sys.modules[name] = MagicMock(name=name)
    return root / "problem" / "capa"


def _input_names(problem: Any) -> list[str]:
    """Return the names of the inputs in the order of the page."""
    return [name for responder in problem.responders.values() for name in responder.answer_ids]


def _input(problem: Any, name: str, page: Any) -> Json:
    rendered = problem.inputs[name]
    told = problem.problem_data[name]
    choices = getattr(rendered, "choices", None)
    if choices is None:
        choices = rendered.loaded_attributes.get("options", [])
    texts = [{"name": choice, "text": _text(text)} for choice, text in choices]
    return {
        "name": name,
        "kind": rendered.tag,
        "choices": texts,
        "label": _text(told["label"]) or _label_around(page, name),
        "group_label": _text(told.get("group_label", "")),
        "descriptions": [_text(text) for text in told["descriptions"].values()],
        "correct": list(_correct(problem.get_question_answers().get(name), texts)),
    }


def _label_around(page: Any, name: str) -> str:
    """Return the hidden words of a label that the author put around a field."""
    words = page.xpath(f"//*[@id='input_{name}']/ancestor::label/span[@class='sr']")
    return " ".join(" ".join(word.text_content() for word in words).split())


def _correct(shown: Any, choices: list[Json]) -> Iterator[str]:
    texts = {choice["name"]: choice["text"] for choice in choices}
    if isinstance(shown, list):
        # The platform keeps the right choices of a multi-select in a set.
        yield from (texts[name] for name in texts if name in shown)
    elif shown:
        yield _text(shown)


def _sent(inputs: list[Json], given: Any) -> Json:
    """Return what a browser would send: nothing for an input of choices where nothing is chosen."""
    answers = [given] if len(inputs) == 1 else given
    sent: Json = {}
    for one, answer in zip(inputs, answers, strict=True):
        if isinstance(answer, str):
            sent[one["name"]] = answer
        elif answer:
            names = [_choice(one, text) for text in answer]
            sent[one["name"]] = names if one["kind"] == "checkboxgroup" else names[0]
    return sent


def _choice(one: Json, text: str) -> str:
    names: Sequence[str] = [choice["name"] for choice in one["choices"] if choice["text"] == text]
    if len(names) != 1:
        raise SystemExit(f"{len(names)} choices say {text!r}: {one['choices']}")
    return names[0]


def _text(markup: object) -> str:
    """Return what a browser shows of a piece of markup, without what the platform keeps for after the answer."""
    body = html.fragment_fromstring(str(markup), create_parent="div")
    for hint in body.xpath(".//choicehint | .//optionhint"):
        hint.drop_tree()
    return " ".join(str(body.text_content()).split())


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
