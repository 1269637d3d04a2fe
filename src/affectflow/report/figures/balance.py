"""Standardised mean differences before and after weighting, one row for each covariate (a Love plot)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..numbers import is_undefined, number
from ..svg import axis_of, drawing, label, line, tag, text_width

ROW, TOP, FOOT, WIDTH = 30, 54, 56, 720


@dataclass(frozen=True)
class Difference:
    """A covariate, and how far the groups are apart in it, in standard deviations."""

    name: str
    before: float | None
    after: float | None


def love(name: str, title: str, rows: Sequence[Difference], bound: float, axis: str, *, synthetic: bool) -> Markup:
    """A dot for what was observed, another for what is weighted, a band within the bound.

    Args:
        name: the drawing's name, unique on the page.
        title: what is compared.
        rows: from top to bottom.
        bound: difference up to which groups count as alike.
        axis: what the horizontal axis is, with its unit.
        synthetic: whether the drawing is marked as synthetic.
    """
    left = 20 + max(text_width(row.name) for row in rows)
    values = [v for row in rows for v in (row.before, row.after) if v is not None and not is_undefined(v)]
    scale, ticks, decimals = axis_of([*values, -bound, bound, 0.0], left, WIDTH - 24)
    bottom = TOP + ROW * len(rows) + 4
    parts = [
        tag(
            "rect", x=scale(-bound), y=TOP - 6, width=scale(bound) - scale(-bound), height=bottom - TOP + 6, cls="band"
        ),
        line(scale(0), TOP - 6, scale(0), bottom, "guide"),
        *_key(left),
    ]
    for t in ticks:
        parts += [line(scale(t), bottom, scale(t), bottom + 5, "axis")]
        parts.append(label(scale(t), bottom + 19, number(t, decimals), "soft", "middle"))
    parts.append(label((left + WIDTH - 24) / 2, bottom + 40, axis, "soft", "middle"))
    for i, row in enumerate(rows):
        y = TOP + ROW * (i + 0.5)
        parts.append(label(left - 10, y + 4, row.name, "", "end"))
        before, after = (
            None if value is None or is_undefined(value) else scale(value) for value in (row.before, row.after)
        )
        if before is not None and after is not None:
            parts.append(line(before, y, after, y, "rule"))
        parts += [tag("circle", cx=before, cy=y, r=5, cls="dot two")] if before is not None else []
        parts += [tag("circle", cx=after, cy=y, r=5, cls="dot")] if after is not None else []
    about = "; ".join(f"{r.name}: {number(r.before)} before, {number(r.after)} after weighting" for r in rows)
    return drawing(name, WIDTH, bottom + FOOT, title, f"{axis}. {about}.", *parts, synthetic=synthetic)


def _key(left: float) -> list[Markup]:
    return [
        tag("circle", cx=left + 6, cy=18, r=5, cls="dot two"),
        label(left + 18, 22, "as observed", "two-text"),
        tag("circle", cx=left + 136, cy=18, r=5, cls="dot"),
        label(left + 148, 22, "weighted", "one-text"),
    ]
