"""What more votes of each item give: the aggregate's reliability grows, alpha's interval narrows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from ..numbers import interval, is_undefined, number
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 680, 330, 26, 268, 62


def against_votes(
    name: str, title: str, votes: Sequence[int], series: Sequence[tuple[str, Sequence[dict[str, Any]]]], now: float,
    *, synthetic: bool,
) -> Markup:  # fmt: skip
    """Two quantities with intervals over votes per item, on a logarithmic axis, and where the data stands.

    Args:
        name: the drawing's name, unique on the page.
        title: what it is.
        votes: votes per item, ascending, from 1.
        series: name of a quantity, and its interval at each number of votes.
        now: votes per item of the data.
        synthetic: whether the drawing is marked as synthetic.
    """
    ends = [i.get(key) for _, told in series for i in told for key in ("low", "estimate", "high")]
    scale, ticks, digits = axis_of([v for v in ends if v is not None and not is_undefined(v)], BOTTOM, TOP)
    right = WIDTH - 18 - max(text_width(words) for words, _ in series)
    along = Scale(math.log(votes[0]), math.log(votes[-1]), LEFT + 18, right - 12)
    parts = [line(LEFT, scale(t), right, scale(t), "rule") for t in ticks]
    parts += [label(LEFT - 8, scale(t) + 4, number(t, digits), "soft", "end") for t in ticks]
    parts += [label(along(math.log(k)), BOTTOM + 20, str(k), "soft", "middle") for k in votes]
    parts.append(label((LEFT + right) / 2, BOTTOM + 44, "votes of each item (logarithmic axis)", "soft", "middle"))
    if votes[0] <= now <= votes[-1]:
        x = along(math.log(now))
        parts += [line(x, TOP - 6, x, BOTTOM, "guide"), label(x, TOP - 12, "now", "soft", "middle")]
    for k, (words, told) in enumerate(series):
        parts.append(_one([along(math.log(v)) + 8 * k - 4 for v in votes], told, scale, k))
        parts.append(label(right + 8, scale(told[-1]["estimate"]) + 4, words, "two-text" if k else "one-text"))
    about = "; ".join(
        f"{words} with {v} votes: {interval(i)}" for words, told in series for v, i in zip(votes, told, strict=True)
    )
    return drawing(name, WIDTH, HEIGHT, title, f"{about}.", *parts, synthetic=synthetic)


def _one(places: Sequence[float], told: Sequence[dict[str, Any]], scale: Scale, k: int) -> Markup:
    tone = "two" if k else ""
    path = " ".join(f"{x:.1f},{scale(i['estimate']):.1f}" for x, i in zip(places, told, strict=True))
    parts = [tag("polyline", points=path, cls=f"bar {tone}", style="stroke-width:1.25;opacity:.6")]
    for x, i in zip(places, told, strict=True):
        if not is_undefined(i.get("low")) and not is_undefined(i.get("high")):
            parts.append(line(x, scale(i["low"]), x, scale(i["high"]), f"bar {tone}"))
        y = scale(i["estimate"])
        shape = tag("rect", x=x - 4, y=y - 4, width=8, height=8, cls=f"dot {tone}")
        parts.append(shape if k else tag("circle", cx=x, cy=y, r=4.5, cls="dot"))
    return tag("g", *parts)
