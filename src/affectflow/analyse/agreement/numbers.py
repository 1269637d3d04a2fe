"""Coefficients of numbers in an analysis of agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...statistics.agreement.table import Floats, Integers, Votes
from ...statistics.reliability.bland_altman import bland_altman
from ...statistics.reliability.concordance import concordance, lin_ccc, overall_ccc
from ...statistics.reliability.icc import FORMS
from ...statistics.reliability.icc_inference import icc
from ...statistics.reliability.icc_mixed import icc_mixed
from ...statistics.reliability.mean_squares import MeanSquares
from ...statistics.reliability.ranks import kendall_w, kendall_w_interval
from ...statistics.reliability.scales import cronbach_alpha, finn, finn_of
from ...statistics.reliability.squares_bootstrap import Over, icc_statistics, squares_intervals
from ...studies.analyse.agreement import Agreement
from .measures import UNNAMED, Clusters, undefined
from .pairs import ccc_pairs, limits_pairs
from .units import Units

KEYS = {form: form.removeprefix("ICC(").removesuffix(")").replace(",", "") for form in FORMS}
"""What a form is called in a document: 1, A1, C1, 1k, Ak, Ck."""
MOST_CROSSED = 5000
"""The most raters of whom the crossed mixed model is fitted: its time grows with their number cubed."""
COMPLETE = "items that every rater rated; others are left out and counted"
LABELS = "the votes are labels, not numbers"


def number_result(name: str, units: Units, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    """One coefficient of numbers, as plain data; an undefined one has a reason."""
    if units.values is None:
        return undefined(asked, LABELS)
    if name == "icc":
        return _icc(units, asked, clusters)
    if name != "finn" and not units.follows.any():
        return undefined(asked, UNNAMED)
    votes = units.named() if units.follows.any() else _numbered(units.votes)
    x, kept = complete(votes, units.values)
    if len(kept) >= 2 and x.shape[1] < 2:
        return undefined(asked, "one rater or none: nothing to compare")
    if len(kept) < 2:
        lacking = undefined(asked, "fewer than two items were rated by every rater")
        return lacking | ({"pairs": _PAIRS[name](votes, units, asked)} if name in _PAIRS else {})
    voted = int(np.sum(votes.per_item() > 0))
    counted = {"items": len(kept), "raters": x.shape[1], "incomplete_items": voted - len(kept)}
    inner = Clusters(None if clusters.group is None else clusters.group[kept], clusters.word)
    return counted | _OF[name](x, votes, units, asked, inner)


def complete(votes: Votes, values: Floats) -> tuple[Floats, Integers]:
    """The ratings of the units that all raters with a vote rated, shape (units, raters), and the units' numbers."""
    raters, column = np.unique(votes.rater, return_inverse=True)
    kept = np.flatnonzero(votes.per_item() == len(raters)) if len(raters) else np.empty(0, dtype=np.int64)
    own = np.isin(votes.item, kept)
    x = np.empty((len(kept), len(raters)))
    x[np.searchsorted(kept, votes.item[own]), column[own]] = values[votes.code[own]]
    return x, kept


def _numbered(votes: Votes) -> Votes:
    """Votes whose raters are numbered within each unit, in the order of the votes."""
    order = np.argsort(votes.item, kind="stable")
    starts = np.cumsum(votes.per_item()) - votes.per_item()
    rater = np.empty(len(order), dtype=np.int64)
    rater[order] = np.arange(len(order)) - starts[votes.item[order]]
    return Votes(votes.item, rater, votes.code, votes.items, int(rater.max(initial=0)) + 1, votes.levels)


def _icc(units: Units, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    known, why = bool(units.follows.any()), UNNAMED
    votes = units.named() if known else _numbered(units.votes)
    assert units.values is not None
    x, kept = complete(votes, units.values)
    whole = len(kept) == np.sum(votes.per_item() > 0)
    if whole and len(kept) > 1 and x.shape[1] > 1:
        inner = Clusters(None if clusters.group is None else clusters.group[kept], clusters.word)
        found = icc(x, level=asked.bootstrap.level)
        forms: dict[Any, dict[str, Any]] = _replaced(found.pop("forms"), x, icc_statistics(), asked, inner)
        found["model"] = "mean squares of a complete table"
    elif len(votes.item) == 0 or votes.per_item().max() < 2:
        return undefined(asked, "no pairable votes: no item has two votes or more")
    else:
        many = len(np.unique(votes.rater))
        why = (
            f"{many} raters are more than the {MOST_CROSSED} of whom the crossed model is fitted" if known else UNNAMED
        )
        known = known and many <= MOST_CROSSED
        rater = votes.rater if known else None
        found = icc_mixed(units.values[votes.code], votes.item, rater, level=asked.bootstrap.level)
        forms = found.pop("forms")
        found["model"] = "mixed model by restricted likelihood, since ratings are missing; intervals from its curvature"
    if not known:
        forms |= {form: undefined(asked, why) for form in forms if not form.startswith("ICC(1")}
    told = {KEYS[form]: result | {"form": form} for form, result in forms.items()}
    return (
        found | told | {"conventions": "forms of McGraw and Wong (1996); 1: items alone, A: agreement, C: consistency"}
    )


def _kendall(x: Floats, votes: Votes, units: Units, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    found = kendall_w(x)
    ties = found.pop("ties")
    if asked.interval == "analytic" or asked.resample == "rater" or np.isnan(found["estimate"]):
        why = found.get("reason") or "W has an interval by resampling items only"
        found |= {"low": float("nan"), "high": float("nan"), "level": asked.bootstrap.level, "reason": why}
    else:
        options = _options(asked) | {"groups": clusters.group, "unit": clusters.word}
        found = found | kendall_w_interval(x, **options)
    return found | {"conventions": f"{ties}; {COMPLETE}"}


def _finn(x: Floats, votes: Votes, units: Units, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    categories = len(units.levels)
    result: dict[str, Any] = {}
    for model in ("one_way", "two_way"):
        if model == "two_way" and not units.follows.any():
            result[model] = undefined(asked, UNNAMED)
            continue
        form = {model: finn(x, categories=categories, model=model, level=asked.bootstrap.level)}
        of = {model: lambda squares, model=model: finn_of(squares, categories, model)}
        result |= _replaced(form, x, of, asked, clusters)
    declared = "declared" if units.declared else "found, not declared"
    words = (
        f"{categories} categories ({declared}), each as likely by chance; one_way counts raters' differences as error"
    )
    return result | {"conventions": f"{words}; {COMPLETE}"}


def _cronbach(x: Floats, votes: Votes, units: Units, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    form = {"alpha": cronbach_alpha(x, level=asked.bootstrap.level)}
    of = {"alpha": icc_statistics()["ICC(C,k)"]}
    return _replaced(form, x, of, asked, clusters)["alpha"] | {"conventions": COMPLETE}


def _ccc(x: Floats, votes: Votes, units: Units, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    options: dict[str, Any] = {"divisor": asked.divisor, "level": asked.bootstrap.level}
    found = lin_ccc(x[:, 0], x[:, 1], **options) if x.shape[1] == 2 else overall_ccc(x, **options)
    of = {"ccc": lambda squares: concordance(squares, asked.divisor)}
    result = _replaced({"ccc": found}, x, of, asked, clusters)["ccc"]
    if x.shape[1] > 2:
        result["pairs"] = ccc_pairs(votes, units, asked)
    words = (
        "Lin's for two raters, the overall one of King and Chinchilli (2001) for more; variances with the divisor of"
    )
    return result | {"conventions": f"{words} the {asked.divisor}; {COMPLETE}"}


def _limits(x: Floats, votes: Votes, units: Units, asked: Agreement, clusters: Clusters) -> dict[str, Any]:
    words = "bias is first rater less second; limits hold 95 % of the differences, with exact intervals (Carkeet 2015)"
    if x.shape[1] == 2:
        names = [units.raters.index(name) for name in _who(units, votes)]
        return bland_altman(x[:, 0], x[:, 1], level=asked.bootstrap.level) | {"raters_at": names, "conventions": words}
    return {"pairs": limits_pairs(votes, units, asked), "conventions": words}


def _who(units: Units, votes: Votes) -> list[str]:
    return [units.raters[rater] for rater in np.unique(votes.rater)]


_PAIRS = {"ccc": ccc_pairs, "bland_altman": limits_pairs}
_OF: dict[str, Callable[..., dict[str, Any]]] = {
    "kendall_w": _kendall,
    "finn": _finn,
    "cronbach": _cronbach,
    "ccc": _ccc,
    "bland_altman": _limits,
}


def _options(asked: Agreement) -> dict[str, Any]:
    boot = asked.bootstrap
    rng = np.random.default_rng(boot.seed)
    return {"method": asked.interval, "resamples": boot.resamples, "level": boot.level, "rng": rng}


def _replaced(
    forms: Mapping[str, dict[str, Any]],
    x: Floats,
    statistics: Mapping[str, Callable[[MeanSquares], Floats]],
    asked: Agreement,
    clusters: Clusters,
) -> dict[str, dict[str, Any]]:
    """The same results with intervals by resampling, where the study asks for these."""
    if asked.interval == "analytic":
        return dict(forms)
    over: Over = "rater" if asked.resample == "rater" else "item"
    options = _options(asked) | {"groups": clusters.group, "unit": clusters.word}
    drawn = squares_intervals(x, statistics, over=over, **options)
    return {name: _with(given, drawn[name]) for name, given in forms.items()}


def _with(given: dict[str, Any], drawn: dict[str, Any]) -> dict[str, Any]:
    """An analytic result with the interval of a bootstrap; its own reason stays where its test is undefined too."""
    if np.isnan(given["estimate"]):
        return given
    found = {k: v for k, v in given.items() if k != "reason"} | drawn | {"estimate": given["estimate"]}
    open_ends = any(isinstance(v, float) and np.isnan(v) for v in found.values())
    return found | ({"reason": given["reason"]} if open_ends and "reason" in given and "reason" not in drawn else {})
