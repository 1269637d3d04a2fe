"""What a reader of a meta-analysis must be told before its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ...studies.analyse.meta_analysis import MetaAnalysis
from .fitting import Fitted, weights

LEAST_DF = 4


def doubts(rows: pd.DataFrame, fitted: Fitted | None, asked: MetaAnalysis, told: dict[str, Any]) -> Iterator[str]:
    """Sentences that begin with a name.

    Args:
        rows: what was pooled.
        fitted: the model; none below two studies.
        asked: the spec.
        told: the document's `pooled`, `moderators` and `cumulative`.
    """
    k = rows["study"].nunique()
    if fitted is None:
        yield f"few_studies: {k} studies cannot be pooled."
        return
    if k < 5:
        yield f"few_studies: tau2 of {k} studies is hardly known."
    if k < 10:
        yield f"few_studies_for_bias: Egger's test and trim and fill have little power with {k} studies."
    if not fitted.model.converged:
        yield f"not_converged: {asked.method} did not settle."
    if fitted.model.untruncated < 0:
        raw = float(fitted.model.untruncated)
        yield f"truncated_tau2: the moment estimate of tau2 is {raw:.4g} and was set to 0."
    if asked.dependent == "multilevel" and k == len(rows):
        yield "all_single: no study has two estimates, and variance within studies cannot be told from that between."
    below = int((weights(rows, fitted) < 0).sum())
    if below:
        yield f"negative_weights: {below} effects weigh less than 0, as their errors are assumed to follow better ones."
    yield from _of_parts(told)


def _of_parts(told: dict[str, Any]) -> Iterator[str]:
    pooled, moderators, cumulative = told["pooled"], told["moderators"], told["cumulative"]
    named = {"the pooled effect": pooled} | moderators.get("coefficients", {})
    few = [name for name, one in named.items() if "cr2" in one.get("method", "") and one["df"] < LEAST_DF]
    few += (
        ["all moderators"]
        if moderators and moderators["qm"].get("method") == "HTZ" and moderators["qm"]["df2"] < LEAST_DF
        else []
    )
    if few:
        yield f"few_degrees_of_freedom: below {LEAST_DF} the p-values of {', '.join(few)} are not to be trusted."
    if moderators.get("uncoded"):
        yield f"uncoded_studies: {moderators['uncoded']} studies lack a moderator and are left out of its model."
    yield from moderators.get("warnings", [])
    if cumulative.get("uncoded"):
        yield f"uncoded_steps: {cumulative['uncoded']} studies lack {cumulative['by']} and never come in."
