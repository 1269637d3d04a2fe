"""Values over time: adjusted means of arms over occasions, and loss over epochs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..numbers import count, interval, is_undefined, number
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width
from .marks import mark, tone

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 680, 340, 26, 282, 62


@dataclass(frozen=True)
class Series:
    """One arm: an interval for each occasion, and how many people are behind it."""

    name: str
    intervals: Sequence[dict[str, Any]]
    n: Sequence[int]


def over_occasions(
    name: str,
    title: str,
    series: Sequence[Series],
    occasions: Sequence[str],
    axis: str,
    *,
    beside: Sequence[Series] = (),
    synthetic: bool,
) -> Markup:
    """Means with intervals; arms are told apart by colour, by the shape of their marks and by their names.

    `beside` are series of other drawings that are to have the same axis.
    """
    shown = [*series, *beside]
    values = [v for s in shown for i in s.intervals for v in (i.get("low"), i.get("high"), i.get("estimate"))]
    scale, ticks, digits = axis_of([v for v in values if v is not None and not is_undefined(v)], BOTTOM, TOP)
    right = WIDTH - 16 - max(text_width(s.name) for s in series)
    places = [LEFT + (right - LEFT) * (i + 0.5) / len(occasions) for i in range(len(occasions))]
    parts = [_frame(scale, ticks, digits, right, axis)]
    for x, words in zip(places, occasions, strict=True):
        parts.append(label(x, BOTTOM + 20, words, "strong", "middle"))
    ends = _apart({s.name: scale(_last(s)) for s in series if _last(s) is not None}, 16)
    for k, one in enumerate(series):
        parts.append(_arm(one, k, places, scale, (k - (len(series) - 1) / 2) * 22))
        if one.name in ends:
            parts.append(label(right + 8, ends[one.name] + 4, one.name, f"{tone(k)}-text"))
    for i, x in enumerate(places):
        words = "n = " + ", ".join(count(s.n[i]) for s in series)
        parts.append(label(x, BOTTOM + 38, words, "soft tiny", "middle"))
    about = "; ".join(
        f"{s.name}, {words}: {interval(i)}, n = {count(n)}"
        for s in series
        for words, i, n in zip(occasions, s.intervals, s.n, strict=True)
    )
    return drawing(name, WIDTH, HEIGHT, title, f"{axis}. {about}.", *parts, synthetic=synthetic)


def curves(
    name: str, title: str, means: Mapping[str, Sequence[float]], epochs: Sequence[int], axis: str, *, synthetic: bool
) -> Markup:
    """One line per model, named at its end."""
    values = [v for line_ in means.values() for v in line_]
    scale, ticks, digits = axis_of(values, BOTTOM, TOP)
    right = WIDTH - 18 - max(text_width(words) for words in means)
    along = Scale(min(epochs), max(max(epochs), min(epochs) + 1), LEFT, right)
    parts = [_frame(scale, ticks, digits, right, axis)]
    ends = _apart({words: scale(line_[-1]) for words, line_ in means.items()}, 15)
    for k, (words, line_) in enumerate(means.items()):
        points = " ".join(f"{along(e):.1f},{scale(v):.1f}" for e, v in zip(epochs, line_, strict=False))
        dashes = ("", "7 4", "2 4", "9 3 2 3", "4 4")[k % 5]
        parts.append(tag("polyline", points=points, cls=f"bar {'two' if k % 2 else ''}", stroke_dasharray=dashes))
        parts.append(label(right + 8, ends[words] + 4, words, "two-text" if k % 2 else "one-text"))
    marks = axis_of([float(min(epochs)), float(max(epochs))], LEFT, right)[1]
    parts += [
        label(along(m), BOTTOM + 18, number(m, 0), "soft", "middle") for m in marks if epochs[0] <= m <= epochs[-1]
    ]
    parts.append(label((LEFT + right) / 2, BOTTOM + 38, "epoch", "soft", "middle"))
    about = "; ".join(f"{words}: from {number(v[0], 3)} to {number(v[-1], 3)}" for words, v in means.items())
    return drawing(name, WIDTH, HEIGHT, title, f"{axis}. {about}.", *parts, synthetic=synthetic)


def _frame(scale: Scale, ticks: Sequence[float], digits: int, right: float, axis: str) -> Markup:
    marks = [
        line(LEFT, scale(t), right, scale(t), "rule") + label(LEFT - 8, scale(t) + 4, number(t, digits), "soft", "end")
        for t in ticks
    ]
    return tag("g", *marks, label(0, 12, axis, "soft"))


def _arm(one: Series, k: int, places: Sequence[float], scale: Scale, dodge: float) -> Markup:
    seen = [(x + dodge, i) for x, i in zip(places, one.intervals, strict=True) if not is_undefined(i.get("estimate"))]
    path = " ".join(f"{x:.1f},{scale(i['estimate']):.1f}" for x, i in seen)
    parts = [tag("polyline", points=path, cls=f"bar {tone(k)}", style="stroke-width:1.25;opacity:.6")]
    for x, i in seen:
        if not is_undefined(i.get("low")) and not is_undefined(i.get("high")):
            parts.append(line(x, scale(i["low"]), x, scale(i["high"]), f"bar {tone(k)}"))
        parts.append(mark(x, scale(i["estimate"]), k))
    return tag("g", *parts)


def _last(one: Series) -> Any:
    """The last estimate that is defined; its name stands at that height."""
    defined = [i["estimate"] for i in one.intervals if not is_undefined(i.get("estimate"))]
    return defined[-1] if defined else None


def _apart(places: dict[str, float], least: float) -> dict[str, float]:
    """Places of labels, pushed down where they would overlap."""
    moved: dict[str, float] = {}
    for words, y in sorted(places.items(), key=lambda pair: pair[1]):
        moved[words] = max(y, max(moved.values()) + least) if moved else y
    return moved
