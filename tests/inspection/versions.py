"""Courses in two versions: small ones, changed at random as authors change theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random


@dataclass(frozen=True)
class Part:
    """A page, or a quiz where `kind` says so: its id, its former names, the ids of its questions with their wording."""

    id: str
    kind: str = "page"
    was: tuple[str, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Unit:
    """A module."""

    id: str
    parts: tuple[Part, ...]
    was: tuple[str, ...] = ()
    rule: str = "all"


Version = tuple[Unit, ...]


def first_version(random: Random) -> Version:
    """Return a course of two to four modules."""
    return tuple(
        Unit(
            f"m{number}",
            tuple(_part(f"p{number}{at}", random) for at in range(random.randint(1, 4))),
            rule=_some_rule(random),
        )
        for number in range(random.randint(2, 4))
    )


def _some_rule(random: Random) -> str:
    return random.choice(["all", "all", "read", "quiz-passed"])


def _part(identifier: str, random: Random) -> Part:
    kind = random.choice(["page", "page", "checked", "quiz"])
    count = 0 if kind == "page" else random.randint(1, 4)
    return Part(identifier, kind, (), {f"q{at}": "A" for at in range(count)})


def changed(version: Version, random: Random) -> Version:
    """Return the version after some of the changes that authors make."""
    units = list(version)
    for number in range(random.randint(1, 5)):
        change = random.choice([_add, _remove, _shuffle, _rename, _move, _ask, _rename_unit, _turn, _rule_unit])
        units = change(units, random, f"x{number}")
    return tuple(unit for unit in units if unit.parts)


def _pick(units: list[Unit], random: Random) -> tuple[int, int]:
    at = random.choice([at for at, unit in enumerate(units) if unit.parts])
    return at, random.randrange(len(units[at].parts))


def _with(units: list[Unit], at: int, parts: tuple[Part, ...]) -> list[Unit]:
    return [replace(unit, parts=parts) if place == at else unit for place, unit in enumerate(units)]


def _without(unit: Unit, at: int) -> tuple[Part, ...]:
    return unit.parts[:at] + unit.parts[at + 1 :]


def _add(units: list[Unit], random: Random, mark: str) -> list[Unit]:
    at, place = _pick(units, random)
    parts = units[at].parts
    return _with(units, at, (*parts[:place], _part(f"new-{mark}", random), *parts[place:]))


def _remove(units: list[Unit], random: Random, mark: str) -> list[Unit]:  # noqa: ARG001 - the shape of a change
    at, place = _pick(units, random)
    one_left = sum(len(unit.parts) for unit in units) == 1
    return units if one_left else _with(units, at, _without(units[at], place))


def _shuffle(units: list[Unit], random: Random, mark: str) -> list[Unit]:  # noqa: ARG001 - the shape of a change
    at, _ = _pick(units, random)
    units = _with(units, at, tuple(random.sample(units[at].parts, len(units[at].parts))))
    return random.sample(units, len(units))


def _rename(units: list[Unit], random: Random, mark: str) -> list[Unit]:
    at, place = _pick(units, random)
    part = units[at].parts[place]
    was = (*part.was, part.id) if random.random() < 0.6 else part.was
    parts = units[at].parts
    return _with(units, at, (*parts[:place], replace(part, id=f"named-{mark}", was=was), *parts[place + 1 :]))


def _move(units: list[Unit], random: Random, mark: str) -> list[Unit]:  # noqa: ARG001 - the shape of a change
    at, place = _pick(units, random)
    to = random.randrange(len(units))
    part = units[at].parts[place]
    if to == at:
        return units
    former = tuple(one if "/" in one else f"{units[at].id}/{one}" for one in part.was)
    was = (*former, f"{units[at].id}/{part.id}") if random.random() < 0.6 else ()
    units = _with(units, at, _without(units[at], place))
    return _with(units, to, (*units[to].parts, replace(part, was=was)))


def _ask(units: list[Unit], random: Random, mark: str) -> list[Unit]:
    at, place = _pick(units, random)
    part = units[at].parts[place]
    if not part.questions:
        return units
    questions = dict(part.questions)
    one = random.choice(sorted(questions))
    match random.choice(["reword", "remove", "add"]):
        case "reword":
            questions[one] = f"B{mark}"
        case "remove" if len(questions) > 1:
            del questions[one]
        case _:
            questions[f"asked-{mark}"] = "A"
    parts = units[at].parts
    return _with(units, at, (*parts[:place], replace(part, questions=questions), *parts[place + 1 :]))


def _rename_unit(units: list[Unit], random: Random, mark: str) -> list[Unit]:
    at, _ = _pick(units, random)
    was = (*units[at].was, units[at].id) if random.random() < 0.6 else units[at].was
    return [replace(unit, id=f"unit-{mark}", was=was) if place == at else unit for place, unit in enumerate(units)]


def _rule_unit(units: list[Unit], random: Random, mark: str) -> list[Unit]:  # noqa: ARG001 - the shape of a change
    at, _ = _pick(units, random)
    rule = _some_rule(random)
    return [replace(unit, rule=rule) if place == at else unit for place, unit in enumerate(units)]


def _turn(units: list[Unit], random: Random, mark: str) -> list[Unit]:  # noqa: ARG001 - the shape of a change
    at, place = _pick(units, random)
    part = units[at].parts[place]
    turned = replace(part, kind="page", questions={}) if part.kind == "quiz" else _part(part.id, random)
    turned = replace(turned, was=part.was)
    parts = units[at].parts
    return _with(units, at, (*parts[:place], turned, *parts[place + 1 :]))


def files_of(version: Version) -> dict[str, str]:
    """Return the files of a version, with a badge for each module."""
    names = ", ".join(
        f"{{id: {unit.id}, folder: {number}-{unit.id}, complete_when: {_rule(unit)}{_was(unit.was)}}}"
        for number, unit in _numbered(version)
    )
    badges = "".join(
        f"  - {{id: {unit.id}, name: Badge, description: It., criteria: {{modules: [{unit.id}]}}}}\n"
        for unit in version
    )
    files = {"course.yml": f"id: course\ntitle: Course\nlanguage: en\nmodules: [{names}]\nbadges:\n{badges}"}
    for number, unit in _numbered(version):
        for at, part in enumerate(unit.parts):
            path = f"course/{number}-{unit.id}/{at:02}-{part.id}"
            if part.kind == "quiz":
                files[f"{path}.yml"] = _quiz(part)
            else:
                files[f"{path}.md"] = _page(part)
    return files


def _numbered(version: Version) -> list[tuple[int, Unit]]:
    return list(enumerate(version))


def _rule(unit: Unit) -> str:
    """Return the rule of a module, or one that asks for something that it has."""
    kinds = {part.kind == "quiz" for part in unit.parts}
    return (
        "all"
        if (unit.rule == "read" and kinds == {True}) or (unit.rule == "quiz-passed" and True not in kinds)
        else unit.rule
    )


def _was(was: tuple[str, ...]) -> str:
    return f", was: [{', '.join(was)}]" if was else ""


def _page(part: Part) -> str:
    front = f"---\nwas: [{', '.join(part.was)}]\n---\n" if part.was else ""
    checks = "".join(
        f"::: question {{#{name}}}\nWhich?\n\n- [x] {wording}\n- [ ] Another\n:::\n\n"
        for name, wording in part.questions.items()
    )
    return f"{front}# Page {part.id}\n\nText.\n\n{checks}"


def _quiz(part: Part) -> str:
    questions = "".join(
        f"  - {{id: {name}, question: Which?, choices: [{{correct: {wording}}}, {{wrong: Another}}]}}\n"
        for name, wording in part.questions.items()
    )
    was = f"was: [{', '.join(part.was)}]\n" if part.was else ""
    return f"{was}title: Quiz {part.id}\nquestions:\n{questions}"
