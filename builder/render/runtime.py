"""The learner's run-time: ES modules linked into classic scripts.

Module scripts fail on `file://` and on servers that send a wrong media type, so the package carries ordinary scripts:
one for every page, and one that comes with the first question. The modules keep to a subset that needs no parser: named
imports from relative paths, one line or several; `export` before a declaration; top-level names unique across all
modules.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import rjsmin

_IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "(?P<path>\./[^"]+|\.\./[^"]+)";\n', re.MULTILINE)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (?P<name>\w+)", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|const|class)", re.MULTILINE)


@cache
def link_runtime(folder: Path, entry: str, later: str) -> tuple[str, str]:
    """Return two scripts, comments left out: an entry module and all that it imports, then what a later one needs more.

    The first must set up `window.parcours`; what the second uses of it is handed over there.
    Raises `ValueError` when two modules use one top-level name: one would silently take the place of the other.
    """
    first = _collect((folder / entry).resolve(), {})
    both = _collect((folder / later).resolve(), dict(first))
    _refuse_doubles(both.values())
    second = {module: text for module, text in both.items() if module not in first}
    shared = sorted(name for module in second for name in _imported(module, first))
    names = ", ".join(dict.fromkeys(shared))
    return (
        _script(f"{_joined(first)}\nObject.assign(window.parcours, {{ shared: {{ {names} }} }});"),
        _script(f"const {{ {names} }} = window.parcours.shared;\n{_joined(second)}"),
    )


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
