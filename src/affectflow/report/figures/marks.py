"""How the arms of a figure are told apart: by colour and by the shape of their marks."""

from __future__ import annotations

from markupsafe import Markup

from ..svg import tag

TONES = ("one", "two", "three", "four")


def tone(k: int) -> str:
    """The colour of the k-th arm; with more than four arms colours come again."""
    return TONES[k % len(TONES)]


def mark(x: float, y: float, k: int, size: float = 5.5) -> Markup:
    """The mark of the k-th arm around a point: a circle, a square, a diamond or a triangle of about one area."""
    cls, r = f"dot {tone(k)}", size
    if k % len(TONES) == 0:
        return tag("circle", cx=x, cy=y, r=r, cls=cls)
    if k % len(TONES) == 1:
        return tag("rect", x=x - 0.9 * r, y=y - 0.9 * r, width=1.8 * r, height=1.8 * r, cls=cls)
    corners = [(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]
    if k % len(TONES) == 3:
        corners = [(0.0, -1.25), (1.25, 1.0), (-1.25, 1.0)]
    points = " ".join(f"{x + a * r:.2f},{y + b * r:.2f}" for a, b in corners)
    return tag("polygon", points=points, cls=cls)
