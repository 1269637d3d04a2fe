"""Matrices of shares, as squares that are fuller where the share is higher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..numbers import is_undefined, number
from ..svg import drawing, label, tag, text_width

FULLEST = 0.6
"""Opacity of a share of 1: the ink on it keeps a contrast of 4.5 to 1 in light and dark."""


@dataclass(frozen=True)
class Matrix:
    """Shares in [0, 1]; rows are true classes."""

    title: str
    shares: Sequence[Sequence[float | None]]


def panels(
    name: str,
    title: str,
    groups: Sequence[tuple[str, Sequence[Matrix]]],
    labels: Sequence[str],
    *,
    across: int,
    synthetic: bool,
) -> Markup:
    """Groups of small matrices side by side; labels are shortened to three letters.

    Args:
        name: the drawing's name, unique on the page.
        title: what the drawing is.
        groups: name of a group and its matrices.
        labels: the classes, in the order of rows and columns.
        across: groups in a row.
        synthetic: whether the drawing is marked as synthetic.
    """
    cell, gap = 30, 34
    short = [words[:3] for words in labels]
    block = max(len(matrices) for _, matrices in groups) * (cell * len(labels) + 12) + 34
    tall = cell * len(labels) + 66
    parts = []
    for i, (words, matrices) in enumerate(groups):
        x, y = (i % across) * (block + gap), (i // across) * tall
        parts.append(label(x + 32, y + 14, words, "strong"))
        for j, matrix in enumerate(matrices):
            left = x + 32 + j * (cell * len(labels) + 12)
            parts.append(_small(matrix, left, y + 34, cell, short, rows=j == 0))
    width = across * block + (across - 1) * gap
    height = -(-len(groups) // across) * tall + 16
    about = "; ".join(f"{words}, {m.title}: {_said(m, labels)}" for words, matrices in groups for m in matrices)
    return drawing(name, width, height, title, about, *parts, synthetic=synthetic)


def confusion(
    name: str, title: str, counts: Sequence[Sequence[float]], labels: Sequence[str], *, synthetic: bool
) -> Markup:
    """A large confusion matrix: counts, and below each its share of the row (the class's recall on the diagonal)."""
    cell, high, left, top = 104, 60, 40 + max(text_width(words) for words in labels), 54
    parts = [
        label(left + cell * len(labels) / 2, 16, "predicted class", "soft", "middle"),
        label(0, top - 14, "true class", "soft"),
    ]
    digits = 0 if all(float(value).is_integer() for row in counts for value in row) else 1
    for i, (row, words) in enumerate(zip(counts, labels, strict=True)):
        y, total = top + i * high, sum(row)
        parts.append(label(left - 12, y + high / 2 + 4, words, "strong", "end"))
        parts.append(label(left + (i + 0.5) * cell, top - 14, words, "strong", "middle"))
        for j, value in enumerate(row):
            x = left + j * cell
            parts.append(_square(x, y, cell - 2, high - 2, value / total if total else None))
            parts.append(label(x + cell / 2, y + 27, number(value, digits), "strong", "middle"))
            parts.append(label(x + cell / 2, y + 45, number(value / total, 2) if total else "–", "tiny", "middle"))
    width, height = left + cell * len(labels) + 4, top + high * len(labels) + 24
    shares = [[v / sum(row) if sum(row) else None for v in row] for row in counts]
    return drawing(name, width, height, title, _said(Matrix("", shares), labels), *parts, synthetic=synthetic)


def _small(matrix: Matrix, x: float, y: float, cell: float, short: Sequence[str], *, rows: bool) -> Markup:
    parts = [label(x + cell * len(short) / 2, y - 5, matrix.title, "soft tiny", "middle")]
    bottom = y + cell * len(short) + 13
    parts += [label(x + (j + 0.5) * cell, bottom, words, "soft tiny", "middle") for j, words in enumerate(short)]
    for i, row in enumerate(matrix.shares):
        parts += [label(x - 5, y + (i + 0.5) * cell + 4, short[i], "soft tiny", "end")] if rows else []
        for j, share in enumerate(row):
            parts.append(_square(x + j * cell, y + i * cell, cell - 1, cell - 1, share))
            said = "–" if is_undefined(share) else number(share, 2).replace("0.", ".")
            parts.append(label(x + (j + 0.5) * cell, y + (i + 0.5) * cell + 4, said, "tiny", "middle"))
    return tag("g", *parts)


def _square(x: float, y: float, width: float, height: float, share: float | None) -> Markup:
    frame = tag("rect", x=x, y=y, width=width, height=height, cls="frame")
    if share is None or is_undefined(share):
        return frame
    fill: dict[str, Any] = {"fill_opacity": f"{FULLEST * share:.3f}"}
    return tag("rect", x=x, y=y, width=width, height=height, cls="heat", **fill) + frame


def _said(matrix: Matrix, labels: Sequence[str]) -> str:
    rows = zip(labels, matrix.shares, strict=True)
    return ", ".join(f"{words} {' '.join(number(v, 2, 'no items') for v in row)}" for words, row in rows)
