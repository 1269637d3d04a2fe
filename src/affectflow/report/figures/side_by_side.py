"""Intervals of many things side by side: a row for each thing, a column for each judge, one axis for all columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ..numbers import interval, is_undefined, number
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width, wrap
from .forest import Guide

ROW, TOP, FOOT, GAP, NARROWEST = 24, 40, 44, 26, 118
TICKS = 3

Rows = Mapping[str, Mapping[str, dict[str, Any]]]
"""By thing, then by column: a dict with estimate, low and high; and `reach`, a pair of values, for a faint line."""


def side_by_side(
    name: str, title: str, rows: Rows, columns: Sequence[str], axis: str, *, guide: Guide | None, digits: int,
    synthetic: bool, headings: Sequence[str] = (),
) -> Markup:  # fmt: skip
    """A dot for each estimate and a bar for its interval; a faint line where a thing has a reach.

    Args:
        name: the drawing's name, unique on the page.
        title: what is compared.
        rows: from top to bottom.
        columns: from left to right.
        axis: what the horizontal axis of each column is, with its unit.
        guide: a line that all columns have, such as zero.
        digits: decimals in the description.
        synthetic: whether the drawing is marked as synthetic.
        headings: names among the rows that are set strong.
    """
    left = 14 + max((text_width(words) for words in rows), default=0)
    wide = max(NARROWEST, (720 - left) / max(len(columns), 1) - GAP)
    bottom = TOP + ROW * len(rows)
    parts = [label(0, TOP + ROW * (i + 0.5) + 4, words, "strong" if words in headings else "")
             for i, words in enumerate(rows)]  # fmt: skip
    for place, column in enumerate(columns):
        start = left + place * (wide + GAP)
        scale, ticks, decimals = axis_of(_values(rows, guide), start + 6, start + wide - 6, ticks=TICKS)
        parts.append(_frame(column, scale, ticks, decimals, bottom, guide))
        parts += [_mark(cells.get(column), scale, TOP + ROW * (i + 0.5)) for i, cells in enumerate(rows.values())]
    width = left + len(columns) * (wide + GAP) - GAP
    lines = wrap(axis + (f"; dashed: {guide.words}" if guide else ""), width, 12)
    parts += [label(width / 2, bottom + 36 + 15 * i, words, "soft", "middle") for i, words in enumerate(lines)]
    about = "; ".join(f"{words}, {c}: {interval(cells[c], digits)}" for words, cells in rows.items() for c in cells)
    height = bottom + FOOT + 15 * len(lines)
    return drawing(name, width, height, title, f"{axis}. {about}.", *parts, synthetic=synthetic)


def _values(rows: Rows, guide: Guide | None) -> list[float]:
    cells = [cell for each in rows.values() for cell in each.values()]
    found = [cell.get(end) for cell in cells for end in ("estimate", "low", "high")]
    found += [value for cell in cells for value in cell.get("reach", ())] + ([guide.at] if guide else [])
    return [value for value in found if value is not None and not is_undefined(value)]


def _frame(words: str, scale: Scale, ticks: list[float], digits: int, bottom: float, guide: Guide | None) -> Markup:
    marks = [line(scale(t), TOP - 6, scale(t), bottom, "rule") for t in ticks]
    ends = [label(scale(t), bottom + 16, number(t, digits), "soft tiny", "middle") for t in (ticks[0], ticks[-1])]
    zero = [line(scale(guide.at), TOP - 6, scale(guide.at), bottom, "guide")] if guide else []
    head = label((scale.start + scale.end) / 2, TOP - 16, words, "strong", "middle")
    return tag("g", *marks, *ends, *zero, line(scale.start, bottom, scale.end, bottom, "axis"), head)


def _mark(cell: dict[str, Any] | None, scale: Scale, y: float) -> Markup:
    if cell is None or is_undefined(cell.get("estimate")):
        return label((scale.start + scale.end) / 2, y + 4, "–", "soft", "middle") if cell else Markup("")
    parts = []
    reach = [value for value in cell.get("reach", ()) if not is_undefined(value)]
    if len(reach) == 2:
        parts.append(line(scale(reach[0]), y, scale(reach[1]), y, "axis"))
    low, high = cell.get("low"), cell.get("high")
    if low is not None and high is not None and not is_undefined(low) and not is_undefined(high):
        parts.append(line(scale(low), y, scale(high), y, "bar"))
    return tag("g", *parts, tag("circle", cx=scale(cell["estimate"]), cy=y, r=4.5, cls="dot"))
