"""Points in a plane, such as raters by two numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..numbers import number
from ..svg import axis_of, drawing, label, line, tag, text_width

WIDTH, HEIGHT, LEFT, TOP, FOOT = 720, 400, 64, 34, 56
NAMED = 40
"""Up to so many points have their names beside them."""


@dataclass(frozen=True)
class Point:
    """A point and its name."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Axis:
    """What an axis is, with its unit, and a value on it that the points are read against."""

    words: str
    guide: float | None = None
    guide_words: str = ""


def scatter(name: str, title: str, points: Sequence[Point], x: Axis, y: Axis, *, synthetic: bool) -> Markup:
    """A dot for each point; few have their names beside them.

    Args:
        name: the drawing's name, unique on the page.
        title: what the points are.
        points: in any order.
        x, y: the axes.
        synthetic: whether the drawing is marked as synthetic.
    """
    across, ticks_x, digits_x = axis_of([p.x for p in points] + _guided(x), LEFT, WIDTH - 30)
    up, ticks_y, digits_y = axis_of([p.y for p in points] + _guided(y), HEIGHT - FOOT, TOP)
    bottom = HEIGHT - FOOT
    parts = [label(0, 14, y.words, "soft"), label((LEFT + WIDTH - 30) / 2, HEIGHT - 16, x.words, "soft", "middle")]
    for tick in ticks_y:
        parts.append(line(LEFT, up(tick), WIDTH - 30, up(tick), "rule"))
        parts.append(label(LEFT - 8, up(tick) + 4, number(tick, digits_y), "soft", "end"))
    for tick in ticks_x:
        parts.append(line(across(tick), bottom, across(tick), bottom + 5, "axis"))
        parts.append(label(across(tick), bottom + 20, number(tick, digits_x), "soft", "middle"))
    parts.append(line(LEFT, bottom, WIDTH - 30, bottom, "axis"))
    parts += _guides(x, y, across, up, bottom)
    few = len(points) <= NAMED
    parts += [
        tag("circle", cx=across(p.x), cy=up(p.y), r=5 if few else 3.2, cls="dot" if few else "fold") for p in points
    ]
    parts += _names(points, across, up) if few else []
    return drawing(name, WIDTH, HEIGHT, title, _about(points, x, y, digits_x, digits_y), *parts, synthetic=synthetic)


def _guided(axis: Axis) -> list[float]:
    return [] if axis.guide is None else [axis.guide]


def _guides(x: Axis, y: Axis, across, up, bottom: float) -> list[Markup]:
    parts = []
    if x.guide is not None:
        at = across(x.guide)
        parts += [line(at, TOP, at, bottom, "guide"), label(at + 5, TOP + 10, x.guide_words, "soft tiny")]
    if y.guide is not None:
        at = up(y.guide)
        parts += [line(LEFT, at, WIDTH - 30, at, "guide"), label(WIDTH - 32, at - 5, y.guide_words, "soft tiny", "end")]
    return parts


def _names(points: Sequence[Point], across, up) -> list[Markup]:
    """Names beside their points, where no other name lies already; from the top down."""
    taken: list[tuple[float, float, float]] = []
    parts = []
    for point in sorted(points, key=lambda p: (-p.y, p.x)):
        wide, at, high = text_width(point.name, 11), across(point.x), up(point.y)
        left = at + 8 if at + 8 + wide < WIDTH else at - 8 - wide
        if all(abs(high - other) > 11 or left > end or left + wide < start for start, end, other in taken):
            taken.append((left, left + wide, high))
            parts.append(label(left, high + 4, point.name, "soft tiny"))
    return parts


def _about(points: Sequence[Point], x: Axis, y: Axis, digits_x: int, digits_y: int) -> str:
    if len(points) > NAMED:
        ends = [(min(v), max(v)) for v in ([p.x for p in points], [p.y for p in points])]
        spans = [f"from {number(low, d)} to {number(high, d)}" for (low, high), d in zip(ends, (2, 2), strict=True)]
        return f"{len(points)} points; {x.words} {spans[0]}, {y.words} {spans[1]}."
    told = "; ".join(f"{p.name}: {number(p.x, digits_x + 1)}, {number(p.y, digits_y + 1)}" for p in points)
    return f"{x.words} and {y.words}. {told}."
