"""What `parcours diff` says is kept is what the run-time finds, of every learner, after every change."""

from pathlib import Path
from random import Random

import pytest

from builder.inspection.continuity import Continuity, Fate, compare
from builder.inspection.release import Outline, read_release
from builder.project import build_course
from tests.conftest import Ask
from tests.inspection.versions import Part, Unit, Version, changed, files_of, first_version
from tests.vectors.learner_data import LearnerData, learner_data, sound_course

Found = dict[str, object]


class Published:
    """A version of a course: its package as `diff` reads it, and what the run-time gets."""

    def __init__(self, version: Version, root: Path) -> None:
        for path, text in files_of(version).items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.data: LearnerData = learner_data(sound_course(root))
        (self.file,) = (file for file in build_course(root, root / "dist", ("scorm12",)).files if file.suffix == ".zip")
        outline = read_release(self.file).outline
        assert outline
        self.outline: Outline = outline


def told(old: Published, new: Published, had: Found) -> Found:
    """Return what a learner has in the new version, by what `diff` tells of one who had this much in the old one."""
    found = compare(old.outline, new.outline)
    activities = [fate for module in found.modules for fate in module.activities]
    quizzes = had["quizzes"]
    assert isinstance(quizzes, dict)
    answers: dict[str, set[int]] = {}
    for fate in activities:
        if fate.answered and fate.old.name in quizzes:
            # Two quizzes may have become one.
            keys = answers.get(fate.answered.name, set())
            answers[fate.answered.name] = keys | {fate.old.questions[name] for name in fate.kept}
    return {
        "completed": had["completed"],
        "pages": sorted({fate.new.name for fate in activities if fate.new and fate.old.name in list_of(had, "pages")}),
        "quizzes": {name: sorted(keys) for name, keys in answers.items()},
        "modules": sorted(
            {one.successor.id for one in found.modules if one.successor and one.module.id in list_of(had, "modules")}
        ),
        "badges": sorted(
            {one.successor.id for one in found.badges if one.successor and one.badge.id in list_of(had, "badges")}
        ),
    }


def list_of(found: Found, key: str) -> list[str]:
    value = found[key]
    assert isinstance(value, list)
    return value


def in_order(found: Found) -> Found:
    quizzes = found["quizzes"]
    assert isinstance(quizzes, dict)
    kept = {key: sorted(list_of(found, key)) for key in ("pages", "modules", "badges")}
    return found | kept | {"quizzes": {name: sorted(keys) for name, keys in quizzes.items()}}


def assert_told(ask: Ask, old: Published, new: Published) -> Continuity:
    states = ask("afterUpdate", old.data.outline, old.data.questions, new.data.outline, new.data.questions, 5)
    assert isinstance(states, list)
    missing = [state["has"].pop("missing") for state in states]
    for state in states:
        state["had"].pop("missing")
        assert in_order(state["has"]) == told(old, new, state["had"])
    found = compare(old.outline, new.outline)
    # The first learner has done everything, and has only left to do what is new.
    asked = {one.successor.id: [part.name for part in one.asked] for one in found.modules if one.successor}
    assert {name: missing[0][name] for name in asked} == asked
    return found


@pytest.mark.parametrize("seed", range(8))
def test_after_any_change_the_run_time_has_what_is_told(ask: Ask, tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same every time
    version = first_version(random)
    found = assert_told(
        ask,
        Published(version, tmp_path / "old"),
        Published(changed(version, random), tmp_path / "new"),
    )
    everything = all(fate.is_whole for module in found.modules for fate in module.activities)
    assert found.loses != (
        everything
        and all(module.successor or module.fate is Fate.NEW for module in found.modules)
        and all(badge.fate is not Fate.LOST for badge in found.badges)
    )


PAGES = Unit("one", (Part("a"), Part("b")))
QUIZ = Unit("two", (Part("quiz", "quiz", (), {"q": "A", "r": "A"}),))


@pytest.mark.parametrize(
    ("version", "fates"),
    [
        ((PAGES, QUIZ), "kept kept"),
        ((QUIZ, PAGES), "kept kept"),
        ((Unit("one", (Part("b"), Part("c"), Part("a"))), QUIZ), "kept kept"),
        ((Unit("one", (Part("a"),)), QUIZ), "part kept"),
        ((Unit("one", (Part("a"), Part("c"))), QUIZ), "part kept"),
        ((Unit("one", (Part("a"), Part("c", was=("b",)))), QUIZ), "kept kept"),
        ((Unit("uno", PAGES.parts), QUIZ), "lost kept new"),
        ((Unit("uno", PAGES.parts, was=("one",)), QUIZ), "kept kept"),
        ((Unit("one", (Part("a"),)), Unit("two", (*QUIZ.parts, Part("b", was=("one/b",))))), "kept kept"),
        ((Unit("two", (*QUIZ.parts, Part("a", was=("one/a",)))),), "part kept"),
        ((PAGES, Unit("two", (Part("quiz", "quiz", (), {"q": "A", "r": "B"}),))), "kept part"),
        ((PAGES, Unit("two", (Part("quiz", "quiz", (), {"q": "A", "r": "A", "s": "A"}),))), "kept kept"),
        ((PAGES, Unit("two", (Part("quiz", "checked", (), {"q": "A"}),))), "kept part"),
        ((PAGES,), "kept lost"),
        ((Unit("one", (Part("a", was=("b",)),)), QUIZ), "kept kept"),
        ((PAGES, Unit("two", (Part("quiz"),))), "kept part"),
        ((Unit("one", (Part("a", "quiz", (), {"q": "A"}), Part("b"))), QUIZ), "part kept"),
    ],
)
def test_each_change_has_its_fate(ask: Ask, tmp_path: Path, version: Version, fates: str) -> None:
    found = assert_told(ask, Published((PAGES, QUIZ), tmp_path / "old"), Published(version, tmp_path / "new"))
    names = {Fate.KEPT: "kept", Fate.PART: "part", Fate.LOST: "lost", Fate.NEW: "new"}
    assert [names[module.fate] for module in found.modules] == fates.split()


def test_two_quizzes_that_become_one_keep_the_answers_of_both(ask: Ask, tmp_path: Path) -> None:
    first, second = Part("first", "quiz", (), {"q": "A"}), Part("second", "quiz", (), {"r": "A"})
    both = Part("both", "quiz", ("first", "second"), {"q": "A", "r": "A"})
    old = Published((Unit("one", (first, second)),), tmp_path / "old")
    new = Published((Unit("one", (both,)),), tmp_path / "new")
    (module,) = assert_told(ask, old, new).modules
    assert (module.fate, [fate.joined for fate in module.activities]) == (Fate.KEPT, [True, True])
