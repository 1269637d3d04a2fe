"""Emotions in the plane of valence and arousal: an ellipse for each, and where the items with its label lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..numbers import count, number
from ..svg import Scale, drawing, label, line, tag, text_width

SIDE, TOP, BOTTOM = 380, 18, 398
TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Emotion:
    """One emotion.

    Attributes:
        name: as it is shown.
        mean: valence and arousal of its distribution.
        sd: standard deviations of both.
        covariance: of both.
        centre: mean valence and arousal of the items with this label, or None without any.
        n: how many items that are.
    """

    name: str
    mean: tuple[float, float]
    sd: tuple[float, float]
    covariance: float
    centre: tuple[float, float] | None
    n: int


def plane(name: str, title: str, emotions: Sequence[Emotion], *, synthetic: bool) -> Markup:
    """Ellipses of one standard deviation; names stand beside the plane, on the side of their valence."""
    margin = 34 + max(text_width(f"{e.name} (n = {count(e.n)})") for e in emotions)
    across, up = Scale(-1, 1, margin, margin + SIDE), Scale(-1, 1, BOTTOM, TOP)
    parts = [_frame(across, up)]
    for emotion in emotions:
        parts += [_ellipse(emotion, across, up)]
    for left in (True, False):
        side = sorted((e for e in emotions if (e.mean[0] < 0) == left), key=lambda e: -e.mean[1])
        parts += _names(side, across, up, left=left)
    about = "; ".join(_said(emotion) for emotion in emotions)
    axes = "Valence from left to right, arousal from bottom to top, both from minus one to one"
    return drawing(name, 2 * margin + SIDE, BOTTOM + 48, title, f"{axes}. {about}.", *parts, synthetic=synthetic)


def _frame(across: Scale, up: Scale) -> Markup:
    parts = []
    for value in TICKS:
        cls = "axis" if value == 0 else "rule"
        parts += [
            line(across(value), TOP, across(value), BOTTOM, cls),
            line(across(-1), up(value), across(1), up(value), cls),
        ]
        parts.append(label(across(value), BOTTOM + 16, number(value, 1), "soft tiny", "middle"))
    parts.append(label(across(0), BOTTOM + 34, "valence", "soft", "middle"))
    parts.append(label(across(0) + 5, TOP + 12, "arousal", "soft"))
    return tag("g", *parts)


def _ellipse(emotion: Emotion, across: Scale, up: Scale) -> Markup:
    """One standard deviation along each axis of the distribution."""
    a, b, c = emotion.sd[0] ** 2, emotion.sd[1] ** 2, emotion.covariance
    middle, half = (a + b) / 2, math.hypot((a - b) / 2, c)
    turn = -math.degrees(0.5 * math.atan2(2 * c, a - b))
    x, y, unit = across(emotion.mean[0]), up(emotion.mean[1]), SIDE / 2
    around = tag(
        "ellipse", cx=x, cy=y, rx=unit * math.sqrt(middle + half), ry=unit * math.sqrt(max(middle - half, 0.0)),
        cls="band", transform=f"rotate({turn:.2f} {x:.2f} {y:.2f})" if turn else "",
    )  # fmt: skip
    return around + tag("circle", cx=x, cy=y, r=3.5, cls="dot")


def _names(emotions: Sequence[Emotion], across: Scale, up: Scale, *, left: bool) -> list[Markup]:
    parts, edge, least = [], across(-1 if left else 1), TOP + 6.0
    for emotion in emotions:
        y = max(up(emotion.mean[1]), least)
        least = y + 20
        beside = edge - 22 if left else edge + 22
        parts.append(line(across(emotion.mean[0]), up(emotion.mean[1]), edge + (-18 if left else 18), y, "guide"))
        parts.append(
            label(beside, y + 4, f"{emotion.name} (n = {count(emotion.n)})", "one-text", "end" if left else "start")
        )
        if emotion.centre:
            x, high = across(emotion.centre[0]), up(emotion.centre[1])
            parts.append(tag("circle", cx=x, cy=high, r=3.5, cls="dot two"))
    return parts


def _said(emotion: Emotion) -> str:
    (v, a), (sv, sa) = emotion.mean, emotion.sd
    where = f", items at {number(emotion.centre[0])} and {number(emotion.centre[1])}" if emotion.centre else ""
    spread = f"valence {number(v)} with standard deviation {number(sv)}, arousal {number(a)} with {number(sa)}"
    return f"{emotion.name}: {spread}{where}, n = {count(emotion.n)}"
