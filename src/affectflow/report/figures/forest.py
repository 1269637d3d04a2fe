"""Estimates with their intervals, one row each, against a line of reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..numbers import interval, is_undefined, number
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width

ROW, TOP, FOOT, WIDTH = 38, 30, 62, 720


@dataclass(frozen=True)
class Row:
    """One estimate: its name, its interval, and single values (folds) behind it."""

    name: str
    interval: dict[str, Any]
    points: Sequence[float] = ()
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Guide:
    """A line that all rows are read against."""

    at: float
    words: str


def forest(
    name: str, title: str, rows: Sequence[Row], axis: str, *, guide: Guide | None, digits: int, synthetic: bool
) -> Markup:
    """A dot for each estimate, a bar for its interval, faint dots for its folds.

    Args:
        name: the drawing's name, unique on the page.
        title: what is compared.
        rows: from top to bottom.
        axis: what the horizontal axis is, with its unit.
        guide: a baseline, or zero.
        digits: decimals of the numbers at the right.
        synthetic: whether the drawing is marked as synthetic.
    """
    left = 16 + max(max(text_width(r.name), text_width(r.note, 11)) for r in rows)
    told = [interval(r.interval, digits) for r in rows]
    right = WIDTH - 18 - max(text_width(words) for words in told)
    height = TOP + ROW * len(rows) + FOOT
    scale, ticks, decimals = axis_of(_values(rows, guide), left + 8, max(right, left + 160))
    parts = [_axis(scale, ticks, decimals, axis, height), _guide(guide, scale, height)]
    for i, (row, words) in enumerate(zip(rows, told, strict=True)):
        parts.append(_row(row, words, scale, TOP + ROW * (i + 0.5)))
    about = "; ".join(f"{r.name}: {words}" for r, words in zip(rows, told, strict=True))
    return drawing(name, WIDTH, height, title, f"{axis}. {about}.", *parts, synthetic=synthetic)


def _values(rows: Sequence[Row], guide: Guide | None) -> list[float]:
    ends = [row.interval.get(key) for row in rows for key in ("estimate", "low", "high")]
    points = [value for row in rows for value in row.points]
    return [v for v in [*ends, *points, guide.at if guide else None] if v is not None and not is_undefined(v)]


def _axis(scale: Scale, ticks: list[float], decimals: int, words: str, height: float) -> Markup:
    bottom = height - FOOT + 4
    marks = [
        line(scale(t), TOP - 6, scale(t), bottom, "rule")
        + label(scale(t), bottom + 17, number(t, decimals), "soft", "middle")
        for t in ticks
    ]
    title = label((scale.start + scale.end) / 2, bottom + 38, words, "soft", "middle")
    return tag("g", *marks, line(scale.start, bottom, scale.end, bottom, "axis"), title)


def _guide(guide: Guide | None, scale: Scale, height: float) -> Markup:
    if guide is None:
        return Markup("")
    x = scale(guide.at)
    half = text_width(guide.words, 12) / 2
    middle = min(max(x, half + 2), WIDTH - half - 2)
    return line(x, TOP - 8, x, height - FOOT + 4, "guide") + label(middle, 14, guide.words, "soft", "middle")


def _row(row: Row, words: str, scale: Scale, y: float) -> Markup:
    low, estimate, high = (row.interval.get(key) for key in ("low", "estimate", "high"))
    name_y = y - 2 if row.note else y + 4.5
    parts = [label(0, name_y, row.name, "strong"), label(WIDTH, y + 4.5, words, "", "end")]
    parts += [label(0, y + 13, row.note, "soft tiny")] if row.note else []
    parts += [tag("circle", cx=scale(p), cy=y + 10, r=2.6, cls=f"fold {row.tone}") for p in row.points]
    if low is not None and high is not None and not is_undefined(low) and not is_undefined(high):
        parts.append(line(scale(low), y, scale(high), y, f"bar {row.tone}"))
    if estimate is not None and not is_undefined(estimate):
        parts.append(tag("circle", cx=scale(estimate), cy=y, r=5.5, cls=f"dot {row.tone}"))
    return tag("g", *parts)
