"""Flow diagrams: boxes from top to bottom, and beside the way what left it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..svg import drawing, label, line, tag, wrap

LINE, PAD, GAP = 17, 11, 26
NARROW, INSET = 330, 34
"""Width of a drawing for a phone, and how far right what left the way stands there."""


@dataclass(frozen=True)
class Box:
    """A box: its first line is strong. A side box stands right of the way."""

    lines: Sequence[str]
    side: bool = False

    def wrapped(self, width: float) -> list[str]:
        """Its lines, broken to the width of the box."""
        return [part for words in self.lines for part in wrap(_tied(words), width - 2 * PAD, 13)]

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
            aside = Placed(x + width / 2 + 34, y, side_width, box)
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


def stacked(boxes: Sequence[Box], x: float, y: float) -> tuple[list[Markup], Placed]:
    """Boxes below each other as wide as a phone; side boxes stand below the way that they left, further right.

    Returns:
        the elements, and the last box.
    """
    parts: list[Markup] = []
    last: Placed | None = None
    spine = x + INSET / 2
    for box in boxes:
        left = x + INSET if box.side else x
        here = Placed(left, y, NARROW - 1 - left, box)
        if box.side:
            centre = (here.y + here.bottom) / 2
            start = last.bottom if last else here.y
            parts += [line(spine, start, spine, here.bottom, "arrow"), arrow(spine, centre, here.x, centre)]
        elif last:
            parts.append(arrow(spine, last.bottom, spine, here.y))
        parts.append(draw(here))
        last, y = here, here.bottom + GAP * (0.6 if box.side else 1)
    assert last
    return parts, last


def draw(placed: Placed) -> Markup:
    """A box with its text."""
    lines = placed.box.wrapped(placed.width)
    strong = len(wrap(_tied(placed.box.lines[0]), placed.width - 2 * PAD, 13))
    height = placed.box.height(placed.width)
    kind = "box side" if placed.box.side else "box"
    frame = tag("rect", x=placed.x, y=placed.y, width=placed.width, height=height, rx=5, cls=kind)
    texts = [
        label(placed.x + PAD, placed.y + PAD + LINE * (i + 0.68), words, "strong" if i < strong else "")
        for i, words in enumerate(lines)
    ]
    return tag("g", frame, *texts)


def _tied(words: str) -> str:
    """Words in which no line begins or ends with a sign."""
    return words.replace(" = ", "\u00a0=\u00a0")


def arrow(x1: float, y1: float, x2: float, y2: float) -> Markup:
    """A straight arrow, to the right or down."""
    if x1 == x2:
        head = f"{x2 - 4},{y2 - 7} {x2 + 4},{y2 - 7} {x2},{y2}"
    else:
        head = f"{x2 - 7},{y2 - 4} {x2 - 7},{y2 + 4} {x2},{y2}"
    return line(x1, y1, x2, y2, "arrow") + tag("polygon", points=head, cls="head")


def flow(name: str, title: str, boxes: Sequence[Box], *, synthetic: bool) -> Markup:
    """One way from top to bottom, with what was removed beside it."""
    parts, last = column(boxes, 1, 2, 300, 360)
    about = "; ".join(", ".join(box.lines) for box in boxes)
    return drawing(name, 560, last.bottom + 24, title, about, *parts, synthetic=synthetic)


def narrow_flow(name: str, title: str, boxes: Sequence[Box], *, synthetic: bool) -> Markup:
    """The same for a phone."""
    parts, last = stacked(boxes, 1, 2)
    about = "; ".join(", ".join(box.lines) for box in boxes)
    return drawing(f"{name}-narrow", NARROW, last.bottom + 24, title, about, *parts, synthetic=synthetic)
