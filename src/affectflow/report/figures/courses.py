"""Many values along one axis, such as traces over time: faint lines, and those that matter by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from ..numbers import is_undefined, number
from ..svg import Scale, axis_of, drawing, label, line, tag, text_width

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 760, 320, 28, 262, 58
Values = Sequence[float | None]
DASHES = ("", "7 4", "2 4", "9 3 2 3")


def courses(
    name: str,
    title: str,
    along: Sequence[float],
    lines: Mapping[str, Values],
    strong: Mapping[str, Values],
    axes: tuple[str, str],
    *,
    synthetic: bool,
) -> Markup:
    """Lines over a common axis.

    Args:
        name: the drawing's name, unique on the page.
        title: what the drawing is.
        along: places on the horizontal axis, ascending.
        lines: faint lines by name; a value that is undefined breaks its line.
        strong: lines on top of them, each named at its end.
        axes: what the horizontal and the vertical axis are, with their units.
        synthetic: whether the drawing is marked as synthetic.
    """
    known = [
        float(v)
        for line_ in [*lines.values(), *strong.values()]
        for v in line_
        if v is not None and not is_undefined(v)
    ]
    up, ticks, digits = axis_of(known, BOTTOM, TOP)
    right = WIDTH - 18 - max((text_width(words) for words in strong), default=0)
    across = Scale(along[0], max(along[-1], along[0] + 1e-9), LEFT, right)
    parts = [_frame(across, up, (ticks, digits), axes)]
    parts += [
        tag("path", d=_path(along, line_, across, up), cls="bar", style="stroke-width:1;opacity:.3")
        for line_ in lines.values()
    ]
    for k, line_ in enumerate(strong.values()):
        tone, dash = ("two" if k % 2 == 0 else ""), DASHES[k % len(DASHES)]
        parts.append(tag("path", d=_path(along, line_, across, up), cls=f"bar {tone}", stroke_dasharray=dash))
    for k, (words, y) in enumerate(_ends(strong, up).items()):
        parts.append(label(right + 8, y + 4, words, "two-text" if k % 2 == 0 else "one-text"))
    told = "; ".join(f"{words}: {_range(line_)}" for words, line_ in [*strong.items(), *lines.items()])
    return drawing(name, WIDTH, HEIGHT, title, f"{axes[1]} against {axes[0]}. {told}.", *parts, synthetic=synthetic)


def _path(along: Sequence[float], values: Values, across: Scale, up: Scale) -> str:
    steps, pen = [], "M"
    for x, y in zip(along, values, strict=True):
        if y is None or is_undefined(y):
            pen = "M"
            continue
        steps.append(f"{pen}{across(x):.1f} {up(y):.1f}")
        pen = "L"
    return "".join(steps)


def _frame(across: Scale, up: Scale, ticks: tuple[list[float], int], axes: tuple[str, str]) -> Markup:
    rules = [
        line(LEFT, up(t), across.end, up(t), "rule") + label(LEFT - 8, up(t) + 4, number(t, ticks[1]), "soft", "end")
        for t in ticks[0]
    ]
    _, marks, digits = axis_of([across.low, across.high], across.start, across.end, ticks=8)
    names = [
        label(across(m), BOTTOM + 18, number(m, digits), "soft", "middle")
        for m in marks
        if across.low <= m <= across.high + 1e-9
    ]
    middle = (across.start + across.end) / 2
    return tag(
        "g", *rules, *names, label(middle, BOTTOM + 38, axes[0], "soft", "middle"), label(0, 12, axes[1], "soft")
    )


def _ends(strong: Mapping[str, Values], up: Scale) -> dict[str, float]:
    """Where the name of each line stands, pushed apart where names would overlap; in the order of the lines."""
    last = {words: [v for v in line_ if v is not None and not is_undefined(v)] for words, line_ in strong.items()}
    places = sorted((up(values[-1]), words) for words, values in last.items() if values)
    moved: dict[str, float] = {}
    for y, words in places:
        moved[words] = max(y, max(moved.values()) + 16) if moved else y
    return {words: moved[words] for words in strong if words in moved}


def _range(values: Values) -> str:
    known = [v for v in values if v is not None and not is_undefined(v)]
    return f"from {number(min(known), 2)} to {number(max(known), 2)}" if known else "no value"
