"""Agreement of each pair, as a square: one value above the diagonal, another below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from ..numbers import is_undefined, number
from ..svg import drawing, label, tag, text_width

CELL, HIGH, FULLEST = 50, 32, 0.6

Pairs = Mapping[tuple[int, int], float | None]


def pairs(
    name: str, title: str, names: Sequence[str], above: Pairs, below: Pairs, words: tuple[str, str], *, synthetic: bool
) -> Markup:
    """Squares that are fuller where the value is nearer to 1; negative values have another colour.

    Args:
        name: the drawing's name, unique on the page.
        title: what the drawing is.
        names: of the annotators, in the order of rows and columns.
        above, below: value of a pair (first, second), first before second; None where undefined.
        words: what stands above the diagonal, and what below.
        synthetic: whether the drawing is marked as synthetic.
    """
    left = 14 + max(text_width(one) for one in names)
    top = 30 + 0.72 * max(text_width(one, 12) for one in names)
    parts = [label(0, 14, f"above the diagonal: {words[0]}; below: {words[1]}", "soft")]
    for i, one in enumerate(names):
        x, y = left + (i + 0.5) * CELL, top - 8
        parts.append(label(left - 8, top + (i + 0.5) * HIGH + 4, one, "strong", "end"))
        parts.append(tag("text", one, x=x, y=y, cls="soft", transform=f"rotate(-45 {x:.1f} {y:.1f})"))
    for (i, j), value in above.items():
        parts.append(_square(left + j * CELL, top + i * HIGH, value))
    for (i, j), value in below.items():
        parts.append(_square(left + i * CELL, top + j * HIGH, value))
    width = max(
        left + CELL * len(names) + 60, 14 + text_width(f"above the diagonal: {words[0]}; below: {words[1]}", 12)
    )
    told = "; ".join(
        f"{names[i]} and {names[j]}: {_said(value)}, {_said(below.get((i, j)))}" for (i, j), value in above.items()
    )
    described = f"{words[0]}, {words[1]} of each pair. {told}."
    return drawing(name, width, top + HIGH * len(names) + 26, title, described, *parts, synthetic=synthetic)


def _square(x: float, y: float, value: float | None) -> Markup:
    frame = tag("rect", x=x, y=y, width=CELL - 2, height=HIGH - 2, cls="frame")
    words = label(x + CELL / 2 - 1, y + HIGH / 2 + 3, _said(value), "tiny", "middle")
    if value is None or is_undefined(value):
        return frame + words
    fill = f"{FULLEST * min(abs(value), 1.0):.3f}"
    colour = "heat" if value >= 0 else "dot two"
    full = tag("rect", x=x, y=y, width=CELL - 2, height=HIGH - 2, cls=colour, style=f"fill-opacity:{fill};stroke:none")
    return full + frame + words


def _said(value: float | None) -> str:
    return "–" if value is None or is_undefined(value) else number(value, 2)
