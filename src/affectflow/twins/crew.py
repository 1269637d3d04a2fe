"""Does the same work in several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def share_out(work: Callable[[Job], Result], jobs: Sequence[Job], workers: int) -> list[Result]:
    """`[work(job) for job in jobs]`, in `workers` processes; results are in the order of the jobs."""
    if workers <= 1 or len(jobs) <= 1:
        return [work(job) for job in jobs]
    # Not `spawn`: it would run the calling script's top level again.
    with multiprocessing.get_context("fork").Pool(min(workers, len(jobs))) as pool:
        return pool.map(work, jobs, chunksize=max(1, len(jobs) // (workers * 8)))
