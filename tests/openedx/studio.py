"""Whether Studio's visual editor opens a problem, by the editor's own parser (`studio.js`)."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

SCRIPT = Path(__file__).parent / "studio.js"
# Attributes that become settings of the block and leave its text (clean_metadata_from_xml).
SETTINGS = (
    "attempts_before_showanswer_button display_name due force_save_button graceperiod grading_method markdown"
    " matlab_api_key max_attempts rerandomize show_correctness show_reset_button showanswer source_code start"
    " submission_wait_seconds use_latex_compiler weight"
).split()


@dataclass(frozen=True, slots=True)
class Opened:
    """What the editor makes of a problem: when it does not open, `why`; when it does, what an author finds in it.

    `written` is what "Save" would write if nothing is changed (what TinyMCE does to the fields is only approximated).
    """

    opens: bool
    why: str | None
    type: str | None
    parsed: Mapping[str, Any]
    written: str | None


def opened(problems: Sequence[str]) -> list[Opened]:
    """Return what the visual editor makes of each problem, as it stands in Studio after an import."""
    asked = json.dumps([stored(xml) for xml in problems])
    done = subprocess.run(["node", SCRIPT], input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [Opened(**told) for told in json.loads(done.stdout)]


def stored(xml: str) -> str:
    """Return what an import keeps of a problem's file: without its settings, spaced and indented anew."""
    # The editor looks at every blank, so the two steps are those of the platform (xml_utils.py, capa_block.py).
    problem = etree.fromstring(xml.encode(), etree.XMLParser(remove_blank_text=True))
    for name in SETTINGS:
        if name in problem.attrib:
            del problem.attrib[name]
    return etree.tostring(problem, pretty_print=True, encoding="unicode")
