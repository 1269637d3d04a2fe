"""The rule `within_sampling_error`: raters' estimated confusion matrices against the planted ones."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...errors import Problem, StudyError
from ...statistics.matrix_deviation import largest_deviation

ALPHA = 0.05
"""Probability that matrices which differ by sampling alone fail the rule, at most."""

LEAST_VOTES = 5.0
"""Rows with fewer expected votes are not compared."""

Names = dict[str, list[str]]


def within_sampling_error(place: str, planted: list[Any], observed: list[Any]) -> dict[str, Any]:
    """Compare every cell of R matrices of C x C, rows being classes.

    Raters and classes are matched by name where both sides name them (`ids` beside the
    planted matrices and beside the observed document, `labels` beside the planted matrices
    and in the observed document), else by order.

    Args:
        place: the check in the study, for errors.
        planted: what the matrices lie in, and the matrices, [R][C][C].
        observed: what the document lies in, and the document with estimate [R][C][C] and n [R][C].

    Raises:
        StudyError: when either side has another form.
    """
    (beside, truth), (around, document) = planted, observed
    if not isinstance(document, dict) or not {"estimate", "n"} <= set(document):
        raise StudyError(Problem("study", f"{place}.observed", repr(document)[:60], "matrices with estimate and n"))
    known, estimate, n = _array(truth), _array(document["estimate"]), _array(document["n"])
    if known.ndim != 3 or known.shape[1] != known.shape[2]:
        raise StudyError(Problem("study", f"{place}.planted", f"shape {known.shape}", "raters x classes x classes"))
    truth_names, names = _names(beside, beside), _names(around, document)
    if estimate.size == 0:
        return _answer(False, f"Nothing was estimated: {document.get('reason', 'no reason given')}.", {})
    order, differ = _order(truth_names, names, known.shape, estimate.shape)
    if differ:
        return _answer(False, differ, {})
    raters, classes = order
    matched = known[np.ix_(raters, classes, classes)]
    found = largest_deviation(estimate, matched, n, LEAST_VOTES)
    if found is None:
        return _answer(False, f"No row has {LEAST_VOTES:g} expected votes: nothing to compare.", {})
    r, row, column = found.cell
    who = names["ids"][r] if names["ids"] else f"rater {r + 1}"
    label = names["labels"] or [f"class {c + 1}" for c in range(len(classes))]
    summary = {
        "rater": who,
        "latent_class": label[row],
        "vote": label[column],
        "estimate": float(estimate[found.cell]),
        "planted": float(matched[found.cell]),
        "n": float(n[r, row]),
        "p": found.p,
        "p_bonferroni": found.p_bonferroni,
        "cells": found.cells,
        "skipped_rows": found.skipped_rows,
    }
    recovered = found.p_bonferroni >= ALPHA
    why = (
        f"The largest of {found.cells} deviations: {who} calls {label[row]} {label[column]} with an estimated share of "
        f"{summary['estimate']:.3f} of {summary['n']:.0f} votes, planted {summary['planted']:.3f}; p = {found.p:.2g}, "
        f"times {found.cells} = {found.p_bonferroni:.2g}, {'not ' if recovered else ''}below {ALPHA}."
    )
    if found.skipped_rows:
        why += f" Rows skipped, with fewer than {LEAST_VOTES:g} expected votes: {found.skipped_rows}."
    return _answer(recovered, why, summary)


def _answer(recovered: bool, why: str, summary: dict[str, Any]) -> dict[str, Any]:
    return {"planted": "matrices", "observed": summary, "recovered": recovered, "why": why}


def _array(nested: Any) -> np.ndarray:
    """Nested lists as an array; None, which is how NaN is written, becomes NaN."""
    return np.array(nested, dtype=float)


def _names(ids: Any, labels: Any) -> Names:
    found = {"ids": ids, "labels": labels}
    return {key: list(where.get(key, [])) if isinstance(where, dict) else [] for key, where in found.items()}


def _order(planted: Names, observed: Names, known: tuple, estimate: tuple) -> tuple[list[list[int]], str]:
    """For each observed rater and class, where it stands among the planted ones; or why it does not."""
    order = []
    for key, axis in (("ids", 0), ("labels", 1)):
        if planted[key] and observed[key]:
            strange = sorted(set(observed[key]) ^ set(planted[key])) if key == "labels" else []
            strange += sorted(set(observed[key]) - set(planted[key])) if key == "ids" else []
            if strange:
                return [], f"Planted and observed {key} differ: {', '.join(strange)}."
            order.append([planted[key].index(name) for name in observed[key]])
        elif known[axis] == estimate[axis]:
            order.append(list(range(estimate[axis])))
        else:
            return [], f"{known[axis]} {key} were planted and {estimate[axis]} were estimated."
    return order, ""
