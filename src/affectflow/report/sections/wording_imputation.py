"""The sentences of the methods section on missing outcomes."""

from __future__ import annotations

from ...studies.analyse.imputation import Imputation
from ..material import Material
from ..numbers import count, listing, number
from ..words import plain


def imputation(material: Material, name: str, spec: Imputation) -> list[str]:
    """From what missing outcomes were drawn, how estimates were pooled, and how far from random they were taken."""
    known = [plain(word) for word in (spec.baseline, *spec.between, *spec.covariates)]
    shifts = listing([number(delta, 1) for delta in spec.deltas])
    told = (
        f"Missing values of {plain(spec.measure)} were drawn {count(spec.imputations)} times in each arm, by chained "
        "normal regressions with drawn coefficients (van Buuren and Groothuis-Oudshoorn, 2011), from "
        f"{listing(known)}. Each filled trial was analysed by ANCOVA at {plain(spec.occasion)}; estimates were pooled "
        "by Rubin’s rules with the degrees of freedom of Barnard and Rubin (1999)."
    )
    shifted = f" Imputed outcomes of {plain(spec.treated)} were shifted by {shifts} scale points too." if shifts else ""
    tipping = (
        " The tipping point is the smallest shift, against the effect, at which the interval holds zero: how much "
        "worse the missing participants must have done for the result to change."
    )
    return [told + shifted + tipping]
