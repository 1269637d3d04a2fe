"""Flow diagrams: boxes from top to bottom, and beside the way what left it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..svg import drawing, label, line, tag, wrap

LINE, PAD, GAP, ASIDE = 17, 11, 26, 34
FLOW, WAY = 340, 190
"""Width of a whole flow, which a phone shows without scrolling, and of the boxes on its way."""


@dataclass(frozen=True)
class Box:
    """A box: its first line is strong. A side box stands right of the way."""

    lines: Sequence[str]
    side: bool = False

    def wrapped(self, width: float) -> list[str]:
        """Its lines, broken to the width of the box."""
        return [part for words in self.lines for part in wrap(words, width - 2 * PAD, 13)]

    def height(self, width: float) -> float:
        """Its height at a width."""
        return LINE * len(self.wrapped(width)) + 2 * PAD - 2


@dataclass(frozen=True)
class Placed:
    """Where a box stands."""

    x: float
    y: float
    width: float
    box: Box

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.box.height(self.width)

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


def column(boxes: Sequence[Box], x: float, y: float, width: float, side_width: float) -> tuple[list[Markup], Placed]:
    """Boxes below each other with arrows; side boxes hang right of the arrow that passes them.

    Returns:
        the elements, and the last box on the way.
    """
    parts: list[Markup] = []
    last: Placed | None = None
    for box in boxes:
        if box.side and last:
            aside = Placed(x + width / 2 + ASIDE, y, side_width, box)
            centre = (aside.y + aside.bottom) / 2
            parts += [draw(aside), arrow(x + width / 2, centre, aside.x, centre)]
            y = aside.bottom + GAP * 0.6
            continue
        here = Placed(x, y, width, box)
        if last:
            parts.append(arrow(last.middle, last.bottom, here.middle, here.y))
        parts.append(draw(here))
        last, y = here, here.bottom + GAP
    assert last
    return parts, last


def draw(placed: Placed) -> Markup:
    """A box with its text."""
    lines = placed.box.wrapped(placed.width)
    strong = len(wrap(placed.box.lines[0], placed.width - 2 * PAD, 13))
    height = placed.box.height(placed.width)
    kind = "box side" if placed.box.side else "box"
    frame = tag("rect", x=placed.x, y=placed.y, width=placed.width, height=height, rx=5, cls=kind)
    texts = [
        label(placed.x + PAD, placed.y + PAD + LINE * (i + 0.68), words, "strong" if i < strong else "")
        for i, words in enumerate(lines)
    ]
    return tag("g", frame, *texts)


def arrow(x1: float, y1: float, x2: float, y2: float) -> Markup:
    """A straight arrow, to the right or down."""
    if x1 == x2:
        head = f"{x2 - 4},{y2 - 7} {x2 + 4},{y2 - 7} {x2},{y2}"
    else:
        head = f"{x2 - 7},{y2 - 4} {x2 - 7},{y2 + 4} {x2},{y2}"
    return line(x1, y1, x2, y2, "arrow") + tag("polygon", points=head, cls="head")


def flow(name: str, title: str, boxes: Sequence[Box], *, synthetic: bool) -> Markup:
    """One way from top to bottom, with what was removed beside it."""
    parts, last = column(boxes, 1, 2, WAY, FLOW - 1 - (1 + WAY / 2 + ASIDE))
    about = "; ".join(", ".join(box.lines) for box in boxes)
    return drawing(name, FLOW, last.bottom + 24, title, about, *parts, synthetic=synthetic)
