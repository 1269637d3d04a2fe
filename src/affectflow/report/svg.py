"""Drawing in SVG: a few small words that figures are made of.

Colours and type come from CSS variables of `templates/figures.css`, so that one drawing
serves light, dark and print; a drawing that is saved alone carries that style itself.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

STYLE = (Path(__file__).parent / "templates" / "figures.css").read_text(encoding="utf-8")
LETTER = 0.58
"""Width of a letter of the figures' sans-serif type, in parts of its size; on the safe side."""


def tag(name: str, *inside: str, **attributes: float | str | None) -> Markup:
    """An element; `cls` is its class, and an underscore in a name stands for a hyphen."""
    written = "".join(
        f' {"class" if key == "cls" else key.replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    body = "".join(str(part) for part in inside)
    return Markup(f"<{name}{written}>{body}</{name}>" if inside else f"<{name}{written}/>")


def label(x: float, y: float, words: str, cls: str = "", anchor: str = "start") -> Markup:
    """Text at a point; `anchor` is start, middle or end."""
    return tag("text", escape(words), x=x, y=y, cls=cls, text_anchor=None if anchor == "start" else anchor)


def line(x1: float, y1: float, x2: float, y2: float, cls: str, **attributes: str) -> Markup:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, cls=cls, **attributes)


def text_width(words: str, size: float = 13) -> float:
    """About how wide a text will be, in units of the drawing."""
    return len(words) * size * LETTER


def wrap(words: str, width: float, size: float = 13) -> list[str]:
    """A text in lines that are not wider than `width`, broken between words; a count, (n = 5), stays whole."""
    lines: list[str] = []
    for word in re.findall(r"\(n = [^)]*\)|\S+", words):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def drawing(
    name: str, width: float, height: float, title: str, description: str, *parts: str, synthetic: bool
) -> Markup:
    """A whole drawing with its title and description for those who do not see it.

    Args:
        name: its name, unique on the page.
        width: in units of the drawing; one unit is about one pixel on a desktop.
        height: in the same units.
        title: what it is.
        description: what it shows.
        parts: its elements.
        synthetic: whether SYNTHETIC stands in its corner.
    """
    mark = [label(width - 4, height - 6, "SYNTHETIC", "synthetic-mark", "end")] if synthetic else []
    about = [
        tag("title", escape(("SYNTHETIC – " if synthetic else "") + title), id=f"{name}-title"),
        tag("desc", escape(description), id=f"{name}-desc"),
    ]
    return tag(
        "svg", *about, *parts, *mark,
        xmlns="http://www.w3.org/2000/svg", cls="drawing", viewBox=f"0 0 {_short(width)} {_short(height)}",
        role="img", aria_labelledby=f"{name}-title {name}-desc", style=f"--natural:{_short(width)}px",
    )  # fmt: skip


def alone(svg: Markup) -> str:
    """A drawing as a file of its own, with its style inside."""
    head, _, rest = str(svg).partition(">")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}><style>{STYLE}</style>{rest}\n'


@dataclass(frozen=True)
class Scale:
    """From values to places along an axis."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def axis_of(values: list[float], start: float, end: float, *, ticks: int = 5) -> tuple[Scale, list[float], int]:
    """A scale that holds all values, its round ticks, and the decimals that tell them apart."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if high - low < 1e-9 * max(1.0, abs(high)):
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / ticks
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    digits = next(d for d in range(32) if abs(round(step, d) - step) < 1e-6 * step)
    marks = [round(i * step, digits) for i in range(first, last + 1)]
    return Scale(marks[0], marks[-1], start, end), marks, digits


def _short(value: float | str | None) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
