"""The learner's run-time: ES modules linked into classic scripts.

Module scripts fail on `file://` and on servers that send a wrong media type, so the package carries ordinary scripts:
one for the first page, and others that come when they are needed. The modules keep to a subset that needs no parser:
named imports from relative paths, one line or several; `export` before a declaration; top-level names unique across
all modules.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import rjsmin

_IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "(?P<path>\./[^"]+|\.\./[^"]+)";\n', re.MULTILINE)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (?P<name>\w+)", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|const|class)", re.MULTILINE)


@cache
def link_runtime(folder: Path, *entries: str) -> tuple[str, ...]:
    """Return a script for each entry module, comments left out: what it imports, but for what those before it hold.

    They must run in this order. The first must set up `window.parcours`; what later ones use of those before them is
    handed over there.
    Raises `ValueError` when two modules use one top-level name: one would silently take the place of the other.
    """
    everything: dict[Path, str] = {}
    parts: list[dict[Path, str]] = []
    for entry in entries:
        before = set(everything)
        _collect((folder / entry).resolve(), everything)
        parts.append({module: text for module, text in everything.items() if module not in before})
    _refuse_doubles(everything.values())
    return tuple(_linked(part, parts[:at], parts[at + 1 :]) for at, part in enumerate(parts))


_Part = Mapping[Path, str]


def _linked(part: _Part, before: Sequence[_Part], after: Sequence[_Part]) -> str:
    """Return the script of a part, which takes names from those before it and hands its own to those after."""
    taken = _names(part, [module for other in before for module in other])
    handed = dict.fromkeys(name for other in after for name in _names(other, part))
    lines = [_joined(part)]
    if before:
        lines.insert(0, f"const {{ {', '.join(taken)} }} = window.parcours.shared;")
        lines.append(f"Object.assign(window.parcours.shared, {{ {', '.join(handed)} }});")
    else:
        lines.append(f"window.parcours.shared = {{ {', '.join(handed)} }};")
    return _script("\n".join(lines))


def _names(part: _Part, known: Container[Path]) -> list[str]:
    """Return the names that a part imports from known modules, in the order of the alphabet."""
    return sorted({name for module in part for name in _imported(module, known)})


def _collect(module: Path, seen: dict[Path, str]) -> dict[Path, str]:
    """Return modules with their texts, each after those that it imports."""
    if module not in seen:
        text = module.read_text(encoding="utf-8")
        for found in _IMPORT.finditer(text):
            _collect((module.parent / found["path"]).resolve(), seen)
        seen[module] = text
    return seen


def _imported(module: Path, known: Container[Path]) -> Iterator[str]:
    """Go through the names that a module imports from known ones."""
    for found in _IMPORT.finditer(module.read_text(encoding="utf-8")):
        if (module.parent / found["path"]).resolve() in known:
            yield from (name.strip() for name in found["names"].split(",") if name.strip())


def _refuse_doubles(texts: Iterable[str]) -> None:
    names = Counter(found["name"] for text in texts for found in _NAME.finditer(text))
    doubles = sorted(name for name, count in names.items() if count > 1)
    if doubles:
        raise ValueError(f"the run-time uses these top-level names twice: {', '.join(doubles)}")


def _joined(modules: Mapping[Path, str]) -> str:
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in modules.values())


def _script(body: str) -> str:
    return str(rjsmin.jsmin(f'(() => {{\n"use strict";\n{body}\n}})();')).strip() + "\n"
