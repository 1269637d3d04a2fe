"""Counts of labels as bars: one row for each label, one column for each panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..numbers import count, percent
from ..svg import drawing, label, line, tag, text_width

ROW, TOP, WIDTH, GAP = 26, 50, 720, 26
LONGEST = 24


@dataclass(frozen=True)
class Counted:
    """A panel: its title, what is said under it, and the counts in the order of the labels."""

    title: str
    note: str
    counts: Sequence[float]


def bars(name: str, title: str, labels: Sequence[str], panels: Sequence[Counted], *, synthetic: bool) -> Markup:
    """Bars of each label's share, on the same scale in all panels, with the count at their ends.

    Args:
        name: the drawing's name, unique on the page.
        title: what is counted.
        labels: what the rows are.
        panels: up to three stand side by side, more below.
        synthetic: whether the drawing is marked as synthetic.
    """
    short = [words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…" for words in labels]
    left = 14 + max(text_width(words) for words in short)
    across = min(len(panels), 3)
    wide = (WIDTH - left - GAP * (across - 1)) / across
    tall = TOP + ROW * len(labels) + 16
    most = max((_share(panel, value) for panel in panels for value in panel.counts), default=1.0) or 1.0
    parts = []
    for i, panel in enumerate(panels):
        x, y = left + (i % across) * (wide + GAP), (i // across) * tall
        parts.append(_panel(panel, x, y, wide, most))
        if i % across == 0:
            parts += [
                label(left - 10, y + TOP + ROW * (j + 0.5) + 4, words, "", "end") for j, words in enumerate(short)
            ]
    height = -(-len(panels) // across) * tall + 14
    about = "; ".join(f"{panel.title}, {panel.note}: {_said(panel, labels)}" for panel in panels)
    return drawing(name, WIDTH, height, title, about, *parts, synthetic=synthetic)


def _panel(panel: Counted, x: float, y: float, width: float, most: float) -> Markup:
    parts = [label(x, y + 16, panel.title, "strong"), label(x, y + 34, panel.note, "soft")]
    told = [f"{percent(_share(panel, value), 1)} ({count(value)})" for value in panel.counts]
    room = width - 8 - max((text_width(words, 11) for words in told), default=0.0)
    for j, (value, words) in enumerate(zip(panel.counts, told, strict=True)):
        top, length = y + TOP + ROW * j + 4, max(room, 20.0) * _share(panel, value) / most
        parts.append(tag("rect", x=x, y=top, width=length, height=ROW - 8, cls="heat", fill_opacity=0.6))
        parts.append(label(x + length + 6, top + ROW / 2, words, "tiny"))
    bottom = y + TOP + ROW * len(panel.counts)
    return tag("g", *parts, line(x, y + TOP, x, bottom, "axis"))


def _share(panel: Counted, value: float) -> float:
    total = sum(panel.counts)
    return value / total if total else 0.0


def _said(panel: Counted, labels: Sequence[str]) -> str:
    pairs = zip(labels, panel.counts, strict=True)
    return ", ".join(f"{words} {percent(_share(panel, value), 1)}" for words, value in pairs)
