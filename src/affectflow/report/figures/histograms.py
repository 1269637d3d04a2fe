"""Distributions of numbers as bars over their axis, one panel for each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..numbers import count, number
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width

PANEL, TALL, TOP, FOOT, GAP = 340, 220, 46, 52, 40


@dataclass(frozen=True)
class Histogram:
    """A panel: its title, what is said under it, and how many lie between each two edges.

    Attributes:
        spans: low and high end of each bar, in the unit of the axis.
    """

    title: str
    note: str
    spans: Sequence[tuple[float, float]]
    counts: Sequence[float]


def at_values(values: Sequence[float]) -> list[tuple[float, float]]:
    """Spans of bars that stand on single values."""
    gaps = [b - a for a, b in itertools.pairwise(values)]
    half = 0.4 * min(gaps, default=1.0)
    return [(value - half, value + half) for value in values]


def between(edges: Sequence[float]) -> list[tuple[float, float]]:
    """Spans of bars between edges."""
    return list(itertools.pairwise(edges))


def histograms(name: str, title: str, axis: str, panels: Sequence[Histogram], *, synthetic: bool) -> Markup:
    """Panels on the same horizontal axis; the highest bar of each is told.

    Args:
        name: the drawing's name, unique on the page.
        title: what is distributed.
        axis: what the horizontal axis is, with its unit.
        panels: two stand side by side, more below.
        synthetic: whether the drawing is marked as synthetic.
    """
    across = min(len(panels), 2)
    ends = [end for panel in panels for span in panel.spans for end in span]
    left = 12 + max((text_width(_highest(panel), 11) for panel in panels), default=0.0)
    parts = []
    for i, panel in enumerate(panels):
        x, y = (i % across) * (PANEL + GAP), (i // across) * TALL
        scale, ticks, decimals = axis_of(ends, x + left, x + PANEL)
        parts.append(_panel(panel, x, y, scale, ticks, decimals, axis))
    width, height = across * PANEL + (across - 1) * GAP + 16, -(-len(panels) // across) * TALL + 14
    about = "; ".join(f"{panel.title}, {panel.note}" for panel in panels)
    return drawing(name, width, height, title, f"{axis}. {about}.", *parts, synthetic=synthetic)


def _panel(
    panel: Histogram, x: float, y: float, scale: Scale, ticks: Sequence[float], decimals: int, axis: str
) -> Markup:
    top, bottom, most = y + TOP, y + TALL - FOOT, max(panel.counts, default=0) or 1
    parts = [label(x, y + 16, panel.title, "strong"), label(x, y + 34, panel.note, "soft")]
    for (low, high), value in zip(panel.spans, panel.counts, strict=True):
        tall = (bottom - top) * value / most
        wide = max(scale(high) - scale(low) - 1, 0.5)
        parts.append(tag("rect", x=scale(low), y=bottom - tall, width=wide, height=tall, cls="heat", fill_opacity=0.6))
    parts += [
        label(scale.start - 6, top + 10, _highest(panel), "tiny", "end"),
        label(scale.start - 6, bottom, "0", "tiny", "end"),
    ]
    parts.append(line(scale.start, bottom, scale.end, bottom, "axis"))
    for tick in ticks:
        parts.append(line(scale(tick), bottom, scale(tick), bottom + 4, "axis"))
        parts.append(label(scale(tick), bottom + 17, number(tick, decimals), "soft tiny", "middle"))
    parts.append(label((scale.start + scale.end) / 2, bottom + 35, axis, "soft", "middle"))
    return tag("g", *parts)


def _highest(panel: Histogram) -> str:
    """The count of the highest bar, in words."""
    return count(max(panel.counts, default=0) or 1)
