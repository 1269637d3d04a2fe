"""What an answer in a file means on its scale: a label, a set of labels, or a number within a range."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...errors import did_you_mean
from ...studies.readers.columns import Scale
from .setting_aside import Screen

BAR = "|"
"""Between the members of a set, in the table of ratings."""


def numbers(cells: pd.Series, decimal: str = ".") -> pd.Series:
    """Cells as finite numbers; NaN where they are none.

    A point in a file whose decimals follow a comma separates thousands or is a slip: such a
    cell is no number.
    """
    texts = cells
    if decimal != ".":
        texts = cells.mask(cells.str.contains(".", regex=False, na=False)).str.replace(decimal, ".", regex=False)
    found = pd.to_numeric(texts, errors="coerce").astype(float)
    return found.where(np.isfinite(found))


def understood(cells: pd.Series, scale: Scale, decimal: str = ".") -> tuple[pd.DataFrame, list[Screen]]:
    """Read answers by their scale.

    Args:
        cells: the answers as text, named as their column.
        scale: what is allowed.
        decimal: the sign before decimals.

    Returns:
        `label` and `value`, one of which is missing throughout, in the index of the cells;
        the screens that the answers must pass: `unknown_label`, `not_a_number` or `out_of_range`.
    """
    column = str(cells.name)
    if scale.low is not None and scale.high is not None:
        value = numbers(cells, decimal)
        span = f"a number from {scale.low:g} to {scale.high:g}"
        off = value.notna() & ~value.between(scale.low, scale.high)
        screens = [
            Screen("not_a_number", column, value.isna() & cells.notna(), span),
            Screen("out_of_range", column, off, span),
        ]
        return pd.DataFrame({"label": pd.Series(None, cells.index, dtype="str"), "value": value}), screens
    known = {text: _label(text, scale) for text in cells.dropna().unique()}
    label = cells.map({text: label for text, label in known.items() if label is not None}).astype("str")
    return pd.DataFrame({"label": label, "value": np.nan}), _unknown(cells, label, scale)


def _label(text: str, scale: Scale) -> str | None:
    parts = [part.strip() for part in text.split(scale.separator)] if scale.separator else [text]
    members = sorted({scale.words.get(part, part) for part in parts if part})
    allowed = all(BAR not in member and (scale.open or member in scale.labels) for member in members)
    return BAR.join(members) if members and allowed else None


def _unknown(cells: pd.Series, label: pd.Series, scale: Scale) -> list[Screen]:
    bad = cells.notna() & label.isna()
    words = [*scale.labels, *scale.words]
    allowed = ", ".join(words) if words else f"a label without '{BAR}', which stands between members of a set"
    return near_misses("unknown_label", cells, bad, words, allowed)


def near_misses(reason: str, cells: pd.Series, bad: pd.Series, words: list[str], allowed: str) -> list[Screen]:
    """Screens for wrong words, one for each allowed word that may have been meant."""
    hints = {text: did_you_mean(text, words) for text in cells[bad].unique()}
    hint_of = cells.map(hints)
    return [
        Screen(reason, str(cells.name), bad & (hint_of == hint), f"{allowed}. {hint}" if hint else allowed)
        for hint in sorted(set(hints.values()))
    ]
