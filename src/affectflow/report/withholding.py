"""Takes out of results what may not leave this machine, before any section of the report sees them.

A report is made to be passed on. So it is written without what licence and consent keep
here, and says so in its place; `affectflow.release` holds its pages against them again.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..studies import Dataset
from ..studies.permission import forbidden_by
from .results import Results
from .withholding_analyses import WITHHELD, as_it_may_be_shown


def without_what_stays(results: Results, dataset: Dataset, *, synthetic: bool) -> Results:
    """The results as a report may show them.

    Args:
        results: what was found.
        dataset: the corpus, with its licence and consent.
        synthetic: whether the data is the twin's, which may be shown; what models were
            asked and answered is real in its run too.

    Returns:
        the same, with the word "withheld" for texts and names in tables, numbers for
        the names of raters and disputed items, and one count for the reasons why participants
        left.
    """
    analyses = {
        name: found if synthetic else as_it_may_be_shown(found, dataset) for name, found in results.analyses.items()
    }
    quarantine = _quarantine(results.quarantine, dataset, synthetic)
    return replace(results, analyses=analyses, quarantine=quarantine, responses=_responses(results.responses, dataset))


def _responses(frame: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    kept = [column for column in ("asked", "text") if forbidden_by(dataset, "responses", column)]
    return frame.assign(**dict.fromkeys(kept, WITHHELD))


def _quarantine(frame: pd.DataFrame, dataset: Dataset, synthetic: bool) -> pd.DataFrame:
    elicited = frame["stage"] == "elicit"
    hidden = frame.copy()
    if forbidden_by(dataset, "responses", "text"):
        hidden["found"] = hidden["found"].mask(elicited, WITHHELD)
    for column in ("item_id", "file", "found"):
        if not synthetic and forbidden_by(dataset, "quarantine", column):
            hidden[column] = hidden[column].mask(~elicited & hidden[column].notna(), WITHHELD)
    return hidden
