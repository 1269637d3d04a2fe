"""Whether an event happened, by the values of a measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..errors import Problem, StudyError
from ..studies.analyse.happened import Happened

SIDES = {"at_least": np.greater_equal, "above": np.greater, "at_most": np.less_equal, "below": np.less}


def happened(values: pd.DataFrame, occasions: Sequence[str], event: Happened | None, *, place: str) -> pd.DataFrame:
    """1 where the event happened, 0 where not, NaN where that is not known, one column for each occasion.

    Args:
        values: of one measure, persons by occasions.
        occasions: at which events are looked for.
        event: what it is; None takes values of 0 and 1 as they are.
        place: the spec, for errors.

    Raises:
        StudyError: when values are neither 0 nor 1 and no event is declared.
    """
    own = values[list(occasions)]
    if event is None:
        return _zero_or_one(own, place)
    outcome = own.sub(values[event.baseline], axis=0) if event.baseline else own
    hit = np.asarray(SIDES[event.direction](outcome.to_numpy(dtype=float), event.threshold), dtype=float)
    return pd.DataFrame(hit, outcome.index, outcome.columns).where(outcome.notna())


def _zero_or_one(own: pd.DataFrame, place: str) -> pd.DataFrame:
    wrong = sorted(set(own.stack().dropna()) - {0.0, 1.0})
    if wrong:
        hint = "say with 'event' which values are the event"
        found = f"values of {', '.join(f'{value:g}' for value in wrong[:3])}"
        raise StudyError(Problem("study", f"{place}.measure", found, "0 and 1", hint))
    return own
