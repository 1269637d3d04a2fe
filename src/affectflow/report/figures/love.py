"""How far groups are apart before anything was done: one row for each characteristic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..numbers import is_undefined, number
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width
from .marks import mark, tone

WIDTH, ROW, TOP, FOOT = 560, 28, 34, 58


@dataclass(frozen=True)
class Compared:
    """A characteristic and its standardised difference by arm; None or NaN where it is undefined."""

    name: str
    differences: dict[str, float | None]


def love(name: str, title: str, rows: Sequence[Compared], guide: float, *, synthetic: bool) -> Markup:
    """A mark for each arm at the size of its difference; arms are told apart by colour and shape.

    Args:
        name: the drawing's name, unique on the page.
        title: what is compared.
        rows: from top to bottom.
        guide: the distance at which a line stands.
        synthetic: whether the drawing is marked as synthetic.
    """
    arms = list(dict.fromkeys(arm for row in rows for arm in row.differences))
    left = 16 + max(text_width(row.name) for row in rows)
    sizes = [abs(v) for row in rows for v in row.differences.values() if v is not None and not is_undefined(v)]
    scale, ticks, digits = axis_of([0.0, 1.5 * guide, *sizes], left + 8, WIDTH - 16)
    bottom = TOP + ROW * len(rows)
    parts = [_axis(scale, ticks, digits, bottom), line(scale(guide), TOP - 6, scale(guide), bottom, "guide")]
    parts.append(_legend(arms))
    parts += [_row(row, arms, scale, TOP + ROW * (i + 0.5)) for i, row in enumerate(rows)]
    about = "; ".join(f"{row.name}, {arm}: {_told(value)}" for row in rows for arm, value in row.differences.items())
    return drawing(name, WIDTH, bottom + FOOT, title, f"Dashed line at {number(guide, 1)}. {about}.", *parts,
                   synthetic=synthetic)  # fmt: skip


def _told(value: float | None) -> str:
    return number(abs(value)) if value is not None and not is_undefined(value) else "undefined"


def _axis(scale: Scale, ticks: Sequence[float], digits: int, bottom: float) -> Markup:
    marks = [
        line(scale(t), TOP - 6, scale(t), bottom, "rule")
        + label(scale(t), bottom + 17, number(t, digits), "soft", "middle")
        for t in ticks
    ]
    words = label((scale.start + scale.end) / 2, bottom + 36, "absolute standardised difference", "soft", "middle")
    return tag("g", *marks, line(scale.start, bottom, scale.end, bottom, "axis"), words)


def _legend(arms: Sequence[str]) -> Markup:
    parts, x = [], 6.0
    for k, arm in enumerate(arms):
        parts += [mark(x, 10, k, 5), label(x + 12, 14, arm, f"{tone(k)}-text")]
        x += 36 + text_width(arm)
    return tag("g", *parts)


def _row(row: Compared, arms: Sequence[str], scale: Scale, y: float) -> Markup:
    parts = [label(0, y + 4.5, row.name)]
    for k, arm in enumerate(arms):
        value = row.differences[arm]
        if value is not None and not is_undefined(value):
            parts.append(mark(scale(abs(value)), y, k))
    return tag("g", *parts)
