"""What reaches the user's terminal, and what goes into a job's log.

A job's output, also that of native libraries, belongs in its log. The terminal gets the
few lines that a waiting person wants: how far long work has come.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TextIO

from .errors import AffectflowError
from .files import refusal

_terminal: TextIO | None = None


def log_to(path: str | Path, study: str | None = None, analysis: str | None = None) -> None:
    """Send everything that this process prints into a log, and end it plainly when it fails.

    Both the log and the terminal are told why: an `AffectflowError` by its message alone,
    any other error by its traceback in the log, and its last line on the terminal. The
    terminal comes first: the log may lie on the disk that is full.

    Args:
        path: the log; its folder is made.
        study: file of the study that the job works for, if it works for one.
        analysis: the study's name of the analysis, if it is one.
    """
    global _terminal
    _terminal = os.fdopen(os.dup(2), "w", buffering=1)
    sys.excepthook = partial(_tell, str(path), study, analysis)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)


def say(line: str) -> None:
    """Show one line to the person who waits, if there is still one: a closed terminal fails no work."""
    with suppress(OSError):
        print(line, file=_terminal or sys.stderr, flush=True)


def _tell(
    log: str,
    study: str | None,
    analysis: str | None,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    if study and isinstance(error, AffectflowError):
        error = error.within(study, analysis)
    say(f"affectflow, {log}: {_plain(kind, error)}")
    with suppress(OSError):
        if isinstance(error, AffectflowError):
            print(f"affectflow: {error}", file=sys.stderr)
        else:
            sys.__excepthook__(kind, error, trace)


def _plain(kind: type[BaseException], error: BaseException) -> str:
    if isinstance(error, AffectflowError):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return "stopped. The same command goes on from here."
    problem = refusal(error.filename or "a file of this step", error) if isinstance(error, OSError) else None
    return str(problem or f"{kind.__name__}: {error} (the log has the traceback)")
