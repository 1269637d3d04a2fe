"""What reaches the user's terminal, and what goes into a job's log.

A job's output, also that of native libraries, belongs in its log. The terminal gets the
few lines that a waiting person wants: how far long work has come.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TextIO

from .errors import AffectflowError

_terminal: TextIO | None = None


def log_to(path: str | Path) -> None:
    """Send everything that this process prints into a log, and end it plainly when it fails.

    Both the log and the terminal are told why: an `AffectflowError` by its message alone,
    any other error by its traceback in the log, and its last line on the terminal.

    Args:
        path: the log; its folder is made.
    """
    global _terminal
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    _terminal = os.fdopen(os.dup(2), "w", buffering=1)
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.excepthook = partial(_tell, str(path))


def say(line: str) -> None:
    """Show one line to the person who waits."""
    print(line, file=_terminal or sys.stderr, flush=True)


def _tell(log: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, AffectflowError):
        print(f"affectflow: {error}", file=sys.stderr)
        say(f"affectflow, {log}: {error}")
    else:
        sys.__excepthook__(kind, error, trace)
        say(f"affectflow, {log}: {kind.__name__}: {error} (the log has the traceback)")
