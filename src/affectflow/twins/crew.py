"""Does the same work in several fresh processes.

Fresh, because a fork of a process in which OpenCV or torch has started threads may wait
forever, and `multiprocessing`'s spawn would run the calling script's top level again.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ..errors import AffectflowError

Job = TypeVar("Job")
Result = TypeVar("Result")

START = "from affectflow.twins.crew import work; work()"


def share_out(task: Callable[[Job], Result], jobs: Sequence[Job], workers: int) -> list[Result]:
    """`[task(job) for job in jobs]`, in as many processes as there are workers.

    Args:
        task: a function at the top level of a module.
        jobs: what to do; each is independent of the others.
        workers: number of processes, at least 1.

    Returns:
        the results, in the order of the jobs.

    Raises:
        AffectflowError: as a task raised it.
        RuntimeError: when a process ends early; it has then written why to standard error.
    """
    hands = min(workers, len(jobs))
    crew = [_start(task, jobs[place::hands]) for place in range(hands)]
    results: list[Any] = [None] * len(jobs)
    failed, errors = [], []
    for place, process in enumerate(crew):
        answer = process.stdout.read() if process.stdout else b""
        if process.wait() != 0:
            failed.append(process.returncode)
        elif isinstance(told := pickle.loads(answer), AffectflowError):
            errors.append(told)
        else:
            results[place::hands] = told
    if errors:
        raise errors[0]
    if failed:
        raise RuntimeError(f"{len(failed)} of {hands} processes ended early, with status {failed}")
    return results


def work() -> None:
    """The whole life of one process: read a task and its jobs, do them, write the results."""
    task, jobs, parent = pickle.load(sys.stdin.buffer)
    # What a library prints must not get between the results.
    answer, sys.stdout = sys.stdout.buffer, sys.stderr
    try:
        told: Any = [task(job) for job in jobs if _wanted(parent)]
    except AffectflowError as error:
        told = error
    pickle.dump(told, answer)
    answer.flush()


def _wanted(parent: int) -> bool:
    """True, or the end: whoever waited for the results was killed, and another may by now write the same files."""
    if os.getppid() != parent:
        sys.exit(1)
    return True


def _start(task: Callable[[Job], Result], jobs: Sequence[Job]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )  # fmt: skip
    assert process.stdin
    try:
        pickle.dump((task, jobs, os.getpid()), process.stdin)
        process.stdin.close()
    except BrokenPipeError:
        pass  # It ended before reading; its status tells.
    return process
