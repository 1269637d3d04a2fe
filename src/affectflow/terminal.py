"""What reaches the user's terminal, and what goes into a job's log.

A job's output, also that of native libraries, belongs in its log. The terminal gets the
few lines that a waiting person wants: how far long work has come.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

from .errors import AffectflowError

_terminal: TextIO | None = None


def log_to(path: str | Path) -> None:
    """Send everything that this process prints into a log, and end it plainly on a user's mistake.

    An `AffectflowError` ends the process with its message alone; any other error keeps
    its traceback. The workflow shows the log of a job that failed.

    Args:
        path: the log; its folder is made.
    """
    global _terminal
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    _terminal = os.fdopen(os.dup(2), "w", buffering=1)
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.excepthook = _plainly


def say(line: str) -> None:
    """Show one line to the person who waits."""
    print(line, file=_terminal or sys.stderr, flush=True)


def _plainly(kind, error, trace):
    if isinstance(error, AffectflowError):
        print(f"affectflow: {error}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)
