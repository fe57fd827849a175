"""The learner's run-time: ES modules linked into one classic script.

Module scripts fail on `file://` and on servers that send a wrong media type, so the package carries one ordinary
script. The modules keep to a subset that needs no parser: named imports from relative paths, one line or several;
`export` before a declaration; top-level names unique across all modules.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import rjsmin

_IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<path>\./[^"]+|\.\./[^"]+)";\n', re.MULTILINE)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (?P<name>\w+)", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|const|class)", re.MULTILINE)


@cache
def link_runtime(folder: Path, entry: str) -> str:
    """Return the script of an entry module and all that it imports, each once, comments left out.

    Raises `ValueError` when two modules use one top-level name: one would silently take the place of the other.
    """
    parts: list[str] = []
    _collect((folder / entry).resolve(), parts, set())
    body = "\n".join(parts)
    names = Counter(found["name"] for found in _NAME.finditer(body))
    doubles = sorted(name for name, count in names.items() if count > 1)
    if doubles:
        raise ValueError(f"the run-time uses these top-level names twice: {', '.join(doubles)}")
    return str(rjsmin.jsmin(f'(() => {{\n"use strict";\n{body}\n}})();')).strip() + "\n"


def _collect(module: Path, parts: list[str], seen: set[Path]) -> None:
    if module in seen:
        return
    seen.add(module)
    text = module.read_text(encoding="utf-8")
    for found in _IMPORT.finditer(text):
        _collect((module.parent / found["path"]).resolve(), parts, seen)
    parts.append(_EXPORT.sub("", _IMPORT.sub("", text)))
