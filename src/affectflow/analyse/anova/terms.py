"""F tests of the terms with their effect sizes, and what is known of sphericity."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...statistics.effects.explained import partial_eta2, partial_omega2
from ...statistics.effects.factorial import Factorial, Term
from ...studies.analyse.anova import OCCASION, Anova

NUMBERS = ("f", "df", "error_df", "p", "eta2", "generalised_eta2")
EPSILONS = {"greenhouse_geisser": "Greenhouse and Geisser", "huynh_feldt": "Huynh and Feldt"}
SHARES = ("partial_eta2", "partial_omega2")


def terms(asked: Anova) -> list[str]:
    """Names of all terms: main effects, then interactions of two and more, such as ``arm_by_occasion``."""
    return [_named(term, asked) for term in _terms(asked)]


def tests(fit: Factorial | None, asked: Anova, values: NDArray, reason: str) -> dict[str, Any]:
    """One test for each term, by its name; NaN with the reason where there is one."""
    return {_named(term, asked): _test(fit, term, asked, values, reason) for term in _terms(asked)}


def told_sphericity(fit: Factorial | None, asked: Anova, reason: str) -> dict[str, Any]:
    """Epsilons and Mauchly's test."""
    found = fit.sphericity if fit else None
    names = ("greenhouse_geisser", "huynh_feldt", "mauchly", "mauchly_p")
    told = {name: math.nan if found is None else float(getattr(found, name)) for name in names}
    if len(asked.occasions) == 2:
        reason = reason or "two occasions: there is one difference, whose variance is one"
    elif not reason and math.isnan(told["mauchly"]):
        reason = "fewer persons than contrasts"
    elif not reason and math.isnan(told["mauchly_p"]):
        reason = "occasions of which one follows from the others"
    return told | ({"reason": reason} if reason else {})


def _terms(asked: Anova) -> list[Term]:
    numbers = range(len(asked.factors) + (len(asked.occasions) > 1))
    return [term for size in range(1, len(numbers) + 1) for term in combinations(numbers, size)]


def _named(term: Term, asked: Anova) -> str:
    names = [*asked.factors, OCCASION]
    return "_by_".join(names[number] for number in term)


def _test(fit: Factorial | None, term: Term, asked: Anova, values: NDArray, reason: str) -> dict[str, Any]:
    name = _named(term, asked)
    if fit is None:
        return _undefined(len(values), reason, asked)
    from scipy.stats import f as fisher

    tested, within = fit.tests[term], len(asked.factors) in term
    # Rounding leaves squares near zero where persons of a cell do not differ.
    if float(tested.error) <= (64 * np.finfo(float).eps * np.abs(values).max()) ** 2 * values.size:
        return _undefined(len(values), f"the error of {name} does not vary", asked)
    epsilon = _epsilon(fit, asked) if within else 1.0
    if not epsilon > 0:
        return _undefined(len(values), f"too few persons for the epsilon of {EPSILONS[asked.sphericity]}", asked)
    f, df, error_df = float(tested.f), tested.df * epsilon, tested.error_df * epsilon
    units = values.size if within else len(values)
    level = asked.effect_size_level
    return {
        "f": f,
        "df": df,
        "error_df": error_df,
        "p": float(fisher.sf(f, df, error_df)),
        "eta2": float(tested.squares / fit.total),
        "generalised_eta2": _generalised(fit, term, asked),
        "partial_eta2": partial_eta2(f, df, error_df, level=level),
        "partial_omega2": partial_omega2(f, tested.df, tested.error_df, units, corrected=epsilon < 1, level=level),
        "n": len(values),
    }


def _undefined(n: int, reason: str, asked: Anova) -> dict[str, Any]:
    share = dict.fromkeys(("estimate", "low", "high"), math.nan) | {"level": asked.effect_size_level, "reason": reason}
    return dict.fromkeys(NUMBERS, math.nan) | {name: dict(share) for name in SHARES} | {"n": n, "reason": reason}


def _epsilon(fit: Factorial, asked: Anova) -> float:
    return 1.0 if asked.sphericity == "none" else float(getattr(fit.sphericity, asked.sphericity))


def _generalised(fit: Factorial, term: Term, asked: Anova) -> float:
    """Olejnik and Algina (2003), formula 6: over the term, all terms with a measured factor, and all errors."""
    # ASSUME an arm that was drawn is manipulated, and so is the occasion; what persons brought along is measured.
    measured = {n for n, name in enumerate(asked.factors) if name != "arm" or asked.analysis_set == "everyone"}
    own = 0.0 if measured & set(term) else float(fit.tests[term].squares)
    others = sum(float(tested.squares) for other, tested in fit.tests.items() if measured & set(other))
    return float(fit.tests[term].squares) / (own + others + float(fit.within_cells))
