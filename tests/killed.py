"""Killing a process while it writes, at a moment that is the same each time."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

PIECE = "parcours.piece"
"""What a test raises with `sys.audit` between two pieces of a file: Python tells of opening files, not of writing."""
_WRITES = {"os.rename", "os.mkdir", "os.remove", "os.chmod", "tempfile.mkstemp", "os.truncate", PIECE}


def killed(folder: Path, at: int, act: Callable[[Path], object]) -> bool:
    """Act in a process that is killed at its n-th call on files; tell whether there were so many."""
    process = os.fork()
    if not process:
        left = at

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in _WRITES or (event == "open" and str(arguments[0]).startswith(str(folder))):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(count)
            act(folder)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])
