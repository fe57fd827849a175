"""Courses made by chance, or of a size, as files."""

import random
from collections.abc import Iterator

_CHECKS = (
    "::: question\nWhich?\n\n- [x] Yes\n- [ ] No\n{more}:::\n",
    "::: cloze\nIt is [[word]], [[(yes)|no]] and [[12]].\n:::\n",
    "::: reflection\nAnd you?\n:::\n",
)
_LONG = "une réponse plutôt longue que personne ne taperait jamais en entier dans ce petit champ de texte"


def random_course(seed: int) -> dict[str, str]:
    """Return a course with any number of modules, pages, self-checks, quizzes, pools and badges of every sort."""
    chance = random.Random(seed)  # noqa: S311 - the same courses every time
    modules = [f"module-{chance.randrange(10**6)}-{at}" for at in range(chance.randint(1, 9))]
    files = {"course.yml": _course_file(modules, chance)}
    for module in modules:
        for page in range(chance.randint(1, 12)):
            checks = _checks(chance)
            files[f"course/{module}/page-{page}.md"] = f"# Page {page}\n\nText.\n\n{checks}"
        for quiz in range(chance.randint(0, 3)):
            files[f"course/{module}/quiz-{quiz}.yml"] = _quiz(chance)
    return files


def long_course(modules: int, pages: int, quizzes: int, *, settings: str = "") -> dict[str, str]:
    """Return a course of so many modules, each with so many pages and quizzes of five questions."""
    files = {"course.yml": f"title: A long course\nlanguage: en\n{settings}"}
    questions = "".join(f"  - {{id: q{at}, statement: It is so., answer: {at % 2 == 0}}}\n" for at in range(5))
    for module in range(1, modules + 1):
        folder = f"course/{module:02}-subject-{module}"
        files[f"{folder}/module.yml"] = f"title: Subject {module}\n"
        files |= {f"{folder}/{page:02}-page-{page}.md": f"# Page {page}\n\nText.\n" for page in range(1, pages + 1)}
        files |= {f"{folder}/9{quiz}-quiz-{quiz}.yml": f"questions:\n{questions}" for quiz in range(1, quizzes + 1)}
    return files


def _course_file(modules: list[str], chance: random.Random) -> str:
    badges = "".join(
        f"  - {{id: badge-{at}, name: Badge {at}, description: Text., criteria: {{modules: [{module}]}}}}\n"
        for at, module in enumerate(modules)
        if chance.random() < 0.7
    )
    listed = f"badges:\n{badges}" if badges else ""
    return f"title: By chance\nlanguage: en\n{listed}"


def _checks(chance: random.Random) -> str:
    more = "".join(f"- [ ] Choice {at}\n" for at in range(chance.randint(0, 9)))
    return "\n".join(chance.sample(_CHECKS, chance.choice((0, 0, 1, 3)))).format(more=more)


def _quiz(chance: random.Random) -> str:
    written = "questions:\n" + "".join(_question(chance, f"q{at}", "  ") for at in range(chance.randint(1, 12)))
    if chance.random() < 0.4:
        held = chance.randint(1, 8)
        written += f"pools:\n  - draw: {chance.randint(1, held)}\n    questions:\n"
        written += "".join(_question(chance, f"p{at}", "      ") for at in range(held))
    return written


def _question(chance: random.Random, name: str, indent: str) -> str:
    return f"{indent}- {{id: {name}, {chance.choice(list(_kinds(chance)))}}}\n"


def _kinds(chance: random.Random) -> Iterator[str]:
    """Go through one question of each type, of any size."""
    more = ", ".join(f"{{wrong: Choice {at}}}" for at in range(chance.randint(1, 18)))
    letters = "ABCDEFGHIJKLMNOP"[: chance.randint(3, 16)]
    pairs = ", ".join(f"{{match: Line {letter}, with: Option {letter}}}" for letter in letters)
    blanks = " ".join(
        chance.choice(("[[word]]", f"[[{_LONG}]]", "[[12 ± 1]]", "[[(yes)|no|maybe]]"))
        for _ in range(chance.randint(1, 9))
    )
    yield f"question: Which?, choices: [{{correct: 'Yes'}}, {more}]"
    yield f"question: Which?, partial: yes, choices: [{{correct: One}}, {{correct: Two}}, {more}]"
    yield "statement: It is., answer: true"
    yield f"question: How many?, number: {chance.randint(1, 9999)}"
    yield f"question: What?, accept: {chance.choice(('word', _LONG))}"
    yield f"question: Which?, pairs: [{pairs}], extra: [Another]"
    yield f"question: In which order?, order: [{', '.join(f'Item {letter}' for letter in letters)}]"
    yield f"question: What is missing?, text: '{blanks}'"
    yield "question: What do you think?, reflection: yes"
