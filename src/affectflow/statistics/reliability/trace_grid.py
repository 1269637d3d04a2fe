"""Traces of several annotators brought onto one time base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rule = Literal["linear", "previous"]
"""Between two samples: on the line through them, or the earlier one until the next comes."""
Span = Literal["overlap", "union"]
"""From the latest start to the earliest end, or from the earliest start to the latest end."""


@dataclass(frozen=True)
class Grid:
    """Traces on one time base.

    Attributes:
        time: seconds, shape (T,), equally spaced.
        values: shape (annotators, T); NaN where an annotator has no value.
        step: seconds between samples.
        rule, span: how values between samples were made, and which part is covered.
    """

    time: Floats
    values: Floats
    step: float
    rule: Rule
    span: Span


def align(
    times: Sequence[Floats],
    values: Sequence[Floats],
    *,
    step: float,
    rule: Rule = "linear",
    span: Span = "overlap",
    longest_gap: float | None = None,
) -> Grid:
    """Bring traces onto a common time base.

    Nothing is made up outside a trace or inside a gap: there the value is NaN. NaN samples
    are left out first, so that a run of them is a gap.

    Args:
        times: seconds of the samples of each annotator, ascending.
        values: their values, of the same shapes.
        step: seconds between samples of the common base, which starts at the first start
            that the span asks for. Slower than the traces, no average is taken.
        rule: see `Rule`.
        span: see `Span`.
        longest_gap: seconds between two samples above which nothing is put between them;
            None for no limit. "previous" holds its last sample no longer than this.

    Raises:
        ValueError: when times do not ascend, shapes differ, a trace has no sample, or the
            traces do not overlap.
    """
    kept = [_samples(t, v, i) for i, (t, v) in enumerate(zip(times, values, strict=True))]
    starts, ends = [t[0] for t, _ in kept], [t[-1] for t, _ in kept]
    start, end = (max(starts), min(ends)) if span == "overlap" else (min(starts), max(ends))
    if end < start:
        raise ValueError(f"the traces do not overlap: one starts at {start} s, another ends at {end} s")
    base = start + step * np.arange(int(np.floor((end - start) / step + 1e-9)) + 1)
    return Grid(base, np.stack([_at(base, t, v, rule, longest_gap) for t, v in kept]), step, rule, span)


def _samples(times: Floats, values: Floats, which: int) -> tuple[Floats, Floats]:
    t, v = np.asarray(times, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if t.shape != v.shape or t.ndim != 1:
        raise ValueError(f"trace {which} has times of shape {t.shape} and values of shape {v.shape}")
    if np.any(np.diff(t) <= 0):
        raise ValueError(f"the times of trace {which} do not ascend at sample {int(np.argmax(np.diff(t) <= 0)) + 1}")
    there = ~np.isnan(v)
    if not there.any():
        raise ValueError(f"trace {which} has no sample")
    return t[there], v[there]


def _at(base: Floats, t: Floats, v: Floats, rule: Rule, longest_gap: float | None) -> Floats:
    """Values at the times of the base; a time within a billionth of a second of a sample is that sample."""
    before = np.searchsorted(t, base + 1e-9, side="right") - 1
    inside = (before >= 0) & (base <= t[-1] + 1e-9)
    found = np.interp(base, t, v) if rule == "linear" else v[np.maximum(before, 0)]
    if longest_gap is not None:
        left = np.clip(before, 0, len(t) - 1)
        exact = np.abs(base - t[left]) <= 1e-9
        inside &= exact | (t[np.minimum(left + 1, len(t) - 1)] - t[left] <= longest_gap)
    return np.where(inside, found, np.nan)
