"""Answers of named raters on the scales of a corpus, from files of any form, as ratings."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ...studies.readers.columns import Scale
from ..files.by_file import present, screened_by_file
from ..long_table.ratings import ratings
from .answers import understood
from .setting_aside import quarantine

COLUMNS = ("item_id", "rater_id", "scale", "answer", "file", "row")


def named_answers(
    rows: pd.DataFrame, scales: Mapping[str, Scale], named: pd.Series, usable: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read answers by their scales.

    Args:
        rows: `COLUMNS`; item, rater and answer as text, and where each answer stands.
        scales: what may be answered on each scale.
        named: ids of all items that the corpus names.
        usable: ids of the items that can be used.

    Returns:
        the ratings table; the quarantine of `missing_cell`, `unknown_label`, `not_a_number`,
        `out_of_range`, `unknown_item`, `item_left_out` and `duplicate_rating`.
    """
    parts, aside = [], []
    for scale, part in rows.groupby("scale", sort=True):
        meaning, screens = understood(part["answer"], scales[str(scale)])
        told = [*present(part, ["item_id", "rater_id", "answer"]), *screens]
        good, bad = screened_by_file(part, told, {})
        parts.append(good.drop(columns="answer").join(meaning))
        aside.append(bad)
    found, rest = ratings(parts, named, usable)
    return found, quarantine(*aside, rest)
