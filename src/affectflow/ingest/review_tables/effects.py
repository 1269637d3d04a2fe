"""The effects of a review, as they are given or computed from the numbers of the arms."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...statistics.meta import effect_size
from ...studies.readers.reviews import Effects
from ..files.by_file import present, readable, screened_by_file
from ..rows.answers import numbers
from ..rows.setting_aside import Screen

COLUMNS = ["effect_id", "study_id", "outcome", "measure", "estimate", "standard_error", "n"]
SIZES = ("n", "n1", "n2")


def columns_of(spec: Effects) -> list[str]:
    """The columns of the files that are read."""
    named = (spec.effect, spec.study, spec.outcome_column, spec.estimate, spec.standard_error, spec.n)
    return [name for name in (*named, *spec.arms.values()) if name]


def understood(rows: pd.DataFrame, spec: Effects) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table `effects`, and the quarantine of `missing_cell`, `mojibake`, `not_a_number`, `out_of_range`,
    `undefined_effect` and `duplicate_effect`."""
    texts = {"effect_id": spec.effect, "study_id": spec.study, "outcome": spec.outcome_column}
    given = {"estimate": spec.estimate, "standard_error": spec.standard_error, "n": spec.n} | spec.arms
    called = {column: name for column, name in (texts | given).items() if name}
    told = pd.DataFrame({column: rows[name] for column, name in called.items()}, index=rows.index)
    told = told.assign(file=rows["file"], row=rows["row"])
    told["outcome"] = told["outcome"] if spec.outcome_column else spec.outcome
    told["effect_id"] = told["effect_id"] if spec.effect else told["study_id"] + "#" + told["row"].astype("str")
    found = {name: numbers(told[name], spec.writing.decimal) for name, column in given.items() if column}
    y, v = _sizes(found, spec)
    needed = ["effect_id", "study_id", "outcome", *(name for name in found if name != "n" or spec.arms)]
    screens = [
        *present(told, needed),
        *readable(told, ["study_id", "outcome"]),
        *(Screen("not_a_number", name, value.isna() & told[name].notna(), "a number") for name, value in found.items()),
        *(
            Screen("out_of_range", name, found[name] <= 0, "a number above 0")
            for name in ("standard_error", "sd1", "sd2", *SIZES)
            if name in found
        ),
        *(
            Screen("out_of_range", name, (found[name] < 0) | (found[name] > found[size]), "0 to the arm's n")
            for name, size in (("events1", "n1"), ("events2", "n2"), ("events", "n"))
            if name in found
        ),
        Screen("undefined_effect", "study_id", v.isna(), f"numbers of which {spec.measure} and its error are defined"),
        Screen("duplicate_effect", "effect_id", told.duplicated("effect_id"), "one row; the first is kept"),
    ]
    good, bad = screened_by_file(told, screens, called)
    size = found.get("n", found["n1"] + found["n2"] if "n1" in found else pd.Series(np.nan, told.index))
    kept = good.index
    whole = good.assign(
        measure=spec.measure, estimate=y.loc[kept], standard_error=np.sqrt(v.loc[kept]), n=size.loc[kept]
    )
    return whole[COLUMNS], bad


def _sizes(found: dict[str, pd.Series], spec: Effects) -> tuple[pd.Series, pd.Series]:
    if not spec.arms:
        error = found["standard_error"]
        return found["estimate"], (error**2).where(error > 0)
    index = next(iter(found.values())).index
    raw = {name: value.to_numpy() for name, value in found.items()}
    y, v = effect_size(
        spec.measure, raw, zero_cells=spec.zero_cells, correction=spec.correction, variance=spec.variance
    )
    return pd.Series(y, index), pd.Series(v, index)
