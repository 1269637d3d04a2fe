"""A meta-analysis: studies with their weights and the pooled effect, and the funnel plot."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ..numbers import interval, is_undefined, number, percent
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width

ROW, TOP, FOOT, WIDTH, HIGH = 27, 30, 54, 720, 360
Z95, Z99 = 1.959964, 2.575829


def weighted_forest(
    name: str, title: str, studies: Mapping[str, dict[str, Any]], result: dict[str, Any], axis: str, *, synthetic: bool
) -> Markup:
    """A square for each study, its area the weight; a diamond for the pooled effect, a bar for the prediction.

    Args:
        name: the drawing's name, unique on the page.
        title: what is pooled.
        studies: by name an interval with `weight`.
        result: `pooled` and `prediction`, intervals.
        axis: the scale of the effect.
        synthetic: whether the drawing is marked as synthetic.
    """
    ends = {"Pooled effect": result["pooled"], "Prediction": result["prediction"]}
    told = {words: interval(one) for words, one in (dict(studies) | ends).items()}
    told |= {words: f"{told[words]} {percent(one['weight'], 1)}" for words, one in studies.items()}
    left = 16 + max(map(text_width, told))
    right = max(WIDTH - 18 - max(text_width(words) for words in told.values()), left + 150)
    numbers = [one[key] for one in (*studies.values(), *ends.values()) for key in ("low", "high")]
    scale, ticks, digits = axis_of([0.0, *(v for v in numbers if not is_undefined(v))], left, right)
    height = TOP + ROW * len(told) + FOOT
    bottom = height - FOOT + 4
    parts = [_axis(scale, ticks, digits, axis, bottom), line(scale(0), TOP - 8, scale(0), bottom, "guide")]
    most = max((one["weight"] for one in studies.values()), default=1.0)
    for i, (words, one) in enumerate((dict(studies) | ends).items()):
        y = TOP + ROW * (i + 0.5)
        parts += [
            label(0, y + 4.5, words, "strong" if words in ends else ""),
            label(WIDTH, y + 4.5, told[words], "", "end"),
        ]
        if not is_undefined(one["low"]):
            parts.append(_mark(words, one, scale, y, most))
    about = "; ".join(f"{words}: {said}" for words, said in told.items())
    return drawing(name, WIDTH, height, title, f"{axis}. {about}.", *parts, synthetic=synthetic)


def _mark(words: str, one: dict[str, Any], scale: Scale, y: float, most: float) -> Markup:
    low, middle, high = (scale(one[key]) for key in ("low", "estimate", "high"))
    if words == "Pooled effect":
        points = f"{low:.1f},{y} {middle:.1f},{y - 8} {high:.1f},{y} {middle:.1f},{y + 8}"
        return tag("polygon", points=points, cls="dot two")
    bar = line(low, y, high, y, "bar two" if words == "Prediction" else "bar", style="stroke-width:1.5")
    # Correlated errors can give an imprecise estimate a weight below 0; its square has no area.
    side = 0.0 if words == "Prediction" else 12 * math.sqrt(max(one["weight"], 0.0) / most)
    return bar + tag("rect", x=middle - side / 2, y=y - side / 2, width=side, height=side, cls="dot")


def _axis(scale: Scale, ticks: Sequence[float], digits: int, words: str, bottom: float) -> Markup:
    marks = [
        line(scale(t), TOP - 6, scale(t), bottom, "rule")
        + label(scale(t), bottom + 16, number(t, digits), "soft", "middle")
        for t in ticks
    ]
    return tag("g", *marks, label((scale.start + scale.end) / 2, bottom + 34, words, "soft", "middle"))


def funnel(
    name: str,
    title: str,
    studies: Mapping[str, dict[str, Any]],
    centre: float,
    axis: str,
    *,
    added: Sequence[dict[str, Any]] = (),
    synthetic: bool,
) -> Markup:
    """Effects against their standard errors, and where 95 % and 99 % would lie around the centre without heterogeneity.

    Args:
        name: the drawing's name, unique on the page.
        title: what is drawn.
        studies: by name estimate and standard_error.
        centre: the pooled effect.
        axis: the scale of the effect.
        added: studies that trim and fill adds, drawn as rings.
        synthetic: whether the drawing is marked as synthetic.
    """
    widest = max(one["standard_error"] for one in studies.values())
    reach = [one["estimate"] for one in (*studies.values(), *added)] + [centre - Z99 * widest, centre + Z99 * widest]
    along, ticks, digits = axis_of(reach, 60, WIDTH - 20)
    bottom = HIGH - FOOT
    down, marks, places = axis_of([0.0, widest], TOP, bottom)
    parts = [_axis(along, ticks, digits, axis, bottom), label(0, 14, "standard error", "soft")]
    parts += [label(52, down(m) + 4, number(m, places), "soft", "end") for m in marks]
    for z, dash in ((Z95, "6 3"), (Z99, "2 3")):
        for sign in (-1, 1):
            x = along(centre + sign * z * widest)
            parts.append(line(along(centre), down(0), x, down(widest), "guide", stroke_dasharray=dash))
    parts.append(line(along(centre), TOP, along(centre), bottom, "guide"))
    for one in studies.values():
        parts.append(tag("circle", cx=along(one["estimate"]), cy=down(one["standard_error"]), r=4.5, cls="dot"))
    for one in added:
        at = {"cx": along(one["estimate"]), "cy": down(one["standard_error"])}
        parts.append(tag("circle", **at, r=4.5, cls="dot", style="fill:none;stroke:var(--one)"))
    inside = sum(abs(one["estimate"] - centre) <= Z95 * one["standard_error"] for one in studies.values())
    left = sum(one["estimate"] < centre for one in studies.values())
    about = (
        f"{axis} against standard error; {inside} of {len(studies)} studies lie within the 95 % contour, "
        f"{left} left and {len(studies) - left} right of the centre {number(centre)}; trim and fill adds {len(added)}."
    )
    return drawing(name, WIDTH, HIGH, title, about, *parts, synthetic=synthetic)
